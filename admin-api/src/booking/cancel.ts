import { AppError } from '@yike/shared/errors'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { canCancel } from '@yike/shared/booking/rules'
import type { BookingState } from '@yike/shared/booking/states'
import { authorize, found, may, within, type Actor } from '../http/policy'
import { toldOf } from './book'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { release } from './steps'

/** A resident sees what they booked and what was booked for them. */
export const visibleTo = (actor: Actor) => ({
  $or: [{ bookedById: actor.personId }, { personId: actor.personId }],
  state: { $nin: ['pending', 'refused'] as BookingState[] },
})

export const myBooking = async (actor: Actor, id: string) =>
  found(await BookingModel.findOne({ _id: id, ...visibleTo(actor) }).lean<Booking>())

export const staffBooking = async (actor: Actor, id: string) =>
  found(
    await BookingModel.findOne({
      _id: id,
      ...within(actor, 'booking.read'),
      state: { $nin: ['pending', 'refused'] },
    }).lean<Booking>(),
  )

const when = ({ startsAt, createdAt }: Booking) => `${dayLabel(dayOf(startsAt), dayOf(createdAt))} ${clockOf(startsAt)}`

/** Marks it cancelled in one write, then gives back what it holds; the sweeper does the second part if we cannot. */
async function cancelNow(booking: Booking, reason: string | null, tell: boolean, now: Date): Promise<Booking> {
  const message = {
    seq: booking.outboxSeq + 1,
    kind: 'booking_cancelled',
    recipients: toldOf(booking),
    title: `${booking.offer.serviceName}取消了`,
    body: `${booking.personName}，${when(booking)}，${booking.offer.placeName}。${reason ?? ''}`,
    about: { type: 'booking' as const, id: booking._id },
    at: now,
  }
  const cancelled = await BookingModel.findOneAndUpdate(
    { _id: booking._id, state: 'confirmed' },
    {
      $set: { state: 'cancelled', cancelReason: reason, unsettledSince: now },
      $inc: { outboxSeq: 1 },
      ...(tell ? { $push: { outbox: message } } : {}),
    },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!cancelled) throw new AppError('BOOKING_MOVED')
  await release(cancelled)
  return cancelled
}

export async function cancelByResident(actor: Actor, id: string, reason: string | undefined, now: Date) {
  const booking = await myBooking(actor, id)
  if (booking.state === 'cancelled') return booking
  if (booking.state !== 'confirmed') throw new AppError('BOOKING_MOVED')
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

/** A move of one booking from one state to another, by one write. */
async function move(
  actor: Actor,
  id: string,
  from: BookingState[],
  set: Partial<Booking>,
  allowed: (booking: Booking) => boolean,
) {
  const booking = await staffBooking(actor, id)
  authorize(may(actor, 'booking.check_in', booking.areas))
  if (booking.state === set.state) return booking
  if (!allowed(booking)) throw new AppError('BOOKING_MOVED')
  const moved = await BookingModel.findOneAndUpdate(
    { _id: id, state: { $in: from } },
    { $set: set },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!moved) throw new AppError('BOOKING_MOVED')
  return moved
}

const isToday = (booking: Booking, now: Date) => booking.day === dayOf(now)

/** Also somebody already marked as not come, who came late after all. */
export const checkIn = (actor: Actor, id: string, now: Date) =>
  move(actor, id, ['confirmed', 'no_show'], { state: 'checked_in', checkedInAt: now }, (booking) => {
    if (isToday(booking, now)) return true
    throw new AppError('BOOKING_MOVED', `这份预约是${dayLabel(booking.day, dayOf(now))}的，不是今天的。`)
  })

export const undoCheckIn = (actor: Actor, id: string, now: Date) =>
  move(actor, id, ['checked_in'], { state: 'confirmed', checkedInAt: null }, (booking) => isToday(booking, now))

export const markNoShow = (actor: Actor, id: string, now: Date) =>
  move(actor, id, ['confirmed'], { state: 'no_show' }, (booking) => {
    if (now >= booking.startsAt) return true
    throw new AppError('BOOKING_MOVED', `${clockOf(booking.startsAt)} 还没到，等开始了再记。`)
  })

/**
 * Calls a sitting off: nobody can book it from now on, then everybody who did is cancelled and told. Called again it goes
 * on where it stopped.
 */
export async function cancelSitting(actor: Actor, sittingId: string, reason: string, now: Date): Promise<Sitting> {
  const sitting = found(
    await SittingModel.findOne({ _id: sittingId, ...within(actor, 'sitting.edit') }).lean<Sitting>(),
  )
  await SittingModel.updateOne({ _id: sitting._id }, { $set: { state: 'cancelled', cancelReason: reason } })
  for (;;) {
    const bookings = await BookingModel.find({ sittingId: sitting._id, state: 'confirmed' })
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
