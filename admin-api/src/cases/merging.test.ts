import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as neighbours from '@yike/shared/cases/followed-endpoints'
import * as merging from '@yike/shared/cases/merging-endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import type { StaffCase } from '@yike/shared/cases/schemas'
import * as whistles from '@yike/shared/cases/whistle-endpoints'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { countCases } from './counts'
import { settleMerges } from './merging'
import { figuresSince } from './read-tallies'
import { CaseModel, CategoryModel, type CaseRecord } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let now = MONDAY
let server: TestServer
let here = CENTER
let community: Community
let wang: BuiltPerson
let zhao: BuiltPerson
let sun: BuiltPerson
let clerk: BuiltPerson
let admin: BuiltPerson
let lamps: string
let water: string

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
  lamps = String((await CategoryModel.findOne({ name: '路灯照明' }).lean())!._id)
  water = String((await CategoryModel.findOne({ name: '停水、水压' }).lean())!._id)
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  here = { ...here, lat: here.lat + 0.02 }
  community = await buildCommunity({ position: here })
  wang = await buildResident({ community, name: '王秀英' }, now)
  zhao = await buildResident({ community, name: '赵建国' }, now)
  sun = await buildResident({ community, name: '孙桂芳' }, now)
  admin = await buildStaff({ area: community, role: 'community_admin', name: '张海燕' }, now)
  clerk = await buildStaff({ area: community, role: 'clerk', name: '陈静' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const minutesLater = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000))
const file = async (who: BuiltPerson, more: object = {}) => {
  minutesLater(1)
  const lamp = { description: '东门口的路灯灭了，晚上看不见路', position: here, categoryId: lamps }
  return server.call(api.fileCase, { ...lamp, ...more }, as(who, newKey()))
}
const read = (id: string, who = clerk) => server.call(api.getStaffCase, { id }, as(who))
const merge = (one: { id: string; seq: number }, other: { id: string; seq: number }, who = clerk, key?: string) =>
  server.call(
    merging.mergeCase,
    { id: one.id, seq: one.seq, otherId: other.id, otherSeq: other.seq, text: '同一盏灯，一起办。' },
    as(who, key),
  )
const unmerge = ({ id, seq }: StaffCase, who = clerk) =>
  server.call(merging.unmergeCase, { id, seq, text: '看错了，是两盏灯。' }, as(who))
const accept = ({ id, seq }: { id: string; seq: number }) =>
  server.call(api.acceptCase, { id, seq, text: '收下了，这就去看。' }, as(clerk))
const reply = ({ id, seq }: StaffCase, text: string) => server.call(api.replyToCase, { id, seq, text }, as(admin))
/** Two reports of one lamp, the older first, as staff read them. */
const two = async (more: object = {}) => {
  const [older, newer] = [await file(wang), await file(zhao, more)]
  return [await read(older.id), await read(newer.id)] as const
}
async function told(who: BuiltPerson) {
  const relay = new Relay(async () => {})
  relay.add(CaseModel)
  await relay.run()
  const lines = await MessageModel.find({ recipientId: who._id }).lean()
  return lines.map(({ title, body }) => `${title.split('：')[0]}：${body}`)
}
const stored = async (id: string) => (await CaseModel.findById(id).lean<CaseRecord>())!

