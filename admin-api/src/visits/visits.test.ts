// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookOnBehalf, bookSitting, cancelBooking, getBooking, rescheduleBooking } from '@yike/shared/booking/endpoints'
import { addDays, addMinutes, dayOf, instantAt, mondayOf, toApiTime } from '@yike/shared/time/china'
import {
  changeCarer,
  checkInVisit,
  checkOutVisit,
  createCarer,
  getCarerCalendar,
  getMyVisits,
  getVisit,
  listCarers,
  listCarersOfSitting,
  listUnfinishedVisits,
  reassignVisit,
  reportVisit,
} from '@yike/shared/visits/endpoints'
import { resumeUnfinished } from '../booking/book'
import { linesOf } from '../booking/diary'
import { BookingModel, type Booking, type Sitting } from '../booking/model'
import { drawPortrait } from '../demo/drawings/portrait'
import { keepPhoto } from '../files/store'
import { FileModel } from '../files/model'
import { sessionToken } from '../testing/session'
import type { Community } from '../territory/areas'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  newId,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { CarerModel, VisitServiceModel, type Carer } from './model'
import { sweepMoves } from './reassign'
import { sealedPhone } from '../sealed-values'

/** The Tuesday after next: whatever day it is today, its sittings are open and its week is whole. */
const TUESDAY = addDays(mondayOf(dayOf(new Date())), 8)
const NOW = instantAt(TUESDAY, 8 * 60)
const AFTERNOON = instantAt(addDays(TUESDAY, 1), 14 * 60)
let now = NOW
let server: TestServer
let community: Community
let admin: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
  admin = await buildStaff({ area: community }, NOW)
})
afterAll(() => server.stop())

const resident = (facts: Parameters<typeof buildResident>[0] = {}) => buildResident({ community, ...facts }, NOW)
/** Signed in at the time of the test's clock. */
const tokenOf = async ({ _id }: { _id: Carer['_id'] }) => await sessionToken(_id, now)
const EVERY_DAY = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 480, to: 1080 }]

async function buildCarer(serviceId: Carer['_id'], facts: Partial<Carer> = {}): Promise<Carer> {
  const carer = await CarerModel.create({
    areas: community.areas,
    communityId: community._id,
    name: `护理员${String(newId()).slice(-6)}`,
    phone: sealedPhone('13900000000'),
    skills: ['助浴'],
    serviceIds: [serviceId],
    hours: EVERY_DAY,
    bufferMinutes: 20,
    createdAt: NOW,
    ...facts,
  })
  return carer.toObject<Carer>()
}
const bath = (serviceId: Carer['_id'], startsAt = AFTERNOON, facts: Parameters<typeof buildSitting>[1] = {}) =>
  buildSitting(
    community,
    {
      startsAt,
      endsAt: addMinutes(startsAt, 60),
      closesAt: addMinutes(startsAt, -30),
      capacity: 100,
      title: '助浴',
      ...facts,
      offer: { serviceId, serviceName: '上门助浴', kind: 'care', maxSeats: 1, ...facts.offer },
    },
    NOW,
  )
const needs = (serviceId: Carer['_id'], skills: string[], tasks: string[] = []) =>
  VisitServiceModel.create({ _id: serviceId, areas: community.areas, skills, tasks })
const ask = (who: BuiltPerson, sitting: Sitting, key = newKey()) =>
  server.call(bookSitting, { sittingId: String(sitting._id) }, { as: who.token, key })
const linesBy = async (carers: readonly Carer[], from = addDays(TUESDAY, -7), until = addDays(TUESDAY, 14)) => {
  const lines = await linesOf(
    carers.map(({ _id }) => _id),
    { startsAt: instantAt(from, 0), endsAt: instantAt(until, 0) },
  )
  return carers.map(({ _id }) => lines.get(String(_id)) ?? [])
}

