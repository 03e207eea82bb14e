import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookSitting, cancelBooking, rescheduleBooking } from '@yike/shared/booking/endpoints'
import * as api from '@yike/shared/feeds/endpoints'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import ICAL from 'ical.js'
import type { Community } from '../territory/areas'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildService,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { FeedModel } from './model'
import { folded } from './ics'
import { BookingModel, SittingModel, type Sitting } from '../booking/model'

const TODAY = dayOf(new Date())
const NOON = instantAt(TODAY, 12 * 60)
/** The time of the server, which a story may move on. */
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

const read = (path: string, as?: string) =>
  fetch(`${server.origin}${path}`, {
    headers: { 'X-Client': 'weapp', ...(as ? { Authorization: `Bearer ${as}` } : {}) },
  })
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
const statusOf = (event: ICAL.Event) => event.component.getFirstPropertyValue('status')
const at = (days: number, facts: Parameters<typeof buildSitting>[1] = {}) =>
  buildSitting(community, { startsAt: instantAt(addDays(TODAY, days), 690), ...facts }, NOON)
const ask = (who: BuiltPerson, sitting: Sitting, personId?: string) =>
  server.call(bookSitting, { sittingId: String(sitting._id), personId, note: '糖尿病，少盐' }, { as: who.token })