describe('two reports of one matter', () => {
  it('are suggested with the reason, and merged into the older one, of which both reporters and followers hear', async () => {
    const [older, newer] = await two()
    await server.call(neighbours.followCase, { id: newer.id }, as(sun))
    const { items } = await server.call(merging.listLikelyDuplicates, { id: older.id }, as(clerk))
    expect(items).toEqual([expect.objectContaining({ id: newer.id, reason: '相距 0 米，同一类，同一天' })])

    const after = await merge(older, items[0]!)
    expect(after).toMatchObject({ id: older.id, listeners: 2, absorbed: [{ id: newer.id, number: newer.number }] })
    expect(await read(newer.id)).toMatchObject({ state: { code: 'merged' }, mergedInto: { id: older.id } })
    await reply(await accept(after), '电工周三来。')

    const heard = ['有答复：电工周三来。', '社区收下了：收下了，这就去看。']
    expect((await told(zhao)).sort()).toEqual(['和同一件事并到一起办：同一盏灯，一起办。', ...heard].sort())
    expect((await told(sun)).filter((line) => heard.includes(line)).sort()).toEqual(heard.sort())
    const seen = await server.call(neighbours.getFollowedCase, { id: newer.id }, as(zhao))
    expect(seen).toMatchObject({ id: older.id, people: 3, can: { follow: false, unfollow: false } })
    expect(JSON.stringify(seen)).not.toContain('王秀英')
    expect((await server.call(api.getCase, { id: newer.id }, as(zhao))).state.label).toBe('和同一件事一起办')
  })

  it('leave one open case, which keeps the earlier limit and alone counts', async () => {
    const [older, newer] = await two({ categoryId: water, description: '东门口的路灯灭了，水也停了' })
    expect(new Date(newer.promise.dueAt!) < new Date(older.promise.dueAt!)).toBe(true)

    const after = await merge(newer, older)

    expect(after.promise.dueAt).toBe(newer.promise.dueAt)
    minutesLater(60 * 24 * 2)
    expect(await countCases(clerk.actor, now)).toMatchObject({ open: 1, late: 1 })
    expect(await figuresSince(clerk.actor, '2026-11-23', now)).toMatchObject({ filed: 1, answered: { some: 0, of: 1 } })
    expect(await stored(newer.id)).toMatchObject({ answeredAt: null, state: 'merged' })
  })

  it('stand apart again, each as it stood, when the merge is undone', async () => {
    const [older, newer] = await two({ categoryId: water })
    const accepted = await accept(newer)
    await merge(accepted, older)

    const apart = await unmerge(await read(newer.id))

    expect(apart).toMatchObject({ state: { code: 'accepted' }, mergedInto: null, owner: { name: '陈静' } })
    expect(apart.promise.dueAt).toBe(newer.promise.dueAt)
    expect(await read(older.id)).toMatchObject({ absorbed: [], promise: { dueAt: older.promise.dueAt } })
    await reply(await accept(await read(older.id)), '只说给王秀英听。')
    expect(await told(zhao)).not.toContain('有答复：只说给王秀英听。')
    for (const { id } of [older, newer]) {
      const c = await stored(id)
      expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))
    }
  })

  it('tell the receivers of the newer one to stop, and to go on when it stands apart: each member once', async () => {
    const qian = await buildStaff({ area: community, role: 'receiver', name: '钱进' }, now)
    const property = await buildReceiver(server, admin, '颐园物业', [qian])
    const grid = await buildReceiver(server, admin, '供电公司', [qian])
    const [older, newer] = await two({ description: '我是赵建国，东门口的路灯灭了，晚上看不见路' })
    const { id, seq } = await accept(newer)
    const given = await server.call(api.dispatchCase, { id, seq, receiverId: property.id }, as(clerk))
    const whistle = {
      occasion: 'key_work' as const,
      receiverIds: [grid.id],
      leadId: grid.id,
      text: '线也断了，一起来。',
    }
    const blown = await server.call(whistles.blowWhistle, { id, seq: given.seq, ...whistle }, as(admin))
    const heard = async () => (await told(qian)).filter((line) => /^(并到|又单独)/.test(line))

    await merge(blown, older)
    expect(await heard()).toEqual(['并到另一件一起办，这件先停下：同一盏灯，一起办。'])
    const shown = await server.call(received.getReceivedCase, { id }, as(qian))
    expect(shown).toMatchObject({ state: { code: 'done', label: '已合并' }, can: { sign: false, report: false } })
    const about = await MessageModel.find({ recipientId: qian._id, kind: 'received_case_merged' }).lean()
    expect(about).toMatchObject([{ about: { type: 'received_case' } }])
    expect(about[0]!.title).not.toContain('赵建国')

    await unmerge(await read(id))
    expect(await heard()).toHaveLength(2)
    expect(new Set(await heard())).toEqual(
      new Set(['并到另一件一起办，这件先停下：同一盏灯，一起办。', '又单独办了，请接着办：看错了，是两盏灯。']),
    )
    expect((await server.call(received.getReceivedCase, { id }, as(qian))).can.sign).toBe(true)
  })

  it('are not merged where one is answered, is itself, or was read too long ago', async () => {
    const [older, newer] = await two()
    await expect(merge(older, older)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
    const accepted = await accept(newer)
    await expect(merge(older, newer)).rejects.toMatchObject({ code: 'CASE_MOVED' })
    await server.call(api.resolveCase, { id: newer.id, seq: accepted.seq, text: '修好了。' }, as(clerk))
    await expect(merge(older, await read(newer.id))).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
  })
})

