import type { Types } from 'mongoose'
import { BookingModel, type Booking, type Details } from './model'

/** What the parts on the floor above keep in a booking, for them to read and change. */
export async function detailsOf(bookingId: Types.ObjectId): Promise<Details> {
  const booking = await BookingModel.findById(bookingId, { details: 1 }).lean<Pick<Booking, 'details'>>()
  return booking?.details ?? {}
}

export const detailsWith = (filter: Record<string, unknown>, limit: number) =>
  BookingModel.find(filter, { details: 1 }).limit(limit).lean<Pick<Booking, '_id' | 'details'>[]>()

/** Changes them while what was seen still holds; how many were changed. */
export const setDetails = async (_id: Types.ObjectId, seen: object, set: Record<string, unknown>) =>
  (await BookingModel.updateOne({ _id, ...seen }, { $set: set })).matchedCount
