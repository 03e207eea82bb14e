import type { Types } from 'mongoose'
import { BOOKING_STATE_CODES } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { addMinutes } from '@yike/shared/time/china'
import { bookingById, findBookings, changeBooking, sittingById, bookingForStaff } from '../booking/records'
import type { Booking } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { claimTime, detailsOf, leaveCarers, whoCouldCome } from './choose'
import type { VisitMove } from './details'
import { CarerModel, type Carer } from './model'

const SURE = ['confirmed', 'checked_in', 'offered'] as const

/**
 * Whether each carer of a sitting could come, and the reason if not; for one booking, whose own time does not count.
 */
export async function carersOfSitting(
  actor: Actor,
  { sittingId, bookingId }: { sittingId: string; bookingId?: string },
) {
  const sitting = await sittingById(sittingId)
  orNotFound(bookingPolicy.seesSitting(actor, sitting) || null)
  const self = bookingId ? (await bookingForStaff(actor, bookingId, 'booking.read'))._id : null
  return whoCouldCome(sitting.offer.serviceId, sitting, self)
}

/**
 * Gives a visit to another carer: marked first, so that one process works on it and the sweeper finds what a crash
 * left; then the new carer's diary, the booking, the old carer's diary.
 */
export async function reassign(actor: Actor, { id, carerId }: { id: string; carerId: string }, now: Date) {
  const booking = await bookingForStaff(actor, id, 'booking.read')
  authorize(bookingPolicy.book(actor, booking))
  const carer = orNotFound(
    await CarerModel.findOne({ _id: carerId, serviceIds: booking.offer.serviceId }).lean<Carer>(),
  )
  return moveVisit(booking, carer, now)
}

/** The same for a booking and a carer of its service that are at hand. Throws NOBODY_FREE when the carer cannot come. */
export async function moveVisit(booking: Booking, carer: Carer, now: Date): Promise<Booking> {
  const { visit: before, visitMove } = booking.details ?? {}
  if (before?.carerId.equals(carer._id) && !visitMove) return booking
  const asked = await whoCouldCome(booking.offer.serviceId, booking, booking._id)
  const why = asked.find((one) => one.carer._id.equals(carer._id))?.why
  if (why) throw cannot(carer, why)
  const move: VisitMove = { from: before?.carerId ?? null, to: carer._id, since: now }
  const marked = await changeBooking(
    booking._id,
    SURE,
    { 'details.visit.carerId': move.from, 'details.visitMove': { $exists: false } },
    { $set: { 'details.visitMove': move } },
  )
  if (!marked) throw await movedMeanwhile(booking._id)
  const mine = { 'details.visitMove.since': now, 'details.visitMove.to': carer._id }
  if (!(await claimTime(carer, marked, now))) {
    await changeBooking(booking._id, BOOKING_STATE_CODES, mine, { $unset: { 'details.visitMove': 1 } })
    throw cannot(carer, '刚刚约了别的一户')
  }
  const given = await changeBooking(booking._id, SURE, mine, { $set: { 'details.visit': detailsOf(carer) } })
  if (!given) {
    // Cancelled, or the sweeper took it for an abandoned move.
    await leaveCarers([carer._id], booking)
    throw await movedMeanwhile(booking._id)
  }
  await endMove(given)
  return given
}

const cannot = ({ name }: Carer, why: string) => new AppError('NOBODY_FREE', `${name}这个时间去不了：${why}。`)

async function movedMeanwhile(bookingId: Types.ObjectId) {
  const booking = await bookingById(bookingId)
  return booking?.details?.visitMove
    ? new AppError('CONFLICT', '同事正在给这一户换人，刷新后再看。')
    : new AppError('BOOKING_MOVED')
}

/**
 * The mark is removed first, so that no slow process finishes a move that is being cleared; then the carer who does not
 * come gives the time back. A line that is left even then is given back by the next booking it stops.
 */
async function endMove({ _id, offer, startsAt, endsAt, details }: Booking) {
  const { visit, visitMove } = details!
  const ended = await changeBooking(
    _id,
    BOOKING_STATE_CODES,
    { 'details.visitMove.since': visitMove!.since, 'details.visit.carerId': visit?.carerId ?? null },
    { $unset: { 'details.visitMove': 1 } },
  )
  if (!ended) return
  const others = [visitMove!.from, visitMove!.to].flatMap((one) => (one && !visit?.carerId.equals(one) ? [one] : []))
  if (others.length > 0) await leaveCarers(others, { _id, offer, startsAt, endsAt })
}

const BATCH = 100
/** Older than any request that could still be at work on it. */
const LEFT_BEHIND_MINUTES = 1

/** A job: finishes moves that a crash left; the carer named in the booking comes. Returns how many. */
export async function sweepMoves(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const before = addMinutes(now, -olderThanMinutes)
  const left = await findBookings({ 'details.visitMove.since': { $lte: before } }, { limit: BATCH })
  for (const booking of left) await endMove(booking)
  return left.length
}
