import type { Due } from '../jobs'
import { heldSessions, isOnDay } from '@yike/shared/booking/session-rules'
import type { BookingState } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { entryOf, type Notification } from '../messages/notify'
import { staffBooking } from './cancel'
import { BookingModel, type Attended, type Booking } from './model'
import { bookingPolicy, type BookingPermission } from './policy'
import { HAS_ROLL, hasRoll, sessionsOf, type Session } from './times'
import { presentNotificationOf, rollOf } from './kind-hooks'

/**
 * Attendance of sessions. A booking of several sessions stays confirmed from the first to the last; it stores the
 * sessions its person came to, each once. A booking of a single session is checked in by the same write. Every change
 * raises `attendSeq`, and the floor above counts hours from it.
 */

/** The session of a day, or the one time of any other booking; null when it has none that day. */
export const sessionToday = (booking: Booking, now: Date): Session | null =>
  booking.sessions
    ? (heldSessions(booking.sessions).find((session) => isOnDay(session, dayOf(now))) ?? null)
    : booking.day === dayOf(now)
      ? sessionsOf(booking)[0]!
      : null

const attendedOf = ({ attended = [] }: Pick<Booking, 'attended'>, n: number | undefined) =>
  attended.find((one) => one.n === n)

/** When somebody arrived: at the session of today, where there are several. */
export const arrivedAt = (booking: Booking, now: Date): Date | null =>
  booking.sessions ? (attendedOf(booking, sessionToday(booking, now)?.n)?.at ?? null) : booking.checkedInAt

/** A booking of several sessions is 已到 while its person is at today's session, and when it is over and they ever came. */
export function stateOn(booking: Booking, now: Date): Booking['state'] {
  if (!booking.sessions || booking.state !== 'confirmed') return booking.state
  const isOver = now >= booking.endsAt && (booking.attended ?? []).length > 0
  return arrivedAt(booking, now) || isOver ? 'checked_in' : 'confirmed'
}

/** A booking with a roll that staff may check in; null when it has none. */
export async function rollBooking(actor: Actor, id: string): Promise<Booking | null> {
  const booking = await staffBooking(actor, id)
  if (!hasRoll(booking)) return null
  authorize(bookingPolicy.checkIn(actor, booking))
  return booking
}

/** Today's session; throws the day of the next one where there is none. */
export function todays(booking: Booking, now: Date): Session {
  const today = sessionToday(booking, now)
  if (today) return today
  const next = heldSessions(sessionsOf(booking)).find(({ startsAt }) => startsAt > now)
  throw new AppError('BOOKING_MOVED', rollOf(booking).noneToday(next ?? null, now))
}

export const sessionOf = (booking: Booking, n: number): Session =>
  orNotFound(sessionsOf(booking).find((session) => session.n === n))

function checkTickable(booking: Booking, session: Session, now: Date) {
  const problem = rollOf(booking).problem(session, now)
  if (problem) throw new AppError('BOOKING_MOVED', problem)
}

interface Attending {
  /** The condition on `attended`. */
  where: object
  push?: Attended
  pull?: object
  set?: object
  /** The new state of a booking of a single session. */
  single?: Pick<Booking, 'state' | 'checkedInAt'>
  notification?: Notification | null
}

/** Includes somebody who was marked as missing and came late after all. */
const SINGLE_STATES: BookingState[] = ['confirmed', 'checked_in', 'no_show']

/** One change of attendance, decided by its own condition; null where that does not hold. */
async function attend(
  { _id, sessions }: Booking,
  { where, push, pull, set, single, notification }: Attending,
  now: Date,
): Promise<Booking | null> {
  const pushed = {
    ...(push ? { attended: push } : {}),
    ...(notification ? { outbox: entryOf(notification, now) } : {}),
  }
  return BookingModel.findOneAndUpdate(
    { _id, state: { $in: sessions ? ['confirmed'] : SINGLE_STATES }, attended: where },
    {
      $set: { toTally: true, ...set, ...(sessions ? {} : single) },
      $inc: { attendSeq: 1, ...(notification ? { outboxSeq: 1 } : {}) },
      ...(pull ? { $pull: { attended: pull } } : {}),
      ...(push || notification ? { $push: pushed } : {}),
      ...(single && !sessions ? { $unset: { remindAt: 1 } } : {}),
    },
    { returnDocument: 'after' },
  ).lean<Booking>()
}

async function nowOrMoved(booking: Booking, is: (now: Booking) => boolean): Promise<Booking> {
  const current = orNotFound(await BookingModel.findById(booking._id).lean<Booking>())
  if (is(current)) return current
  throw new AppError('BOOKING_MOVED')
}

