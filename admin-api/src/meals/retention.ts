import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { dayOf } from '@yike/shared/time/china'
import { DeliveryModel, EntitlementModel } from './model'

/**
 * A job: marks of deliveries are removed with their bookings, entitlements a year after their last day. Tills are books
 * and stay; they name nobody who came. Safe to run again and by several processes.
 */
export async function forgetOldMeals(now: Date) {
  const before = yearsBefore(now, BOOKING_KEPT_YEARS)
  await DeliveryModel.deleteMany({ at: { $lt: before } })
  await EntitlementModel.deleteMany({ until: { $lt: dayOf(before) } })
}
