import { dayOf } from '@yike/shared/time/china'
import { within, type Actor } from '../http/policy'
import { attendance } from './list'
import { BookingModel } from './model'
import { sittingsOn } from './sittings'

/** Bookings of today in the actor's areas: how many, how many places, how many came and did not. */
export async function bookingsOfDay(actor: Actor, now: Date) {
  const rows = await BookingModel.aggregate<{ _id: string; n: number; seats: number }>([
    {
      $match: {
        ...within(actor, 'booking.read'),
        day: dayOf(now),
        state: { $in: ['confirmed', 'checked_in', 'no_show'] },
      },
    },
    { $group: { _id: '$state', n: { $sum: 1 }, seats: { $sum: '$seats' } } },
  ])
  const of = (state: string) => rows.find(({ _id }) => _id === state)?.n ?? 0
  return {
    today: rows.reduce((sum, { n }) => sum + n, 0),
    seats: rows.reduce((sum, { seats }) => sum + seats, 0),
    checkedIn: of('checked_in'),
    noShow: of('no_show'),
  }
}

/** Today's open sittings with how many came. */
export async function sittingsToday(actor: Actor, now: Date) {
  const sittings = (await sittingsOn(actor, dayOf(now), undefined)).filter(({ state }) => state === 'open')
  const count = await attendance(sittings)
  return sittings.map((sitting) => ({ sitting, checkedIn: count(sitting, 'checked_in') }))
}
