import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import type { RetentionRule } from '../privacy/retention'
import { BookingModel, DiaryModel, SittingModel } from './model'

const ended = (now: Date) => ({
  endsAt: { $lt: yearsBefore(now, BOOKING_KEPT_YEARS) },
  'outbox.0': { $exists: false },
})
const attended = (now: Date) => ({
  endsAt: { $lt: yearsBefore(now, BOOKING_KEPT_YEARS) },
  'claims.0': { $exists: true },
})

export const bookingRetention: readonly RetentionRule[] = [
  { what: '预约', kept: '结束后一年', model: BookingModel, due: ended },
  { what: '场次里谁来过', kept: '结束后一年', model: SittingModel, due: attended },
]

/**
 * A job: bookings are removed a year after they ended, and with them the names of those who held a place; the number of
 * people who came stays with the sitting. Safe to run again and by several processes.
 */
export async function forgetOldBookings(now: Date) {
  const before = yearsBefore(now, BOOKING_KEPT_YEARS)
  const { deletedCount } = await BookingModel.deleteMany(ended(now))
  await SittingModel.updateMany(attended(now), { $set: { claims: [] } })
  await DiaryModel.deleteMany({
    claims: { $not: { $elemMatch: { endsAt: { $gte: before } } } },
    'claims.0': { $exists: true },
  })
  return deletedCount
}
