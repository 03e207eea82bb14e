// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import {
  bookOnBehalf,
  bookSitting,
  cancelBooking,
  checkIn,
  findForCheckIn,
  getBooking,
  listDay,
  listMyBookings,
  markNoShow,
  rescheduleBooking,
} from '@yike/shared/booking/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import * as api from '@yike/shared/courses/endpoints'
import { getHome } from '@yike/shared/insight/endpoints'
import { CERTIFICATE_NUMBER, PUPIL_CONSENT_VERSION } from '@yike/shared/courses/rules'
import { listMessages } from '@yike/shared/messages/endpoints'
import { addDays, addMinutes, dayOf, instantAt, toApiTime } from '@yike/shared/time/china'
import { makeJobs } from '../app'
import { resumeUnfinished } from '../booking/book'
import { BookingModel, DiaryModel, SittingModel, type Booking } from '../booking/model'
import { bookingsOfDay } from '../booking/counts'
import { remind } from '../booking/reminders'
import { carryChangedSessions } from '../schedule/sessions'
import { olderKeys, useSealingSecrets } from '../sealing'
import { createService } from '../directory/services'
import { sessionToken } from '../testing/session'
import type { Community } from '../territory/areas'
import { expectAgreement } from '../testing/agreement'
import {
  buildPlace,
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  different,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { rebuildHours, tallyHours } from './hours'
import { CertificateModel, CourseModel, HoursModel } from './model'
import { rewrapPupils } from './pupil'

/** The end of a month, so that sessions a week apart cross it. */
const SECRET = 'the secret of the office in this test'
const TODAY = '2026-11-27'
const NOON = instantAt(TODAY, 12 * 60)
const NINE = 9 * 60
let clock = NOON
let server: TestServer
let community: Community
let clerk: BuiltPerson
let serviceId: string

beforeAll(async () => {
  server = await startServer({ secret: SECRET, now: () => clock, env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
})
afterAll(() => server.stop())
beforeEach(async () => {
  await until(NOON)
  serviceId = await service()
})

/** Time passes; each person signs in again. */
async function until(instant: Date, ...people: BuiltPerson[]) {
  clock = instant
  for (const who of [clerk, ...people]) who.token = await sessionToken(who._id, instant)
}

async function service(more: { minAge?: number; maxAge?: number } = {}) {
  const place = await buildPlace(community, { name: different('文化活动室'), category: 'activity' }, NOON)
  const made = await createService(
    clerk.actor,
    newKey(),
    {
      placeId: String(place._id),
      kind: 'course',
      name: '书法',
      about: '',
      eligibility: '',
      minAge: more.minAge ?? null,
      maxAge: more.maxAge ?? null,
      weeklyLimit: null,
      maxSeats: 1,
      priceFen: null,
      noteChoices: [],
      closesBeforeMinutes: 60,
      opensBeforeDays: 14,
      status: 'active',
      hours: null,
      phone: null,
      languages: [],
      fees: [],
      topic: null,
      groups: [],
      documents: [],
      subsidy: '',
    },
    NOON,
  )
  return String(made._id)
}

const weekly = (times: number, first = addDays(TODAY, 1)) =>
  Array.from({ length: times }, (_, week) => addDays(first, week * 7))

type CourseFacts = Partial<InputOf<typeof api.createCourse>>
const course = (facts: CourseFacts = {}) =>
  server.call(
    api.createCourse,
    { id: serviceId, title: '书法入门', days: weekly(4), from: NINE, to: NINE + 90, capacity: 10, ...facts },
    { as: clerk.token },
  )
const resident = (facts: Parameters<typeof buildResident>[0] = {}) => buildResident({ community, ...facts }, NOON)
const enrol = (who: BuiltPerson, { sittingId }: { sittingId: string }, more: Record<string, unknown> = {}) =>
  server.call(bookSitting, { sittingId, ...more }, { as: who.token })
const see = ({ sittingId }: { sittingId: string }, as = clerk) =>
  server.call(api.getStaffCourse, { sittingId }, { as: as.token })
const came = (bookingId: string, n: number, as = clerk) =>
  server.call(api.markPresent, { bookingId, n }, { as: as.token })
const idOf = async ({ sittingId }: { sittingId: string }) => (await SittingModel.findById(sittingId).lean())!._id
const told = async (id: string) =>
  (await BookingModel.findById(id).lean<Booking>())!.outbox.map(({ kind, body }) => ({ kind, body }))

describe('a course of several sessions', () => {
  it('leaves nothing behind when it may not be opened', async () => {
    const before = await CourseModel.countDocuments()
    const elsewhere = await buildStaff({ role: 'clerk' })
    const input = { id: serviceId, title: '书法入门', days: weekly(2), from: 18 * 60, to: 19 * 60, capacity: 2 }
    await server.call(api.createCourse, input, { as: clerk.token })

    const outcomes = await Promise.allSettled([
      server.call(api.createCourse, input, { as: elsewhere.token }),
      server.call(api.createCourse, input, { as: clerk.token }),
    ])

    expect(outcomes.map((one) => (one as PromiseRejectedResult).reason as unknown)).toMatchObject([
      { code: 'FORBIDDEN' },
      { code: 'CONFLICT' },
    ])
    expect(await CourseModel.countDocuments()).toBe(before + 1)
  })

  it('is one enrolment for all of them, made once by one key', async () => {
    const key = newKey()
    const input = { id: serviceId, title: '书法入门', days: weekly(6), from: NINE, to: NINE + 90, capacity: 2 }
    const [first, again] = await Promise.all(
      [1, 2].map(() => server.call(api.createCourse, input, { as: clerk.token, key })),
    )
    const wang = await resident()

    const booking = await enrol(wang, first!)

    expect(again!.sittingId).toBe(first!.sittingId)
    expect(booking.sessions.map(({ n, startsAt }) => [n, startsAt.slice(5, 10)])).toEqual([
      [1, '11-28'],
      [2, '12-05'],
      [3, '12-12'],
      [4, '12-19'],
      [5, '12-26'],
      [6, '01-02'],
    ])
    await expectAgreement(await idOf(first!))
  })

  it('gives the last place to one of twenty, and to nobody whose third session overlaps something else', async () => {
    const made = await course({ capacity: 1 })
    const busy = await resident()
    const third = instantAt(weekly(3)[2]!, NINE + 30)
    const other = await buildSitting(community, { startsAt: third, opensAt: NOON }, NOON)
    await enrol(busy, { sittingId: String(other._id) })
    const others = await Promise.all(Array.from({ length: 19 }, () => resident()))

    const outcomes = await Promise.allSettled([enrol(busy, made), ...others.map((who) => enrol(who, made))])

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes[0]).toMatchObject({ status: 'rejected' })
    const codes = outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
    expect(codes.every((code) => code === 'SITTING_FULL' || code === 'OVERLAPS')).toBe(true)
    await expectAgreement(await idOf(made))
  })

  it('reminds before each session', async () => {
    const made = await course()
    const { id } = await enrol(await resident(), made)

    for (const day of weekly(4)) {
      await remind(instantAt(addDays(day, -1), 19 * 60 + 1))
      await remind(instantAt(day, NINE - 59))
    }

    const kinds = (await told(id)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'booking_reminder')).toHaveLength(8)
  })

  it('refuses who is too young', async () => {
    serviceId = await service({ minAge: 60 })
    await expect(enrol(await resident({ birthYear: 2000 }), await course())).rejects.toMatchObject({
      code: 'NOT_ELIGIBLE',
    })
  })
})

describe('a class of one session', () => {
  const single = () =>
    buildSitting(
      community,
      { startsAt: instantAt(addDays(TODAY, 1), NINE), opensAt: NOON, offer: { kind: 'course', serviceName: '太极拳' } },
      NOON,
    )

  it('has a roll: who is ticked is checked in, and the other way round', async () => {
    const sittingId = String((await single())._id)
    const [wang, li] = [await resident({ name: '王秀英' }), await resident({ name: '李桂兰' })]
    const [first, second] = [await enrol(wang, { sittingId }), await enrol(li, { sittingId })]
    await until(instantAt(addDays(TODAY, 1), NINE), wang)

    const ticked = await came(first.id, 1)
    await server.call(checkIn, { id: second.id }, { as: clerk.token })

    expect(ticked.sessions).toMatchObject([{ n: 1, came: 1, can: { tick: true, change: false } }])
    expect((await see({ sittingId })).people.map(({ came: at }) => at.map(({ n }) => n))).toEqual([[1], [1]])
    expect(await server.call(getBooking, { id: first.id }, { as: wang.token })).toMatchObject({
      state: { code: 'checked_in' },
    })
    await server.call(api.unmarkPresent, { bookingId: first.id, n: 1 }, { as: clerk.token })
    expect(await server.call(getBooking, { id: first.id }, { as: wang.token })).toMatchObject({
      state: { code: 'confirmed' },
    })
    await expectAgreement(await idOf({ sittingId }))
  })

  it('gives hours, and is entered from a paper list the day after, also for who was marked as not come', async () => {
    const sittingId = String((await single())._id)
    const { id } = await enrol(await resident(), { sittingId })
    await server.call(api.changeCourse, { sittingId, sessionMinutes: 90 }, { as: clerk.token })
    await until(instantAt(addDays(TODAY, 1), NINE + 30))
    await server.call(markNoShow, { id }, { as: clerk.token })
    await until(instantAt(addDays(TODAY, 2), NINE))

    const { people } = await came(id, 1)

    expect(people).toMatchObject([{ bookingId: id, minutes: 90 }])
    expect(await HoursModel.findById(id).lean()).toMatchObject({ lines: [{ n: 1, minutes: 90 }] })
  })

  it('is moved and cancelled as a whole', async () => {
    const sittingId = String((await single())._id)
    await expect(
      server.call(api.cancelSession, { sittingId, n: 1, reason: '老师出差' }, { as: clerk.token }),
    ).rejects.toMatchObject({ code: 'LAST_SESSION' })
    const to = { day: addDays(TODAY, 3), from: NINE, to: NINE + 60, reason: '换教室' }
    await expect(server.call(api.moveSession, { sittingId, n: 1, ...to }, { as: clerk.token })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('one session of several', () => {
  const cancelOne = (made: { sittingId: string }, n: number) =>
    server.call(api.cancelSession, { sittingId: made.sittingId, n, reason: '老师出差' }, { as: clerk.token })

  it('falls out with a reason to everybody, while the others stay', async () => {
    const made = await course()
    const people = await Promise.all([resident(), resident()])
    const bookings = await Promise.all(people.map((who) => enrol(who, made)))

    const after = await cancelOne(made, 2)
    await cancelOne(made, 2)

    expect(after.sessions.map(({ cancelReason }) => cancelReason)).toEqual([null, '老师出差', null, null])
    for (const { id } of bookings) {
      const changes = (await told(id)).filter(({ kind }) => kind === 'session_changed')
      expect(changes).toHaveLength(1)
      expect(changes[0]!.body).toContain('12月5日（周六）9:00 的课不上了：老师出差')
    }
    const day = await buildSitting(community, { startsAt: instantAt(weekly(2)[1]!, NINE), opensAt: NOON }, NOON)
    await enrol(people[0], { sittingId: String(day._id) })
    await expectAgreement(await idOf(made))
  })

  it('is not the last one, nor one that has begun', async () => {
    const made = await course({ days: weekly(2) })
    await cancelOne(made, 1)
    await expect(cancelOne(made, 2)).rejects.toMatchObject({ code: 'LAST_SESSION' })

    const begun = await course({ days: weekly(2), from: NINE + 180, to: NINE + 240 })
    await until(instantAt(weekly(1)[0]!, NINE + 200))
    await expect(cancelOne(begun, 1)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('moves to another time in every diary, and says so to who has something else then', async () => {
    const made = await course()
    const [wang, li] = [await resident(), await resident()]
    const bookings = [await enrol(wang, made), await enrol(li, made)]
    const newDay = addDays(TODAY, 5)
    const other = await buildSitting(community, { startsAt: instantAt(newDay, NINE), opensAt: NOON }, NOON)
    await enrol(li, { sittingId: String(other._id) })

    await server.call(
      api.moveSession,
      { sittingId: made.sittingId, n: 1, day: newDay, from: NINE, to: NINE + 90, reason: '换教室' },
      { as: clerk.token },
    )

    const [mine, theirs] = await Promise.all(bookings.map(({ id }) => told(id)))
    expect(mine!.at(-1)!.body).toContain('的课改到 12月2日（周三）9:00')
    expect(mine!.at(-1)!.body).not.toContain('约了别的')
    expect(theirs!.at(-1)!.body).toContain('约了别的')
    const { sitting } = await expectAgreement(await idOf(made))
    expect(sitting.startsAt).toEqual(instantAt(newDay, NINE))
    await server.call(cancelBooking, { id: bookings[0]!.id }, { as: wang.token })
    expect(await DiaryModel.countDocuments({ 'claims.bookingId': bookings[0]!.id })).toBe(0)
    await expectAgreement(await idOf(made))
  })

  it('leaves everybody agreed when people enrol, leave and sessions change at once', async () => {
    const made = await course({ days: weekly(8), capacity: 12 })
    const people = await Promise.all(Array.from({ length: 24 }, () => resident()))

    await Promise.allSettled([
      ...people.map(async (who, at) => {
        const { id } = await enrol(who, made)
        if (at % 3 === 0) await server.call(cancelBooking, { id }, { as: who.token })
      }),
      ...[2, 4, 6].map((n) => cancelOne(made, n)),
    ])
    await resumeUnfinished(addMinutes(NOON, 5))
    await carryChangedSessions(NOON)

    const { sitting, held } = await expectAgreement(await idOf(made))
    expect(sitting.carrySince).toBeUndefined()
    for (const booking of held) {
      expect(booking.sessions!.map((one) => one.cancelReason ?? null)).toEqual(
        sitting.sessions!.map((one) => one.cancelReason ?? null),
      )
      const lines = (await DiaryModel.find({ 'claims.bookingId': booking._id }).lean())
        .flatMap(({ claims }) => claims)
        .filter(({ bookingId }) => bookingId.equals(booking._id))
      expect(lines).toHaveLength(sitting.sessions!.filter(({ cancelReason }) => !cancelReason).length)
    }
  })
})

describe('attendance', () => {
  it('is taken on the day of each session, over the end of a month and a year, and counted for each person', async () => {
    const made = await course({ days: weekly(6) })
    const wang = await resident({ name: '王秀英' })
    const { id, code } = await enrol(wang, made)

    await expect(came(id, 1)).rejects.toMatchObject({ code: 'BOOKING_MOVED' })
    for (const n of [1, 2, 6]) {
      await until(instantAt(weekly(6)[n - 1]!, NINE - 5))
      const before = await bookingsOfDay(clerk.actor, clock)
      const [found] = (await server.call(findForCheckIn, { code }, { as: clerk.token })).items
      const here = await server.call(checkIn, { id: found!.id }, { as: clerk.token })
      await server.call(checkIn, { id: found!.id }, { as: clerk.token })
      expect(here).toMatchObject({ state: { code: 'checked_in' }, can: { checkIn: false, undoCheckIn: true } })
      expect(await bookingsOfDay(clerk.actor, clock)).toEqual({ ...before, checkedIn: before.checkedIn + 1 })
      expect(before.today).toBeGreaterThan(before.checkedIn)
      const [shown] = (await server.call(listDay, { day: dayOf(clock) }, { as: clerk.token })).items.filter(
        (one) => one.id === made.sittingId,
      )
      expect(shown).toMatchObject({ checkedIn: 1, day: dayOf(clock) })
    }

    const after = await see(made)
    expect(after.people[0]!.came.map(({ n }) => n)).toEqual([1, 2, 6])
    expect(after.sessions.map((session) => session.came)).toEqual([1, 1, 0, 0, 0, 1])
    await expect(server.call(markNoShow, { id }, { as: clerk.token })).rejects.toMatchObject({ code: 'BOOKING_MOVED' })
  })

  it('belongs to a night over midnight on both of its days', async () => {
    const made = await course({ days: ['2026-11-30', '2026-12-07'], from: 22 * 60, to: 60 })
    const [wang, li] = [await resident(), await resident()]
    const bookings = [await enrol(wang, made), await enrol(li, made)]

    await until(instantAt('2026-11-30', 23 * 60))
    await server.call(checkIn, { id: bookings[0]!.id }, { as: clerk.token })
    await until(instantAt('2026-12-01', 30))
    await server.call(checkIn, { id: bookings[1]!.id }, { as: clerk.token })

    expect((await see(made)).sessions[0]!.came).toBe(2)
    await until(instantAt('2026-12-02', 30))
    await expect(server.call(checkIn, { id: bookings[0]!.id }, { as: clerk.token })).rejects.toMatchObject({
      message: expect.stringContaining('下一次是') as string,
    })
  })

  it('is entered once by ten taps, undone, and entered from paper until two weeks later', async () => {
    const made = await course()
    const { id } = await enrol(await resident(), made)
    await until(instantAt(addDays(weekly(1)[0]!, 10), NINE))

    await Promise.all(Array.from({ length: 10 }, () => came(id, 1)))
    expect((await see(made)).people[0]!.came).toHaveLength(1)
    await server.call(api.unmarkPresent, { bookingId: id, n: 1 }, { as: clerk.token })
    expect((await see(made)).people[0]!.came).toHaveLength(0)

    await until(instantAt(addDays(weekly(1)[0]!, 20), NINE))
    await expect(came(id, 1)).rejects.toMatchObject({ code: 'BOOKING_MOVED' })
  })
})

describe('a class for children', () => {
  const guardian = { name: '刘敏', phone: '13800000001', relation: '妈妈' }
  const said = {
    guardian,
    collectors: [{ name: '李桂兰', phone: '13800000002', relation: '姥姥' }],
    notes: '花生过敏',
    consent: { version: PUPIL_CONSENT_VERSION },
  }
  async function family() {
    const mother = await resident({ name: '刘敏', phone: '13800000001' })
    const child = await buildFamily(mother, { name: '小明', birthYear: 2018 })
    return { mother, child, personId: String(child._id) }
  }
  const classOf = (facts: CourseFacts = {}) => course({ title: '四点半课堂', forChildren: true, ...facts })

  it('takes no child without the guardian’s consent, nor under an old wording', async () => {
    const made = await classOf()
    const { mother, personId } = await family()

    await expect(enrol(mother, made, { personId })).rejects.toMatchObject({
      code: 'GUARDIAN_CONSENT_NEEDED',
      message: expect.stringContaining('监护人') as string,
    })
    await expect(
      enrol(mother, made, { personId, details: { course: { ...said, consent: { version: '2020' } } } }),
    ).rejects.toMatchObject({ code: 'GUARDIAN_CONSENT_NEEDED' })
    const { id } = await enrol(mother, made, { personId, details: { course: said } })

    const kept = await server.call(api.getPupil, { bookingId: id }, { as: mother.token })
    expect(kept).toMatchObject({ guardian, notes: '花生过敏', consent: { version: PUPIL_CONSENT_VERSION, by: '刘敏' } })
    const raw = JSON.stringify(await BookingModel.findById(id).lean())
    expect(raw).not.toContain('花生')
  })

  it('takes who enrols for the guardian, but at the counter asks for one', async () => {
    const made = await classOf()
    const { mother, personId } = await family()
    const details = { course: { consent: { version: PUPIL_CONSENT_VERSION } } }
    await expect(
      server.call(bookOnBehalf, { sittingId: made.sittingId, personId, details }, { as: clerk.token }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const { id } = await enrol(mother, made, { personId, details })
    const kept = await server.call(api.getPupil, { bookingId: id }, { as: mother.token })
    expect(kept.guardian).toMatchObject({ name: '刘敏', phone: '13800000001' })
  })

  it('keeps whose consent it was that staff heard at the counter, and who heard it', async () => {
    const made = await classOf()
    const { personId } = await family()
    const details = { course: said }

    const { id } = await server.call(
      bookOnBehalf,
      { sittingId: made.sittingId, personId, details },
      { as: clerk.token },
    )

    const kept = await server.call(api.getPupilAsStaff, { bookingId: id }, { as: clerk.token })
    expect(kept).toMatchObject({ guardian, notes: '花生过敏', consent: { by: '刘敏', saidTo: clerk.name } })
  })

  it('tells the guardian when the child came and with whom it left, and gives it to nobody who is not on the list', async () => {
    const made = await classOf()
    const { mother, personId } = await family()
    const { id } = await enrol(mother, made, { personId, details: { course: said } })
    await until(instantAt(weekly(1)[0]!, NINE))
    const collect = (who: string, words?: string) =>
      server.call(api.markCollected, { bookingId: id, n: 1, who, said: words }, { as: clerk.token })

    await expect(collect('李桂兰')).rejects.toMatchObject({ code: 'BOOKING_MOVED' })
    await came(id, 1)
    await expect(collect('张三')).rejects.toMatchObject({ code: 'NOT_ON_LIST' })
    await Promise.all([collect('李桂兰'), collect('李桂兰')])

    expect((await told(id)).map(({ kind }) => kind)).toEqual(['booking_confirmed', 'child_arrived', 'child_collected'])
    expect((await told(id)).at(-1)!.body).toContain('由李桂兰接走')
    expect((await see(made)).people[0]).toMatchObject({ collectors: ['刘敏', '李桂兰'], hasNotes: true })
    await expect(server.call(api.unmarkPresent, { bookingId: id, n: 1 }, { as: clerk.token })).rejects.toMatchObject({
      code: 'BOOKING_MOVED',
    })
  })

  it('tells the guardian when the child left, though the phone at the door heard of it later', async () => {
    const made = await classOf()
    const { mother, personId } = await family()
    const { id } = await enrol(mother, made, { personId, details: { course: said } })
    const begin = instantAt(weekly(1)[0]!, NINE)
    await until(addMinutes(begin, 60))
    const at = (minutes: number) => toApiTime(addMinutes(begin, minutes))

    await server.call(api.markPresent, { bookingId: id, n: 1, at: at(2) }, { as: clerk.token })
    await server.call(api.markCollected, { bookingId: id, n: 1, who: '李桂兰', at: at(50) }, { as: clerk.token })

    expect((await see(made)).people[0]!.came).toMatchObject([{ at: at(2), collectedAt: at(50) }])
    expect((await told(id)).at(-1)!.body).toContain('9:50 由李桂兰接走')
  })

  it('shows who may collect and the notes to who leads it, and to no other member of staff or resident', async () => {
    const made = await classOf()
    const { mother, personId } = await family()
    const { id } = await enrol(mother, made, { personId, details: { course: said } })
    const cook = await buildStaff({ role: 'cook', area: community }, NOON)
    const elsewhere = await buildStaff({ role: 'clerk' }, NOON)

    expect(await server.call(api.getPupilAsStaff, { bookingId: id }, { as: clerk.token })).toMatchObject({
      notes: '花生过敏',
    })
    await expect(server.call(api.getPupilAsStaff, { bookingId: id }, { as: cook.token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(see(made, cook)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(see(made, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(came(id, 1, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(server.call(api.getPupil, { bookingId: id }, { as: (await resident()).token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('keeps what was said through a change of class, of the list and of the secret', async () => {
    const made = await classOf()
    const later = await classOf({ days: weekly(3, addDays(TODAY, 2)) })
    const { mother, personId } = await family()
    const { id } = await enrol(mother, made, { personId, details: { course: said } })

    const moved = await server.call(rescheduleBooking, { id, sittingId: later.sittingId }, { as: mother.token })
    await server.call(
      api.changePupil,
      { bookingId: moved.id, collectors: [{ name: '王爷爷', phone: '13800000003' }], notes: '花生、鸡蛋过敏' },
      { as: mother.token },
    )
    const before = (await BookingModel.findById(moved.id).lean<Booking>())!.details!.course!.notes!.key
    onTestFinished(() => useSealingSecrets([SECRET]))
    useSealingSecrets(['a new secret', 'an old one'])
    expect(olderKeys()).not.toContain(before)
    expect(await rewrapPupils()).toBe(0)
  })
})

describe('hours and certificates', () => {
  const training = (facts: CourseFacts = {}) =>
    course({ title: '志愿者急救培训', sessionMinutes: 90, certificateSessions: 2, ...facts })
  const issue = ({ sittingId }: { sittingId: string }, bookingIds?: string[], as = clerk) =>
    server.call(api.issueCertificates, { sittingId, bookingIds }, { as: as.token })
  const hours = (who: BuiltPerson) => server.call(api.getMyHours, {}, { as: who.token })

  it('counts hours by person and year from attendance, once, and the same when counted anew', async () => {
    const made = await training({ days: ['2026-12-24', '2026-12-31', '2027-01-07'] })
    const wang = await resident()
    const { id } = await enrol(wang, made)
    for (const [n, day] of [
      [1, '2026-12-24'],
      [2, '2026-12-31'],
      [3, '2027-01-07'],
    ] as const) {
      await until(instantAt(day, NINE))
      await came(id, n)
    }

    await tallyHours()
    await until(clock, wang)
    expect((await hours(wang)).years.map(({ year, minutes }) => [year, minutes])).toEqual([
      [2027, 90],
      [2026, 180],
    ])
    await HoursModel.deleteMany({})
    await rebuildHours(await idOf(made))
    await rebuildHours(await idOf(made))
    await server.call(api.unmarkPresent, { bookingId: id, n: 3 }, { as: clerk.token })
    expect((await hours(wang)).years.map(({ year, minutes }) => [year, minutes])).toEqual([[2026, 180]])
    await server.call(api.changeCourse, { sittingId: made.sittingId, sessionMinutes: 60 }, { as: clerk.token })
    expect((await hours(wang)).years[0]).toMatchObject({
      minutes: 120,
      courses: [{ title: '志愿者急救培训', sessions: 2 }],
    })
  })

  it('gives each one certificate, however many give it at once, and says to anybody whether it is real', async () => {
    const made = await training()
    const people = await Promise.all(['王秀英', '李梅'].map((name) => resident({ name })))
    const bookings = await Promise.all(people.map((who) => enrol(who, made)))
    for (const n of [1, 2]) {
      await until(instantAt(weekly(2)[n - 1]!, NINE))
      for (const { id } of bookings) await came(id, n)
    }

    await until(clock, ...people)
    await Promise.all(Array.from({ length: 8 }, () => issue(made)))

    const given = await CertificateModel.find({ sittingId: made.sittingId }).lean()
    expect(given).toHaveLength(2)
    const [own] = (await hours(people[0]!)).certificates
    expect(own!.number).toMatch(CERTIFICATE_NUMBER)
    const check = () => server.call(api.checkCertificate, { number: own!.number })
    expect(await check()).toEqual({
      number: own!.number,
      name: '王*英',
      course: '志愿者急救培训',
      community: community.name,
      minutes: 180,
      day: '2026-12-05',
      isWithdrawn: false,
    })
    await server.call(api.withdrawCertificate, { number: own!.number, reason: '记错了' }, { as: clerk.token })
    expect(await check()).toMatchObject({ isWithdrawn: true })
    await expect(server.call(api.checkCertificate, { number: '2026-2222-2222' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  /** Somebody who came twice, and has a certificate for it. */
  async function certified() {
    const made = await training()
    const wang = await resident({ name: '王秀英' })
    const { id } = await enrol(wang, made)
    for (const n of [1, 2]) {
      await until(instantAt(weekly(2)[n - 1]!, NINE))
      await came(id, n)
    }
    await until(clock, wang)
    const given = (await issue(made)).people[0]!.certificate!
    const inbox = async () => {
      await makeJobs({ wechat: null }, () => clock)
        .find(({ name }) => name === 'relay')!
        .run()
      const { items } = await server.call(listMessages, {}, { as: wang.token })
      return items.filter(({ kind }) => kind.code !== 'booking_confirmed').map(({ kind, body }) => [kind.code, body])
    }
    return { made, wang, id, given, inbox }
  }

  it('tells whose certificate it is once, and why it was withdrawn once; another is given to who is named', async () => {
    const { made, id, given, inbox } = await certified()
    await Promise.all([issue(made), issue(made)])
    expect(await inbox()).toEqual([['certificate_given', expect.stringContaining(given.number) as string]])

    await Promise.all(
      [1, 2].map(() =>
        server.call(api.withdrawCertificate, { number: given.number, reason: '第二次点错了人' }, { as: clerk.token }),
      ),
    )
    expect((await issue(made)).people[0]).toMatchObject({
      certificate: { number: given.number, isWithdrawn: true },
      canHaveCertificate: false,
      canHaveAnother: true,
    })
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => issue(made, [id])))

    const numbers = new Set(outcomes.map(({ people }) => people[0]!.certificate!.number))
    expect(numbers.size).toBe(1)
    expect(numbers.has(given.number)).toBe(false)
    const kinds = (await inbox()).map(([kind]) => kind)
    expect(kinds.sort()).toEqual(['certificate_given', 'certificate_given', 'certificate_withdrawn'])
    expect(await server.call(api.checkCertificate, { number: given.number })).toMatchObject({ isWithdrawn: true })
  })

  it('corrects what a session counts with a reason that is read, over a recount and over who corrects at once', async () => {
    const { made, wang, id, inbox } = await certified()
    const correct = (n: number, minutes: number, reason: string, as = clerk) =>
      server.call(api.correctHours, { bookingId: id, n, minutes, reason }, { as: as.token })

    await Promise.all(Array.from({ length: 5 }, () => correct(1, 45, '早走一半')))
    await rebuildHours(await idOf(made))

    expect((await hours(wang)).years[0]).toMatchObject({ minutes: 135 })
    expect((await inbox()).filter(([kind]) => kind === 'hours_corrected')).toEqual([
      ['hours_corrected', expect.stringContaining('早走一半') as string],
    ])
    const after = await correct(2, 0, '没在听课')
    expect(after.people[0]).toMatchObject({
      minutes: 45,
      came: [
        { n: 1, minutes: 45, corrected: { by: clerk.name, reason: '早走一半' } },
        { n: 2, minutes: 0 },
      ],
    })
    const rivals = await Promise.allSettled([correct(1, 60, '补了半节'), correct(1, 90, '全程都在')])
    expect(rivals.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    const kept = (await BookingModel.findById(id).lean<Booking>())!.attended!.find(({ n }) => n === 1)!.corrections!
    expect(kept).toHaveLength(1 + rivals.filter(({ status }) => status === 'fulfilled').length)
    await expect(correct(3, 90, '补记一次')).rejects.toMatchObject({ code: 'BOOKING_MOVED' })
    const grid = await buildStaff({ role: 'grid_worker', area: community }, clock)
    await expect(correct(1, 90, '补记一次', grid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('gives none too early, and none by who may not', async () => {
    const made = await training()
    const { id } = await enrol(await resident({ name: '赵芳' }), made)
    await until(instantAt(weekly(1)[0]!, NINE))
    await came(id, 1)
    const grid = await buildStaff({ role: 'grid_worker', area: community }, clock)

    await expect(issue(made, [id])).rejects.toMatchObject({
      code: 'NOT_ELIGIBLE',
      message: expect.stringContaining('赵芳来了 1 次，来满 2 次才发证书。') as string,
    })
    await expect(issue(made, undefined, grid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(
      server.call(api.cancelSession, { sittingId: made.sittingId, n: 3, reason: '停课' }, { as: grid.token }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await see(made)).people[0]!.canHaveCertificate).toBe(false)
  })
})

it('lists a course among what lies ahead until its last session, and is next by its session ahead', async () => {
  const made = await course()
  const wang = await resident()
  const { id } = await enrol(wang, made)
  const noon = instantAt(addDays(weekly(2)[1]!, 1), 12 * 60)
  const lunch = await buildSitting(community, { startsAt: noon, opensAt: NOON }, NOON)
  const other = await enrol(wang, { sittingId: String(lunch._id) })
  const next = async (now: Date) => {
    await until(now, wang)
    return (await server.call(getHome, {}, { as: wang.token })).nextBooking!.id
  }
  expect(await next(addMinutes(instantAt(weekly(2)[1]!, NINE), 91))).toBe(other.id)
  expect(await next(addMinutes(noon, 600))).toBe(id)

  await until(instantAt(weekly(3)[2]!, NINE), wang)
  const { items } = await server.call(listMyBookings, {}, { as: wang.token })
  expect(items.map((one) => one.id)).toContain(id)
  await came(id, 3)
  const shown = await server.call(getBooking, { id }, { as: wang.token })
  expect(shown.details.course).toMatchObject({ came: [{ n: 3 }], isPupil: false })
})
