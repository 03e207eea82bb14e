// Over 300 lines: one story after another of one domain, told with the same builders.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookSitting, cancelSitting, createSittings, getBooking, listSittings } from '@yike/shared/booking/endpoints'
import * as api from '@yike/shared/schedule/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import { getAreaSettings, switchFeatures } from '@yike/shared/office/endpoints'
import type { Feature } from '@yike/shared/territory/features'
import { addDays, clockOf, dayOf, instantAt } from '@yike/shared/time/china'
import type { Community } from '../territory/areas'
import { expectAgreement } from '../testing/agreement'
import { buildCommunity, buildResident, buildService, buildStaff, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { BookingModel, SittingModel, type Booking, type Sitting } from '../booking/model'
import { finishMoves } from './relocate'
import { runSeries } from './series'
import { SeriesModel } from './model'

/** Monday the second of February 2026, noon; the Spring Festival is from Sunday 15 to Monday 23. */
const TODAY = '2026-02-02'
const NOON = instantAt(TODAY, 12 * 60)
const WORKDAYS = [1, 2, 3, 4, 5]
let now = NOON
let server: TestServer
let community: Community
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
})
afterAll(() => server.stop())

const first = { title: '第一批', weekdays: WORKDAYS, from: 690, to: 720, capacity: 3 }
type NewSeries = Partial<InputOf<typeof api.createSeries>>
const arrange = async (more: NewSeries = {}, service?: string) => {
  const id = service ?? String((await buildService(community, {}, NOON))._id)
  const input = { id, name: '冬季', lines: [first], validFrom: TODAY, ...more }
  return { id, input, series: await server.call(api.createSeries, input, { as: clerk.token }) }
}
const made = (serviceId: string, filter: object = {}) =>
  SittingModel.find({ 'offer.serviceId': serviceId, ...filter })
    .sort({ startsAt: 1 })
    .lean<Sitting[]>()
const daysOf = (sittings: Sitting[]) => sittings.map(({ day }) => day)
const on = async (serviceId: string, day: string, more: object = { state: 'open' }) =>
  (await made(serviceId, { day, ...more }))[0]!
const resident = () => buildResident({ community }, NOON)
const ask = (who: BuiltPerson, sitting: Sitting, more: { seats?: number; orWait?: boolean } = {}) =>
  server.call(bookSitting, { sittingId: String(sitting._id), ...more }, { as: who.token })
const see = (who: BuiltPerson, { id }: { id: string }) => server.call(getBooking, { id }, { as: who.token })
const change = (series: { id: string; revision: number }, more: Partial<InputOf<typeof api.changeSeries>>) =>
  server.call(
    api.changeSeries,
    { id: series.id, revision: series.revision, from: addDays(TODAY, 1), ...more },
    { as: clerk.token },
  )

