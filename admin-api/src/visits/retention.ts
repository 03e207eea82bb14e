import { BOOKING_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { dayOf } from '@yike/shared/time/china'
import { olderKeys } from '../sealing'
import { releasePhotos } from '../files/store'
import type { RetentionRule } from '../privacy/retention'
import { rewrapHealth } from './health'
import { PlanModel, VisitModel, type Visit } from './model'

const ended = (now: Date) => ({ endsAt: { $lt: yearsBefore(now, BOOKING_KEPT_YEARS) } })
const over = (now: Date) => ({
  until: { $lt: dayOf(yearsBefore(now, BOOKING_KEPT_YEARS)) },
  tryAt: { $exists: false },
})

export const visitRetention: readonly RetentionRule[] = [
  { what: '上门记录和健康情况', kept: '结束后一年', model: VisitModel, due: ended },
  { what: '上门计划', kept: '结束后一年', model: PlanModel, due: over },
]

/** A job: removes visits, with the positions of their taps, and plans a year after they ended, as bookings are. */
export async function forgetOldVisits(now: Date): Promise<number> {
  const old = await VisitModel.find(ended(now)).limit(500).lean<Visit[]>()
  for (const { _id } of old) {
    await releasePhotos(`visit:${String(_id)}`)
    await VisitModel.deleteOne({ _id })
  }
  await PlanModel.deleteMany(over(now))
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
