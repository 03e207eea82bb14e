import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { personOf } from '../people/me'
import { visibleTo } from './audience'
import { BookingModel, type Booking } from './model'

/** Older habits are none any more. */
const DAYS = 180
/** Enough bookings of one family to know its habits by. */
const MOST_READ = 300
/** Of one person. */
const MOST_SERVICES = 4

/** Of each person and service the last booking and how often it was booked, most often first; at most four services a person. */
export async function usualBookings(actor: Actor, now: Date): Promise<{ last: Booking; times: number }[]> {
  const rows = await BookingModel.find({
    state: { $in: ['confirmed', 'checked_in'] },
    startsAt: { $gt: instantAt(addDays(dayOf(now), -DAYS), 0) },
    $or: visibleTo(await personOf(actor)),
  })
    .sort({ startsAt: -1, _id: -1 })
    .limit(MOST_READ)
    .lean<Booking[]>()
  const usual = new Map<string, { last: Booking; times: number }>()
  for (const row of rows) {
    const key = `${String(row.personId)} ${String(row.offer.serviceId)}`
    const known = usual.get(key)
    if (known) known.times += 1
    else usual.set(key, { last: row, times: 1 })
  }
  const ofPerson = new Map<string, number>()
  return [...usual.values()]
    .sort((a, b) => b.times - a.times)
    .filter(({ last }) => {
      const count = (ofPerson.get(String(last.personId)) ?? 0) + 1
      ofPerson.set(String(last.personId), count)
      return count <= MOST_SERVICES
    })
}
