// Over 300 lines: one story after another of one domain, told with the same builders.
import { Types } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bookSitting,
  bookOnBehalf,
  cancelBooking,
  checkIn,
  findForCheckIn,
  listMyBookings,
  listSittings,
  listStaffBookings,
  listUsualBookings,
  cancelSitting as cancelSittingEndpoint,
} from '@yike/shared/booking/endpoints'
import { registerPerson } from '@yike/shared/people/endpoints'
import { addDays, addMinutes, dayOf, instantAt, toApiTime } from '@yike/shared/time/china'
import { expectAgreement } from '../testing/agreement'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting as buildSittingOf,
  buildStaff,
  different,
  newId,
  type BuiltPerson,
  type SittingFacts,
  type PersonFacts,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { PersonModel } from '../people/model'
import type { Community } from '../territory/areas'
import { book, resumeUnfinished } from './book'
import { BookingModel, DiaryModel, SittingModel, type Sitting } from './model'
import { forgetOldBookings } from './retention'
import { claimDiary } from './diary'
import { claimSeats } from './seats'
import { claimingAt } from './transitions'

const TODAY = dayOf(new Date())
const NOON = instantAt(TODAY, 12 * 60)
const TOMORROW = addDays(TODAY, 1)
let server: TestServer
let community: Community

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
})
afterAll(() => server.stop())

const resident = (facts: PersonFacts = {}) => buildResident({ community, ...facts }, NOON)

const buildSitting = (facts: SittingFacts = {}) => buildSittingOf(community, facts, NOON)

const bookAs = (who: BuiltPerson, sitting: Sitting, more: { personId?: string; seats?: number } = {}, key = newKey()) =>
  server.call(bookSitting, { sittingId: String(sitting._id), ...more }, { as: who.token, key })