/** Marks somebody present at a session. A second mark changes nothing. */
export async function markPresent(actor: Actor, booking: Booking, session: Session, now: Date): Promise<Booking> {
  const { n } = session
  if (attendedOf(booking, n)) return booking
  checkTickable(booking, session, now)
  // A list entered days later notifies nobody that a child has arrived.
  const notification = isOnDay(session, dayOf(now)) ? await presentNotificationOf(booking, now) : null
  const came = await attend(
    booking,
    {
      where: { $not: { $elemMatch: { n } } },
      push: { n, at: now, byName: actor.name },
      single: { state: 'checked_in', checkedInAt: now },
      notification,
    },
    now,
  )
  return came ?? nowOrMoved(booking, (current) => attendedOf(current, n) !== undefined)
}

/** Takes a mistaken mark back. A child who was collected was present, so that mark stays. */
export async function unmarkPresent(actor: Actor, booking: Booking, session: Session, now: Date): Promise<Booking> {
  const { n } = session
  if (!attendedOf(booking, n)) return booking
  checkTickable(booking, session, now)
  const undone = await attend(
    booking,
    {
      where: { $elemMatch: { n, left: { $exists: false } } },
      pull: { n },
      single: { state: 'confirmed', checkedInAt: null },
    },
    now,
  )
  return undone ?? nowOrMoved(booking, (current) => attendedOf(current, n) === undefined)
}

/** Marks that a child left a session with somebody. The first mark counts. */
export async function markCollected(
  { actor, now }: Pick<CallContext, 'actor' | 'now'>,
  booking: Booking,
  session: Session,
  { who, said, notification }: { who: string; said: string | null; notification: Notification },
): Promise<Booking> {
  const { n } = session
  if (attendedOf(booking, n)?.left) return booking
  checkTickable(booking, session, now)
  const left = await attend(
    booking,
    {
      where: { $elemMatch: { n, left: { $exists: false } } },
      set: { 'attended.$.left': { at: now, who, said, byName: actor.name } },
      notification,
    },
    now,
  )
  return left ?? nowOrMoved(booking, (current) => attendedOf(current, n)?.left !== undefined)
}

/**
 * Counts other minutes for a session somebody came to, with a reason. Earlier corrections are kept beside it; of two
 * people who correct at once the second gets BOOKING_MOVED.
 */
export async function countOtherwise(
  { actor, now }: Pick<CallContext, 'actor' | 'now'>,
  booking: Booking,
  session: Session,
  { minutes, reason, notification }: { minutes: number; reason: string; notification: Notification },
): Promise<Booking> {
  const { n } = session
  const came = attendedOf(booking, n)
  if (!came) throw new AppError('BOOKING_MOVED', '这一次没有点到，先点名再改学时。')
  const { corrections = [] } = came
  const says = (one?: { minutes: number; reason: string }) => one?.minutes === minutes && one.reason === reason
  if (says(corrections.at(-1))) return booking
  const seen =
    corrections.length === 0 ? { 'corrections.0': { $exists: false } } : { corrections: { $size: corrections.length } }
  const after = await attend(
    booking,
    {
      where: { $elemMatch: { n, ...seen } },
      set: { 'attended.$.corrections': [...corrections, { minutes, reason, byName: actor.name, at: now }] },
      notification,
    },
    now,
  )
  return after ?? nowOrMoved(booking, (current) => says(attendedOf(current, n)?.corrections?.at(-1)))
}

/** A booking with a roll, where the actor holds the permission. */
export const rollBookingById = async (actor: Actor, id: string, permission: BookingPermission) =>
  orNotFound(
    await BookingModel.findOne({
      _id: id,
      $and: [HAS_ROLL],
      state: { $in: SINGLE_STATES },
      ...bookingPolicy.visible(actor, permission),
    }).lean<Booking>(),
  )

/** Everybody on the roll of a sitting, by name: also people who were marked as missing. */
export const enrolledIn = (actor: Actor, sittingId: string, permission: BookingPermission) =>
  BookingModel.find({
    sittingId,
    state: { $in: SINGLE_STATES },
    ...bookingPolicy.visible(actor, permission),
  })
    .sort({ personName: 1, _id: 1 })
    .lean<Booking[]>()

/** Bookings whose attendance changed since it was last counted. */
const TO_TALLY = { toTally: true }
export const bookingsToTally = (limit: number) => BookingModel.find(TO_TALLY).limit(limit).lean<Booking[]>()
export const attendanceToTally = (): Due[] => [{ model: BookingModel, filter: TO_TALLY }]
/** All bookings of a sitting that ever had attendance, to count anew. */
export const attendedIn = (sittingId: Booking['sittingId']) =>
  BookingModel.find({ sittingId, attendSeq: { $exists: true } }).lean<Booking[]>()
/** Marks attendance as counted in the state that was read; false when it changed meanwhile. */
export async function tallied({ _id, attendSeq }: Booking): Promise<boolean> {
  const { matchedCount } = await BookingModel.updateOne({ _id, attendSeq }, { $unset: { toTally: 1 } })
  return matchedCount > 0
}