describe('a series makes sittings', () => {
  it('as far as residents can book and a week more, holidays closed, and on the make-up workday of an office', async () => {
    const { id, series } = await arrange({ holidays: 'office' })
    const days = daysOf(await made(id))

    expect(series.madeUntil).toBe(addDays(TODAY, 21))
    // Noon is past: today's at 11:30 is not made any more. Saturday the 14th is worked, then it is off until the 23rd.
    expect(days).toEqual([
      ...['2026-02-03', '2026-02-04', '2026-02-05', '2026-02-06'],
      ...['2026-02-09', '2026-02-10', '2026-02-11', '2026-02-12', '2026-02-13', '2026-02-14'],
    ])
    now = instantAt('2026-02-09', 60)
    await runSeries(now)
    expect(daysOf(await made(id)).slice(days.length)).toEqual([
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
      '2026-03-02',
    ])
    now = NOON
  })

  it('from today on when its rules began long ago, and none after its last day', async () => {
    const { id } = await arrange({
      validFrom: '2025-09-01',
      validTo: '2026-02-06',
      lines: [{ ...first, from: 870, to: 900 }],
    })
    expect(daysOf(await made(id))).toEqual([TODAY, '2026-02-03', '2026-02-04', '2026-02-05', '2026-02-06'])
  })

  it('once, however many processes are at it and wherever one stopped', async () => {
    const { id, input, series } = await arrange()
    const before = daysOf(await made(id))
    await SittingModel.deleteMany({ 'offer.serviceId': id, day: { $in: ['2026-02-04', '2026-02-06'] } })
    await SeriesModel.updateOne({ _id: series.id }, { $set: { madeUntil: null } })

    await Promise.all([runSeries(NOON), runSeries(NOON), runSeries(NOON)])
    expect(daysOf(await made(id))).toEqual(before)

    const key = newKey()
    const twice = await Promise.all(
      [0, 1].map(() => server.call(api.createSeries, { ...input, name: '再一个' }, { as: clerk.token, key })),
    )
    expect(twice[0]!.id).toBe(twice[1]!.id)
    expect(daysOf(await made(id, { state: 'open' }))).toEqual(before)
  })

  it('but not again what was cancelled, nor beside one that was arranged by hand', async () => {
    const { _id } = await buildService(community, {}, NOON)
    const id = String(_id)
    const byHand = { id, days: ['2026-02-04'], title: '第一批', from: 695, to: 725, capacity: 9 }
    await server.call(createSittings, byHand, { as: clerk.token })
    const { series } = await arrange({}, id)
    const gone = await on(id, '2026-02-05')
    await server.call(cancelSitting, { id, sittingId: String(gone._id), reason: '停水' }, { as: clerk.token })

    await SeriesModel.updateOne({ _id: series.id }, { $set: { madeUntil: null } })
    await runSeries(NOON)
    await change(series, { line: { key: 'l1', capacity: 5 } })

    expect(await made(id, { day: '2026-02-04' })).toMatchObject([{ title: '第一批', capacity: 9 }])
    expect(await made(id, { day: '2026-02-05' })).toMatchObject([{ state: 'cancelled', cancelReason: '停水' }])
    expect(await on(id, '2026-02-06')).toMatchObject({ capacity: 5 })
  })

  it('though another community switched the feature off, which gets its own once it is on again', async () => {
    const elsewhere = await buildCommunity()
    const area = { id: String(elsewhere._id) }
    const admin = await buildStaff({ area: elsewhere }, NOON)
    const service = String((await buildService(elsewhere, { kind: 'meal' }, NOON))._id)
    const input = { id: service, name: '冬季', lines: [first], validFrom: TODAY }
    const theirs = await server.call(api.createSeries, input, { as: admin.token })
    const mine = await arrange()
    const switchOff = async (off: Feature[]) => {
      const { revision } = await server.call(getAreaSettings, area, { as: admin.token })
      await server.call(switchFeatures, { ...area, revision, off }, { as: admin.token })
    }
    const empty = async () => {
      await SittingModel.deleteMany({ 'offer.serviceId': { $in: [service, mine.id] } })
      await SeriesModel.updateMany({ _id: { $in: [theirs.id, mine.series.id] } }, { $set: { madeUntil: null } })
    }
    await switchOff(['meals'])
    await empty()

    await runSeries(NOON)
    expect([(await made(service)).length, (await made(mine.id)).length > 0]).toEqual([0, true])

    await switchOff([])
    await runSeries(NOON)
    expect((await made(service)).length).toBeGreaterThan(0)
  })

  it('and a preview says what would stand, what stands already and which days are closed, and makes none', async () => {
    const { _id } = await buildService(community, {}, NOON)
    const id = String(_id)
    await server.call(
      createSittings,
      { id, days: ['2026-02-04'], title: '午餐', from: 690, to: 720, capacity: 9 },
      { as: clerk.token },
    )
    const preview = await server.call(
      api.previewSeries,
      {
        id,
        name: '冬季',
        lines: [first],
        validFrom: TODAY,
        holidays: 'closed',
        exceptions: [{ day: '2026-02-05', periods: [], reason: '盘点' }],
      },
      { as: clerk.token },
    )
    expect(preview.rows.find(({ day }) => day === '2026-02-04')!.effect.code).toBe('there')
    expect(preview.rows.some(({ day }) => day === '2026-02-05')).toBe(false)
    expect(preview.closed.slice(0, 2)).toEqual([
      { day: '2026-02-05', why: '盘点' },
      { day: '2026-02-16', why: '春节' },
    ])
    expect(await made(id)).toHaveLength(1)
  })
})

