// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bookSitting } from '@yike/shared/booking/endpoints'
import { OPEN_STATES } from '@yike/shared/booking/states'
import { addDays, addMinutes, dayOf, instantAt, mondayOf } from '@yike/shared/time/china'
import {
  changePlan,
  endPlan,
  endPlanByStaff,
  listMyPlans,
  createPlan,
  createPlanByStaff,
  previewPlan,
  previewPlanByStaff,
} from '@yike/shared/visits/endpoints'
import { BookingModel, SittingModel } from '../booking/model'
import type { Community } from '../territory/areas'
import { ServiceModel } from '../directory/model'
import { PersonModel } from '../people/model'
import {
  buildPlace,
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  different,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { PlanModel } from './model'
import { resumePlans } from './plans'

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
  const place = await buildPlace(community, { category: 'elder_station', phone: '0546-8000000' }, NOW)
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
const limitToOneAWeek = async ({ _id }: Awaited<ReturnType<typeof buildCare>>) => {
  await ServiceModel.updateOne({ _id }, { weeklyLimit: 1 })
  await SittingModel.updateMany({ 'offer.serviceId': _id }, { 'offer.weeklyLimit': 1 })
}
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

    const plan = await server.call(createPlan, input, { as: daughter.token, key })
    const again = await server.call(createPlan, input, { as: daughter.token, key })

    expect(plan.days.map(({ day, state }) => [day, state.code])).toEqual([
      [days[0], 'confirmed'],
      [days[1], 'confirmed'],
      [days[2], 'confirmed'],
      [days[3], 'again'],
    ])
    expect(plan.days[3]!.reason).toBe('这天 9:00 没有排')
    expect(again.days.map(({ bookingId }) => bookingId)).toEqual(plan.days.map(({ bookingId }) => bookingId))
    expect(await BookingModel.countDocuments({ personId: mother._id })).toBe(3)

    // Made meanwhile: the job books it.
    await sittings(service, [days[3]!])
    await resumePlans(addMinutes(NOW, 61))
    expect((await PlanModel.findById(plan.id).lean())!.days.every(({ bookingId }) => bookingId !== null)).toBe(true)
  })

  it('is known day by day before it is made, with other bookings and the limit of a week', async () => {
    const service = await buildCare()
    const days = [0, 3, 7, 10].map((n) => addDays(TUESDAY, n))
    await sittings(service, [...days, addDays(TUESDAY, 14)])
    const other = await buildCare()
    const [elsewhere] = await sittings(other, [TUESDAY])
    const wang = await buildResident({ community }, NOW)
    await server.call(bookSitting, { sittingId: String(elsewhere!._id) }, { as: wang.token })
    await limitToOneAWeek(service)
    const choice = { serviceId: String(service._id), from: TUESDAY, weekdays: [2, 5], minute: NINE, weeks: 3 }

    const foreseen = await server.call(previewPlan, choice, { as: wang.token })
    const plan = await server.call(createPlan, choice, { as: wang.token })

    expect(foreseen).toEqual({
      free: [days[1], days[2]],
      later: [addDays(TUESDAY, 14)],
      gone: [
        { day: days[0], why: '9:00 约了别的' },
        { day: days[3], why: '那一周 1 次已满' },
        { day: addDays(TUESDAY, 17), why: '那一周 1 次已满' },
      ],
    })
    expect(plan.days.filter(({ bookingId }) => bookingId).map(({ day }) => day)).toEqual(foreseen.free)
    // Its own bookings are not in its way when it is changed.
    const changed = { ...choice, weekdays: [5], weeks: 1, planId: plan.id }
    expect((await server.call(previewPlan, changed, { as: wang.token })).free).toEqual([days[1]])
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOW)
    const seen = await server.call(
      previewPlanByStaff,
      { ...choice, personId: String(wang._id), weeks: 1 },
      { as: clerk.token },
    )
    expect(seen.gone).toContainEqual({ day: days[1], why: '已经约了' })
  })

  it('counts the days before its first one for the weekly limit, as booking them does', async () => {
    const service = await buildCare()
    const wang = await buildResident({ community }, NOW)
    const [tuesday] = await sittings(service, [TUESDAY, addDays(TUESDAY, 3)])
    await limitToOneAWeek(service)
    await server.call(bookSitting, { sittingId: String(tuesday!._id) }, { as: wang.token, key: newKey() })
    const friday = addDays(TUESDAY, 3)
    const choice = { serviceId: String(service._id), from: friday, weekdays: [5], minute: NINE, weeks: 1 }

    const foreseen = await server.call(previewPlan, choice, { as: wang.token })
    const plan = await server.call(createPlan, choice, { as: wang.token })

    expect(foreseen).toEqual({ free: [], later: [], gone: [{ day: friday, why: '那一周 1 次已满' }] })
    expect(plan.days).toMatchObject([{ day: friday, bookingId: null }])
  })

  it('is told once when it is made and once when it ends, not day by day', async () => {
    const service = await buildCare()
    await sittings(
      service,
      [0, 3, 7].map((n) => addDays(TUESDAY, n)),
    )
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOW)
    const daughter = await buildResident({ community }, NOW)
    const mother = await buildFamily(daughter, {}, NOW)
    const plan = await server.call(
      createPlanByStaff,
      {
        ...{ serviceId: String(service._id), personId: String(mother._id), from: TUESDAY },
        ...{ weekdays: [2, 5], minute: NINE, weeks: 2 },
      },
      { as: clerk.token },
    )
    const said = async () =>
      (await BookingModel.find({ personId: mother._id }).sort({ startsAt: 1 }).lean()).map(({ outbox }) =>
        outbox.map(({ body }) => body),
      )

    const [first, ...others] = await said()
    expect(first).toHaveLength(1)
    expect(first![0]).toContain('以后每周二、周五 9:00 都来')
    expect(others).toEqual([[], []])

    await server.call(endPlanByStaff, { id: plan.id, from: TUESDAY }, { as: clerk.token })

    const [ended, ...rest] = await said()
    expect(ended![1]).toContain('从这天起不再按计划来了')
    expect(rest).toEqual([[], []])
  })

  it('waits for days that do not open yet, and goes on after a crash', async () => {
    const service = await buildCare()
    const days = Array.from({ length: 4 }, (_, n) => addDays(TUESDAY, n * 7))
    await sittings(service, days)
    const wang = await buildResident({ community }, NOW)
    const plan = await server.call(
      createPlan,
      { serviceId: String(service._id), from: TUESDAY, weekdays: [2], minute: NINE, weeks: 4 },
      { as: wang.token },
    )
    expect(plan.days.map(({ state }) => state.code)).toEqual(['confirmed', 'confirmed', 'again', 'again'])
    // As if the process had died before it wrote down the results of the first two days.
    await PlanModel.updateOne({ _id: plan.id }, { $set: { days: [], tryAt: NOW } })

    await resumePlans(addMinutes(instantAt(days[1]!, NINE), 60))

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
      server.call(createPlan, rhythm, { as: wang.token }),
      server.call(createPlan, rhythm, { as: li.token }),
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

  it('a change that is refused ends nothing', async () => {
    const service = await buildCare()
    await sittings(service, [TUESDAY, addDays(TUESDAY, 7)])
    const daughter = await buildResident({ community }, NOW)
    const mother = await buildFamily(daughter, {}, NOW)
    const rhythm = { weekdays: [2], minute: NINE, weeks: 2 }
    const key = newKey()
    const plan = await server.call(
      createPlan,
      { serviceId: String(service._id), personId: String(mother._id), from: TUESDAY, ...rhythm },
      { as: daughter.token, key },
    )
    const change = { id: plan.id, from: addDays(TUESDAY, 1), ...rhythm, weekdays: [3] }
    const refused = (input: typeof change, used: string, code: string) =>
      expect(server.call(changePlan, input, { as: daughter.token, key: used })).rejects.toMatchObject({ code })

    await refused({ ...change, from: addDays(TUESDAY, -2) }, newKey(), 'INVALID_INPUT')
    await refused(change, key, 'KEY_REUSED')
    await PersonModel.updateOne({ _id: daughter._id }, { $set: { family: [] } })
    await refused(change, newKey(), 'NOT_FOUND')

    expect((await PlanModel.findById(plan.id).lean())!.endsFrom).toBe(null)
    expect(await openOf(plan.days.map(({ bookingId }) => bookingId))).toBe(2)
  })

  it('the same change again is the same plan, also after midnight of its first day', async () => {
    const service = await buildCare()
    const [wednesday, next] = [addDays(TUESDAY, 1), addDays(TUESDAY, 8)]
    await sittings(service, [addDays(TUESDAY, 7), next])
    now = instantAt(TUESDAY, 1430)
    const wang = await buildResident({ community }, now)
    const rhythm = { weekdays: [2], minute: NINE, weeks: 2 }
    const plan = await server.call(
      createPlan,
      { serviceId: String(service._id), from: TUESDAY, ...rhythm },
      { as: wang.token },
    )
    const call = { as: wang.token, key: newKey() }
    const change = { id: plan.id, from: TUESDAY, ...rhythm, weekdays: [3] }
    const changed = await server.call(changePlan, change, call)
    now = addMinutes(now, 20)

    const again = await server.call(changePlan, change, call)

    expect(again.id).toBe(changed.id)
    expect(again.days.map(({ day, state }) => [day, state.code])).toEqual([
      [wednesday, 'again'],
      [next, 'confirmed'],
    ])
    expect(again.days[1]!.bookingId).toBe(changed.days[1]!.bookingId)
    await expect(server.call(changePlan, { ...change, from: next }, { as: wang.token })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('a change leaves the days alone that stay as they were', async () => {
    const service = await buildCare()
    const [friday, next] = [addDays(TUESDAY, 3), addDays(TUESDAY, 7)]
    await sittings(service, [TUESDAY, friday, next, addDays(TUESDAY, 8)])
    const wang = await buildResident({ community }, NOW)
    const rhythm = { minute: NINE, weeks: 2, weekdays: [2, 5] }
    const plan = await server.call(
      createPlan,
      { serviceId: String(service._id), from: TUESDAY, ...rhythm },
      { as: wang.token },
    )
    const bookings = new Map(plan.days.map(({ day, bookingId }) => [day, bookingId]))

    const changed = await server.call(
      changePlan,
      { id: plan.id, from: friday, minute: NINE, weeks: 1, weekdays: [2, 3] },
      { as: wang.token },
    )

    expect(changed.days.map(({ day, state }) => [day, state.code])).toEqual([
      [next, 'confirmed'],
      [addDays(TUESDAY, 8), 'confirmed'],
    ])
    expect(changed.days[0]!.bookingId).toBe(bookings.get(next))
    const gone = (await BookingModel.findById(bookings.get(friday)).lean())!
    expect(gone.cancelReason).toBe('从这天起改成每周二、周三 9:00')
    const { items } = await server.call(listMyPlans, {}, { as: wang.token })
    expect(items.find(({ id }) => id === plan.id)!.days.map(({ day, state }) => [day, state.code])).toEqual([
      [TUESDAY, 'confirmed'],
      [friday, 'cancelled'],
    ])
  })

  it('of two changes at once one is made', async () => {
    const service = await buildCare()
    const wang = await buildResident({ community }, NOW)
    const rhythm = { minute: NINE, weeks: 2, weekdays: [2] }
    const plan = await server.call(
      createPlan,
      { serviceId: String(service._id), from: TUESDAY, ...rhythm },
      { as: wang.token },
    )

    const outcomes = await Promise.allSettled(
      [3, 4].map((weekday) =>
        server.call(changePlan, { id: plan.id, from: TUESDAY, ...rhythm, weekdays: [weekday] }, { as: wang.token }),
      ),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
    expect(await PlanModel.countDocuments({ personId: wang._id, endsFrom: null })).toBe(1)
    expect(await PlanModel.countDocuments({ personId: wang._id })).toBe(2)
  })

  it('a change that a crash left between the two plans is gone on with', async () => {
    const service = await buildCare()
    const wednesday = addDays(TUESDAY, 1)
    await sittings(service, [TUESDAY, wednesday])
    const wang = await buildResident({ community }, NOW)
    const rhythm = { minute: NINE, weeks: 1, weekdays: [2] }
    const plan = await server.call(
      createPlan,
      { serviceId: String(service._id), from: TUESDAY, ...rhythm },
      { as: wang.token },
    )
    const { _id, ...facts } = (await PlanModel.findById(plan.id).lean())!
    const left = { ...facts, weekdays: [3], days: [], takesOver: _id, idem: undefined, tryAt: NOW }
    const made = await PlanModel.create(left)

    await resumePlans(addMinutes(NOW, 2))

    expect(await openOf(plan.days.map(({ bookingId }) => bookingId))).toBe(0)
    const { days } = (await PlanModel.findById(made._id).lean())!
    expect(days.map(({ day, bookingId }) => [day, bookingId !== null])).toEqual([[wednesday, true]])
  })

  it('a change that was ended before it took over keeps no days', async () => {
    const service = await buildCare()
    const next = addDays(TUESDAY, 7)
    await sittings(service, [TUESDAY, next])
    const wang = await buildResident({ community }, NOW)
    const rhythm = { minute: NINE, weeks: 2, weekdays: [2] }
    const plan = await server.call(
      createPlan,
      { serviceId: String(service._id), from: TUESDAY, ...rhythm },
      { as: wang.token },
    )
    const { _id, ...facts } = (await PlanModel.findById(plan.id).lean())!
    await PlanModel.create({ ...facts, days: [], takesOver: _id, idem: undefined, tryAt: NOW, endsFrom: next })

    await resumePlans(addMinutes(NOW, 2))

    const states = await Promise.all(
      plan.days.map(async ({ bookingId }) => (await BookingModel.findById(bookingId).lean())!.state),
    )
    expect(states).toEqual(['confirmed', 'cancelled'])
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
    await expect(server.call(createPlanByStaff, input, { as: elsewhere.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const plan = await server.call(createPlanByStaff, input, { as: clerk.token })
    expect(plan.days.map(({ state }) => state.code)).toEqual(['confirmed'])

    await server.call(endPlanByStaff, { id: plan.id, from: TUESDAY }, { as: clerk.token })

    expect(await openOf(plan.days.map(({ bookingId }) => bookingId))).toBe(0)
  })

  it('made at the counter is ended by who it is for, or their family', async () => {
    const service = await buildCare()
    await sittings(service, [TUESDAY, addDays(TUESDAY, 7)])
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOW)
    const wang = await buildResident({ community }, NOW)
    const daughter = await buildResident({ community }, NOW)
    const line = { personId: wang._id, name: wang.name, relation: 'father', state: 'written_down', bindingId: null }
    await PersonModel.updateOne({ _id: daughter._id }, { $push: { family: line } })
    const plan = await server.call(
      createPlanByStaff,
      {
        ...{ serviceId: String(service._id), personId: String(wang._id), from: TUESDAY },
        ...{ weekdays: [2], minute: NINE, weeks: 2 },
      },
      { as: clerk.token },
    )
    const states = ({ days }: typeof plan) => days.map(({ state, reason }) => [state.code, reason])

    const byDaughter = await server.call(endPlan, { id: plan.id, from: addDays(TUESDAY, 7) }, { as: daughter.token })
    const byWang = await server.call(endPlan, { id: plan.id, from: TUESDAY }, { as: wang.token })

    expect(states(byDaughter)).toEqual([
      ['confirmed', null],
      ['cancelled', null],
    ])
    expect(states(byWang)).toEqual([
      ['cancelled', null],
      ['cancelled', null],
    ])
    expect((await server.call(listMyPlans, {}, { as: clerk.token })).items).toEqual([])
  })
})
