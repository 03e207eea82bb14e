import type { Types } from 'mongoose'
import { ageOn, isReservedFor, MOST_WAITING, type Reserve } from '@yike/shared/booking/rules'
import { AppError } from '@yike/shared/errors'
import { clockOf, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { markWritten, stamped } from '../cache/changed-at'
import type { Claiming } from './claim'
import { SittingModel, type Booking, type Sitting } from './model'

/**
 * The places of a sitting. Each step decides by one conditional write, carries the booking's id and changes nothing
 * when it is done a second time; the reason of a refusal is read afterwards, and without a reason the step is tried
 * again.
 */
const TRIES = 20

export const isByStaff = ({ channel }: Pick<Booking, 'channel'>) => channel === 'counter' || channel === 'phone'

/** Staff book until the end; a resident while it is open. */
const bookableAt = (booking: Booking, now: Date) =>
  isByStaff(booking) ? { endsAt: { $gt: now } } : { opensAt: { $lte: now }, closesAt: { $gt: now } }

/** The sessions are still those that the booking was made with. */
const sameSessions = ({ sessions, sessionsRev }: Booking) => (sessions ? { sessionsRev: sessionsRev ?? null } : {})
const knowsSessions = (booking: Booking, sitting: SittingSeen | null) =>
  !booking.sessions || sitting?.sessionsRev === booking.sessionsRev
const SESSIONS_CHANGED = '课程的时间刚刚改了，看一眼新的时间再报。'

/**
 * The condition on a sitting under which a booking fits, and the update that takes its places. `reserve`: as the
 * sitting was last seen.
 */
function placesFor({ _id: bookingId, personId, seats, day, birthYear, overbooks }: Booking, reserve: Reserve | null) {
  const reserved = isReservedFor(reserve, ageOn(day, birthYear))
  const fits = { $lte: [{ $add: ['$taken', seats] }, '$capacity'] }
  const fitsBeside = {
    $lte: [
      { $add: [{ $subtract: ['$taken', { $ifNull: ['$takenReserved', 0] }] }, seats] },
      { $subtract: ['$capacity', reserve?.seats ?? 0] },
    ],
  }
  return {
    left: {
      'reserve.minAge': reserve?.minAge ?? null,
      'reserve.seats': reserve?.seats ?? null,
      ...(overbooks ? {} : { $expr: reserved || !reserve ? fits : { $and: [fits, fitsBeside] } }),
    },
    increase: { taken: seats, ...(reserved ? { takenReserved: seats } : {}) },
    claim: { bookingId, personId, seats, ...(reserved ? { reserved } : {}) },
  }
}

/** The number of places of a sitting that somebody of an age may still take. */
export function leftFor(
  { capacity, taken, reserve, takenReserved }: Pick<Sitting, 'capacity' | 'taken' | 'reserve' | 'takenReserved'>,
  age: number | null,
) {
  const left = capacity - taken
  if (!reserve || isReservedFor(reserve, age)) return left
  return Math.min(left, capacity - reserve.seats - (taken - (takenReserved ?? 0)))
}

/** Takes the places. Nobody new takes a place while others wait for it. */
export async function claimSeats(booking: Booking, { reserve, now, releaseStale }: Claiming): Promise<void> {
  const { _id: bookingId, sittingId, personId } = booking
  let seen = reserve
  for (let tries = 0; tries < TRIES; tries++) {
    const { left, increase, claim } = placesFor(booking, seen)
    const take: object = stamped({ $inc: increase, $push: { claims: claim } })
    const claimed = await SittingModel.collection.updateOne(
      {
        _id: sittingId,
        state: 'open',
        ...bookableAt(booking, now),
        ...sameSessions(booking),
        'claims.personId': { $ne: personId },
        ...(booking.overbooks ? {} : { 'queue.0': { $exists: false } }),
        ...left,
      },
      take,
    )
    markWritten(SittingModel.modelName)
    if (claimed.modifiedCount > 0) return
    const sitting = await SittingModel.findById(sittingId).lean<Sitting>()
    if (sitting?.claims.some((one) => one.bookingId.equals(bookingId))) return
    if (sitting && !knowsSessions(booking, sitting)) throw new AppError('CONFLICT', SESSIONS_CHANGED)
    seen = sitting?.reserve ?? null
    const refusal = refusalOf(sitting, booking, now)
    if (refusal && !(await releaseStale(refusal.inTheWay, booking))) throw refusal.reason
  }
  throw new AppError('CONFLICT')
}

/** Joins the line of a sitting that has no place left. */
export async function joinQueue(booking: Booking, now: Date): Promise<void> {
  const { _id: bookingId, sittingId, personId, seats, createdAt } = booking
  const joined = await SittingModel.updateOne(
    {
      _id: sittingId,
      state: 'open',
      ...bookableAt(booking, now),
      ...sameSessions(booking),
      'claims.personId': { $ne: personId },
      'queue.personId': { $ne: personId },
      [`queue.${MOST_WAITING - 1}`]: { $exists: false },
    },
    { $push: { queue: { $each: [{ bookingId, personId, seats, at: createdAt }], $sort: { at: 1 } } } },
  )
  if (joined.modifiedCount > 0) return
  const sitting = await SittingModel.findById(sittingId).lean<Sitting>()
  if (sitting?.queue?.some((one) => one.bookingId.equals(bookingId))) return
  if (sitting && !knowsSessions(booking, sitting)) throw new AppError('CONFLICT', SESSIONS_CHANGED)
  throw refusalOf(sitting, booking, now)?.reason ?? new AppError('CONFLICT')
}

/**
 * Moves a booking from the line to the places, in one write; false when it is not in the line any more or does not fit.
 */
export async function leaveQueueForSeats(
  booking: Booking,
  { reserve, now }: Pick<Claiming, 'reserve' | 'now'>,
): Promise<boolean> {
  const { left, increase, claim } = placesFor(booking, reserve)
  const { _id: bookingId, sittingId } = booking
  const moved = await SittingModel.updateOne(
    {
      _id: sittingId,
      state: 'open',
      closesAt: { $gt: now },
      'queue.bookingId': bookingId,
      ...sameSessions(booking),
      ...left,
    },
    { $inc: increase, $push: { claims: claim }, $pull: { queue: { bookingId } } },
  )
  return moved.modifiedCount > 0
}

/** Gives back the places of a booking, or its place in the line; a second run gives nothing back twice. */
export async function leaveSitting({ _id: bookingId, sittingId, seats, orWait }: Booking): Promise<void> {
  // The line first: an offer that is just being made takes its places with its entry there, or not at all.
  if (orWait)
    await SittingModel.updateOne({ _id: sittingId, 'queue.bookingId': bookingId }, { $pull: { queue: { bookingId } } })
  const gone = { $pull: { claims: { bookingId } } }
  const open = await SittingModel.updateOne(
    { _id: sittingId, claims: { $elemMatch: { bookingId, reserved: { $ne: true } } } },
    { $inc: { taken: -seats }, ...gone },
  )
  if (open.modifiedCount > 0) return
  await SittingModel.updateOne(
    { _id: sittingId, claims: { $elemMatch: { bookingId, reserved: true } } },
    { $inc: { taken: -seats, takenReserved: -seats }, ...gone },
  )
}

interface Refusal {
  reason: AppError
  /** Bookings that would have to go; none where that would not help. */
  inTheWay: Types.ObjectId[]
}

/** The fields of a sitting that explain a refusal. */
export type SittingSeen = Omit<Sitting, 'claims'> & {
  claims: Pick<Sitting['claims'][number], 'bookingId' | 'personId'>[]
}

const because = (...args: ConstructorParameters<typeof AppError>): Refusal => ({
  reason: new AppError(...args),
  inTheWay: [],
})

/** The reason why a sitting cannot be booked now, whatever places it has left; null when it can. */
export function closedFor(sitting: Omit<SittingSeen, 'claims'> | null, booking: Pick<Booking, 'channel'>, now: Date) {
  if (!sitting) return because('NOT_FOUND')
  const { startsAt, closesAt, opensAt, endsAt } = sitting
  const byStaff = isByStaff(booking)
  const until = byStaff ? endsAt : closesAt
  if (sitting.state === 'cancelled') return because('SITTING_CANCELLED')
  if (now >= until) return because('SITTING_CLOSED', `${clockOf(startsAt)} 这一批 ${clockOf(until)} 就截止了。`)
  if (byStaff || now >= opensAt) return null
  const day = dayOf(opensAt)
  return because(
    'SITTING_NOT_OPEN',
    `这一批 ${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${weekdayLabel(day)}才开始约。`,
  )
}

type Attendee = Pick<
  Booking,
  '_id' | 'personId' | 'personName' | 'channel' | 'seats' | 'day' | 'birthYear' | 'overbooks'
>

/** The true reason why somebody cannot have places in a sitting; null when none is found. */
export function refusalOf(sitting: SittingSeen | null, booking: Attendee, now: Date): Refusal | null {
  const shut = closedFor(sitting, booking, now)
  if (shut || !sitting) return shut
  const { queue = [] } = sitting
  const own = sitting.claims.filter((one) => one.personId.equals(booking.personId))
  if (own.length > 0)
    return {
      reason: new AppError('ALREADY_BOOKED', `${booking.personName}这个时间已经约过了。`),
      inTheWay: own.map(({ bookingId }) => bookingId),
    }
  // After a crash between the line and the booking the line has an entry of this booking already: it is no second one.
  if (queue.some((one) => one.personId.equals(booking.personId) && !one.bookingId.equals(booking._id)))
    return because('ALREADY_BOOKED', `${booking.personName}已经在排这一批了。`)
  const full = booking.overbooks ? null : fullFor(sitting, booking)
  return full === null ? null : because('SITTING_FULL', full)
}

/** The reason in words why no place is left for somebody; null when there is one. */
export function fullFor(
  sitting: Omit<SittingSeen, 'claims'>,
  { seats, day, birthYear }: Pick<Attendee, 'seats' | 'day' | 'birthYear'>,
) {
  const { queue = [], startsAt, capacity, taken, reserve } = sitting
  const at = clockOf(startsAt)
  if (queue.length >= MOST_WAITING) return `这一批已经有 ${queue.length} 位在排队，换一批看看。`
  if (queue.length > 0) return `${at} 这一批有 ${queue.length} 位在排队，可以一起排。`
  const left = leftFor(sitting, ageOn(day, birthYear))
  if (left >= seats) return null
  const kept = capacity - taken - Math.max(0, left)
  if (reserve && kept > 0 && capacity - taken >= seats)
    return `${at} 这一批剩下的 ${kept} 位留给 ${reserve.minAge} 岁以上的，可以排队等。`
  return left > 0 ? `${at} 这一批只剩 ${left} 位，不够 ${seats} 位。` : `${at} 这一批刚满，可以排队等，或换一批。`
}
