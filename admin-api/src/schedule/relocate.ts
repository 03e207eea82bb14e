import type { Types } from 'mongoose'
import { WITH_PLACES } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { addMinutes, clockOf } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { personById } from '../people/me'
import { createBooking } from '../booking/book'
import { cancelNow } from '../booking/cancel'
import { BookingModel, SittingModel, type Booking, type Relocation, type Sitting } from '../booking/model'
import { nameForOthers } from '../booking/name-for-others'
import { timesOf } from '../booking/times'
import { askedAgain } from '../booking/kind-hooks'
import { refusalOf } from '../booking/seats'
import { endHold } from '../booking/transitions'
import { cancelledNotification } from '../booking/notifications'

/**
 * Moves a sitting to another time, or ends it, with its bookings. A sitting whose time changes is another one: nobody
 * gets a time they did not agree to. The old one closes first, its bookings move over one by one by the same steps as
 * any reschedule, and the job finishes what a crash leaves: the sitting is marked by `moving`.
 */

/** A new sitting; the counters of its places begin at zero. */
export type NewSitting = Omit<Sitting, 'claims' | 'queue' | 'taken' | 'takenReserved' | 'state' | 'cancelReason'>

/**
 * Inserts it unless it exists. A sitting that its plan had ended opens again. Throws CONFLICT where the service has
 * another one at this time.
 */
export async function insertSitting(sitting: NewSitting): Promise<void> {
  const { _id, startsAt, ...rest } = sitting
  try {
    const { upsertedCount } = await SittingModel.updateOne(
      { _id },
      {
        $setOnInsert: {
          ...rest,
          startsAt,
          claims: [],
          queue: [],
          taken: 0,
          takenReserved: 0,
          state: 'open',
          cancelReason: null,
        },
      },
      { upsert: true },
    )
    if (upsertedCount > 0) return
    await SittingModel.updateOne(
      { _id, state: 'cancelled', byPlan: true, moving: { $exists: false } },
      { $set: { ...rest, startsAt, state: 'open', cancelReason: null }, $unset: { byPlan: 1, movedTo: 1 } },
    )
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    if (await SittingModel.exists({ _id, state: 'open' })) return
    throw new AppError('CONFLICT', `${clockOf(startsAt)} 已经有一场${rest.offer.serviceName}了，换一个时间。`)
  }
}

/** Removes a sitting without bookings and returns whether it did. A sitting that somebody booked meanwhile stays. */
async function removeEmpty(sitting: Sitting) {
  if (await BookingModel.exists({ sittingId: sitting._id })) return false
  const { deletedCount } = await SittingModel.deleteOne({
    _id: sitting._id,
    state: 'open',
    'claims.0': { $exists: false },
    'queue.0': { $exists: false },
  })
  return deletedCount > 0
}

/**
 * Ends a sitting in favour of another one, or of none, and looks after its bookings. The menu goes along: choices from
 * it are asked again there.
 */
export async function relocate(
  sitting: Sitting,
  target: NewSitting | null,
  moving: Relocation,
  now: Date,
): Promise<void> {
  if (target) await insertSitting(sitting.meal ? { ...target, meal: sitting.meal } : target)
  if (await removeEmpty(sitting)) return
  const closed = await SittingModel.findOneAndUpdate(
    { _id: sitting._id, state: 'open' },
    {
      $set: {
        state: 'cancelled',
        cancelReason: moving.reason,
        byPlan: true,
        moving,
        ...(target ? { movedTo: target._id } : {}),
      },
    },
    { returnDocument: 'after' },
  ).lean<Sitting>()
  if (closed) await bringElsewhere(closed, now)
}

/** The person on whose behalf a job resumes: their permissions are read anew. */
async function actorFor(personId: Types.ObjectId): Promise<Actor> {
  const { _id, name, areas, roles } = await personById(personId)
  return { personId: _id, sessionId: 'job', name, areas, roles }
}

const STILL_IN = ['held', 'offered', 'confirmed', 'waiting'] as const
const BATCH = 200

/**
 * Moves the bookings of a closed sitting where there is room, first come first, or notifies their people. A second run
 * changes nothing.
 */
