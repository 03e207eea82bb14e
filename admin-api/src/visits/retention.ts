import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { dayOf } from '@yike/shared/time/china'
import { olderKeys } from '../sealing'
import { releasePhotos } from '../files/store'
import { rewrapHealth } from './health'
import { PlanModel, VisitModel, type Visit } from './model'

/** A job: removes visits, with the positions of their taps, and plans a year after they ended, as bookings are. */
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

/** A job: data keys wrapped with a replaced secret are wrapped anew. Returns how many. */
export async function rewrapVisits(): Promise<number> {
  const left = await VisitModel.find({ 'sealed.key': { $in: olderKeys() } })
    .limit(200)
    .lean<Visit[]>()
  for (const visit of left)
    await VisitModel.updateOne(
      { _id: visit._id, 'sealed.wrapped': visit.sealed!.wrapped },
      { $set: { sealed: rewrapHealth(visit) } },
    )
  return left.length
}