describe('the calendar of a resident', () => {
  it('parses, with own and family bookings by relation, and neither names nor what is told of health', async () => {
    const wang = await buildResident({ community }, NOON)
    const mother = await buildFamily(wang, {}, NOON)
    const name = '东营市东营区文汇街道颐园社区长者食堂，二楼；靠窗\\的\n那一间'
    await ask(wang, await at(1, { offer: { serviceName: '量血压', placeName: name } }))
    await ask(wang, await at(2), String(mother._id))
    const { path } = await server.call(api.makeMyFeed, {}, { as: wang.token })

    const answer = await read(path)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = await answer.text()
    const events = eventsOf(text)
    expect(events.map(({ summary }) => summary)).toEqual(['量血压 午餐', '妈妈：午餐 午餐'])
    expect(events[0]!.location).toBe(`${name}，济南路 1 号`)
    expect(events[0]!.startDate.toString()).toBe(`${addDays(TODAY, 1)}T11:30:00`)
    expect(events[0]!.startDate.zone.tzid).toBe('Asia/Shanghai')
    for (const secret of [mother.name, wang.name, '糖尿病', '13800000000', 'VALARM']) expect(text).not.toContain(secret)
  })

  it('has lines of 75 octets at most, each ended by CRLF, and cuts no character', async () => {
    const wang = await buildResident({ community }, NOON)
    await ask(wang, await at(3, { title: '长'.repeat(60) }))
    const { path } = await server.call(api.makeMyFeed, {}, { as: wang.token })
    const text = await (await read(path)).text()
    const lines = text.split('\r\n')
    expect(lines.pop()).toBe('')
    expect(lines.filter((line) => /[\r\n]/.test(line) || Buffer.byteLength(line) > 75)).toEqual([])
    expect(eventsOf(text)[0]!.summary).toContain('长'.repeat(60))
    expect(
      folded(`A${'😀'.repeat(30)}`)
        .split('\r\n ')
        .join(''),
    ).toBe(`A${'😀'.repeat(30)}`)
  })

  it('keeps one appointment when it moves, with a higher sequence, and says CANCELLED at the end', async () => {
    const wang = await buildResident({ community }, NOON)
    const offer = { serviceId: (await at(4))!.offer.serviceId }
    const [monday, tuesday] = [await at(5, { offer }), await at(6, { offer })]
    const booking = await ask(wang, monday)
    const { path } = await server.call(api.makeMyFeed, {}, { as: wang.token })
    const only = async () => {
      const events = eventsOf(await (await read(path)).text())
      expect(events).toHaveLength(1)
      return events[0]!
    }
    const before = await only()
    const moved = await server.call(
      rescheduleBooking,
      { id: booking.id, sittingId: String(tuesday._id) },
      { as: wang.token },
    )
    const after = await only()
    await server.call(cancelBooking, { id: moved.id }, { as: wang.token })
    const end = await only()

    expect(new Set([before, after, end].map(({ uid }) => uid)).size).toBe(1)
    expect(after.startDate.toString()).toContain(addDays(TODAY, 6))
    expect(after.sequence).toBeGreaterThan(before.sequence)
    expect(end.sequence).toBeGreaterThan(after.sequence)
    expect([before, after, end].map(statusOf)).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED'])
  })

  it('moves sequence and time with every change of what it says, for all devices alike, and with nothing else', async () => {
    const wang = await buildResident({ community }, NOON)
    const booking = await ask(wang, await at(7))
    const { path } = await server.call(api.makeMyFeed, {}, { as: wang.token })
    const version = async () => {
      const [{ sequence, component }] = eventsOf(await (await read(path)).text()) as [ICAL.Event]
      const [stamp, modified] = ['dtstamp', 'last-modified'].map((name) =>
        (component.getFirstPropertyValue(name) as ICAL.Time).toJSDate().getTime(),
      )
      return { sequence, stamp, modified }
    }
    const first = await version()
    now = new Date(NOON.getTime() + 3_600_000)
    expect(await version()).toEqual(first)

    await BookingModel.updateOne({ _id: booking.id }, { $set: { 'offer.address': '济南路 3 号' } })
    const [phone, laptop] = await Promise.all([version(), version()])
    expect(phone.sequence).toBeGreaterThan(first.sequence)
    expect([phone.stamp, phone.modified]).toEqual([now.getTime(), now.getTime()])
    expect(laptop).toEqual(phone)
    now = new Date(NOON.getTime() + 7_200_000)
    expect(await version()).toEqual(phone)
    now = NOON
  })

  it('lies under an address of which only a hash is kept, that ends when it is renewed or revoked, and is not asked for too often', async () => {
    const wang = await buildResident({ community }, NOON)
    const first = await server.call(api.makeMyFeed, {}, { as: wang.token })
    const second = await server.call(api.makeMyFeed, {}, { as: wang.token })
    const secret = second.path.split('/').pop()!.replace('.ics', '')
    expect(JSON.stringify(await FeedModel.find().lean())).not.toContain(secret)
    expect([(await read(first.path)).status, (await read(second.path)).status]).toEqual([404, 200])
    expect((await server.call(api.getMyFeed, {}, { as: wang.token })).readAt).not.toBeNull()

    const statuses: number[] = []
    for (let n = 0; n < 14; n++) statuses.push((await read(second.path)).status)
    expect(statuses.at(-1)).toBe(429)
    await server.call(api.revokeMyFeed, {}, { as: wang.token })
    expect((await read(second.path)).status).toBe(404)
    expect((await read(`${API_BASE_PATH}/feeds/${'x'.repeat(43)}.ics`)).status).toBe(404)
    expect(await server.call(api.getMyFeed, {}, { as: wang.token })).toEqual({ madeAt: null, readAt: null })
  })
})

it('the calendar of a service has its sittings with counts, nobody by name, for who works there', async () => {
  const service = await buildService(community, {}, NOON)
  const id = String(service._id)
  const wang = await buildResident({ community }, NOON)
  const offer = { serviceId: service._id, serviceName: service.name }
  await ask(wang, await at(1, { offer, capacity: 12 }))
  const gone = await at(2, { offer })
  await SittingModel.updateOne({ _id: gone._id }, { $set: { state: 'cancelled' } })
  const grid = await buildStaff({ role: 'grid_worker', area: community }, NOON)
  const stranger = await buildStaff({ role: 'clerk' }, NOON)
  await expect(server.call(api.makeServiceFeed, { id }, { as: grid.token })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(server.call(api.makeServiceFeed, { id }, { as: stranger.token })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })

  const { path } = await server.call(api.makeServiceFeed, { id }, { as: clerk.token })
  const text = await (await read(path)).text()
  expect(eventsOf(text).map((event) => [event.summary, statusOf(event)])).toEqual([
    [`${service.name} 午餐 1/12 位`, 'CONFIRMED'],
    [`${service.name} 午餐 0/10 位`, 'CANCELLED'],
  ])
  expect(text).not.toContain(wang.name)
})