describe('a change from a day on', () => {
  it('takes along who fits, tells who does not, and names them before', async () => {
    const { id, series } = await arrange()
    const other = await arrange({ lines: [{ ...first, title: '下午', from: 780, to: 840 }] })
    const [free, busy] = await Promise.all([resident(), resident()])
    const old = await on(id, '2026-02-04')
    const [stays, goes] = [await ask(free, old), await ask(busy, old)]
    const elsewhere = await ask(busy, await on(other.id, '2026-02-04'))
    const asked = {
      id: series.id,
      revision: series.revision,
      from: '2026-02-04',
      line: { key: 'l1', from: 780, to: 810 },
    }

    const preview = await server.call(api.previewSeriesChange, asked, { as: clerk.token })
    const row = preview.rows.find(({ day }) => day === '2026-02-04')!
    expect(row).toMatchObject({ effect: { code: 'move' }, before: '11:30-12:00，3 位', after: '13:00-13:30，3 位' })
    expect(row.bookings).toMatchObject([
      { who: free.name, fits: true },
      { who: busy.name, fits: false, why: `${busy.name}13:00 约了${elsewhere.service.name}` },
    ])
    expect(preview).toMatchObject({ affected: 2, unfit: 1 })
    await expect(server.call(api.changeSeries, asked, { as: clerk.token })).rejects.toMatchObject({ status: 400 })

    await server.call(api.changeSeries, { ...asked, reason: '厨房检修' }, { as: clerk.token })

    expect(clockOf((await on(id, '2026-02-03')).startsAt)).toBe('11:30')
    const moved = await on(id, '2026-02-04')
    expect(clockOf(moved.startsAt)).toBe('13:00')
    expect(moved.claims.map(({ personId }) => String(personId))).toEqual([String(free._id)])
    expect(await see(free, stays)).toMatchObject({ state: { code: 'cancelled' } })
    expect(await see(busy, goes)).toMatchObject({ state: { code: 'cancelled' }, cancelReason: '厨房检修' })
    const shown = await server.call(listSittings, { id, from: '2026-02-04', to: '2026-02-04' })
    expect(shown.items).toHaveLength(1)
    await expectAgreement(moved._id)
    await expectAgreement(old._id)
    const told = await BookingModel.findOne({ personId: free._id, state: 'confirmed' }).lean<Booking>()
    expect(told!.outbox.map(({ kind }) => kind)).toEqual(['booking_changed'])
  })

  it('brings who does not fit to another sitting of that day when that is chosen', async () => {
    const { id, series } = await arrange({
      lines: [first, { ...first, title: '第二批', from: 720, to: 750, capacity: 1 }],
    })
    const people = await Promise.all([resident(), resident(), resident()])
    const sitting = await on(id, '2026-02-10', { title: '第一批' })
    for (const who of people) await ask(who, sitting)

    await change(series, { line: { key: 'l1', capacity: 1 }, others: 'move', reason: '少一位厨师' })

    const [one, two] = await made(id, { day: '2026-02-10' })
    expect([one, two]).toMatchObject([
      { capacity: 1, taken: 1 },
      { capacity: 1, taken: 1 },
    ])
    expect(String(one!.claims[0]!.personId)).toBe(String(people[0]!._id))
    expect(String(two!.claims[0]!.personId)).toBe(String(people[2]!._id))
    expect(await BookingModel.findOne({ personId: people[1]!._id }).lean()).toMatchObject({
      state: 'cancelled',
      cancelReason: '少一位厨师',
    })
    for (const each of [one!, two!]) await expectAgreement(each._id)
  })

  it('closes many days at once and opens them again; who waited keeps the turn in a new time', async () => {
    const { id, series } = await arrange({ lines: [{ ...first, capacity: 1 }] })
    const [wang, li] = await Promise.all([resident(), resident()])
    const tenth = await on(id, '2026-02-10')
    await ask(wang, tenth)
    await ask(li, tenth, { orWait: true })
    const days = ['2026-02-11', '2026-02-12', '2026-02-13']
    const closed = await change(series, { exceptions: days.map((day) => ({ day, periods: [], reason: '盘点' })) })
    expect(await made(id, { day: { $in: days } })).toEqual([])

    const later = await change(closed, {
      exceptions: [],
      line: { key: 'l1', from: 660, to: 690 },
      reason: '提前半小时',
    })
    expect(daysOf(await made(id, { day: { $in: days }, state: 'open' }))).toEqual(days)
    const moved = await on(id, '2026-02-10')
    expect([moved.taken, moved.queue.map(({ personId }) => String(personId))]).toEqual([1, [String(li._id)]])

    await change(later, { line: { key: 'l1', from: 690, to: 720 }, reason: '还是原来的时间' })
    const back = await on(id, '2026-02-10')
    expect([String(back._id), back.taken, back.queue.length]).toEqual([String(tenth._id), 1, 1])
    await expectAgreement(back._id)
  })

  it('ends it: what is later goes, who booked is told, and nothing is made after', async () => {
    const { id, series } = await arrange()
    const who = await resident()
    const booking = await ask(who, await on(id, '2026-02-12'))
    await change(series, { validTo: '2026-02-10', reason: '食堂搬家' })

    expect(daysOf(await made(id, { state: 'open' })).at(-1)).toBe('2026-02-10')
    expect(await see(who, booking)).toMatchObject({ cancelReason: '食堂搬家' })
    await runSeries(addDaysTo(NOON, 5))
    expect(daysOf(await made(id, { state: 'open' })).at(-1)).toBe('2026-02-10')
  })

  it('that a crash left in the middle is finished by the job, and nobody changes over it meanwhile', async () => {
    const { id, series } = await arrange()
    const who = await resident()
    await ask(who, await on(id, '2026-02-05'))
    const settling = { from: '2026-02-04', others: 'tell', reason: '改时间', by: clerk._id, at: NOON }
    const { lines } = (await SeriesModel.findById(series.id).lean())!
    const after = lines.map((line) => ({ ...line, from: 600, to: 630 }))
    await SeriesModel.updateOne({ _id: series.id }, { $set: { lines: after, settling }, $inc: { revision: 1 } })

    await expect(
      change({ ...series, revision: 2 }, { line: { key: 'l1', capacity: 9 }, reason: '加位' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await Promise.all([runSeries(NOON), runSeries(NOON)])

    const times = (await made(id, { state: 'open', day: { $gte: '2026-02-04' } })).map(({ startsAt }) =>
      clockOf(startsAt),
    )
    expect(new Set(times)).toEqual(new Set(['10:00']))
    expect(await on(id, '2026-02-05')).toMatchObject({ taken: 1 })
    expect(await SeriesModel.findById(series.id).lean()).not.toHaveProperty('settling')
  })

  it('is refused to who saw an older one, to a grid worker, and to another community', async () => {
    const { series } = await arrange()
    await change(series, { name: '春季' })
    await expect(change(series, { name: '夏季' })).rejects.toMatchObject({ code: 'CONFLICT' })
    const [grid, stranger] = await Promise.all([
      buildStaff({ role: 'grid_worker', area: community }, NOON),
      buildStaff({ role: 'clerk' }, NOON),
    ])
    const asked = { id: series.id, revision: 2, from: TODAY, name: '夏季' }
    await expect(server.call(api.changeSeries, asked, { as: grid.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(server.call(api.changeSeries, asked, { as: stranger.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

const addDaysTo = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000)

describe('one sitting', () => {
  const move = (sitting: Sitting, more: object) =>
    server.call(api.rescheduleSitting, { id: String(sitting._id), ...more }, { as: clerk.token })

  it('goes to another day with who fits, stays its own, and back again', async () => {
    const { id, series } = await arrange()
    const who = await resident()
    const sitting = await on(id, '2026-02-05')
    await ask(who, sitting)
    const asked = { day: '2026-02-07', reason: '厨房检修' }
    const preview = await server.call(api.previewReschedule, { id: String(sitting._id), ...asked }, { as: clerk.token })
    expect(preview.rows).toMatchObject([
      { before: '2月5日 周四 11:30-12:00，3 位', after: '2月7日 周六 11:30-12:00，3 位', bookings: [{ fits: true }] },
    ])

    const moved = await move(sitting, asked)
    const again = await move(sitting, asked)
    expect([moved.day, moved.taken, again.id]).toEqual(['2026-02-07', 1, moved.id])
    await change(series, { line: { key: 'l1', from: 660, to: 690 }, reason: '提前' })
    await runSeries(NOON)
    expect(await made(id, { day: '2026-02-05', state: 'open' })).toEqual([])
    expect(clockOf((await on(id, '2026-02-07')).startsAt)).toBe('11:30')

    const back = await move(await on(id, '2026-02-07'), { day: '2026-02-05', reason: '撤销' })
    expect([back.day, back.taken]).toEqual(['2026-02-05', 1])
  })

  it('does not go where one stands, nor into the past, nor after it began', async () => {
    const { id } = await arrange()
    const sitting = await on(id, '2026-02-05')
    await expect(move(sitting, { day: '2026-02-06' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(move(sitting, { day: '2026-02-01' })).rejects.toMatchObject({ code: 'SITTING_CLOSED' })
    await SittingModel.updateOne({ _id: sitting._id }, { $set: { startsAt: NOON } })
    await expect(move(sitting, { day: '2026-02-08' })).rejects.toMatchObject({ code: 'SITTING_CLOSED' })
  })

  it('left half emptied by a crash is emptied by the job, while others book into it in vain', async () => {
    const { id } = await arrange()
    const people = await Promise.all([resident(), resident()])
    const sitting = await on(id, '2026-02-06')
    for (const who of people) await ask(who, sitting)
    const moving = { others: 'tell', reason: '停电', by: clerk._id, at: NOON }
    await SittingModel.updateOne({ _id: sitting._id }, { $set: { state: 'cancelled', cancelReason: '停电', moving } })

    await expect(ask(await resident(), sitting)).rejects.toMatchObject({ code: 'SITTING_CANCELLED' })
    await Promise.all([finishMoves(NOON, 0), finishMoves(NOON, 0)])

    const { held, sitting: after } = await expectAgreement(sitting._id)
    expect([held, after.moving]).toEqual([[], undefined])
    const reasons = (await BookingModel.find({ sittingId: sitting._id }).lean()).map((one) => one.cancelReason)
    expect(reasons.filter((one) => one === '停电')).toHaveLength(2)
  })

  it('moved while a crowd books it loses nobody and seats nobody twice', async () => {
    const { id } = await arrange({ lines: [{ ...first, capacity: 20 }] })
    const sitting = await on(id, '2026-02-06')
    const people = await Promise.all(Array.from({ length: 24 }, resident))
    const asks = people.map((who) =>
      ask(who, sitting).then(
        () => 'in',
        (cause: { code: string }) => cause.code,
      ),
    )
    await move(sitting, { from: 750, to: 780, reason: '改时间' })
    await Promise.all(asks)
    await finishMoves(NOON, 0)

    const target = (await made(id, { day: '2026-02-06', state: 'open' }))[0]!
    const { held } = await expectAgreement(target._id)
    expect((await expectAgreement(sitting._id)).held).toEqual([])
    expect(new Set(held.map(({ personId }) => String(personId))).size).toBe(held.length)
    expect(
      await BookingModel.countDocuments({ sittingId: sitting._id, state: { $in: ['confirmed', 'pending'] } }),
    ).toBe(0)
  })
})

it('the calendar says what does not go together, and what days are special', async () => {
  const { id } = await arrange()
  const sitting = await on(id, '2026-02-06')
  await SittingModel.updateOne({ _id: sitting._id }, { $set: { taken: 5 } })
  const calendar = await server.call(
    api.listCalendar,
    { from: '2026-02-06', to: '2026-02-16', serviceId: id },
    { as: clerk.token },
  )
  expect(calendar.conflicts).toEqual([{ sittingId: String(sitting._id), words: '超订 2 位' }])
  expect(calendar.days.slice(0, 2)).toEqual([
    { day: '2026-02-14', words: '调休上班' },
    { day: '2026-02-15', words: '春节' },
  ])
  expect(calendar.items[0]).toMatchObject({ series: { key: 'l1', own: false } })
  expect(dayOf(NOON)).toBe(TODAY)
})