/** Checks that every line of a carer is a booking of theirs, and no two are nearer than the way. */
async function expectCarersAgree(carers: readonly Carer[]) {
  const all = await linesBy(carers)
  for (const [n, lines] of all.entries()) {
    const carer = carers[n]!
    const bookings = await BookingModel.find({
      'details.visit.carerId': carer._id,
      state: { $in: ['held', 'offered', 'confirmed', 'checked_in', 'no_show'] },
    }).lean<Booking[]>()
    expect(lines.map(({ bookingId }) => String(bookingId)).sort()).toEqual(
      bookings.map(({ _id }) => String(_id)).sort(),
    )
    for (const [k, line] of lines.entries()) {
      const next = lines[k + 1]
      if (next)
        expect(next.startsAt.getTime()).toBeGreaterThanOrEqual(addMinutes(line.endsAt, carer.bufferMinutes).getTime())
    }
  }
  return all
}

describe('who comes', () => {
  it('is a carer who can do it, works then and is free, and nobody is in two places however many ask at once', async () => {
    const serviceId = newId()
    await needs(serviceId, ['助浴'])
    const carers = [await buildCarer(serviceId), await buildCarer(serviceId)]
    await buildCarer(serviceId, { skills: ['理发'] })
    // Every half hour: with an hour there and 20 minutes of way, neighbours are in each other's way.
    const sittings = await Promise.all(
      Array.from({ length: 10 }, (_, n) => bath(serviceId, addMinutes(instantAt(TUESDAY, 10 * 60), n * 30))),
    )
    const people = await Promise.all(Array.from({ length: 50 }, () => resident()))

    const outcomes = await Promise.allSettled(people.map((who, n) => ask(who, sittings[n % 10]!)))

    const all = await expectCarersAgree(carers)
    const made = outcomes.filter((one) => one.status === 'fulfilled').length
    expect(all.flat()).toHaveLength(made)
    // A visit blocks the two before and after it: of the ten each carer has at least two, however they fell.
    expect(made).toBeGreaterThanOrEqual(4)
    for (const one of outcomes)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({
          code: 'NOBODY_FREE',
          message: expect.stringContaining('会助浴的护理员有空') as string,
        })
  })

  it('also over midnight between two weeks keeps the way', async () => {
    const serviceId = newId()
    const carer = await buildCarer(serviceId, { hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }] })
    const sunday = addDays(mondayOf(TUESDAY), 6)
    const [late, early, later] = [
      await bath(serviceId, instantAt(sunday, 23 * 60)),
      await bath(serviceId, instantAt(addDays(sunday, 1), 10)),
      await bath(serviceId, instantAt(addDays(sunday, 1), 20)),
    ]
    const [one, two, three] = await Promise.all([resident(), resident(), resident()])

    await ask(one, late)
    await expect(ask(two, early)).rejects.toMatchObject({ code: 'NOBODY_FREE' })
    await ask(three, later)

    await expectCarersAgree([carer])
  })

  it('is the one of last time where that one is free, and with nobody the reason is true', async () => {
    const serviceId = newId()
    const [first, second] = [await buildCarer(serviceId), await buildCarer(serviceId)]
    const wang = await resident()
    const booked = await ask(wang, await bath(serviceId, instantAt(TUESDAY, 600)))
    const carer = booked.details.visit!.carer
    const same = [first, second].find(({ _id }) => String(_id) === carer.id)!
    // The other one has less to do by now.
    await ask(await resident(), await bath(serviceId, instantAt(TUESDAY, 800)))
    await ask(await resident(), await bath(serviceId, instantAt(TUESDAY, 900)))

    const again = await ask(wang, await bath(serviceId, instantAt(addDays(TUESDAY, 1), 600)))
    expect(again.details.visit!.carer.id).toBe(String(same._id))

    await CarerModel.updateMany({ serviceIds: serviceId }, { $set: { daysOff: [addDays(TUESDAY, 2)] } })
    await expect(ask(wang, await bath(serviceId, instantAt(addDays(TUESDAY, 2), 600)))).rejects.toMatchObject({
      code: 'NOBODY_FREE',
      message: expect.stringContaining('这个时间护理员都不上班，换个时间看看。') as string,
    })
  })

  it('without carers a service goes by its places', async () => {
    const booked = await ask(await resident(), await bath(newId()))
    expect(booked.state.code).toBe('confirmed')
    expect(booked.details.visit).toBeUndefined()
  })

  it('gives the time back on a cancellation, and keeps it for who moves to another hour', async () => {
    const serviceId = newId()
    const carer = await buildCarer(serviceId)
    const [first, next] = [await bath(serviceId), await bath(serviceId, addMinutes(AFTERNOON, 30))]
    const [wang, li] = await Promise.all([resident(), resident()])
    const booked = await ask(wang, first)
    await expect(ask(li, next)).rejects.toMatchObject({ code: 'NOBODY_FREE' })

    const moved = await server.call(
      rescheduleBooking,
      { id: booked.id, sittingId: String(next._id) },
      { as: wang.token },
    )
    await server.call(cancelBooking, { id: moved.id }, { as: wang.token })
    expect((await expectCarersAgree([carer])).flat()).toHaveLength(0)
    await ask(li, first)

    expect((await expectCarersAgree([carer])).flat()).toHaveLength(1)
  })

  it('is gone on with by the sweeper after a crash between two steps, also between the diary and the booking', async () => {
    const serviceId = newId()
    const carers = [await buildCarer(serviceId), await buildCarer(serviceId)]
    const sitting = await bath(serviceId)
    const { id } = await ask(await resident(), sitting)
    // As if the process had died after the diary of the carer was written.
    await BookingModel.updateOne(
      { _id: id },
      { $set: { state: 'pending', unsettledSince: NOW }, $unset: { 'details.visit': 1 } },
    )
    const before = (await linesBy(carers)).map((lines) => lines.length)

    await resumeUnfinished(addMinutes(NOW, 2))

    const after = await expectCarersAgree(carers)
    expect(after.map((lines) => lines.length)).toEqual(before)
    expect((await BookingModel.findById(id).lean<Booking>())!.state).toBe('confirmed')
  })
})

