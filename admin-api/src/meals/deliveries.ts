import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { DeliveryMark } from '@yike/shared/meals/kinds'
import { checkIn, undoCheckIn } from '../booking/attendance'
import { staffBooking } from '../booking/cancel'
import { bookingPolicy } from '../booking/policy'
import { authorize, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { DeliveryModel, type Delivery } from './model'

/**
 * Marks a delivery with the time it was made. A delivered meal has arrived; a later mark can take that back. Marks from
 * several phones may come in another order than they were made: the one made last counts.
 */
export async function markDelivery(
  actor: Actor,
  { id, mark, doneAt }: { id: string; mark: DeliveryMark; doneAt: Date },
  now: Date,
) {
  const booking = await staffBooking(actor, id)
  authorize(bookingPolicy.checkIn(actor, booking))
  if (booking.details?.meal?.mode !== 'delivery') throw new AppError('BOOKING_MOVED', '这一份不是送到家的。')
  const at = doneAt < now ? doneAt : now
  const set = { mark, at, byName: actor.name }
  const marked = await DeliveryModel.findOneAndUpdate(
    { _id: booking._id, at: { $lte: at } },
    { $set: set },
    { returnDocument: 'after' },
  ).lean<Delivery>()
  const delivery =
    marked ?? (await first(booking._id, { ...set, areas: booking.areas, position: booking.offer.position }))
  if (delivery.mark === 'delivered') await checkIn(actor, id, at)
  else if (booking.state === 'checked_in') await undoCheckIn(actor, id, at)
  return delivery
}

/** The first mark, or one made later than this. */
async function first(_id: Types.ObjectId, fields: Omit<Delivery, '_id'>): Promise<Delivery> {
  try {
    return (await DeliveryModel.create({ _id, ...fields })).toObject<Delivery>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return (await DeliveryModel.findById(_id).lean<Delivery>())!
  }
}

export const marksOf = (bookingIds: readonly Types.ObjectId[]) =>
  DeliveryModel.find({ _id: { $in: bookingIds } }).lean<Delivery[]>()
