import type { Reserve } from '@yike/shared/booking/rules'
import type { ErrorCode } from '@yike/shared/errors'
import type { Notification } from '../messages/notify'
import type { Claiming, ReleaseStale } from './claim'
import { giveBackAllButSeats, giveBackClaims } from './claims'
import { BookingModel, type Booking } from './model'
import { notifyOfBooking } from './notifications'
import { joinQueue } from './seats'

/**
 * The moves of a booking between its states, beside what it claims (`claims.ts`). Each decides by the state it comes from
 * and changes nothing when it is done a second time, so that whoever finds a booking half made (a replay, the sweeper)
 * goes on from any point.
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

/**
 * From now on everybody sees it, and who comes is told; with `told` null nobody is. A booking in the place of another is
 * settled when that one is given up.
 */
export const confirm = (booking: Booking, notification: Notification | null, set: Partial<Booking>, now: Date) =>
  moved(booking, ['pending', 'held', 'offered'], {
    $set: { ...set, state: 'confirmed' },
    $unset: { holdUntil: 1, offerUntil: 1, ...(booking.replaces ? {} : settled.$unset) },
    ...(notification ? notifyOfBooking(notification, now) : {}),
  })

/** The places are there for some minutes; nobody is told. */
export const hold = (booking: Booking, holdUntil: Date) =>
  moved(booking, ['pending'], { $set: { state: 'held', holdUntil }, ...settled })

/** A pending booking that found no place waits for one. What it had in the diary goes back: it may yet be passed over. */
export async function wait(booking: Booking, now: Date): Promise<Booking> {
  await joinQueue(booking, now)
  await giveBackAllButSeats(booking)
  return moved(booking, ['pending'], { $set: { state: 'waiting' }, ...settled })
}

/** The new place is sure: the old one goes back. Who died before leaves it to the sweeper. */
export async function giveUpReplaced(booking: Booking, reason: string, now: Date): Promise<void> {
  const old = await BookingModel.findOneAndUpdate(
    { _id: booking.replaces, state: 'confirmed', replacedBy: booking._id },
    { $set: { state: 'cancelled', cancelReason: reason, unsettledSince: now }, $unset: { remindAt: 1 } },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (old) await giveBackClaims(old)
  await BookingModel.updateOne({ _id: booking._id }, settled)
}

/** Nothing of a booking that is over is left to do. */
export async function markSettled({ _id }: Booking): Promise<void> {
  await BookingModel.updateOne({ _id, state: { $in: ['refused', 'cancelled'] } }, settled)
}

/** A pending booking that cannot be: what it has goes back, and its key is free for another try. */
export async function refuse(booking: Booking, code: ErrorCode): Promise<void> {
  const refused = await BookingModel.updateOne(
    { _id: booking._id, state: 'pending' },
    { $set: { state: 'refused', refusal: code }, $unset: { idem: 1 } },
  )
  if (refused.modifiedCount > 0) await giveBackClaims(booking)
}

/** A hold, or one that somebody is still at work on. */
const HOLD = { state: { $in: ['pending', 'held'] as Booking['state'][] }, holdUntil: { $exists: true } }

/**
 * Ends a hold whose time is over, or that stands in the way of who holds it; false when it was confirmed meanwhile. Who is
 * still at work on it finds it refused, and gives back what they claimed since.
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
 * Whether some of what stands in the way is gone: bookings that are over and only had not been given back (who died
 * between two steps leaves that to whoever it stops, or to the sweeper), and holds that lapsed or are one's own.
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

/** Claims at this time; `reserve` as the sitting was last seen. */
export const claimingAt = (now: Date, reserve: Reserve | null = null): Claiming => ({
  ...{ now, reserve },
  releaseStale: releaseStale(now),
})
