import type { Types } from 'mongoose'
import { UNSEEN_STATES, type BookingState } from '@yike/shared/booking/states'
import { offerOf } from '../directory/services'
import { found, within, type Actor } from '../http/policy'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'

/** What the parts, a floor above, write to bookings and read of them: always one conditional write. */

/**
 * Changes a booking while it is in one of these states and what it keeps is as said. The booking as it is then; null when
 * it was not so.
 */
export const keep = (
  bookingId: Types.ObjectId | string,
  states: readonly BookingState[],
  where: object,
  update: { $set?: object; $unset?: object },
) =>
  BookingModel.findOneAndUpdate({ _id: bookingId, state: { $in: [...states] }, ...where }, update, {
    returnDocument: 'after',
  }).lean<Booking>()

export const bookingsByIds = (ids: readonly Types.ObjectId[]) =>
  BookingModel.find({ _id: { $in: ids } }, { outbox: 0 }).lean<Booking[]>()

export const bookingById = (id: Types.ObjectId | string) => BookingModel.findById(id).lean<Booking>()

/** The booking that a member of staff may see with that permission. */
export const staffSees = async (actor: Actor, id: string, permission: Parameters<typeof within>[1]) =>
  found(
    await BookingModel.findOne({
      _id: id,
      ...within(actor, permission),
      state: { $nin: [...UNSEEN_STATES] as BookingState[] },
    }).lean<Booking>(),
  )

/** Who came last to somebody for a service before a time. */
export const lastVisitOf = ({ personId, offer, startsAt }: Booking) =>
  BookingModel.findOne({
    personId,
    state: { $in: ['confirmed', 'checked_in'] },
    startsAt: { $lt: startsAt },
    'offer.serviceId': offer.serviceId,
    'details.visit.carerId': { $exists: true },
  })
    .sort({ startsAt: -1 })
    .lean<Booking>()

/** Bookings that somebody began to give to another carer and did not finish. */
export const leftMoving = (before: Date) =>
  BookingModel.find({ 'details.visitMove.since': { $lte: before } })
    .limit(100)
    .lean<Booking[]>()

/** The open sitting of a service that begins at an instant. */
export const sittingAt = (serviceId: Types.ObjectId | string, startsAt: Date) =>
  SittingModel.findOne(
    { 'offer.serviceId': serviceId, startsAt, state: 'open' },
    { claims: 0, queue: 0 },
  ).lean<Sitting>()

export const sittingById = async (id: string) =>
  found(await SittingModel.findById(id, { claims: 0, queue: 0 }).lean<Sitting>())

/** Of loans in the actor's areas. */
export const loansWhere = (actor: Actor, where: object) =>
  BookingModel.find({ ...within(actor, 'booking.read'), 'details.loan.to': { $exists: true }, ...where }, { outbox: 0 })
    .sort({ startsAt: 1, _id: 1 })
    .limit(300)
    .lean<Booking[]>()

/** Later than any list of days looks. */
export const STANDING_DAY = '9999-12-31'
const FAR = new Date('9999-12-30T16:00:00Z')
const MANY = 2000

/**
 * The one sitting of a service whose part counts for itself: it says where and by whom, and has no places or times of its
 * own. Made once (its id is the service's), and brought up to date when called again.
 */
export async function standFor(serviceId: string, now: Date): Promise<void> {
  const { service, offer, areas } = await offerOf(serviceId)
  await SittingModel.updateOne(
    { _id: service._id },
    {
      $set: { areas, offer, title: service.name, priceFen: service.priceFen },
      $setOnInsert: {
        ...{ day: STANDING_DAY, startsAt: now, endsAt: FAR, opensAt: now, closesAt: FAR, capacity: MANY },
        ...{
          taken: 0,
          claims: [],
          reserve: null,
          takenReserved: 0,
          queue: [],
          state: 'open',
          menu: [],
          createdAt: now,
        },
      },
    },
    { upsert: true },
  )
}
