import type { QueryFilter, SortOrder, Types } from 'mongoose'
import { UNSEEN_STATES, type BookingState } from '@yike/shared/booking/states'
import { orNotFound, type Actor } from '../http/policy'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { bookingPolicy, type BookingPermission } from './policy'

/** The kinds, a floor above, read bookings and sittings here and write their details: always one conditional write. */

/**
 * Changes a booking while it is in one of these states and its details match. The booking as it is then; null when it
 * did not match.
 */
export const changeBooking = (
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
export const bookingForStaff = async (actor: Actor, id: string, permission: BookingPermission) =>
  orNotFound(
    await BookingModel.findOne({
      _id: id,
      ...bookingPolicy.visible(actor, permission),
      state: { $nin: [...UNSEEN_STATES] as BookingState[] },
    }).lean<Booking>(),
  )

interface Page {
  sort?: Record<string, SortOrder>
  limit?: number
}

/** Bookings without their outboxes; in the order of their times by default. */
export const findBookings = (where: QueryFilter<Booking>, { sort = { startsAt: 1, _id: 1 }, limit = 0 }: Page = {}) =>
  BookingModel.find(where, { outbox: 0 }).sort(sort).limit(limit).lean<Booking[]>().exec()

/** The first booking that matches. */
export const findBooking = async (where: QueryFilter<Booking>, page: Omit<Page, 'limit'> = {}) =>
  (await findBookings(where, { ...page, limit: 1 }))[0] ?? null

/** Sittings by time, without the claims of bookings. */
export const findSittings = (where: QueryFilter<Sitting>) =>
  SittingModel.find(where, { claims: 0 }).sort({ startsAt: 1 }).lean<Sitting[]>().exec()

export const hasSitting = async (where: QueryFilter<Sitting>) => (await SittingModel.exists(where)) !== null

/** Changes one sitting while it matches. The sitting as it was before; null when it did not match. */
export const changeSittingWhere = (where: QueryFilter<Sitting>, set: Record<string, unknown>) =>
  SittingModel.findOneAndUpdate(where, { $set: set }, { projection: { claims: 0, queue: 0 } }).lean<Sitting>()

/** Changes every sitting that matches. */
export const changeSittingsWhere = (where: QueryFilter<Sitting>, set: Record<string, unknown>) =>
  SittingModel.updateMany(where, { $set: set })

/** The open sitting of a service that begins at an instant. */
export const sittingAt = (serviceId: Types.ObjectId | string, startsAt: Date) =>
  SittingModel.findOne(
    { 'offer.serviceId': serviceId, startsAt, state: 'open' },
    { claims: 0, queue: 0 },
  ).lean<Sitting>()

export const sittingById = async (id: string) =>
  orNotFound(await SittingModel.findById(id, { claims: 0, queue: 0 }).lean<Sitting>())

/** Changes every booking that matches. */
export const changeBookingsWhere = (where: QueryFilter<Booking>, update: { $set?: object; $unset?: object }) =>
  BookingModel.updateMany(where, update)
