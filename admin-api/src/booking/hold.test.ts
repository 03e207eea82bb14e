// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  appealNoShow,
  bookOnBehalf,
  bookSitting,
  cancelBooking,
  confirmHold,
  decideAppeal,
  giveUpHold,
  holdPlaces,
  listAppeals,
  listMyBookings,
  renewHold,
  rescheduleBooking,
  rescheduleByStaff,
} from '@yike/shared/booking/endpoints'
import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { Community } from '../territory/areas'
import { expectAgreement } from '../testing/agreement'
import { buildCommunity, buildResident, buildSitting, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { markNoShow } from './attendance'
import { resumeUnfinished } from './book'
import { endHolds } from './hold'
import { BookingModel, type Booking, type Sitting } from './model'
import { claimSeats } from './seats'
import { claimingAt } from './transitions'
import { remind } from './reminders'

const TODAY = dayOf(new Date())
const NOON = instantAt(TODAY, 12 * 60)
let now = NOON
let server: TestServer
let community: Community

beforeAll(async () => {
  server = await startServer({ now: () => now })
  community = await buildCommunity()
})
afterAll(() => server.stop())

const resident = (facts: Parameters<typeof buildResident>[0] = {}) => buildResident({ community, ...facts }, NOON)
const lunch = (facts: Parameters<typeof buildSitting>[1] = {}) => buildSitting(community, facts, NOON)
const hold = (who: BuiltPerson, sitting: Sitting, key = newKey()) =>
  server.call(holdPlaces, { sittingId: String(sitting._id) }, { as: who.token, key })
const confirm = (who: BuiltPerson, { id }: { id: string }, key = newKey()) =>
  server.call(confirmHold, { id, note: '少盐' }, { as: who.token, key })
const ask = (who: BuiltPerson, sitting: Sitting) =>
  server.call(bookSitting, { sittingId: String(sitting._id) }, { as: who.token })

describe('a hold', () => {
  it('keeps the last place from others, is listed nowhere, and becomes a booking once', async () => {
    const sitting = await lunch({ capacity: 1 })
    const [wang, li] = await Promise.all([resident(), resident()])
    const held = await hold(wang, sitting)

    expect(held).toMatchObject({ state: { code: 'held' }, holdUntil: expect.stringContaining('12:05:00') as string })
    await expect(ask(li, sitting)).rejects.toMatchObject({ code: 'SITTING_FULL' })
    expect((await server.call(listMyBookings, {}, { as: wang.token })).items).toEqual([])
    const [one, again] = await Promise.all([confirm(wang, held), confirm(wang, held)])

    expect([one.state.code, again.state.code, one.note]).toEqual(['confirmed', 'confirmed', '少盐'])
    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(1)
    const { outbox } = (await BookingModel.findById(held.id).lean<Booking>())!
    expect(outbox).toHaveLength(1)
  })

  it('is in nobody’s way who books while it is still being made', async () => {
    const sitting = await lunch({ capacity: 40 })
    const people = await Promise.all(Array.from({ length: 40 }, () => resident()))

    // A person who taps as soon as the page is there: the hold of the page is on its way, and the booking comes beside
    // it.
    const booked = await Promise.all(
      people.map(async (who) => {
        const held = hold(who, sitting).catch((cause: { code: string }) => cause.code)
        const made = await ask(who, sitting)
        return [made.state.code, await held] as const
      }),
    )

    for (const [state, held] of booked) {
      expect(state).toBe('confirmed')
      if (typeof held === 'string') expect(['HOLD_LAPSED', 'ALREADY_BOOKED']).toContain(held)
    }
    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(40)
  })

  it('lapses after five minutes, or after fifteen however often it is renewed', async () => {
    const sitting = await lunch()
    const [wang, li] = await Promise.all([resident(), resident()])
    const [left, open] = [await hold(wang, sitting), await hold(li, sitting)]
    const renew = () => server.call(renewHold, { id: open.id }, { as: li.token })

    now = addMinutes(NOON, 4)
    await renew()
    await endHolds((now = addMinutes(NOON, 5)))
    expect(await BookingModel.findById(left.id).lean()).toMatchObject({ state: 'refused', refusal: 'HOLD_LAPSED' })
    for (const minute of [8, 11, 14]) {
      await endHolds((now = addMinutes(NOON, minute)))
      await renew()
    }
    await endHolds((now = addMinutes(NOON, 15)))
    await expect(renew()).rejects.toMatchObject({ code: 'HOLD_LAPSED' })
    now = NOON

    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(0)
  })

  it('that lapsed is tried again by itself, and the reason is said only when the place is gone', async () => {
    const [free, gone] = [
      await lunch({ capacity: 1 }),
      await lunch({ capacity: 1, startsAt: instantAt(addDays(TODAY, 2), 690) }),
    ]
    const [wang, li] = await Promise.all([resident(), resident()])
    const [first, second] = [await hold(wang, free), await hold(wang, gone)]
    await endHolds(addMinutes(NOON, 6))
    await ask(li, gone)
    const key = newKey()

    const booked = await confirm(wang, first, key)
    const replayed = await confirm(wang, first, key)

    expect(booked).toMatchObject({ state: { code: 'confirmed' }, note: '少盐' })
    expect(replayed.id).toBe(booked.id)
    await expect(confirm(wang, second)).rejects.toMatchObject({ code: 'SITTING_FULL' })
  })

  it('of one’s own does not stand in one’s way, and is given up when the page is left', async () => {
    const [one, other] = [await lunch(), await lunch()]
    const [wang, li] = await Promise.all([resident(), resident()])
    await hold(wang, one)

    const held = await hold(wang, other)
    await expect(server.call(giveUpHold, { id: held.id }, { as: li.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await server.call(giveUpHold, { id: held.id }, { as: wang.token })

    expect((await expectAgreement(one._id)).sitting.taken).toBe(0)
    expect((await expectAgreement(other._id)).sitting.taken).toBe(0)
  })

  it('that ended gives back also what was taken afterwards, by a process that died before it saw the end', async () => {
    const sitting = await lunch()
    const wang = await resident()
    const held = await hold(wang, sitting)
    await server.call(giveUpHold, { id: held.id }, { as: wang.token })
    const late = (await BookingModel.findById(held.id).lean<Booking>())!
    await claimSeats(late, claimingAt(NOON))

    await resumeUnfinished(addMinutes(NOON, 2))

    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(0)
    expect(await BookingModel.findById(held.id).lean()).not.toHaveProperty('unsettledSince')
  })

  it('left half made by a crash is never confirmed by itself', async () => {
    const sitting = await lunch()
    const held = await hold(await resident(), sitting)
    await BookingModel.updateOne({ _id: held.id }, { $set: { state: 'pending', unsettledSince: NOON } })

    await resumeUnfinished(addMinutes(NOON, 2))
    expect(await BookingModel.findById(held.id).lean()).toMatchObject({ state: 'held' })
    await endHolds(addMinutes(NOON, 6))

    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(0)
  })
})

describe('another time', () => {
  let serviceId = newId()
  beforeEach(() => {
    serviceId = newId()
  })
  const at = (ahead: number, facts: Parameters<typeof lunch>[0] = {}) =>
    lunch({
      startsAt: instantAt(addDays(TODAY, ahead), 690),
      ...facts,
      offer: { serviceId, weeklyLimit: 1, ...facts.offer },
    })
  const move = (who: BuiltPerson, id: string, sitting: Sitting, key = newKey()) =>
    server.call(rescheduleBooking, { id, sittingId: String(sitting._id) }, { as: who.token, key })

  it('takes the new place first, then gives up the old one, also within the weekly limit and at an overlapping time', async () => {
    const wang = await resident()
    const monday = 7 + ((8 - new Date(TODAY).getUTCDay()) % 7)
    const [old, near] = [await at(monday), await at(monday, { startsAt: instantAt(addDays(TODAY, monday), 710) })]
    const booking = await ask(wang, old)
    const key = newKey()

    const moved = await move(wang, booking.id, near, key)
    const again = await move(wang, booking.id, near, key)

    expect(again.id).toBe(moved.id)
    expect(moved).toMatchObject({ state: { code: 'confirmed' } })
    expect((await expectAgreement(old._id)).sitting.taken).toBe(0)
    expect((await expectAgreement(near._id)).sitting.taken).toBe(1)
    const { outbox } = (await BookingModel.findById(moved.id).lean<Booking>())!
    expect(outbox.map(({ kind }) => kind)).toEqual(['booking_changed'])
  })

  it('leaves everything as it was when the new sitting is full', async () => {
    const [wang, li] = await Promise.all([resident(), resident()])
    const [old, full] = [await at(1), await at(2, { capacity: 1 })]
    const booking = await ask(wang, old)
    await ask(li, full)

    await expect(move(wang, booking.id, full)).rejects.toMatchObject({ code: 'SITTING_FULL' })

    expect(await BookingModel.findById(booking.id).lean()).toMatchObject({ state: 'confirmed' })
    await expectAgreement(old._id)
    await expect(move(wang, booking.id, await lunch())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends as one booking when it is moved to two times at once', async () => {
    const wang = await resident()
    const [old, one, other] = [await at(1), await at(3), await at(4)]
    const booking = await ask(wang, old)

    await Promise.allSettled([move(wang, booking.id, one), move(wang, booking.id, other)])

    const held = await BookingModel.find({ personId: wang._id, state: 'confirmed' }).lean<Booking[]>()
    expect(held).toHaveLength(1)
    for (const sitting of [old, one, other]) await expectAgreement(sitting._id)
  })

  it('is finished by the sweeper when the process died before the old place was given up', async () => {
    const wang = await resident()
    const [old, next] = [await at(1), await at(5)]
    const booking = await ask(wang, old)
    const moved = await move(wang, booking.id, next)
    await BookingModel.updateOne({ _id: moved.id }, { $set: { unsettledSince: NOON } })
    await BookingModel.updateOne({ _id: booking.id }, { $set: { state: 'confirmed', replacedBy: moved.id } })

    await resumeUnfinished(addMinutes(NOON, 2))

    expect(await BookingModel.findById(booking.id).lean()).toMatchObject({ state: 'cancelled' })
  })

  it('is found by staff also when it is too late for the resident', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
    const wang = await resident()
    const [soon, later] = [await at(1), await at(2)]
    const booking = await ask(wang, soon)
    await BookingModel.updateOne({ _id: booking.id }, { $set: { cancelUntil: NOON } })

    await expect(move(wang, booking.id, later)).rejects.toMatchObject({ code: 'CANCEL_TOO_LATE' })
    const moved = await server.call(
      rescheduleByStaff,
      { id: booking.id, sittingId: String(later._id) },
      { as: clerk.token },
    )

    expect(moved).toMatchObject({ state: { code: 'confirmed' }, bookedBy: clerk.name })
  })
})

it('staff make room where it is full only when they say so', async () => {
  const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
  const sitting = await lunch({ capacity: 1 })
  await ask(await resident(), sitting)
  const input = { sittingId: String(sitting._id), personId: String((await resident())._id) }

  await expect(server.call(bookOnBehalf, input, { as: clerk.token })).rejects.toMatchObject({ code: 'SITTING_FULL' })
  const booked = await server.call(bookOnBehalf, { ...input, overbook: true }, { as: clerk.token })

  expect(booked.state.code).toBe('confirmed')
})

describe('reminders', () => {
  it('are told the evening before and an hour before, each once by however many processes', async () => {
    const wang = await resident()
    const booking = await ask(wang, await lunch())
    const evening = instantAt(TODAY, 19 * 60)
    const title = `${dateInText(addDays(TODAY, 1))}11:30 午餐`
    const hourBefore = instantAt(addDays(TODAY, 1), 630)
    const reminders = async () =>
      (await BookingModel.findById(booking.id).lean<Booking>())!.outbox.filter(
        ({ kind }) => kind === 'booking_reminder',
      )

    await Promise.all([remind(evening), remind(evening), remind(evening)])
    expect((await reminders()).map(({ title }) => title)).toEqual([title])
    await Promise.all([remind(hourBefore), remind(hourBefore)])
    await remind(addMinutes(hourBefore, 500))

    expect((await reminders()).map(({ title }) => title)).toEqual([title, title])
  })

  it('are not told of what was cancelled, nor afterwards when nothing ran for a day', async () => {
    const [wang, li] = await Promise.all([resident(), resident()])
    const sitting = await lunch()
    const [cancelled, kept] = [await ask(wang, sitting), await ask(li, sitting)]
    await server.call(cancelBooking, { id: cancelled.id }, { as: wang.token })

    await remind(addMinutes(sitting.startsAt, 60))

    const both = await BookingModel.find({ _id: { $in: [cancelled.id, kept.id] } }).lean<Booking[]>()
    expect(both.flatMap(({ outbox }) => outbox).filter(({ kind }) => kind === 'booking_reminder')).toEqual([])
    expect(both.map(({ remindAt }) => remindAt)).toEqual([undefined, undefined])
  })
})

describe('who did not come', () => {
  it('three times books no more by themself, until an appeal is accepted', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
    const wang = await resident()
    const missed: { id: string }[] = []
    for (const ahead of [1, 2, 3])
      missed.push(await ask(wang, await lunch({ startsAt: instantAt(addDays(TODAY, ahead), 690) })))
    for (const { id } of missed) await markNoShow(clerk.actor, id, instantAt(addDays(TODAY, 3), 800))
    const next = await lunch({ startsAt: instantAt(addDays(TODAY, 5), 690) })

    await expect(ask(wang, next)).rejects.toMatchObject({ code: 'BOOKING_PAUSED' })
    const appealed = await server.call(appealNoShow, { id: missed[0]!.id, words: '那天住院了' }, { as: wang.token })
    expect(appealed).toMatchObject({ appeal: { state: { code: 'open' } }, can: { appeal: false } })
    const { items } = await server.call(listAppeals, {}, { as: clerk.token })
    expect(items.map(({ id }) => id)).toEqual([missed[0]!.id])
    await server.call(decideAppeal, { id: missed[0]!.id, accept: true, reason: '已核实' }, { as: clerk.token })

    expect((await ask(wang, next)).state.code).toBe('confirmed')
  })
})
