import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { dayOf } from '@yike/shared/time/china'
import type { RetentionRule } from '../privacy/retention'
import { DeliveryModel, EntitlementModel } from './model'

const marked = (now: Date) => ({ at: { $lt: yearsBefore(now, BOOKING_KEPT_YEARS) } })
const over = (now: Date) => ({ until: { $lt: dayOf(yearsBefore(now, BOOKING_KEPT_YEARS)) } })

export const mealRetention: readonly RetentionRule[] = [
  { what: '送餐记录', kept: '送到后一年', model: DeliveryModel, due: marked },
  { what: '助餐待遇', kept: '到期后一年', model: EntitlementModel, due: over },
]

/**
 * A job: marks of deliveries are removed with their bookings, entitlements a year after their last day. Tills are books
 * and stay; they name nobody who came. Safe to run again and by several processes.
 */
export async function forgetOldMeals(now: Date) {
  await DeliveryModel.deleteMany(marked(now))
  await EntitlementModel.deleteMany(over(now))
}
