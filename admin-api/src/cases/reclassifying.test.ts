import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { followCase, getFollowedCase } from '@yike/shared/cases/followed-endpoints'
import * as org from '@yike/shared/receivers/endpoints'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { expectTallied } from '../testing/expect-tallied'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { learnFromCases } from './lessons'
import { CaseModel, CategoryModel, type CaseRecord } from './model'
import { CaseTallyModel } from './tally-model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson
let admin: BuiltPerson
let power: string
let lamp: string

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
  const idOf = async (name: string | RegExp) => String((await CategoryModel.findOne({ name }))!._id)
  ;[power, lamp] = await Promise.all([idOf('停电、电路'), idOf(/路灯/)])
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  await CaseModel.deleteMany({})
  ;({ community, wang, clerk, admin } = await buildCaseOffice(now))
})

const read = (id: string, who = clerk) => server.call(api.getStaffCase, { id }, { as: who.token })
const reclassify = async (id: string, categoryId: string, who = clerk) =>
  server.call(
    api.reclassifyCase,
    { id, seq: (await read(id, who)).seq, categoryId, text: '看过了，是整个单元停电。' },
    { as: who.token, key: newKey() },
  )
const stored = (id: string) => CaseModel.findById(id).lean<CaseRecord>()

it('corrects the category: the resident reads why, and a shorter limit holds from then on', async () => {
  const { id } = await buildAccepted(server, wang, clerk)

  const after = await reclassify(id, power)

  expect(after).toMatchObject({ category: { id: power }, promise: { dueAt: '2026-11-24T10:00:00+08:00' } })
  const mine = await server.call(api.getCase, { id }, { as: wang.token })
  expect(mine.timeline.at(-1)).toMatchObject({ what: '改了类别', why: '看过了，是整个单元停电。' })
  expect((await reclassify(id, lamp)).promise.dueAt).toBe('2026-11-24T10:00:00+08:00')
  await expect(reclassify(id, lamp)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

it('is a step of those who have the case and may say what it is about, one at a time', async () => {
  const { id, seq } = await buildAccepted(server, wang, clerk)
  const grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, now)
  const away = await buildStaff({ role: 'clerk', name: '邻社区的人' }, now)
  const input = { id, seq, categoryId: power, text: '是停电。' }

  await expect(reclassify(id, power, away)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const both = await Promise.allSettled(
    [clerk, admin].map((who) => server.call(api.reclassifyCase, input, { as: who.token, key: newKey() })),
  )

  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { seq: next } = await read(id)
  await server.call(api.assignCase, { id, seq: next, assigneeId: String(grid._id) }, { as: clerk.token })
  expect((await read(id, grid)).can.reclassify).toBe(true)
  await server.call(api.resolveCase, { id, seq: next + 1, text: '电来了。' }, { as: grid.token })
  expect((await read(id, grid)).can.reclassify).toBe(false)
})

it('teaches the suggestions, moves the tallies and names the receiver of the right category', async () => {
  const grid = await buildReceiver(server, await buildStaff({ area: community }, now), '供电所', [])
  await server.call(
    org.addCatalogueEntry,
    { receiverId: grid.id, categoryId: power, areaId: String(community._id), validFrom: '2026-11-01' },
    { as: (await buildStaff({ area: community }, now)).token, key: newKey() },
  )
  const { id } = await buildAccepted(server, wang, clerk)
  await learnFromCases(now)
  expect(String((await stored(id))!.lesson!.category)).toBe(lamp)

  await reclassify(id, power)

  await learnFromCases(now)
  expect(String((await stored(id))!.lesson!.category)).toBe(power)
  const receivers = await server.call(api.listReceiversForCase, { id }, { as: clerk.token })
  expect(receivers.items[0]).toMatchObject({ name: '供电所', reason: expect.stringContaining('停电') })
  await expectTallied()
  const [tally] = await CaseTallyModel.find({ communityId: community._id, series: 'month:category' }).lean()
  expect(tally!.cells[0]!.rows.map(({ of, filed }) => [String(of), filed])).toEqual([[power, 1]])
})

it('tells followers nothing more once it is about somebody’s own life', async () => {
  const { id } = await buildAccepted(server, wang, clerk)
  const neighbour = await buildResident({ community, name: '赵大爷' }, now)
  await server.call(followCase, { id }, { as: neighbour.token })
  const own = await CategoryModel.findOne({ isPrivate: true, kinds: 'complaint', parentId: { $ne: null } }).lean()

  const { seq } = await reclassify(id, String(own!._id))

  await server.call(api.replyToCase, { id, seq, text: '社工上门去看了。' }, { as: clerk.token })
  const relay = new Relay(async () => {})
  relay.add(CaseModel)
  await relay.run()
  expect(await MessageModel.countDocuments({ recipientId: neighbour._id })).toBe(0)
  await expect(server.call(getFollowedCase, { id }, { as: neighbour.token })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
