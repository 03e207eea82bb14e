import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { dayOf } from '@yike/shared/time/china'
import { releasePhotos } from '../files/store'
import { PlanModel, VisitModel, type Visit } from './model'

/** A job: visits, with the positions of their taps, and plans go a year after they ended, as bookings do. */
export async function forgetOldVisits(now: Date): Promise<number> {
  const before = yearsBefore(now, BOOKING_KEPT_YEARS)
  const old = await VisitModel.find({ endsAt: { $lt: before } })
    .limit(500)
    .lean<Visit[]>()
  for (const { _id } of old) {
    await releasePhotos(`visit:${String(_id)}`)
    await VisitModel.deleteOne({ _id })
  }
  await PlanModel.deleteMany({ until: { $lt: dayOf(before) }, tryAt: { $exists: false } })
  return old.length
}
