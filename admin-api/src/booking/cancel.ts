import { canCancel } from '@yike/shared/booking/rules'
import { OPEN_STATES, UNSEEN_STATES, type BookingState } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { clockOf } from '@yike/shared/time/china'
import { authorize, found, may, within, type Actor } from '../http/policy'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { release, telling } from './steps'
import { tellCancelled } from './told'

const seen = { state: { $nin: [...UNSEEN_STATES] as BookingState[] } }

/** A resident sees what they booked and what was booked for them. */
export const visibleTo = (actor: Actor) => ({
  $or: [{ bookedById: actor.personId }, { personId: actor.personId }],
  ...seen,
})

export const myBooking = async (actor: Actor, id: string) =>
  found(await BookingModel.findOne({ _id: id, ...visibleTo(actor) }).lean<Booking>())

export const staffBooking = async (actor: Actor, id: string) =>
  found(await BookingModel.findOne({ _id: id, ...within(actor, 'booking.read'), ...seen }).lean<Booking>())

const isOpen = ({ state }: Booking) => (OPEN_STATES as readonly BookingState[]).includes(state)

/** Marks it cancelled in one write, then gives back what it has; the sweeper does the second part if we cannot. */
export async function cancelNow(booking: Booking, reason: string | null, tell: boolean, now: Date): Promise<Booking> {
  const cancelled = await BookingModel.findOneAndUpdate(
    { _id: booking._id, state: { $in: [...OPEN_STATES] } },
    {
      $set: { state: 'cancelled', cancelReason: reason, unsettledSince: now },
      $unset: { offerUntil: 1, remindAt: 1 },
      ...(tell ? telling(booking, tellCancelled(booking, reason, now), now) : {}),
    },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!cancelled) throw new AppError('BOOKING_MOVED')
  await release(cancelled)
  return cancelled
}

/** Gives up a booking, an offer or the waiting. Throws CANCEL_TOO_LATE when the time for it is over. */
export async function cancelByResident(actor: Actor, id: string, reason: string | undefined, now: Date) {
  const booking = await myBooking(actor, id)
  if (booking.state === 'cancelled') return booking
  if (!isOpen(booking)) throw new AppError('BOOKING_MOVED')
  if (!canCancel(booking, now))
    throw new AppError(
      'CANCEL_TOO_LATE',
      `${clockOf(booking.cancelUntil)} 以后不能自己取消了，请打电话告诉${booking.offer.placeName}。`,
    )
  return cancelNow(booking, reason ?? null, false, now)
}

export async function cancelByStaff(actor: Actor, id: string, reason: string, now: Date) {
  const booking = await staffBooking(actor, id)
  authorize(may(actor, 'booking.cancel', booking.areas))
  return cancelNow(booking, reason, true, now)
}

/**
 * Calls a sitting off: nobody can book it from now on, then everybody who did is cancelled and told. Called again it goes
 * on where it stopped.
 */
export async function cancelSitting(actor: Actor, sittingId: string, reason: string, now: Date): Promise<Sitting> {
  const sitting = found(
    await SittingModel.findOne({ _id: sittingId, ...within(actor, 'sitting.edit') }).lean<Sitting>(),
  )
  // What a crash leaves, and who was just about to get a place, is found by the job that finishes what is `moving`.
  await SittingModel.updateOne(
    { _id: sitting._id },
    {
      $set: {
        state: 'cancelled',
        cancelReason: reason,
        moving: { others: 'tell', reason, by: actor.personId, at: now },
      },
    },
  )
  for (;;) {
    const bookings = await BookingModel.find({ sittingId: sitting._id, state: { $in: [...OPEN_STATES] } })
      .limit(100)
      .lean<Booking[]>()
    if (bookings.length === 0) break
    for (const booking of bookings)
      await cancelNow(booking, reason, true, now).catch((cause: unknown) => {
        // Somebody cancelled or came at this very moment: it is no longer ours to cancel.
        if (!(cause instanceof AppError)) throw cause
      })
  }
  return found(await SittingModel.findById(sitting._id).lean<Sitting>())
}
