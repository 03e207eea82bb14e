import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createSittings } from '@yike/shared/booking/endpoints'
import * as series from '@yike/shared/schedule/endpoints'
import * as courses from '@yike/shared/courses/endpoints'
import type { ServiceKind } from '@yike/shared/directory/categories'
import { addDays, instantAt } from '@yike/shared/time/china'
import { SittingModel } from '../booking/model'
import type { Place } from '../directory/model'
import type { Community } from '../territory/areas'
import { buildCommunity, buildPlace, buildService, buildStaff, different, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

/** Monday. */
const TODAY = '2026-02-02'
const NOON = instantAt(TODAY, 12 * 60)
const TUESDAY = addDays(TODAY, 1)
const NINE = 9 * 60
let server: TestServer
let community: Community
let clerk: BuiltPerson
let place: Place

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
})
afterAll(() => server.stop())
beforeEach(async () => {
  place = await buildPlace(community, { name: different('活动室') }, NOON)
})

const service = async (name: string, more: { room?: string; kind?: ServiceKind } = {}) =>
  String((await buildService(community, { placeId: place._id, name, kind: 'course', ...more }, NOON))._id)
const arrange = (id: string, from: number, more: object = {}) =>
  server.call(
    createSittings,
    { id, days: [TUESDAY], title: '上课', from, to: from + 90, capacity: 10, ...more },
    { as: clerk.token },
  )
const weekly = (id: string, from: number) => ({
  id,
  name: '冬季',
  lines: [{ title: '上课', weekdays: [2], from, to: from + 60, capacity: 10 }],
  validFrom: TODAY,
})
const sittingsOf = (id: string) => SittingModel.countDocuments({ 'offer.serviceId': id })

it('two classes in one place at one time are refused by name, and made when the clerk knows', async () => {
  const [calligraphy, phones] = [await service('书法课'), await service('手机课堂')]
  await arrange(calligraphy, NINE)

  await expect(arrange(phones, NINE + 60)).rejects.toMatchObject({
    code: 'ROOM_TAKEN',
    message: expect.stringContaining(
      `2月3日（周二）9:00-10:30 ${place.name}已经有书法课。换个时间，或者照样排。`,
    ) as string,
  })
  expect(await sittingsOf(phones)).toBe(0)
  await arrange(phones, NINE + 90)
  await arrange(phones, NINE + 60, { despiteClash: true })

  const { conflicts } = await server.call(
    series.listCalendar,
    { from: TUESDAY, to: TUESDAY, placeId: String(place._id) },
    { as: clerk.token },
  )
  expect(conflicts.map(({ words }) => words)).toContain(`${place.name}同时还有手机课堂`)
})

it('two rooms of one place are not in each other’s way, nor is lunch', async () => {
  await arrange(await service('书法课', { room: '书画室' }), NINE)

  await arrange(await service('手机课堂', { room: '电教室' }), NINE)
  await arrange(await service('午餐', { kind: 'meal' }), NINE)
  const painting = await service('国画课', { room: '书画室' })
  await expect(arrange(painting, NINE)).rejects.toMatchObject({ code: 'ROOM_TAKEN' })
})

it('a series names in its preview each day that its room is taken, and is refused until they were seen', async () => {
  await arrange(await service('书法课'), NINE)
  const input = weekly(await service('手机课堂'), NINE)

  const { clashes } = await server.call(series.previewSeries, input, { as: clerk.token })
  expect(clashes).toEqual([{ day: TUESDAY, words: `9:00-10:30 ${place.name}已经有书法课` }])
  await expect(server.call(series.createSeries, input, { as: clerk.token })).rejects.toMatchObject({
    code: 'ROOM_TAKEN',
  })
  expect(await sittingsOf(input.id)).toBe(0)

  const key = 'seen-it-and-go-on-0001'
  const made = await server.call(series.createSeries, { ...input, despiteClash: true }, { as: clerk.token, key })
  expect(await server.call(series.createSeries, { ...input, despiteClash: true }, { as: clerk.token, key })).toEqual(
    made,
  )
})

it('each session of a course counts, and what moves away makes room', async () => {
  const [calligraphy, phones] = [await service('书法课'), await service('手机课堂')]
  const course = { id: calligraphy, title: '书法', days: [TUESDAY, addDays(TUESDAY, 7)], from: NINE, to: NINE + 60 }
  const { sittingId } = await server.call(courses.createCourse, { ...course, capacity: 5 }, { as: clerk.token })
  const inBetween = { days: [addDays(TUESDAY, 3)] }
  await arrange(phones, NINE, inBetween)

  await expect(arrange(phones, NINE, { days: [addDays(TUESDAY, 7)] })).rejects.toMatchObject({ code: 'ROOM_TAKEN' })
  const move = { sittingId, n: 2, day: addDays(TUESDAY, 3), from: NINE, to: NINE + 60, reason: '老师有事' }
  await expect(server.call(courses.moveSession, move, { as: clerk.token })).rejects.toMatchObject({
    code: 'ROOM_TAKEN',
  })
  await server.call(courses.moveSession, { ...move, from: 14 * 60, to: 15 * 60 }, { as: clerk.token })
  await arrange(phones, NINE, { days: [addDays(TUESDAY, 7)] })
})

it('a change of a series is not in its own way', async () => {
  const input = weekly(await service('书法课'), NINE)
  const made = await server.call(series.createSeries, input, { as: clerk.token })
  const change = { id: made.id, revision: made.revision, from: TUESDAY, line: { key: 'l1', from: NINE + 30 } }

  const { clashes } = await server.call(series.previewSeriesChange, change, { as: clerk.token })
  expect(clashes).toEqual([])
  await server.call(series.changeSeries, change, { as: clerk.token })
})