it('chains of merges lose nobody', async () => {
  const [first, second] = await two()
  const third = await read((await file(sun)).id)
  const middle = await merge(second, third)
  const all = await merge(first, middle)
  expect(all.listeners).toBe(2)
  await accept(await read(first.id))
  for (const who of [zhao, sun]) expect(await told(who)).toContain('社区收下了：收下了，这就去看。')
})

describe('at once', () => {
  it('of two clerks who merge the same case into two others one wins, and the other is told that it moved', async () => {
    const [older, newer] = await two()
    const newest = await read((await file(sun)).id)
    const tried = await Promise.allSettled([merge(older, newest, clerk), merge(newer, newest, admin)])
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(tried.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'CASE_MOVED' } })
    const [a, b] = [await stored(older.id), await stored(newer.id)]
    expect([...a.absorbed, ...b.absorbed].map(String)).toEqual([newest.id])
  })

  it('a case answered while another is merged into it: either the merge holds, or both stand for themselves', async () => {
    for (let round = 0; round < 8; round++) {
      const [older, newer] = await two()
      const accepted = await accept(older)
      const resolve = { id: older.id, seq: accepted.seq, text: '灯泡换好了。' }
      await Promise.allSettled([
        merge(accepted, newer),
        server.call(api.resolveCase, resolve, as(clerk)).catch(() => null),
      ])
      const [one, other] = [await stored(older.id), await stored(newer.id)]
      expect(one.absorbed.map(String)).toEqual(other.merged ? [newer.id] : [])
      expect(other.settling).toBeUndefined()
      if (other.merged && one.state === 'resolved') expect(await told(zhao)).toContain('办好了：灯泡换好了。')
    }
  })

  it('the same tap sent again merges once', async () => {
    const [older, newer] = await two()
    const key = newKey()
    const [once, again] = [await merge(older, newer, clerk, key), await merge(older, newer, clerk, key)]
    expect([once.seq, again.seq]).toEqual([2, 2])
    expect((await stored(newer.id)).events.filter(({ kind }) => kind === 'merged')).toHaveLength(1)
  })
})

it('a merge cut off after its first write is finished by the job, and nobody misses the step in between', async () => {
  const [older, newer] = await two({ categoryId: water })
  const write = CaseModel.findOneAndUpdate.bind(CaseModel)
  let writes = 0
  const killed = vi.spyOn(CaseModel, 'findOneAndUpdate').mockImplementation(((...args: Parameters<typeof write>) => {
    if (++writes > 1) throw new Error('killed')
    return write(...args)
  }) as never)
  await expect(merge(older, newer)).rejects.toBeDefined()
  killed.mockRestore()
  expect(await stored(newer.id)).toMatchObject({ state: 'merged' })
  expect((await stored(older.id)).absorbed).toEqual([])
  minutesLater(1)
  await accept(await read(older.id))

  minutesLater(1)
  await settleMerges(now)
  await settleMerges(now)

  expect(await read(older.id)).toMatchObject({ listeners: 1, promise: { dueAt: newer.promise.dueAt } })
  expect((await told(zhao)).filter((line) => line === '社区收下了：收下了，这就去看。')).toHaveLength(1)
})

it('two cases that have to do with each other name each other until the link is taken away', async () => {
  const [older, newer] = await two()
  const link = { id: older.id, otherId: newer.id }
  await server.call(merging.linkCases, { id: newer.id, otherId: older.id }, as(clerk))
  expect(await server.call(merging.linkCases, link, as(clerk))).toMatchObject({ links: [{ id: newer.id }] })
  expect((await read(newer.id)).links).toHaveLength(1)
  await server.call(merging.unlinkCases, link, as(clerk))
  expect((await read(newer.id)).links).toEqual([])
  const elsewhere = await buildStaff({ area: await buildCommunity(), role: 'clerk' }, now)
  await expect(server.call(merging.linkCases, link, as(elsewhere))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(merge(older, newer, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
