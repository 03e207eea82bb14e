import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { BookingModel, DiaryModel, SittingModel } from './model'

/**
 * A job: bookings go a year after they ended, and with them who held a place; how many came stays with the sitting. Safe
 * to run again and by several processes.
 */
export async function forgetOldBookings(now: Date) {
  const before = yearsBefore(now, BOOKING_KEPT_YEARS)
  const { deletedCount } = await BookingModel.deleteMany({ endsAt: { $lt: before }, 'outbox.0': { $exists: false } })
  await SittingModel.updateMany({ endsAt: { $lt: before }, 'claims.0': { $exists: true } }, { $set: { claims: [] } })
  await DiaryModel.deleteMany({
    claims: { $not: { $elemMatch: { endsAt: { $gte: before } } } },
    'claims.0': { $exists: true },
  })
  return deletedCount
}
