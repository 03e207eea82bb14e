import { heldSessions } from '@yike/shared/booking/session-rules'
import { dayOf } from '@yike/shared/time/china'
import { type Actor } from '../http/policy'
import { attendance } from './list'
import { BookingModel, type Booking } from './model'
import { bookingPolicy } from './policy'
import { sittingsOn, withSessionOn } from './sittings'

const COUNTED = ['confirmed', 'checked_in', 'no_show'] as const

/**
 * Bookings of today in the actor's areas: how many, how many places, how many came and did not. For a course the
 * bookings of today's session, whichever it is.
 */
export async function bookingsOfDay(actor: Actor, now: Date) {
  const day = dayOf(now)
  const mine = { ...bookingPolicy.visible(actor), state: { $in: [...COUNTED] } }
  const [single, courses] = await Promise.all([
    BookingModel.aggregate<{ _id: string; n: number; seats: number }>([
      { $match: { ...mine, day, 'sessions.0': { $exists: false } } },
      { $group: { _id: '$state', n: { $sum: 1 }, seats: { $sum: '$seats' } } },
    ]),
    BookingModel.find({ ...mine, ...withSessionOn(day) }, { seats: 1, sessions: 1, attended: 1 }).lean<Booking[]>(),
  ])
  const ofToday = courses.flatMap(({ seats, sessions = [], attended }) => {
    const session = heldSessions(sessions).find(({ startsAt }) => dayOf(startsAt) === day)
    return session ? [{ seats, came: attended?.some(({ n }) => n === session.n) ?? false }] : []
  })
  const of = (state: string) => single.find(({ _id }) => _id === state)?.n ?? 0
  const sum = (rows: readonly { seats: number }[]) => rows.reduce((all, { seats }) => all + seats, 0)
  return {
    today: single.reduce((all, { n }) => all + n, 0) + ofToday.length,
    seats: sum(single) + sum(ofToday),
    checkedIn: of('checked_in') + ofToday.filter(({ came }) => came).length,
    noShow: of('no_show'),
  }
}

/** Today's open sittings with how many came. */
export async function sittingsToday(actor: Actor, now: Date) {
  const sittings = (await sittingsOn(actor, dayOf(now), undefined)).filter(({ state }) => state === 'open')
  const count = await attendance(sittings)
  return sittings.map((sitting) => ({ sitting, checkedIn: count(sitting, 'checked_in') }))
}
