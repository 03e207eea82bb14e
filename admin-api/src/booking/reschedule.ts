import { canReschedule } from '@yike/shared/booking/rules'
import type { BookingChannel } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { clockOf } from '@yike/shared/time/china'
import { authorize, type CallContext } from '../http/policy'
import { idemOf, replayed } from '../idempotency'
import { advance, createBooking, type BookRequest } from './book'
import { myBooking, staffBooking } from './cancel'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { askedAgain } from './kind-hooks'
import { bookingPolicy } from './policy'

interface Move {
  id: string
  sittingId: string
}

/**
 * A resident may reschedule until the old sitting closes. Throws CANCEL_TOO_LATE after that, BOOKING_MOVED when it is
 * not confirmed any more.
 */
export async function rescheduleByResident(call: CallContext, { id, sittingId }: Move, channel: BookingChannel) {
  return reschedule(call, await myBooking(call.actor, id), sittingId, channel)
}

/** Staff move it until the new sitting is over, whatever the old one says. */
export async function rescheduleByStaff(call: CallContext, { id, sittingId }: Move) {
  const old = await staffBooking(call.actor, id)
  authorize(bookingPolicy.cancel(call.actor, old))
  return reschedule(call, old, sittingId, 'counter')
}

/**
 * Moves a booking to another sitting of the same service in one step: the old place is given up once the new one is
 * sure, and stays when there is no new one.
 */
async function reschedule(
  call: CallContext,
  old: Booking,
  sittingId: string,
  channel: BookingChannel,
): Promise<Booking> {
  const { actor, key, now } = call
  const { personId, personName, phone, birthYear, relation, seats, note, offer } = old
  const details = askedAgain(old)
  const request: BookRequest = { sittingId, personId: String(personId), seats, note: note ?? undefined, details }
  const before = await replayed<Booking>(BookingModel, idemOf(actor.personId, key, request))
  if (before) return advance(before, { now })
  if (old.state !== 'confirmed') throw new AppError('BOOKING_MOVED')
  if (channel !== 'counter' && !canReschedule(old, now))
    throw new AppError(
      'CANCEL_TOO_LATE',
      `${clockOf(old.cancelUntil)} 以后不能自己改了，请打电话告诉${offer.placeName}。`,
    )
  if (old.sittingId.equals(sittingId)) throw new AppError('INVALID_INPUT', '还是原来的时间，选另一个时间再改。')
  const sitting = await SittingModel.findById(sittingId, { 'offer.serviceId': 1 }).lean<Sitting>()
  if (!sitting?.offer.serviceId.equals(offer.serviceId))
    throw new AppError('NOT_FOUND', `只能改到${offer.serviceName}的别的时间。`)
  const attendee = { personId, personName, phone, birthYear, relation }
  return createBooking(call, request, attendee, { channel, replaces: old._id, ownerId: old.bookedById })
}
