// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  bookSitting,
  cancelBooking,
  cancelSitting,
  changeSitting,
  getBooking,
  holdPlaces,
} from '@yike/shared/booking/endpoints'
import {
  createThing,
  extendMyLoan,
  getLoanOffer,
  getThingCalendar,
  handOut,
  lendAtCounter,
  listLoans,
  listThings,
  setLoanService,
  takeBack,
} from '@yike/shared/loans/endpoints'
import { getAreaSettings } from '@yike/shared/office/endpoints'
import { addDays, addMinutes, dayOf, instantAt, toApiTime, type Day } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { linesOf } from '../booking/diary'
import { BookingModel, type Booking } from '../booking/model'
import { removeService } from '../directory/services'
import { ServiceModel } from '../directory/model'
import { sessionToken } from '../testing/session'
import type { Community } from '../territory/areas'
import {
  buildPlace,
  buildCommunity,
  buildResident,
  buildSitting,
  buildStaff,
  different,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { sweepThings } from './counter'
import { ThingModel, type Thing } from './model'
import { remindReturns } from './remind'

/** The 28th of the month after next: loans run over the end of a month. */
const today = () => {
  const ahead = addDays(dayOf(new Date()), 45)
  return `${ahead.slice(0, 8)}28`
}
const TODAY = today()
const NOW = instantAt(TODAY, 9 * 60 + 30)
let now = NOW
let server: TestServer
let community: Community
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOW)
})
beforeEach(() => void (now = NOW))
afterAll(() => server.stop())

const resident = () => buildResident({ community }, NOW)
/** Signed in at the time of the test's clock. */
const tokenOf = async ({ _id }: BuiltPerson) => await sessionToken(_id, now)
const in_ = (days: number): Day => addDays(TODAY, days)

/** A service that lends `count` wheelchairs for at most 14 days. */
async function lending(count: number) {
  const place = await buildPlace(community, { category: 'service_station', phone: '0546-8000000' }, NOW)
  const service = await ServiceModel.create({
    areas: community.areas,
    placeId: place._id,
    kind: 'loan',
    name: different('借轮椅'),
    topic: 'disabled',
    status: 'active',
    createdAt: NOW,
  })
  const serviceId = String(service._id)
  await server.call(setLoanService, { id: serviceId, maxDays: 14 }, { as: await tokenOf(clerk) })
  for (let n = 1; n <= count; n++)
    await server.call(createThing, { serviceId, name: '轮椅', number: `LY-0${n}` }, { as: await tokenOf(clerk) })
  const { sittingId } = await server.call(getLoanOffer, { id: serviceId }, {})
  return { serviceId, sittingId: sittingId! }
}
type Lending = Awaited<ReturnType<typeof lending>>

const borrow = async (who: BuiltPerson, { sittingId }: Lending, from: Day, to: Day, key = newKey()) =>
  server.call(bookSitting, { sittingId, details: { loan: { from, to } } }, { as: await tokenOf(who), key })
const give = async (id: string) =>
  server.call(handOut, { id, condition: 'good', note: '刹车好' }, { as: await tokenOf(clerk) })
const back = async (id: string) =>
  server.call(takeBack, { id, condition: 'worn', note: '坐垫磨了' }, { as: await tokenOf(clerk) })

/** No day of a thing is in two loans, and every current loan has its days. */
async function expectThingsAgree({ serviceId }: Lending) {
  const things = await ThingModel.find({ serviceId }).lean<Thing[]>()
  const lines = await linesOf(
    things.map(({ _id }) => _id),
    { startsAt: instantAt(in_(-30), 0), endsAt: instantAt(in_(120), 0) },
  )
  for (const { _id } of things) {
    const own = lines.get(String(_id)) ?? []
    for (const [n, line] of own.entries())
      if (own[n + 1] && !own[n + 1]!.bookingId.equals(line.bookingId))
        expect(own[n + 1]!.startsAt.getTime()).toBeGreaterThanOrEqual(line.endsAt.getTime())
  }
  const going = await BookingModel.find({
    'offer.serviceId': serviceId,
    state: { $in: ['confirmed', 'checked_in'] },
    'details.loan.returnedAt': { $exists: false },
  }).lean<Booking[]>()
  const held = new Set([...lines.values()].flat().map(({ bookingId }) => String(bookingId)))
  expect([...held].sort()).toEqual(going.map(({ _id }) => String(_id)).sort())
  return going
}

