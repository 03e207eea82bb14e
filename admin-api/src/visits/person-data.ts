import { dayOf } from '@yike/shared/time/china'
import { dayInFull, instantInFull } from '@yike/shared/time/words'
import { ERASED_NAME } from '@yike/shared/privacy/erasure'
import { findBookings } from '../booking/records'
import { releasePhotos } from '../files/store'
import { peopleByIds } from '../people/me'
import { entry, section, type PersonData, type PersonIds } from '../privacy/person-data'
import { healthOf } from './health'
import { CarerModel, PlanModel, VisitModel, type Plan, type Visit } from './model'

const openPlans = (ids: PersonIds, now: Date) =>
  PlanModel.find({ personId: { $in: ids }, until: { $gte: dayOf(now) }, endsFrom: null }).lean<Plan[]>()

/** The bookings of visits to a person. */
const visitIds = async (ids: PersonIds) => (await findBookings({ personId: { $in: [...ids] } })).map(({ _id }) => _id)

/** The visits to a person, with the notes on their health, and the plans of visits. */
export const visitData: PersonData = {
  models: [VisitModel, PlanModel, CarerModel],

  async export(ids) {
    const visits = await VisitModel.find({ _id: { $in: await visitIds(ids) } })
      .sort({ endsAt: -1 })
      .lean<Visit[]>()
    const plans = await PlanModel.find({ $or: [{ personId: { $in: ids } }, { madeById: { $in: ids } }] }).lean<Plan[]>()
    return [
      ...section(
        '上门服务',
        visits.map((visit) => {
          const { vitals, note } = healthOf(visit)
          return entry(instantInFull(visit.checkedIn.at), {
            离开: visit.checkedOut?.at,
            做了: visit.tasks
              .filter(({ done }) => done)
              .map(({ name }) => name)
              .join('、'),
            血压: vitals?.systolic && vitals.diastolic ? `${vitals.systolic}/${vitals.diastolic}` : null,
            脉搏: vitals?.pulse,
            体温: vitals?.temperature,
            护理员写的: note,
            照片: visit.photoIds.length > 0 ? `${visit.photoIds.length} 张` : null,
          })
        }),
      ),
      ...section(
        '上门计划',
        plans.map((plan) =>
          entry(plan.serviceName, {
            谁: plan.personName,
            从: dayInFull(plan.from),
            到: dayInFull(plan.until),
            谁定的: plan.madeByName,
          }),
        ),
      ),
    ]
  },

  async endings(ids, now) {
    return [{ what: '上门计划', items: (await openPlans(ids, now)).map(({ serviceName }) => serviceName) }]
  },

  async end(ids, { now }) {
    // Its bookings end with the other bookings.
    for (const { _id } of await openPlans(ids, now))
      await PlanModel.updateOne({ _id, endsFrom: null }, { $set: { endsFrom: dayOf(now) }, $unset: { tryAt: 1 } })
  },

  async erase(ids) {
    const visits = await visitIds(ids)
    for (const _id of visits) await releasePhotos(`visit:${String(_id)}`)
    await VisitModel.updateMany(
      { _id: { $in: visits } },
      { $set: { sealed: null, photoIds: [], 'checkedIn.position': null } },
    )
    await VisitModel.updateMany(
      { _id: { $in: visits }, checkedOut: { $ne: null } },
      { $set: { 'checkedOut.position': null } },
    )
    await PlanModel.updateMany(
      { personId: { $in: ids } },
      { $set: { personName: ERASED_NAME, recordDay: null }, $unset: { idem: 1 } },
    )
    // Plans for others go on: each is that person's own now.
    for (const { _id, personId } of await PlanModel.find({ madeById: { $in: ids }, personId: { $nin: ids } }).lean<
      Plan[]
    >()) {
      const [person] = await peopleByIds([personId])
      await PlanModel.updateOne(
        { _id },
        { $set: { madeById: personId, madeByName: person?.name ?? ERASED_NAME, byStaff: false }, $unset: { idem: 1 } },
      )
    }
    await PlanModel.updateMany({ madeById: { $in: ids } }, { $set: { madeByName: ERASED_NAME } })
    await CarerModel.updateMany({ personId: { $in: ids } }, { $set: { personId: null, phone: null } })
  },
}
