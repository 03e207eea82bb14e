import type { StaffSitting } from '@yike/shared/booking/schemas'
import { clockOf, dayOf, minuteOf } from '@yike/shared/time/china'
import type { DayRow } from '../kit/show/DayLine'

/** A day's sittings as rows of one scale, a row a service. A sitting that runs into the next day ends at midnight. */
export function rowsOfDay(sittings: StaffSitting[]): DayRow[] {
  const services = new Map(
    sittings.map(({ serviceId, serviceName, placeName }) => [serviceId, { serviceName, placeName }]),
  )
  return [...services].map(([key, { serviceName, placeName }]) => ({
    key,
    name: serviceName,
    note: placeName,
    slots: sittings
      .filter(({ serviceId }) => serviceId === key)
      .map((sitting) => {
        const [startsAt, endsAt] = [new Date(sitting.startsAt), new Date(sitting.endsAt)]
        return {
          id: sitting.id,
          from: minuteOf(startsAt),
          to: dayOf(endsAt) === dayOf(startsAt) ? minuteOf(endsAt) : 1440,
          title: sitting.title,
          taken: sitting.taken,
          capacity: sitting.capacity,
          isCancelled: sitting.availability === 'cancelled',
        }
      }),
  }))
}

/** 「11:30 午餐 第二批」. */
export const sittingName = ({ startsAt, title }: Pick<StaffSitting, 'startsAt' | 'title'>) =>
  `${clockOf(new Date(startsAt))} ${title}`