describe('another carer', () => {
  it('goes when free; of two who give it away at once one wins, and nobody has a time that is not theirs', async () => {
    const serviceId = newId()
    const [first, second, third] = [
      await buildCarer(serviceId),
      await buildCarer(serviceId, { active: false }),
      await buildCarer(serviceId, { active: false }),
    ]
    const booked = await ask(await resident(), await bath(serviceId))
    expect(booked.details.visit!.carer.id).toBe(String(first._id))
    await CarerModel.updateMany({ serviceIds: serviceId }, { $set: { active: true } })
    const staff = await Promise.all(Array.from({ length: 4 }, () => buildStaff({ area: community }, NOW)))

    const outcomes = await Promise.allSettled(
      staff.map((who, n) =>
        server.call(reassignVisit, { id: booked.id, carerId: String((n % 2 ? second : third)._id) }, { as: who.token }),
      ),
    )

    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect((await expectCarersAgree([first, second, third])).flat()).toHaveLength(1)
  })

  it('is refused with the reason when they have another visit, and staff see it before', async () => {
    const serviceId = newId()
    const [first, second] = [await buildCarer(serviceId), await buildCarer(serviceId)]
    const sitting = await bath(serviceId)
    const [one, two] = [await ask(await resident(), sitting), await ask(await resident(), sitting)]
    const carerOf = (booking: typeof one) => booking.details.visit!.carer.id
    expect(new Set([carerOf(one), carerOf(two)]).size).toBe(2)

    const { items } = await server.call(
      listCarersOfSitting,
      { sittingId: String(sitting._id), bookingId: one.id },
      { as: admin.token },
    )
    expect(items.filter(({ free }) => free).map(({ id }) => id)).toEqual([carerOf(one)])
    await expect(
      server.call(reassignVisit, { id: one.id, carerId: carerOf(two) }, { as: admin.token }),
    ).rejects.toMatchObject({ code: 'NOBODY_FREE', message: expect.stringContaining('有一户') as string })
    await expectCarersAgree([first, second])
  })

  it('a move that a crash left is cleared by the sweeper', async () => {
    const serviceId = newId()
    const [first, second] = [await buildCarer(serviceId), await buildCarer(serviceId)]
    const booked = await ask(await resident(), await bath(serviceId))
    const [mine, other] = String(first._id) === booked.details.visit!.carer.id ? [first, second] : [second, first]
    await server.call(reassignVisit, { id: booked.id, carerId: String(other._id) }, { as: admin.token })
    // As if it had died when both had the time and the booking did not know yet.
    const back = { carerId: mine._id, carerName: mine.name, carerPhone: null }
    await BookingModel.updateOne(
      { _id: booked.id },
      {
        $set: {
          'details.visit': back,
          'details.visitMove': { from: mine._id, to: other._id, since: addMinutes(NOW, -5) },
        },
      },
    )

    await sweepMoves(NOW)

    const [, ofOther] = await linesBy([mine, other])
    expect(ofOther).toHaveLength(0)
  })
})