describe('things on loan', () => {
  it('go and come at the time of the tap, though the phone at the counter heard of it later', async () => {
    const booked = await borrow(await resident(), await lending(1), in_(0), in_(3))
    const at = toApiTime(addMinutes(NOW, -40))
    const as = await tokenOf(clerk)

    await server.call(handOut, { id: booked.id, condition: 'good', at }, { as })
    await server.call(takeBack, { id: booked.id, condition: 'good', at }, { as })

    const { checkedInAt, details } = (await BookingModel.findById(booked.id).lean<Booking>())!
    expect(
      [checkedInAt, details!.loan!.handedOutAt, details!.loan!.returnedAt].map((when) => toApiTime(when!)),
    ).toEqual([at, at, at])
  })

  it('go to one at a time, day by day, also over the end of a month; the return day belongs to the loan', async () => {
    const chairs = await lending(1)
    const [wang, li] = await Promise.all([resident(), resident()])
    const booked = await borrow(wang, chairs, in_(1), in_(6))
    expect(booked).toMatchObject({
      state: { code: 'confirmed' },
      details: { loan: { thing: { number: 'LY-01' }, from: in_(1), to: in_(6), state: { code: 'asked' } } },
      can: { reschedule: false },
    })

    await expect(borrow(li, chairs, in_(6), in_(8))).rejects.toMatchObject({
      code: 'NOTHING_FREE',
      message: expect.stringMatching(/最早 .+起有/) as string,
    })
    await borrow(li, chairs, in_(7), in_(9))

    await expectThingsAgree(chairs)
  })

  it('thirty people want three for the same days: three have one, and who has two loans may still have lunch', async () => {
    const chairs = await lending(3)
    const people = await Promise.all(Array.from({ length: 30 }, resident))

    const outcomes = await Promise.allSettled(people.map((who, n) => borrow(who, chairs, in_(n % 2), in_(10))))

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    for (const one of outcomes)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'NOTHING_FREE' })
    await expectThingsAgree(chairs)

    const lucky = people[outcomes.findIndex(({ status }) => status === 'fulfilled')]!
    await borrow(lucky, await lending(1), in_(1), in_(2))
    const lunch = await buildSitting(community, { startsAt: instantAt(in_(1), 690) }, NOW)
    await server.call(bookSitting, { sittingId: String(lunch._id) }, { as: lucky.token })
  })

  it('are counted as open before the office does without loans, overdue ones too', async () => {
    const booked = await borrow(await resident(), await lending(1), in_(0), in_(2))
    await give(booked.id)
    now = instantAt(in_(9), 600)
    const admin = await buildStaff({ area: community }, NOW)
    const open = async () => {
      const at = { id: String(community._id) }
      const { features } = await server.call(getAreaSettings, at, { as: await tokenOf(admin) })
      return features.find(({ code }) => code === 'loans')!.open
    }
    const before = await open()
    await back(booked.id)
    expect(await open()).toBe(before - 1)
  })

  it('has no sitting that staff could change or cancel, though bookings name one', async () => {
    const lent = await lending(1)
    const as = await tokenOf(clerk)
    const input = { id: lent.serviceId, sittingId: lent.sittingId }
    const missing = { code: 'NOT_FOUND' }
    await expect(server.call(cancelSitting, { ...input, reason: '停一天' }, { as })).rejects.toMatchObject(missing)
    await expect(server.call(changeSitting, { ...input, capacity: 9 }, { as })).rejects.toMatchObject(missing)
    expect(await borrow(await resident(), lent, in_(1), in_(2))).toMatchObject({ state: { code: 'confirmed' } })
  })

  it('asks for days that make sense, and no hold is taken without them', async () => {
    const chairs = await lending(1)
    const wang = await resident()
    for (const [from, to, says] of [
      [in_(-1), in_(2), '过了'],
      [in_(2), in_(1), '以后'],
      [in_(0), in_(14), '最多借 14 天'],
      [in_(91), in_(92), '90 天前'],
    ] as const)
      await expect(borrow(wang, chairs, from, to)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(says) as string,
      })
    await expect(server.call(holdPlaces, { sittingId: chairs.sittingId }, { as: wang.token })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await expectThingsAgree(chairs)).toHaveLength(0)
  })

  it('leave and come back over the counter; what comes back early can be borrowed at once', async () => {
    const chairs = await lending(1)
    const [wang, li] = await Promise.all([resident(), resident()])
    const booked = await borrow(wang, chairs, TODAY, in_(10))

    const [one, two] = await Promise.all([give(booked.id), give(booked.id)])
    expect([one.state.code, two.state.code]).toEqual(['out', 'out'])
    expect((await server.call(getBooking, { id: booked.id }, { as: wang.token })).details.loan!.state.code).toBe('out')
    now = addMinutes(instantAt(in_(3), 0), 600)
    await expect(borrow(li, chairs, in_(4), in_(5))).rejects.toMatchObject({ code: 'NOTHING_FREE' })
    await Promise.all([back(booked.id), back(booked.id)])
    await borrow(li, chairs, in_(4), in_(5))

    const { items } = await server.call(listThings, { serviceId: chairs.serviceId }, { as: await tokenOf(clerk) })
    expect(items[0]).toMatchObject({ out: null, condition: { code: 'worn' } })
    expect(items[0]!.log.map(({ what }) => what)).toEqual(['归还', '借出'])
    expect(await expectThingsAgree(chairs)).toHaveLength(1)
  })

  it('is lent to somebody at the counter without a booking: in one step, once, and only while it is free', async () => {
    const chairs = await lending(1)
    const [wang, li] = await Promise.all([resident(), resident()])
    const { items } = await server.call(listThings, { serviceId: chairs.serviceId }, { as: await tokenOf(clerk) })
    const lend = async (who: BuiltPerson, to: Day, key = newKey()) =>
      server.call(
        lendAtCounter,
        { personId: String(who._id), thingId: items[0]!.id, to, condition: 'good', note: '刹车好' },
        { as: await tokenOf(clerk), key },
      )
    await expect(lend(wang, in_(20))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('最多借 14 天') as string,
    })

    const key = newKey()
    const [lent, again] = await Promise.all([lend(wang, in_(3), key), lend(wang, in_(3), key)])
    expect(lent).toMatchObject({ who: { name: wang.name }, from: TODAY, to: in_(3), state: { code: 'out' } })
    expect(again.bookingId).toBe(lent.bookingId)
    await expect(lend(li, in_(1))).rejects.toMatchObject({ code: 'NOTHING_FREE' })
    await expectThingsAgree(chairs)

    await back(lent.bookingId)
    const both = await Promise.allSettled([lend(wang, in_(2)), lend(li, in_(2))])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await expectThingsAgree(chairs)).toHaveLength(1)
    const log = (await ThingModel.findOne({ serviceId: chairs.serviceId }).lean<Thing>())!.log
    expect(log.map(({ what }) => what)).toEqual(['借出', '归还', '借出'])
  })

  it('is lent at the counter by the same key after a crash between booking and handing out', async () => {
    const chairs = await lending(1)
    const wang = await resident()
    const { items } = await server.call(listThings, { serviceId: chairs.serviceId }, { as: await tokenOf(clerk) })
    const key = newKey()
    const lend = async () =>
      server.call(
        lendAtCounter,
        { personId: String(wang._id), thingId: items[0]!.id, to: in_(2), condition: 'good' },
        { as: await tokenOf(clerk), key },
      )
    const first = await lend()
    await ThingModel.updateOne({ serviceId: chairs.serviceId }, { $set: { out: null }, $unset: { unsettled: 1 } })
    await BookingModel.updateOne(
      { _id: first.bookingId },
      { $set: { state: 'confirmed' }, $unset: { 'details.loan.handedOutAt': 1 } },
    )
    expect(await lend()).toMatchObject({ bookingId: first.bookingId, state: { code: 'out' } })
    expect(await expectThingsAgree(chairs)).toHaveLength(1)
  })

  it('a crash between the thing and its booking is mended by the sweeper', async () => {
    const chairs = await lending(1)
    const booked = await borrow(await resident(), chairs, TODAY, in_(4))
    await give(booked.id)
    const unsettled = { bookingId: booked.id, what: 'out', at: NOW, to: in_(4), since: addMinutes(NOW, -5) }
    await ThingModel.updateOne({ serviceId: chairs.serviceId }, { $set: { unsettled } })
    await BookingModel.updateOne(
      { _id: booked.id },
      { $set: { state: 'confirmed' }, $unset: { 'details.loan.handedOutAt': 1 } },
    )

    await sweepThings(NOW)
    expect((await BookingModel.findById(booked.id).lean<Booking>())!.state).toBe('checked_in')

    const extending = { bookingId: booked.id, to: in_(8), since: addMinutes(NOW, -5) }
    await ThingModel.updateOne({ serviceId: chairs.serviceId }, { $set: { extending } })
    await sweepThings(NOW)
    expect((await ThingModel.findOne({ serviceId: chairs.serviceId }).lean<Thing>())!.extending).toBeUndefined()
    await expectThingsAgree(chairs)
  })

  it('is kept longer when nobody waits, and not when somebody does, whoever asks first', async () => {
    const chairs = await lending(1)
    const [wang, li, zhao] = await Promise.all([resident(), resident(), resident()])
    const booked = await borrow(wang, chairs, TODAY, in_(3))
    await expect(server.call(extendMyLoan, { id: booked.id, to: in_(5) }, { as: wang.token })).rejects.toMatchObject({
      code: 'BOOKING_MOVED',
    })
    await give(booked.id)
    await expect(server.call(extendMyLoan, { id: booked.id, to: in_(5) }, { as: li.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })

    const outcomes = await Promise.allSettled([
      server.call(extendMyLoan, { id: booked.id, to: in_(6) }, { as: wang.token }),
      borrow(li, chairs, in_(6), in_(8)),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await borrow(zhao, chairs, in_(9), in_(10))
    await expect(server.call(extendMyLoan, { id: booked.id, to: in_(9) }, { as: wang.token })).rejects.toMatchObject({
      code: 'NOTHING_FREE',
      message: expect.stringContaining('后面有人约了') as string,
    })

    await expectThingsAgree(chairs)
  })

  it('the borrower is told the day before and while it is late, once; nobody is promised what is still out', async () => {
    const chairs = await lending(1)
    const [wang, li] = await Promise.all([resident(), resident()])
    const booked = await borrow(wang, chairs, TODAY, in_(2))
    await give(booked.id)
    const at = (days: number) => (now = instantAt(in_(days), 10 * 60 + 1))
    await remindReturns(at(0))
    await Promise.all([remindReturns(at(1)), remindReturns(at(1))])
    await remindReturns(at(2))
    await remindReturns(at(3))
    const { outbox } = (await ThingModel.findOne({ serviceId: chairs.serviceId }).lean<Thing>())!
    expect(outbox.map(({ title }) => title)).toEqual([`轮椅${dateInText(in_(2))}该还了`, '轮椅该还了，晚了 1 天'])
    const { items } = await server.call(listLoans, { view: 'overdue' }, { as: await tokenOf(clerk) })
    expect(items.find(({ bookingId }) => bookingId === booked.id)).toMatchObject({
      lateDays: 1,
      state: { code: 'overdue' },
      // A list carries no whole number: it is shown at a tap, on record.
      who: { phone: null },
    })
    await expect(borrow(li, chairs, in_(3), in_(4))).rejects.toMatchObject({
      code: 'NOTHING_FREE',
      message: expect.stringContaining('没还回来') as string,
    })
    const { things } = await server.call(getLoanOffer, { id: String(chairs.serviceId) }, {})
    const isTaken = (day: number) =>
      things[0]!.taken.some(
        ({ from, to }) => new Date(from) <= instantAt(in_(day), 600) && new Date(to) > instantAt(in_(day), 600),
      )
    expect([3, 4, 5].map(isTaken)).toEqual([true, true, false])
    const later = await borrow(li, chairs, in_(5), in_(6))
    now = instantAt(in_(5), 600)
    await expect(give(later.id)).rejects.toMatchObject({ code: 'BOOKING_MOVED' })
    await back(booked.id)
    await give(later.id)
    await expectThingsAgree(chairs)
  })

  it('gives the days back when it is cancelled, and is not cancelled once it left', async () => {
    const chairs = await lending(1)
    const [wang, li] = await Promise.all([resident(), resident()])
    const booked = await borrow(wang, chairs, TODAY, in_(3))
    await server.call(cancelBooking, { id: booked.id }, { as: wang.token })
    const other = await borrow(li, chairs, TODAY, in_(3))
    await give(other.id)

    await expect(server.call(cancelBooking, { id: other.id }, { as: li.token })).rejects.toMatchObject({
      code: 'BOOKING_MOVED',
    })
    await expectThingsAgree(chairs)
  })

  it('a room is lent by the hour', async () => {
    const { serviceId, sittingId } = await lending(0)
    await server.call(
      createThing,
      { serviceId, kind: 'room', name: '活动室', number: 'R1' },
      { as: await tokenOf(clerk) },
    )
    const ask = async (fromMinute: number, toMinute: number) =>
      server.call(
        bookSitting,
        { sittingId, details: { loan: { from: in_(1), to: in_(1), fromMinute, toMinute } } },
        { as: (await resident()).token },
      )
    const first = await ask(540, 660)
    expect(first.details.loan!.hours).toBe('9:00–11:00')
    await expect(ask(600, 720)).rejects.toMatchObject({ code: 'NOTHING_FREE' })
    await ask(660, 720)
  })

  it('residents do not lend, other areas see nothing, and a service with things stays', async () => {
    const chairs = await lending(1)
    const wang = await resident()
    const elsewhere = await buildStaff({}, NOW)
    const booked = await borrow(wang, chairs, TODAY, in_(1))
    await expect(server.call(handOut, { id: booked.id, condition: 'good' }, { as: wang.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(
      server.call(handOut, { id: booked.id, condition: 'good' }, { as: elsewhere.token }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await server.call(getThingCalendar, { from: TODAY }, { as: elsewhere.token })).things).toEqual([])
    expect(
      (await server.call(getThingCalendar, { from: TODAY }, { as: await tokenOf(clerk) })).things.some(({ loans }) =>
        loans.some(({ bookingId }) => bookingId === booked.id),
      ),
    ).toBe(true)
    await expect(removeService(clerk.actor, chairs.serviceId, NOW)).rejects.toMatchObject({ code: 'SITTING_IN_USE' })
  })
})
