import { canReschedule } from '@yike/shared/booking/rules'
import type { BookingChannel } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { clockOf } from '@yike/shared/time/china'
import { authorize, may, type Actor } from '../http/policy'
import { idemOf, replayed } from '../idempotency'
import { finish, make, type BookRequest } from './book'
import { myBooking, staffBooking } from './cancel'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { askedAgain } from './parts'

interface Move {
  id: string
  sittingId: string
}

/** Until the old sitting closes. Throws CANCEL_TOO_LATE after that, BOOKING_MOVED when it is not confirmed any more. */
export async function rescheduleByResident(
  actor: Actor,
  key: string,
  { id, sittingId }: Move,
  channel: BookingChannel,
  now: Date,
) {
  return reschedule(actor, key, await myBooking(actor, id), sittingId, channel, now)
}

/** Staff move it until the new sitting is over, whatever the old one says. */
export async function rescheduleByStaff(actor: Actor, key: string, { id, sittingId }: Move, now: Date) {
  const old = await staffBooking(actor, id)
  authorize(may(actor, 'booking.cancel', old.areas))
  return reschedule(actor, key, old, sittingId, 'counter', now)
}

/**
 * To another sitting of the same service in one step: the old place is given up once the new one is sure, and stays where
 * it is when there is no new one.
 */
async function reschedule(
  actor: Actor,
  key: string,
  old: Booking,
  sittingId: string,
  channel: BookingChannel,
  now: Date,
): Promise<Booking> {
  const { personId, personName, phone, birthYear, relation, seats, note, offer } = old
  const details = askedAgain(old)
  const request: BookRequest = { sittingId, personId: String(personId), seats, note: note ?? undefined, details }
  const before = await replayed<Booking>(BookingModel, idemOf(actor.personId, key, request))
  if (before) return finish(before, now)
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
  const comer = { personId, personName, phone, birthYear, relation }
  return make(actor, key, request, comer, channel, now, { replaces: old._id, ownerId: old.bookedById })
}