async function bringElsewhere(sitting: Sitting, now: Date): Promise<void> {
  const moving = sitting.moving!
  const actor = await actorFor(moving.by)
  for (;;) {
    const bookings = await BookingModel.find({ sittingId: sitting._id, state: { $in: [...STILL_IN] } })
      .sort({ createdAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<Booking[]>()
    if (bookings.length === 0) break
    const others = moving.others === 'move' ? await othersOfDay(sitting) : []
    const targets = [...(sitting.movedTo ? [sitting.movedTo] : []), ...others]
    for (const booking of bookings) await bringOne(booking, targets, { actor, now, reason: moving.reason })
  }
  // A booking that was about to get a place when it closed may yet be found in it: then the job comes again.
  if (await BookingModel.exists({ sittingId: sitting._id, state: 'pending' })) return
  await SittingModel.updateOne({ _id: sitting._id }, { $unset: { moving: 1 } })
}

/** Other sittings of the service on that day, the next in time first. */
async function othersOfDay({ _id, offer, day, startsAt, movedTo }: Sitting) {
  const rows = await SittingModel.find(
    { 'offer.serviceId': offer.serviceId, day, state: 'open', _id: { $nin: [_id, ...(movedTo ? [movedTo] : [])] } },
    { startsAt: 1 },
  ).lean<Pick<Sitting, '_id' | 'startsAt'>[]>()
  const apart = (row: Pick<Sitting, 'startsAt'>) => Math.abs(row.startsAt.getTime() - startsAt.getTime())
  return rows.sort((a, b) => apart(a) - apart(b)).map((row) => row._id)
}

async function bringOne(
  booking: Booking,
  targets: Types.ObjectId[],
  { actor, now, reason }: { actor: Actor; now: Date; reason: string },
) {
  if (booking.state === 'held') return void (await endHold(booking, now))
  if (booking.state === 'waiting' && targets[0]) {
    const waits = await attempt(goTo(actor, booking, targets[0], now))
    return void (await attempt(
      cancelNow(booking, reason, waits ? null : await cancelledNotification(booking, reason, now), now),
    ))
  }
  if (booking.state === 'confirmed')
    for (const target of targets) if (await attempt(goTo(actor, booking, target, now))) return
  await attempt(cancelNow(booking, reason, await cancelledNotification(booking, reason, now), now))
}

/** Moves a booking to one target: with its place, or into its line for a booking that only waited. */
function goTo(actor: Actor, old: Booking, sittingId: Types.ObjectId, now: Date) {
  const { _id, personId, personName, phone, birthYear, relation, seats, note, bookedById, state } = old
  const waits = state === 'waiting'
  return createBooking(
    { actor, now, key: `move-${String(_id)}-${String(sittingId)}` },
    {
      ...{ sittingId: String(sittingId), personId: String(personId), seats, note: note ?? undefined },
      ...{ details: askedAgain(old), orWait: waits },
    },
    { personId, personName, phone, birthYear, relation },
    { channel: 'counter', ownerId: bookedById, ...(waits ? {} : { replaces: _id }) },
  )
}

/** Null for a refusal: no place, no time, or somebody else was faster. */
async function attempt<Result>(doing: Promise<Result>): Promise<Result | null> {
  try {
    return await doing
  } catch (cause) {
    if (cause instanceof AppError) return null
    throw cause
  }
}

/** Older than any request that could still be at it. */
const LEFT_BEHIND_MINUTES = 1

/** A job: looks after bookings that a crash left in a closed sitting. Returns the number of sittings. */
export async function finishMoves(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const left = await SittingModel.find(
    { 'moving.at': { $lte: addMinutes(now, -olderThanMinutes) } },
    { claims: 0, queue: 0 },
  )
    .limit(20)
    .lean<Sitting[]>()
  for (const sitting of left) await bringElsewhere(sitting, now)
  return left.length
}

const SHRINK_TRIES = 50

/**
 * Reduces the places: the last bookings move elsewhere or are notified, until the rest fits. Nothing happens where all
 * fit already.
 */
export async function shrink(sitting: Sitting, capacity: number, moving: Relocation, now: Date): Promise<void> {
  const actor = await actorFor(moving.by)
  for (let tries = 0; tries < SHRINK_TRIES; tries++) {
    const { matchedCount } = await SittingModel.updateOne(
      { _id: sitting._id, state: 'open', taken: { $lte: capacity } },
      { $set: { capacity } },
    )
    if (matchedCount > 0) return
    const current = await SittingModel.findById(sitting._id).lean<Sitting>()
    if (current?.state !== 'open') return
    const others = moving.others === 'move' ? await othersOfDay(current) : []
    for (const booking of await surplusOf(current, capacity))
      await bringOne(booking, others, { actor, now, reason: moving.reason })
  }
  throw new AppError('CONFLICT')
}

/** Bookings that fewer places would leave out: the last that came. Checked-in people are never among them. */
export async function surplusOf(sitting: Sitting, capacity: number): Promise<Booking[]> {
  if (capacity >= sitting.capacity) return []
  const last = await BookingModel.find({ sittingId: sitting._id, state: { $in: ['held', 'offered', 'confirmed'] } })
    .sort({ createdAt: -1, _id: -1 })
    .lean<Booking[]>()
  let over = sitting.taken - capacity
  return last.filter(({ seats }) => {
    if (over <= 0) return false
    over -= seats
    return true
  })
}

/**
 * The reason why a booking would not fit in another sitting, in words; null when it would. Only a read: the write
 * decides.
 */
export async function wontFit(booking: Booking, target: Sitting | NewSitting, now: Date): Promise<string | null> {
  const { personId, personName } = booking
  const asStaff = { ...booking, channel: 'counter' as const, day: target.day }
  const there = {
    claims: [],
    queue: [],
    taken: 0,
    takenReserved: 0,
    state: 'open' as const,
    cancelReason: null,
    ...target,
  }
  const refusal = refusalOf(there, asStaff, now)
  if (refusal) return refusal.reason.message
  const times = timesOf(target)
  const others = await BookingModel.find({
    personId,
    _id: { $ne: booking._id },
    sittingId: { $ne: booking.sittingId },
    state: { $in: [...WITH_PLACES] },
    startsAt: { $lt: target.endsAt },
    endsAt: { $gt: target.startsAt },
  }).lean<Booking[]>()
  const over = others
    .flatMap((other) => timesOf(other).map((time) => ({ ...time, name: nameForOthers(other.offer) })))
    .find((one) => times.some((time) => one.startsAt < time.endsAt && one.endsAt > time.startsAt))
  return over ? `${personName}${clockOf(over.startsAt)} 约了${over.name}` : null
}