describe('booking', () => {
  it('gives a resident a place for her mother and shows the code', async () => {
    const wang = await resident()
    const mother = await buildFamily(wang, { name: '李桂兰' })
    const sitting = await buildSitting()

    const booking = await bookAs(wang, sitting, { personId: String(mother._id), seats: 2 })

    expect(booking).toMatchObject({
      who: { name: '李桂兰', relation: '妈妈' },
      state: { code: 'confirmed' },
      seats: 2,
      can: { cancel: true },
    })
    expect(booking.code).toMatch(/^\d{4}$/)
    const { items } = await server.call(listMyBookings, {}, { as: wang.token })
    expect(items.map(({ id }) => id)).toContain(booking.id)
    const shown = await server.call(listSittings, { id: String(sitting.offer.serviceId) }, { as: wang.token })
    expect(shown.items[0]).toMatchObject({ left: 8, mine: [{ who: '妈妈' }] })
    await expectAgreement(sitting._id)
  })

  it('is remembered as what each of the family usually books, most often first', async () => {
    const wang = await resident()
    const mother = await buildFamily(wang, { name: '李桂兰' })
    const [often, once] = [await buildSitting(), await buildSitting({ startsAt: instantAt(TOMORROW, 900) })]
    const { serviceId } = often.offer
    const again = await buildSitting({ startsAt: instantAt(addDays(TODAY, 2), 720) })
    await SittingModel.updateOne({ _id: again._id }, { $set: { 'offer.serviceId': serviceId } })
    for (const sitting of [often, once, again]) await bookAs(wang, sitting, { personId: String(mother._id) })
    const other = await resident()

    const { items } = await server.call(listUsualBookings, {}, { as: wang.token })

    expect(items.map(({ times, last }) => [times, last.who.name, last.service.id])).toEqual([
      [2, '李桂兰', String(serviceId)],
      [1, '李桂兰', String(once.offer.serviceId)],
    ])
    expect((await server.call(listUsualBookings, {}, { as: other.token })).items).toEqual([])
  })

  it('gives the last place to one of 30 who want it at once, and the others the true reason', async () => {
    const sitting = await buildSitting({ capacity: 1 })
    const people = await Promise.all(Array.from({ length: 30 }, () => resident()))

    const outcomes = await Promise.allSettled(
      people.map((who) =>
        book(
          { actor: who.actor, key: newKey(), now: NOON },
          { sittingId: String(sitting._id), seats: 1 },
          { channel: 'web' },
        ),
      ),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
    )
    expect(new Set(reasons)).toEqual(new Set(['SITTING_FULL']))
    await expectAgreement(sitting._id)
  })

  it('never goes over 50 places when 200 book and some cancel at once', async () => {
    const sitting = await buildSitting({ capacity: 50 })
    const people = await Promise.all(Array.from({ length: 200 }, () => resident()))

    await Promise.allSettled(
      people.map(async (who, at) => {
        const booking = await book(
          { actor: who.actor, key: newKey(), now: NOON },
          { sittingId: String(sitting._id), seats: 1 + (at % 3) },
          { channel: 'web' },
        )
        if (at % 4 === 0) await server.call(cancelBooking, { id: String(booking._id) }, { as: who.token })
      }),
    )

    await expectAgreement(sitting._id)
  })

  it('makes one booking of ten tries with one key, and refuses other wishes under it', async () => {
    const who = await resident()
    const sitting = await buildSitting()
    const key = newKey()

    const made = await Promise.all(Array.from({ length: 10 }, () => bookAs(who, sitting, {}, key)))

    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    await expect(bookAs(who, sitting, { seats: 2 }, key)).rejects.toMatchObject({ code: 'KEY_REUSED' })
    await expectAgreement(sitting._id)
  })

  it('lets one person have one place at a time, whichever of two sittings is faster', async () => {
    const who = await resident()
    const [one, other] = [await buildSitting(), await buildSitting({ startsAt: instantAt(TOMORROW, 720) })]

    const outcomes = await Promise.allSettled([bookAs(who, one), bookAs(who, other)])

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'OVERLAPS' } })
    await expect(bookAs(who, outcomes[0]!.status === 'fulfilled' ? one : other)).rejects.toMatchObject({
      code: 'ALREADY_BOOKED',
    })
  })

  it('counts the weekly limit, and gives it back when one is cancelled', async () => {
    const who = await resident()
    const serviceId = new Types.ObjectId()
    const monday = addDays(TODAY, 8 - ((new Date(TODAY).getUTCDay() + 6) % 7) - 1)
    const days = [0, 1, 2].map((ahead) => addDays(monday, ahead))
    const sittings = await Promise.all(
      days.map((day) => buildSitting({ startsAt: instantAt(day, 690), offer: { serviceId, weeklyLimit: 2 } })),
    )
    const first = await bookAs(who, sittings[0]!)
    await bookAs(who, sittings[1]!)

    await expect(bookAs(who, sittings[2]!)).rejects.toMatchObject({ code: 'LIMIT_REACHED' })
    await server.call(cancelBooking, { id: first.id }, { as: who.token })

    await expect(bookAs(who, sittings[2]!)).resolves.toMatchObject({ state: { code: 'confirmed' } })
  })

  it('refuses by age, by time and by strangers, each with its reason', async () => {
    const who = await resident({ birthYear: 1990 })
    const stranger = await resident()
    const past = await buildSitting({ startsAt: instantAt(TODAY, 720) })
    const early = await buildSitting({ opensAt: instantAt(TOMORROW, 0) })

    await expect(bookAs(who, await buildSitting({ offer: { minAge: 60 } }))).rejects.toMatchObject({
      code: 'NOT_ELIGIBLE',
    })
    await expect(bookAs(who, past)).rejects.toMatchObject({ code: 'SITTING_CLOSED' })
    await expect(bookAs(who, early)).rejects.toMatchObject({ code: 'SITTING_NOT_OPEN' })
    await expect(bookAs(who, await buildSitting(), { personId: String(stranger._id) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(bookAs(who, { ...past, _id: new Types.ObjectId() } as Sitting)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('after a crash', () => {
  it('finishes a booking that stopped between the diary and the sitting', async () => {
    const who = await resident()
    const sitting = await buildSitting()
    const pending = await stoppedAfter(who, sitting, 'diary')

    await resumeUnfinished(new Date(NOON.getTime() + 5 * 60_000))

    expect(await BookingModel.findById(pending._id).lean()).toMatchObject({ state: 'confirmed' })
    await expectAgreement(sitting._id)
  })

  it('finishes one that has its place already, and takes no second one', async () => {
    const who = await resident()
    const sitting = await buildSitting()
    await stoppedAfter(who, sitting, 'sitting')

    await resumeUnfinished(new Date(NOON.getTime() + 5 * 60_000))
    await resumeUnfinished(new Date(NOON.getTime() + 6 * 60_000))

    expect((await expectAgreement(sitting._id)).sitting.taken).toBe(1)
  })

  it('releases one for which there is no room any more', async () => {
    const who = await resident()
    const sitting = await buildSitting({ capacity: 1 })
    const pending = await stoppedAfter(who, sitting, 'diary')
    await bookAs(await resident(), sitting)

    await resumeUnfinished(new Date(NOON.getTime() + 5 * 60_000))

    expect(await BookingModel.findById(pending._id).lean()).toMatchObject({ state: 'refused', refusal: 'SITTING_FULL' })
    await expectAgreement(sitting._id)
  })

  it('lets a person book again whose refused or cancelled booking was not given back yet', async () => {
    for (const state of ['refused', 'cancelled'] as const) {
      const who = await resident()
      const sitting = await buildSitting()
      const over = await stoppedAfter(who, sitting, 'sitting')
      await BookingModel.updateOne({ _id: over._id }, { $set: { state }, $unset: { idem: 1 } })

      const again = await bookAs(who, sitting)

      expect(again.state.code).toBe('confirmed')
      expect((await expectAgreement(sitting._id)).sitting.taken).toBe(1)
    }
  })

  /** A booking on record as its process left it. */
  async function stoppedAfter(who: BuiltPerson, sitting: Sitting, step: 'diary' | 'sitting') {
    const made = await book(
      { actor: who.actor, key: newKey(), now: NOON },
      { sittingId: String((await buildSitting({ startsAt: instantAt(addDays(TODAY, 9), 690) }))._id), seats: 1 },
      { channel: 'web' },
    )
    const { _id, outbox: _, ...facts } = made
    const pending = await BookingModel.create({
      ...facts,
      idem: undefined,
      code: String(1000 + Math.floor(Math.random() * 9000)),
      sittingId: sitting._id,
      offer: sitting.offer,
      day: sitting.day,
      startsAt: sitting.startsAt,
      endsAt: sitting.endsAt,
      state: 'pending',
      unsettledSince: NOON,
    })
    const booking = pending.toObject<typeof made>()
    await claimDiary(booking, claimingAt(NOON))
    if (step === 'sitting') await claimSeats(booking, claimingAt(NOON))
    return booking
  }
})

describe('at the door', () => {
  it('checks in by the four digits, once, and only today', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
    const who = await resident({ name: different('赵玉芬') })
    const now = await buildSitting({ startsAt: instantAt(TODAY, 780), closesAt: instantAt(TODAY, 750) })
    const booking = await bookAs(who, now)
    const later = await bookAs(await resident(), await buildSitting())

    const { items } = await server.call(
      findForCheckIn,
      { code: booking.code, placeId: String(now.offer.placeId) },
      { as: clerk.token },
    )
    const here = await server.call(checkIn, { id: items[0]!.id }, { as: clerk.token })
    const again = await server.call(checkIn, { id: items[0]!.id }, { as: clerk.token })

    expect([here.state.code, again.state.code]).toEqual(['checked_in', 'checked_in'])
    await expect(server.call(checkIn, { id: later.id }, { as: clerk.token })).rejects.toMatchObject({
      code: 'BOOKING_MOVED',
    })
    await expect(server.call(cancelBooking, { id: booking.id }, { as: who.token })).rejects.toMatchObject({
      code: 'BOOKING_MOVED',
    })
  })

  it('takes the time of a tap that was made without a network, from this day and not ahead of it', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
    const soon = () => buildSitting({ startsAt: instantAt(TODAY, 780), closesAt: instantAt(TODAY, 750) })
    const [lunch, other] = [await bookAs(await resident(), await soon()), await bookAs(await resident(), await soon())]
    const yesterday = await bookAs(await resident(), await soon())
    const supper = addMinutes(NOON, -18 * 60)
    await BookingModel.updateOne({ _id: yesterday.id }, { day: dayOf(supper), startsAt: supper, endsAt: NOON })
    const tap = ({ id }: { id: string }, at: Date) =>
      server.call(checkIn, { id, at: toApiTime(at) }, { as: clerk.token })
    const eleven = addMinutes(NOON, -60)

    expect((await tap(lunch, eleven)).checkedInAt).toBe(toApiTime(eleven))
    expect((await tap(yesterday, supper)).checkedInAt).toBe(toApiTime(supper))
    for (const wrong of [addMinutes(NOON, 30), addMinutes(NOON, -25 * 60)])
      await expect(tap(other, wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    // A clock that is a little fast.
    expect((await tap(other, addMinutes(NOON, 5))).checkedInAt).toBe(toApiTime(NOON))
  })

  it('finds who forgot their number by how their identity card ends, at this place and of this community', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
    const elder = await server.call(registerPerson, { name: different('钱老太'), idLast4: '301x' }, { as: clerk.token })
    const soon = () => buildSitting({ startsAt: instantAt(TODAY, 780), closesAt: instantAt(TODAY, 750) })
    const sitting = await soon()
    const booked = await server.call(
      bookOnBehalf,
      { sittingId: String(sitting._id), personId: elder.id },
      { as: clerk.token },
    )
    const far = await buildCommunity()
    const stranger = await buildResident({ community: far, idLast4: '301X' }, NOON)
    await bookAs(stranger, await buildSittingOf(far, { startsAt: instantAt(TODAY, 780) }, NOON))

    const find = (code: string, placeId = sitting.offer.placeId) =>
      server.call(findForCheckIn, { code, placeId: String(placeId) }, { as: clerk.token })
    for (const typed of ['301X', '301x']) expect((await find(typed)).items.map(({ id }) => id)).toEqual([booked.id])
    const { items } = await server.call(listStaffBookings, { q: '301X', day: TODAY }, { as: clerk.token })
    expect(items.map(({ id }) => id)).toEqual([booked.id])
    await expect(find('301X', (await soon()).offer.placeId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      server.call(registerPerson, { name: '钱老太', idLast4: '12X4' }, { as: clerk.token }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { idLast4: ['身份证后四位是 4 位，最后一位可以是 X'] } },
    })
  })

  it('books on behalf with who acted on record, and not for people of another community', async () => {
    const clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
    const elder = await buildFamily(await resident())
    const elsewhere = await buildResident({}, NOON)
    const sitting = await buildSitting()

    const booking = await server.call(
      bookOnBehalf,
      { sittingId: String(sitting._id), personId: String(elder._id), channel: 'phone' },
      { as: clerk.token },
    )

    expect(booking).toMatchObject({ bookedBy: clerk.name, channel: { code: 'phone' }, who: { name: elder.name } })
    await expect(
      server.call(
        bookOnBehalf,
        { sittingId: String(sitting._id), personId: String(elsewhere._id) },
        { as: clerk.token },
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      server.call(
        bookOnBehalf,
        { sittingId: String(sitting._id), personId: String(elder._id) },
        { as: elsewhere.token },
      ),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('calls a sitting off, and everybody who booked is cancelled with the reason', async () => {
    const admin = await buildStaff({ area: community }, NOON)
    const sitting = await buildSitting()
    const people = await Promise.all(Array.from({ length: 5 }, () => resident()))
    for (const who of people) await bookAs(who, sitting)
    const elsewhere = { id: String(newId()), sittingId: String(sitting._id), reason: '厨房停电' }
    await expect(server.call(cancelSittingEndpoint, elsewhere, { as: admin.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })

    const off = await server.call(
      cancelSittingEndpoint,
      { id: String(sitting.offer.serviceId), sittingId: String(sitting._id), reason: '厨房停电' },
      { as: admin.token },
    )

    expect(off).toMatchObject({ state: { code: 'cancelled' }, taken: 0 })
    const told = await BookingModel.find({ sittingId: sitting._id }).lean()
    expect(
      told.every(
        ({ state, cancelReason, outbox }) =>
          state === 'cancelled' &&
          cancelReason === '厨房停电' &&
          outbox.some(({ kind }) => kind === 'booking_cancelled'),
      ),
    ).toBe(true)
    await expectAgreement(sitting._id)
  })
})

it('still shows a past booking of somebody who was taken out of the family', async () => {
  const who = await resident()
  const mother = await buildFamily(who)
  const booking = await bookAs(who, await buildSitting(), { personId: String(mother._id) })
  await PersonModel.updateOne({ _id: who._id }, { $set: { family: [] } })

  const { items } = await server.call(listMyBookings, {}, { as: who.token })

  expect(items.find(({ id }) => id === booking.id)).toMatchObject({ who: { name: mother.name } })
})

describe('a year later', () => {
  it('forgets who came, and keeps how many', async () => {
    const who = await resident()
    const old = await buildSitting()
    await bookAs(who, old)
    const recent = await buildSitting({ startsAt: instantAt(addDays(TODAY, 8), 690) })
    await bookAs(who, recent)
    await BookingModel.updateMany({}, { $set: { outbox: [] } })

    await forgetOldBookings(instantAt(addDays(TODAY, 369), 0))

    expect(await BookingModel.countDocuments({ sittingId: old._id })).toBe(0)
    expect(await SittingModel.findById(old._id).lean()).toMatchObject({ taken: 1, claims: [] })
    expect(await DiaryModel.countDocuments({ 'claims.sittingId': old._id })).toBe(0)
    await expectAgreement(recent._id)
  })
})
