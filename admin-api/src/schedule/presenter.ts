import { lineInWords } from '@yike/shared/schedule/series'
import { bookingPolicy, sittingCan } from '../booking/policy'
import type { CalendarSitting, SeriesView } from '@yike/shared/schedule/schemas'
import type { StaffSitting } from '@yike/shared/booking/schemas'
import { SERVICE_KINDS } from '@yike/shared/directory/categories'
import { HOLIDAY_HOURS } from '@yike/shared/directory/hours'
import type { Actor } from '../http/policy'
import type { Sitting } from '../booking/model'
import { sittingFacts } from '../booking/presenter'
import { isOver } from './series'
import type { Series } from './model'

export const presentSeries = (series: Series, actor: Actor, now: Date): SeriesView => ({
  id: String(series._id),
  serviceId: String(series.offer.serviceId),
  serviceName: series.offer.serviceName,
  placeName: series.offer.placeName,
  name: series.name,
  lines: series.lines.map((line) => ({
    key: line.key,
    title: line.title,
    weekdays: line.weekdays,
    from: line.from,
    to: line.to,
    capacity: line.capacity,
    menu: line.menu,
    priceFen: line.priceFen,
    reserve: line.reserve && { minAge: line.reserve.minAge, seats: line.reserve.seats },
    closesBeforeMinutes: line.closesBeforeMinutes,
    opensBeforeDays: line.opensBeforeDays,
    validFrom: line.validFrom ?? null,
    validTo: line.validTo ?? null,
    words: lineInWords(line),
  })),
  exceptions: series.exceptions.map(({ day, periods, reason }) => ({
    day,
    periods: periods.map(({ from, to }) => ({ from, to })),
    reason: reason ?? null,
  })),
  holidays: { code: series.holidays, label: HOLIDAY_HOURS[series.holidays] },
  validFrom: series.validFrom,
  validTo: series.validTo,
  madeUntil: series.madeUntil,
  isOver: isOver(series, now),
  isSettling: series.settling !== undefined,
  revision: series.revision,
  can: { edit: bookingPolicy.editSitting(actor, series) },
})

/** `shown`: the sitting as the lists of the staff show it. */
export const presentInCalendar = ({ series }: Sitting, shown: StaffSitting): CalendarSitting => ({
  ...shown,
  series: series ? { id: String(series.id), key: series.key, day: series.day, own: series.own ?? false } : null,
})

/** `counts`: how many came and did not. */
export const presentStaffSitting = (
  sitting: Sitting,
  counts: { checkedIn: number; noShow: number },
  actor: Actor,
  now: Date,
): StaffSitting => ({
  ...sittingFacts(sitting, now),
  taken: sitting.taken,
  ...counts,
  serviceName: sitting.offer.serviceName,
  kind: { code: sitting.offer.kind, label: SERVICE_KINDS[sitting.offer.kind].label },
  placeId: String(sitting.offer.placeId),
  placeName: sitting.offer.placeName,
  can: sittingCan(actor, sitting, now),
})
