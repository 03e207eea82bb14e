import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { BookingModel, DiaryModel, SittingModel } from './model'

/**
 * A job: bookings are removed a year after they ended, and with them the names of those who held a place; the number of
 * people who came stays with the sitting. Safe to run again and by several processes.
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
