import type { Types } from 'mongoose'
import { instantInText } from '@yike/shared/time/words'
import type { PersonRecords } from '../people/person-records'
import { OPEN_STATES } from '@yike/shared/booking/states'
import { moveDiaryLines } from './diary'
import { BookingModel, SittingModel, type Booking } from './model'
import { nameForOthers } from './name-for-others'
import { timesOf } from './times'

/** Bookings, with the seats they have in sittings and their lines in the diary. */
export const bookingRecords: PersonRecords = {
  model: BookingModel,
  fields: ['personId', 'bookedById'],
  async follow(record, from, to) {
    const booking = record as Booking
    const { _id: bookingId, sittingId } = booking
    const ours = { arrayFilters: [{ 'own.bookingId': bookingId, 'own.personId': from }] }
    await SittingModel.updateOne({ _id: sittingId }, { $set: { 'claims.$[own].personId': to } }, ours)
    await SittingModel.updateOne({ _id: sittingId }, { $set: { 'queue.$[own].personId': to } }, ours)
    await moveDiaryLines(booking, from, to)
  },
}

/** Two records that are booked at the same time cannot become one diary. */
export async function overlappingBookings(
  fromId: Types.ObjectId,
  intoId: Types.ObjectId,
  now: Date,
): Promise<string | null> {
  const live = { state: { $in: ['pending', 'held', ...OPEN_STATES] as const }, endsAt: { $gt: now } }
  const [theirs, others] = await Promise.all(
    [fromId, intoId].map((personId) => BookingModel.find({ personId, ...live }).lean<Booking[]>()),
  )
  for (const one of theirs!)
    for (const other of others!)
      for (const mine of timesOf(one))
        if (timesOf(other).some(({ startsAt, endsAt }) => startsAt < mine.endsAt && mine.startsAt < endsAt))
          return `两份在${instantInText(mine.startsAt)}都约了（${nameForOthers(one.offer)}、${nameForOthers(other.offer)}），先取消一个再合并。`
  return null
}
