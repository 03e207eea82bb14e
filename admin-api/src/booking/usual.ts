import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { personOf } from '../people/me'
import { visibleTo } from './audience'
import { BookingModel, type Booking } from './model'

/** Days after which a booking no longer counts as a habit. */
const DAYS = 180
/** Enough bookings of one family to know its habits by. */
const MOST_READ = 300
/** The most services for one person. */
const MOST_SERVICES = 4

/**
 * The last booking of each person and service and the number of bookings, the most frequent first; at most four
 * services a person.
 */
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
