import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OPEN_STATES } from '@yike/shared/booking/states'
import { addDays, addMinutes, dayOf, instantAt, mondayOf } from '@yike/shared/time/china'
import { changePlan, endPlan, endPlanByStaff, makePlan, makePlanByStaff } from '@yike/shared/visits/endpoints'
import { BookingModel } from '../booking/model'
import type { Community } from '../territory/areas'
import { PlaceModel, ServiceModel } from '../directory/model'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  CENTER,
  different,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { PlanModel } from './model'
import { goOnWithPlans } from './plans'

const TUESDAY = addDays(mondayOf(dayOf(new Date())), 8)
const NOW = instantAt(addDays(TUESDAY, -1), 8 * 60)
const NINE = 9 * 60
let now = NOW
let server: TestServer
let community: Community

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
})
beforeEach(() => void (now = NOW))
afterAll(() => server.stop())

async function buildCare() {
  const place = await PlaceModel.create({
    areas: community.areas,
    communityId: community._id,
    name: different('养老服务站'),
    category: 'elder_station',
    address: '济南路 10 号',
    location: { type: 'Point', coordinates: [CENTER.lng, CENTER.lat] },
    phone: '0546-8000000',
    status: 'active',
    createdAt: NOW,
    verifiedAt: NOW,
  })
  return ServiceModel.create({
    areas: community.areas,
    placeId: place._id,
    kind: 'care',
    name: different('上门助浴'),
    topic: 'elder',
    status: 'active',
    createdAt: NOW,
  })
}
/** 9:00 on these days; open for residents 14 days before. */
const sittings = (service: Awaited<ReturnType<typeof buildCare>>, days: readonly string[]) =>
  Promise.all(
    days.map((day) =>
      buildSitting(
        community,
        {
          startsAt: instantAt(day, NINE),
          offer: { serviceId: service._id, serviceName: service.name, kind: 'care', maxSeats: 1 },
        },
        NOW,
      ),
    ),
  )
const openOf = (ids: readonly (string | null)[]) =>
  BookingModel.countDocuments({ _id: { $in: ids.flatMap((id) => id ?? []) }, state: { $in: [...OPEN_STATES] } })

describe('the same visit again and again', () => {
  it('is a booking for each day, with the reason where there is none; the same call again makes nothing twice', async () => {
    const service = await buildCare()
    const days = [0, 3, 7, 10].map((n) => addDays(TUESDAY, n))
    await sittings(service, days.slice(0, 3))
    const daughter = await buildResident({ community }, NOW)
    const mother = await buildFamily(daughter, {}, NOW)
    const input = {
      ...{ serviceId: String(service._id), personId: String(mother._id), from: TUESDAY },
      ...{ weekdays: [2, 5], minute: NINE, weeks: 2 },
    }
    const key = newKey()

    const plan = await server.call(makePlan, input, { as: daughter.token, key })
    const again = await server.call(makePlan, input, { as: daughter.token, key })

    expect(plan.days.map(({ day, state }) => [day, state.code])).toEqual([
      [days[0], 'confirmed'],
      [days[1], 'confirmed'],
      [days[2], 'confirmed'],
      [days[3], 'again'],
    ])
    expect(plan.days[3]!.reason).toBe('这天 9:00 没有排')
    expect(again.days.map(({ bookingId }) => bookingId)).toEqual(plan.days.map(({ bookingId }) => bookingId))
    expect(await BookingModel.countDocuments({ personId: mother._id })).toBe(3)

    // Arranged meanwhile: the job books it.
    await sittings(service, [days[3]!])
    await goOnWithPlans(addMinutes(NOW, 61))
    expect((await PlanModel.findById(plan.id).lean())!.days.every(({ bookingId }) => bookingId !== null)).toBe(true)
  })

  it('waits for days that do not open yet, and goes on after a crash', async () => {
    const service = await buildCare()
    const days = Array.from({ length: 4 }, (_, n) => addDays(TUESDAY, n * 7))
    await sittings(service, days)
    const wang = await buildResident({ community }, NOW)
    const plan = await server.call(
      makePlan,
      { serviceId: String(service._id), from: TUESDAY, weekdays: [2], minute: NINE, weeks: 4 },
      { as: wang.token },
    )
    expect(plan.days.map(({ state }) => state.code)).toEqual(['confirmed', 'confirmed', 'again', 'again'])
    // As if it had died before it wrote down what became of the first two days.
    await PlanModel.updateOne({ _id: plan.id }, { $set: { days: [], tryAt: NOW } })

    await goOnWithPlans(addMinutes(instantAt(days[1]!, NINE), 60))

    const { days: noted } = (await PlanModel.findById(plan.id).lean())!
    expect(noted.map(({ bookingId }) => bookingId !== null)).toEqual([true, true, true, true])
    expect(await BookingModel.countDocuments({ personId: wang._id })).toBe(4)
  })

  it('ends from a day on, also while it is being made, and changes from a day on', async () => {
    const service = await buildCare()
    const days = [0, 3, 7, 10].map((n) => addDays(TUESDAY, n))
    await sittings(service, [...days, addDays(TUESDAY, 8)])
    const [wang, li] = await Promise.all([buildResident({ community }, NOW), buildResident({ community }, NOW)])
    const rhythm = { serviceId: String(service._id), from: TUESDAY, weekdays: [2, 5], minute: NINE, weeks: 2 }
    const [mine, other] = await Promise.all([
      server.call(makePlan, rhythm, { as: wang.token }),
      server.call(makePlan, rhythm, { as: li.token }),
    ])
    await expect(server.call(endPlan, { id: other.id, from: TUESDAY }, { as: wang.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })

    const changed = await server.call(
      changePlan,
      { id: mine.id, from: days[2]!, weekdays: [3], minute: NINE, weeks: 1 },
      { as: wang.token },
    )
    const ended = await server.call(endPlan, { id: other.id, from: days[1]! }, { as: li.token })

    expect(changed.days.map(({ day, state }) => [day, state.code])).toEqual([[addDays(TUESDAY, 8), 'confirmed']])
    expect(await openOf(mine.days.map(({ bookingId }) => bookingId))).toBe(2)
    expect(ended.endsFrom).toBe(days[1])
    expect(await openOf(other.days.map(({ bookingId }) => bookingId))).toBe(1)
  })

  it('by staff is for people of their area only, and they end it', async () => {
    const service = await buildCare()
    await sittings(service, [TUESDAY])
    const [clerk, elsewhere] = [await buildStaff({ role: 'clerk', area: community }, NOW), await buildStaff({}, NOW)]
    const elder = await buildResident({ community }, NOW)
    const input = {
      ...{ serviceId: String(service._id), personId: String(elder._id), from: TUESDAY },
      ...{ weekdays: [2], minute: NINE, weeks: 1 },
    }
    await expect(server.call(makePlanByStaff, input, { as: elsewhere.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const plan = await server.call(makePlanByStaff, input, { as: clerk.token })
    expect(plan.days.map(({ state }) => state.code)).toEqual(['confirmed'])

    await server.call(endPlanByStaff, { id: plan.id, from: TUESDAY }, { as: clerk.token })

    expect(await openOf(plan.days.map(({ bookingId }) => bookingId))).toBe(0)
  })
})