describe('files for the office', () => {
  const file = async (path: string) =>
    Buffer.from(await (await read(`${API_BASE_PATH}${path}`, clerk.token)).arrayBuffer())

  it('list bookings of a period and a service, and run nothing in a spreadsheet', async () => {
    const service = await buildService(community, {}, NOON)
    const offer = { serviceId: service._id, serviceName: service.name }
    const wang = await buildResident({ community, name: '=HYPERLINK("x")' }, NOON)
    const [sitting, far] = [await at(1, { offer, priceFen: 700 }), await at(40, { offer, opensAt: NOON })]
    await ask(wang, sitting)
    await ask(wang, far)
    const query = `from=${TODAY}&to=${addDays(TODAY, 7)}&serviceId=${String(service._id)}`

    const csv = (await file(`/staff/bookings/export?${query}&format=csv`)).toString('utf8')
    expect(csv.startsWith('\ufeff日期,开始')).toBe(true)
    const lines = csv.trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines.at(-1)).toContain(`${clerk.name} ${TODAY}`)
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    const sheet = await readSheet(await file(`/staff/bookings/export?${query}`))
    expect(sheet[1]).toEqual(expect.arrayContaining(['=HYPERLINK("x")', '午餐', '已约好', 7]))
    const stranger = await buildStaff({ role: 'clerk' }, NOON)
    const theirs = await read(`${API_BASE_PATH}/staff/bookings/export?${query}&format=csv`, stranger.token)
    expect((await theirs.text()).trim().split('\r\n')).toHaveLength(2)
    expect(
      (await read(`${API_BASE_PATH}/staff/bookings/export?from=2026-01-01&to=2028-01-01`, clerk.token)).status,
    ).toBe(400)
  })

  it('count a month: who came, did not, cancelled, with sums that agree', async () => {
    const service = await buildService(community, {}, NOON)
    const offer = { serviceId: service._id, serviceName: service.name }
    const [wang, li] = [
      await buildResident({ community, name: '王一' }, NOON),
      await buildResident({ community, name: '李二' }, NOON),
    ]
    const states = [
      [wang, '2026-02-27', 'checked_in', 2],
      [wang, '2026-02-28', 'no_show', 1],
      [li, '2026-02-28', 'checked_in', 1],
      [li, '2026-02-28', 'cancelled', 1],
      [li, '2026-03-01', 'checked_in', 1],
    ] as const
    for (const [n, [who, day, state, seats]] of states.entries()) {
      const sitting = await at(1, { offer, startsAt: instantAt(addDays(TODAY, 8), 500 + n * 60) })
      const made = await ask(who, sitting)
      await BookingModel.updateOne(
        { _id: made.id },
        { $set: { state, seats, day, startsAt: instantAt(day, 600 + n * 60) } },
      )
    }
    const rows = await readSheet(await file(`/staff/attendance/export?month=2026-02&serviceId=${String(service._id)}`))
    expect(rows[0]!.slice(0, 4)).toEqual(['姓名', '电话尾号', '服务', 1])
    expect(rows[0]).toHaveLength(3 + 28 + 4)
    const [lis, wangs, total] = [rows[1]!, rows[2]!, rows[3]!]
    expect([lis[0], lis[30], ...lis.slice(-4)]).toEqual(['李二', '到 取消', 1, 1, 0, 1])
    expect([wangs[0], wangs[29], wangs[30], ...wangs.slice(-4)]).toEqual(['王一', '到', '没来', 1, 2, 1, 0])
    expect([total[29], total[30], ...total.slice(-4)]).toEqual([2, 1, 2, 3, 1, 1])
  })
})
