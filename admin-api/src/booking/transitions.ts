import type { Reserve } from '@yike/shared/booking/rules'
import type { ErrorCode } from '@yike/shared/errors'
import type { Notification } from '../messages/notify'
import type { Claiming, ReleaseStale } from './claim'
import { giveBackAllButSeats, giveBackClaims } from './claims'
import { BookingModel, type Booking } from './model'
import { notifyOfBooking } from './notifications'
import { joinQueue } from './seats'
import { storedUpdate, withTexts } from '../sealed-text'

/**
 * The moves of a booking between its states, beside its claims (`claims.ts`). Each decides by the state it comes from
 * and changes nothing when it is done a second time, so that a replay or the sweeper resumes a half-made booking from
 * any point.
 */
const finished = { $unset: { unsettledSince: 1 as const } }

/** The booking after a move from one of these states; its present state when another process was faster. */
async function moved(booking: Booking, from: Booking['state'][], update: object): Promise<Booking> {
  const after = await BookingModel.collection.findOneAndUpdate(
    { _id: booking._id, state: { $in: from } },
    storedUpdate(BookingModel, update),
    { returnDocument: 'after', ignoreUndefined: true },
  )
  return withTexts(BookingModel, after as Booking | null) ?? (await BookingModel.findById(booking._id).lean<Booking>())!
}

/**
 * From now on everybody sees it, and the person who comes is notified; with `notification` null nobody is. A booking
 * that replaces another is finished when that one is given up.
 */
export const confirm = (booking: Booking, notification: Notification | null, set: Partial<Booking>, now: Date) =>
  moved(booking, ['pending', 'held', 'offered'], {
    $set: { ...set, state: 'confirmed' },
    $unset: { holdUntil: 1, offerUntil: 1, ...(booking.replaces ? {} : finished.$unset) },
    ...(notification ? notifyOfBooking(notification, now) : {}),
  })

/** Holds the places for some minutes; nobody is notified. */
export const hold = (booking: Booking, holdUntil: Date) =>
  moved(booking, ['pending'], { $set: { state: 'held', holdUntil }, ...finished })

/**
 * A pending booking that found no place waits for one. Its diary entry is given back: its turn may yet be passed over.
 */
export async function wait(booking: Booking, now: Date): Promise<Booking> {
  await joinQueue(booking, now)
  await giveBackAllButSeats(booking)
  return moved(booking, ['pending'], { $set: { state: 'waiting' }, ...finished })
}

/** The new place is sure: the old one is given back. A process that dies before leaves it to the sweeper. */
export async function giveUpReplaced(booking: Booking, reason: string, now: Date): Promise<void> {
  const old = await BookingModel.findOneAndUpdate(
    { _id: booking.replaces, state: 'confirmed', replacedBy: booking._id },
    { $set: { state: 'cancelled', cancelReason: reason, unsettledSince: now }, $unset: { remindAt: 1 } },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (old) await giveBackClaims(old)
  await BookingModel.updateOne({ _id: booking._id }, finished)
}

/** A booking that is over has nothing left to do. */
export async function markFinished({ _id }: Booking): Promise<void> {
  await BookingModel.updateOne({ _id, state: { $in: ['refused', 'cancelled'] } }, finished)
}

/** Refuses a pending booking: its claims are given back, and its key is free for another try. */
export async function refuse(booking: Booking, code: ErrorCode): Promise<void> {
  const refused = await BookingModel.updateOne(
    { _id: booking._id, state: 'pending' },
    { $set: { state: 'refused', refusal: code }, $unset: { idem: 1 } },
  )
  if (refused.modifiedCount > 0) await giveBackClaims(booking)
}

/** A hold, or a booking that another process still works on. */
const HOLD = { state: { $in: ['pending', 'held'] as Booking['state'][] }, holdUntil: { $exists: true } }

/**
 * Ends a hold that lapsed, or that is in its own holder's way; false when it was confirmed meanwhile. A process still
 * at work on it finds it refused, and gives back the claims it made since.
 */
export async function endHold(booking: Booking, now: Date): Promise<boolean> {
  const ended = await BookingModel.updateOne(
    { _id: booking._id, ...HOLD },
    {
      $set: { state: 'refused', refusal: 'HOLD_LAPSED', unsettledSince: now },
      $unset: { holdUntil: 1, idem: 1 },
    },
  )
  if (ended.modifiedCount > 0) await giveBackClaims(booking)
  return ended.modifiedCount > 0
}

/**
 * Whether some of what is in the way is gone: bookings that are over and were not given back yet (a process that died
 * between two steps leaves that to the next booking it stops, or to the sweeper), and holds that lapsed or are the
 * person's own.
 */
export const releaseStale =
  (now: Date): ReleaseStale =>
  async (bookingIds, { bookedById }) => {
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
    for (const booking of over) await giveBackClaims(booking)
    const gone = await Promise.all(held.map((booking) => endHold(booking, now)))
    return over.length > 0 || gone.some(Boolean)
  }

/** The context of claims at this time; `reserve` as the sitting was last seen. */
export const claimingAt = (now: Date, reserve: Reserve | null = null): Claiming => ({
  ...{ now, reserve },
  releaseStale: releaseStale(now),
})
