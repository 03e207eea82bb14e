import { caseCategories } from './0001-case-categories'
import { holidayHours } from './0002-holiday-hours'
import { searchTokens } from './0003-search-tokens'
import { areaRevisions } from './0004-area-revisions'
import { serviceDetails } from './0005-service-details'
import { diaryCounts } from './0006-diary-counts'
import { familyAndDeliveries } from './0007-family-and-deliveries'
import { certificatesAnew } from './0008-certificates-anew'
import { whoseBookings } from './0009-whose-bookings'
import { verifiedPhones } from './0010-verified-phones'
import { wholeCharacters } from './0011-whole-characters'
import { singleSessions } from './0012-single-sessions'
import { auditLog } from './0013-audit-log'
import { receiversOfCases } from './0014-receivers-of-cases'
import { followersOfCases } from './0015-followers-of-cases'
import { sealedValues } from './0016-sealed-values'
import { keyedSquares } from './0017-keyed-squares'
import { promisesToSolve } from './0018-promises-to-solve'
import { alertsOfLimits } from './0019-alerts-of-limits'
import { orderOfCases } from './0020-order-of-cases'
import { partsOfCases } from './0021-parts-of-cases'
import { alertsOfIncidents } from './0022-alerts-of-incidents'
import { lessonsOfCases } from './0023-lessons-of-cases'
import { talliesOfCases } from './0024-tallies-of-cases'
import { caseMapOff } from './0029-case-map-off'
import { numbersOfCases } from './0034-numbers-of-cases'
import { limitsOfTransfers } from './0035-limits-of-transfers'
import { peopleInNeedOfCases } from './0036-people-in-need'
import { orderOfTransfers } from './0037-order-of-transfers'
import { buildingsOfCases } from './0038-buildings-of-cases'
import { promisesOfMatters } from './0039-promises-of-matters'
import { sealedTexts } from './0040-sealed-texts'
import type { Migration } from './run'

/** Every migration. */
export const MIGRATIONS: readonly Migration[] = [
  caseCategories,
  holidayHours,
  searchTokens,
  areaRevisions,
  serviceDetails,
  diaryCounts,
  familyAndDeliveries,
  certificatesAnew,
  whoseBookings,
  verifiedPhones,
  wholeCharacters,
  singleSessions,
  auditLog,
  receiversOfCases,
  followersOfCases,
  sealedValues,
  keyedSquares,
  promisesToSolve,
  alertsOfLimits,
  orderOfCases,
  partsOfCases,
  alertsOfIncidents,
  lessonsOfCases,
  talliesOfCases,
  caseMapOff,
  numbersOfCases,
  limitsOfTransfers,
  peopleInNeedOfCases,
  orderOfTransfers,
  buildingsOfCases,
  promisesOfMatters,
  sealedTexts,
]
