import { careMessages } from '@yike/shared/care/messages'
import { domain, every, HOUR_MS, whenDue } from '../domain'
import { careAreaRecords } from './area-records'
import { alertWork } from './handover'
import {
  escalateAlerts,
  rewrapSealed,
  notifyOfHelp,
  watchChecks,
  callsForHelp,
  checksToWatch,
  alertsToEscalate,
} from './jobs'
import { HouseholdModel } from './household-model'
import { forgetOldHomeVisits, householdRetention } from './households'
import { AlertModel, CareFileModel, CheckModel } from './model'
import { careKeepsRecord } from './merge-guard'
import { careRoutes } from './routes'
import { careData } from './person-data'
import { carePurpose } from './file'
import { removedByDatabase } from '../privacy/retention'
import { sealedAs } from '../sealed-values'

/**
 * Care for elders: files, the daily check, calls for help, home visits. Four subjects about the same people; each is a verb
 * file or two (`file`, `check`, `help`, `alerts` with `advance-alert`, `households`), and health data is apart in `sealing` and `reads`.
 */
export const care = domain({
  name: 'care',
  floor: 'upper',
  models: [CareFileModel, CheckModel, AlertModel, HouseholdModel],
  areaRecords: careAreaRecords,
  urgentOutboxes: [AlertModel],
  openWork: alertWork,
  personRecords: [
    { model: AlertModel, fields: ['personId'] },
    { model: HouseholdModel, fields: ['personId'] },
  ],
  sealedFields: [sealedAs(HouseholdModel, 'living', 'living'), sealedAs(HouseholdModel, 'visits', 'home_visits')],
  mergeGuards: [careKeepsRecord],
  messages: careMessages,
  permissions: ['care.read', 'care.edit', 'care.respond', 'care.direct'],
  personData: careData,
  retention: [
    removedByDatabase(AlertModel, 'endedAt', { what: '呼救和没报平安', kept: '办完后一年' }),
    householdRetention,
  ],
  purposes: [carePurpose],
  routes: () => [careRoutes()],
  jobs: () => [
    whenDue('calls for help', notifyOfHelp, callsForHelp),
    whenDue('daily checks', watchChecks, checksToWatch),
    whenDue('untaken alerts', escalateAlerts, alertsToEscalate),
    every(HOUR_MS, 'older secrets', rewrapSealed),
    every(HOUR_MS, 'old home visits', forgetOldHomeVisits),
  ],
})