const HOME = { lng: 118.495, lat: 37.461 }
async function visitOfDaughter() {
  const serviceId = newId()
  await needs(serviceId, [], ['助浴', '理发'])
  const nurse = await buildStaff({ role: 'grid_worker', area: community }, NOW)
  const carer = await buildCarer(serviceId, { personId: nurse._id })
  const daughter = await resident()
  const mother = await buildFamily(daughter, { home: { text: '颐园 3 号楼 501', position: HOME } }, NOW)
  const sitting = await bath(serviceId, instantAt(TUESDAY, 10 * 60))
  const booked = await server.call(
    bookSitting,
    { sittingId: String(sitting._id), personId: String(mother._id), note: '耳背，敲门响一点' },
    { as: await tokenOf(daughter) },
  )
  return { nurse, carer, daughter, mother, booked, startsAt: instantAt(TUESDAY, 10 * 60) }
}

describe('at the door', () => {
  it('the carer sees the day, checks in near the address, writes what was done, and the family reads it', async () => {
    const { nurse, daughter, booked, startsAt } = await visitOfDaughter()
    now = startsAt
    const day = await server.call(getMyVisits, {}, { as: await tokenOf(nurse) })
    expect(day.items).toMatchObject([
      { bookingId: booked.id, address: '颐园 3 号楼 501', wish: '耳背，敲门响一点', can: { checkIn: true } },
    ])
    const at = toApiTime(startsAt)
    const far = { lng: HOME.lng + 0.01, lat: HOME.lat }
    await expect(
      server.call(checkInVisit, { id: booked.id, at, position: far }, { as: await tokenOf(nurse) }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { fields: { reason: [expect.stringContaining('米')] } } })

    await server.call(checkInVisit, { id: booked.id, at, position: HOME }, { as: await tokenOf(nurse) })
    const told = await server.call(checkInVisit, { id: booked.id, at, position: far }, { as: await tokenOf(nurse) })
    expect(told.checkedIn).toMatchObject({ at, metres: 0, reason: null })
    await expect(
      server.call(reportVisit, { id: booked.id, tasks: [{ name: '理发', done: false }] }, { as: await tokenOf(nurse) }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('理发没做，写一句为什么。') as string,
    })
    await server.call(
      reportVisit,
      {
        id: booked.id,
        tasks: [
          { name: '助浴', done: true },
          { name: '理发', done: false, reason: '睡着了，下次' },
        ],
        vitals: { systolic: 138, diastolic: 82, pulse: 76 },
        note: '精神好，喝了半碗粥。',
      },
      { as: await tokenOf(nurse) },
    )
    // Sent an hour later, from a stairwell without signal.
    now = addMinutes(startsAt, 120)
    const left = toApiTime(addMinutes(startsAt, 58))
    await server.call(
      checkOutVisit,
      { id: booked.id, at: left, position: null, reason: '地下室没信号' },
      { as: await tokenOf(nurse) },
    )

    const seen = await server.call(getVisit, { id: booked.id }, { as: await tokenOf(daughter) })
    now = NOW
    expect(seen).toMatchObject({
      state: { code: 'done' },
      checkedOut: { at: left, reason: '地下室没信号' },
      note: '精神好，喝了半碗粥。',
      vitals: { systolic: 138 },
    })
    expect(JSON.stringify(seen)).not.toContain('118.')
    expect((await server.call(getBooking, { id: booked.id }, { as: await tokenOf(daughter) })).state.code).toBe(
      'checked_in',
    )
    await expect(
      server.call(getVisit, { id: booked.id }, { as: await tokenOf(await resident()) }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('the report of a visit that the office booked is for the family, not for who booked it', async () => {
    const [service, clerk] = [newId(), await buildStaff({ role: 'clerk', area: community }, NOW)]
    await buildCarer(service)
    const daughter = await resident()
    const mother = await buildFamily(daughter, {}, NOW)
    const { id } = await server.call(
      bookOnBehalf,
      { sittingId: String((await bath(service))._id), personId: String(mother._id) },
      { as: clerk.token },
    )

    expect((await server.call(getVisit, { id }, { as: daughter.token })).state.code).toBe('ahead')
    await expect(server.call(getVisit, { id }, { as: clerk.token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('a visit without check-out is listed for staff, and only the carer of it checks out', async () => {
    const { nurse, booked, startsAt } = await visitOfDaughter()
    const stranger = await buildStaff({ role: 'grid_worker', area: community }, NOW)
    await buildCarer(newId(), { personId: stranger._id })
    const at = toApiTime(startsAt)
    now = startsAt
    await expect(
      server.call(checkInVisit, { id: booked.id, at, position: HOME }, { as: await tokenOf(stranger) }),
    ).rejects.toMatchObject({ code: 'BOOKING_MOVED' })
    await server.call(checkInVisit, { id: booked.id, at, position: HOME }, { as: await tokenOf(nurse) })
    now = addMinutes(startsAt, 100)

    const { items } = await server.call(listUnfinishedVisits, {}, { as: await tokenOf(admin) })
    now = NOW

    expect(items.find(({ bookingId }) => bookingId === booked.id)).toMatchObject({ state: { code: 'open' } })
  })
})

describe('the portrait of a carer', () => {
  const portrait = async (n: number) => String((await keepPhoto(admin._id, await drawPortrait(n), NOW))._id)

  it('is shown to the family before the visit, and an earlier one is released', async () => {
    const { carer, daughter, booked } = await visitOfDaughter()
    const [first, second] = [await portrait(0), await portrait(1)]
    const change = async (photoId: string) => {
      const { revision } = (await CarerModel.findById(carer._id).lean())!
      return server.call(changeCarer, { id: String(carer._id), revision, photoId }, { as: await tokenOf(admin) })
    }
    const seen = async () => (await server.call(getVisit, { id: booked.id }, { as: await tokenOf(daughter) })).carer
    expect((await seen())?.photo).toBeNull()

    expect((await change(first)).photo?.id).toBe(first)
    expect((await seen())?.photo).toMatchObject({ id: first, thumbUrl: expect.stringContaining('v=thumb') as string })
    await change(second)

    expect((await seen())?.photo?.id).toBe(second)
    const owners = await FileModel.find({ _id: { $in: [first, second] } }).lean()
    expect(owners.map(({ _id, claimedBy }) => [String(_id), claimedBy]).sort()).toEqual(
      [
        [first, null],
        [second, `carers:${String(carer._id)}`],
      ].sort(),
    )
  })

  it('is free for the next try when the name was taken, and belongs to one carer only', async () => {
    const photoId = await portrait(2)
    const input = (name: string) => ({ communityId: String(community._id), name, hours: EVERY_DAY, photoId })
    const { name } = await buildCarer(newId())
    const create = async (called: string) => server.call(createCarer, input(called), { as: await tokenOf(admin) })
    await expect(create(name)).rejects.toMatchObject({ code: 'NAME_TAKEN' })

    expect((await create('吴护理')).photo?.id).toBe(photoId)
    await expect(create('郑护理')).rejects.toMatchObject({ code: 'PHOTO_TAKEN' })
  })
})

describe('wrong roles', () => {
  it('a resident keeps no carers, a grid worker changes none, and another area sees none', async () => {
    const wang = await resident()
    const grid = await buildStaff({ role: 'grid_worker', area: community }, NOW)
    const elsewhere = await buildStaff({}, NOW)
    const input = { communityId: String(community._id), name: '周护理', hours: EVERY_DAY }
    await buildCarer(newId())

    await expect(server.call(listCarers, {}, { as: await tokenOf(wang) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(server.call(createCarer, input, { as: await tokenOf(grid) })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(server.call(createCarer, input, { as: await tokenOf(elsewhere) })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await server.call(listCarers, {}, { as: await tokenOf(elsewhere) })).items).toEqual([])
    expect((await server.call(getCarerCalendar, { from: TUESDAY }, { as: await tokenOf(elsewhere) })).carers).toEqual(
      [],
    )
    const made = await server.call(createCarer, input, { as: await tokenOf(admin) })
    expect(made).toMatchObject({ name: '周护理', bufferMinutes: 20, can: { edit: true } })
    await expect(server.call(createCarer, input, { as: await tokenOf(admin) })).rejects.toMatchObject({
      code: 'NAME_TAKEN',
    })
  })
})
