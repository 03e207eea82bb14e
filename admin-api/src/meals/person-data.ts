import { ENTITLEMENTS } from '@yike/shared/meals/kinds'
import { addDays, dayOf } from '@yike/shared/time/china'
import { dayInFull, instantInFull } from '@yike/shared/time/words'
import { changeBookingsWhere, findBookings } from '../booking/records'
import { entry, section, type PersonData, type PersonIds } from '../privacy/person-data'
import { deliveryOf } from './details'
import { DeliveryModel, EntitlementModel } from './model'

const brought = (ids: PersonIds) =>
  findBookings({ personId: { $in: [...ids] }, 'details.meal.delivery.bytes': { $exists: true } } as object, {
    sort: { startsAt: -1 },
  })

/** The addresses that meals were brought to, and the entitlements of a person. */
export const mealData: PersonData = {
  models: [EntitlementModel, DeliveryModel],

  async export(ids) {
    const entitlements = await EntitlementModel.find({ personId: { $in: ids } }).lean()
    return [
      ...section(
        '待遇核对',
        entitlements.map(({ kind, evidence, until, confirmedByName, confirmedAt }) =>
          entry(ENTITLEMENTS[kind], {
            凭据: evidence,
            到: dayInFull(until),
            核对人: confirmedByName,
            核对时间: confirmedAt,
          }),
        ),
      ),
      ...section(
        '送餐',
        (await brought(ids)).map(({ startsAt, details }) => {
          const { address, phone, doorNote } = deliveryOf(details!.meal!)
          return entry(instantInFull(startsAt), { 送到: address, 电话: phone, 门口: doorNote })
        }),
      ),
    ]
  },

  async endings(ids, now) {
    const entitlements = await EntitlementModel.find({ personId: { $in: ids }, until: { $gte: dayOf(now) } }).lean()
    return [{ what: '助餐待遇', items: entitlements.map(({ kind }) => ENTITLEMENTS[kind]) }]
  },

  async end(ids, { now }) {
    const yesterday = addDays(dayOf(now), -1)
    await EntitlementModel.updateMany(
      { personId: { $in: ids }, until: { $gt: yesterday } },
      { $set: { until: yesterday } },
    )
  },

  async erase(ids) {
    const bookings = (await brought(ids)).map(({ _id }) => _id)
    await DeliveryModel.updateMany({ _id: { $in: bookings } }, { $set: { position: null } })
    await changeBookingsWhere({ personId: { $in: [...ids] }, 'details.meal': { $exists: true } } as object, {
      $set: { 'details.meal.delivery': null, 'details.meal.diets': [] },
    })
    await EntitlementModel.deleteMany({ personId: { $in: ids } })
  },
}
