import type { Types } from 'mongoose'
import { AppError, type ErrorCode } from '@yike/shared/errors'
import { entryOf, type OutboxEntry } from '../messages/outbox'
import { leaveDiary } from './diary'
import { BookingModel, type Booking } from './model'
import { releaseParts } from './parts'
import { leaveSitting, joinQueue } from './places'

/**
 * The last steps of a booking. In all: on record as pending, the person's diary (`diary.ts`), what its parts keep count of
 * (`parts.ts`), the places (`places.ts`), and one of those below. Each carries the booking's id and changes nothing when it is done a second time, so that
 * whoever finds a booking half made (a replay, the sweeper) goes on from any point.
 */
const settled = { $unset: { unsettledSince: 1 as const } }

/** The booking after a move from one of these states; what it is by now when somebody else was faster. */
async function moved(booking: Booking, from: Booking['state'][], update: object): Promise<Booking> {
  const after = await BookingModel.collection.findOneAndUpdate({ _id: booking._id, state: { $in: from } }, update, {
    returnDocument: 'after',
    ignoreUndefined: true,
  })
  return (after as Booking | null) ?? (await BookingModel.findById(booking._id).lean<Booking>())!
}

export type Told = Omit<OutboxEntry, 'seq' | 'at'>

/** What a write adds so that somebody is told of it. */
export const telling = (told: Told, now: Date) => ({
  $inc: { outboxSeq: 1 },
  $push: { outbox: entryOf(told, now) },
})

/**
 * From now on everybody sees it, and who comes is told; with `told` null nobody is. A booking in the place of another is
 * settled when that one is given up.
 */
export const confirm = (booking: Booking, told: Told | null, set: Partial<Booking>, now: Date) =>
  moved(booking, ['pending', 'held', 'offered'], {
    $set: { ...set, state: 'confirmed' },
    $unset: { holdUntil: 1, offerUntil: 1, ...(booking.replaces ? {} : settled.$unset) },
    ...(told ? telling(told, now) : {}),
  })

/** The places are there for some minutes; nobody is told. */
export const hold = (booking: Booking, holdUntil: Date) =>
  moved(booking, ['pending'], { $set: { state: 'held', holdUntil }, ...settled })

/** A pending booking that found no place waits for one. What it had in the diary goes back: it may yet be passed over. */
export async function wait(booking: Booking, now: Date): Promise<Booking> {
  await joinQueue(booking, now)
  await releaseParts(booking)
  await leaveDiary(booking)
  return moved(booking, ['pending'], { $set: { state: 'waiting' }, ...settled })
}

/** Nobody else puts something in the place of the same booking meanwhile. */
export async function reserveReplaced({ _id, replaces }: Booking): Promise<void> {
  const reserved = await BookingModel.updateOne(
    { _id: replaces, state: 'confirmed', replacedBy: { $in: [null, _id] } },
    { $set: { replacedBy: _id } },
  )
  if (reserved.matchedCount === 0) throw new AppError('BOOKING_MOVED')
}

/** The new place is sure: the old one goes back. Who died before leaves it to the sweeper. */
export async function giveUpReplaced(booking: Booking, reason: string, now: Date): Promise<void> {
  const old = await BookingModel.findOneAndUpdate(
    { _id: booking.replaces, state: 'confirmed', replacedBy: booking._id },
    { $set: { state: 'cancelled', cancelReason: reason, unsettledSince: now }, $unset: { remindAt: 1 } },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (old) await release(old)
  await BookingModel.updateOne({ _id: booking._id }, settled)
}

/**
 * Gives back what a booking has: its places or its place in the line, its line in the diary. Done twice it gives nothing
 * back twice. It stays unsettled: who was at work on it may take something after this and die, so the sweeper does it
 * once more when nobody can be at work on it.
 */
export async function release(booking: Booking): Promise<void> {
  await leaveSitting(booking)
  await releaseParts(booking)
  await leaveDiary(booking)
  if (booking.replaces)
    await BookingModel.updateOne(
      { _id: booking.replaces, state: 'confirmed', replacedBy: booking._id },
      { $set: { replacedBy: null } },
    )
}

/** Nothing of it is left to do. */
export async function settle({ _id }: Booking): Promise<void> {
  await BookingModel.updateOne({ _id, state: { $in: ['refused', 'cancelled'] } }, settled)
}

/** A pending booking that cannot be: what it has goes back, and its key is free for another try. */
export async function refuse(booking: Booking, code: ErrorCode): Promise<void> {
  const refused = await BookingModel.updateOne(
    { _id: booking._id, state: 'pending' },
    { $set: { state: 'refused', refusal: code }, $unset: { idem: 1 } },
  )
  if (refused.modifiedCount > 0) await release(booking)
}

/** A hold, or one that somebody is still at work on. */
const HOLD = { state: { $in: ['pending', 'held'] as Booking['state'][] }, holdUntil: { $exists: true } }

/**
 * Ends a hold whose time is over, or that stands in the way of who holds it; false when it was confirmed meanwhile. Who is
 * still at work on it finds it refused, and gives back what they claimed since.
 */
export async function letGo(booking: Booking, now: Date): Promise<boolean> {
  const ended = await BookingModel.updateOne(
    { _id: booking._id, ...HOLD },
    {
      $set: { state: 'refused', refusal: 'HOLD_LAPSED', unsettledSince: now },
      $unset: { holdUntil: 1, idem: 1 },
    },
  )
  if (ended.modifiedCount > 0) await release(booking)
  return ended.modifiedCount > 0
}

/**
 * Whether some of what stands in the way is gone: bookings that are over and only had not been given back (who died
 * between two steps leaves that to whoever it stops, or to the sweeper), and holds that lapsed or are one's own.
 */
export const freed =
  (now: Date) =>
  async (bookingIds: readonly Types.ObjectId[], { bookedById }: Booking) => {
    if (bookingIds.length === 0) return false
    const [over, held] = await Promise.all([
      BookingModel.find({
        _id: { $in: bookingIds },
        state: { $in: ['refused', 'cancelled'] },
        unsettledSince: { $exists: true },
      }).lean<Booking[]>(),
      BookingModel.find({
        _id: { $in: bookingIds },
        ...HOLD,
        $or: [{ holdUntil: { $lte: now } }, { bookedById }],
      }).lean<Booking[]>(),
    ])
    for (const booking of over) await release(booking)
    const gone = await Promise.all(held.map((booking) => letGo(booking, now)))
    return over.length > 0 || gone.some(Boolean)
  }
