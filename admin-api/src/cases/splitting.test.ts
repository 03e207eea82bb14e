import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as neighbours from '@yike/shared/cases/followed-endpoints'
import { listLikelyDuplicates, mergeCase } from '@yike/shared/cases/merging-endpoints'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { splitCase } from '@yike/shared/cases/splitting-endpoints'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, CategoryModel, type CaseRecord } from './model'
import { makeSplitParts } from './splitting'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let now = MONDAY
let server: TestServer
let wang: BuiltPerson
let sun: BuiltPerson
let clerk: BuiltPerson
let admin: BuiltPerson
let community: Community
const categories: Record<string, string> = {}

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
  for (const { name, _id } of await CategoryModel.find().lean()) categories[name] = String(_id)
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  const office = await buildCaseOffice(now)
  ;({ wang, clerk, admin, community } = office)
  sun = await buildResident({ community, name: '孙桂芳' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const read = (id: string) => server.call(api.getStaffCase, { id }, as(clerk))
const stored = async (id: string) => (await CaseModel.findById(id).lean<CaseRecord>())!
/** A lamp and a leak in one report, followed by a neighbour and accepted. */
async function both() {
  const report = { description: '楼道灯灭了三天，水管也在漏', categoryId: categories['路灯照明']!, position: CENTER }
  const { id } = await server.call(api.fileCase, report, as(wang, newKey()))
  await server.call(neighbours.followCase, { id }, as(sun))
  now = new Date(MONDAY.getTime() + 60_000)
  return server.call(api.acceptCase, { id, seq: 1, text: '收下了。' }, as(clerk))
}
const WATER = '三单元楼道水管漏水'
const split = (
  { id, seq }: Pick<StaffCase, 'id' | 'seq'>,
  { key = newKey(), who = clerk, category = '停水、水压' } = {},
) =>
  server.call(
    splitCase,
    {
      id,
      seq,
      text: '灯和水管分开办，各找各的师傅。',
      parts: [{ description: WATER, categoryId: categories[category]! }],
    },
    as(who, key),
  )
async function told(who: BuiltPerson) {
  const relay = new Relay(async () => {})
  relay.add(CaseModel)
  await relay.run()
  return (await MessageModel.find({ recipientId: who._id }).lean()).map(({ title }) => title)
}
const agrees = async (id: string) => {
  const c = await stored(id)
  expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))
  return c
}

describe('a report about two matters', () => {
  it('becomes two cases of the same resident, with the same followers and no later limit', async () => {
    const whole = await both()
    const after = await split(whole)
    expect(after).toMatchObject({ id: whole.id, number: whole.number, description: '楼道灯灭了三天，水管也在漏' })
    const part = await read(after.parts[0]!.id)
    expect(part).toMatchObject({
      ...{ title: WATER, state: { code: 'accepted' }, owner: { name: '陈静' }, reporter: { name: '王秀英' } },
      ...{ partOf: { id: whole.id }, listeners: 1, filedAt: whole.filedAt, position: CENTER },
      timeline: [{ what: '交给社区' }, { what: '社区收下了', why: null }, { what: '从一件里分出来，单独办' }],
    })
    // Water is promised sooner than a lamp; from the filing on.
    expect(new Date(part.promise.dueAt!) < new Date(whole.promise.dueAt!)).toBe(true)
    expect((await stored(part.id)).promisedAt).toEqual(MONDAY)
    expect(after.promise.dueAt).toBe(whole.promise.dueAt)

    const mine = await server.call(api.listMyCases, {}, as(wang))
    expect(mine.items.map(({ id }) => id).sort()).toEqual([whole.id, part.id].sort())
    expect(await server.call(api.getCase, { id: part.id }, as(wang))).toMatchObject({ partOf: { id: whole.id } })
    expect(await server.call(api.getCase, { id: whole.id }, as(wang))).toMatchObject({
      parts: [{ id: part.id, state: { label: '社区收下了' } }],
      timeline: expect.arrayContaining([
        expect.objectContaining({ what: '分成 2 件办', why: '灯和水管分开办，各找各的师傅。' }),
      ]),
    })
    await server.call(api.replyToCase, { id: part.id, seq: part.seq, text: '水工下午来。' }, as(admin))
    expect(await told(wang)).toEqual(
      expect.arrayContaining([`分成 2 件办：楼道灯灭了三天，水管也在漏`, `社区有答复：${WATER}`]),
    )
    // Followers read the category, not the title.
    expect(await told(sun)).toContain('有答复：停水、水压')
    expect((await server.call(listLikelyDuplicates, { id: part.id }, as(clerk))).items).toEqual([])
    for (const id of [whole.id, part.id]) await agrees(id)
  })

  it('is made known to the receiver that has it, without the reporter', async () => {
    const whole = await both()
    const repairer = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, now)
    const { id: receiverId } = await buildReceiver(server, admin, '颐园物业', [repairer])
    const given = await server.call(api.dispatchCase, { id: whole.id, seq: whole.seq, receiverId }, as(clerk))

    await split(given)

    expect(await told(repairer)).toContain('分出 1 件另办，其余的请接着办：楼道灯灭了三天，水管也在漏')
  })

  it('is one again when the part is merged back, with everybody who followed', async () => {
    const whole = await split(await both())
    const part = await read(whole.parts[0]!.id)
    const pair = { id: part.id, seq: part.seq, otherId: whole.id, otherSeq: whole.seq }
    const after = await server.call(mergeCase, { ...pair, text: '还是一起办。' }, as(clerk))
    expect(after).toMatchObject({ id: whole.id, absorbed: [{ id: part.id }], listeners: 1 })
    expect(after.promise.dueAt).toBe(part.promise.dueAt)
    await agrees(whole.id)
  })

  it('shows a part about somebody’s own life to no neighbour, and keeps what was answered and what is redone', async () => {
    const private_ = (await CategoryModel.findOne({
      isPrivate: true,
      kinds: 'complaint',
      parentId: { $ne: null },
    }).lean())!
    const whole = await both()
    const replied = await server.call(api.replyToCase, { id: whole.id, seq: whole.seq, text: '下午去看。' }, as(admin))
    const own = await split(replied, { category: private_.name })
    const part = await agrees(own.parts[0]!.id)
    expect(part).toMatchObject({ follows: 0, repliedAt: (await stored(whole.id)).repliedAt })
    await expect(server.call(neighbours.getFollowedCase, { id: own.parts[0]!.id }, as(sun))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })

    const done = await server.call(api.resolveCase, { id: own.id, seq: own.seq, text: '灯换好了。' }, as(clerk))
    await server.call(api.reopenCase, { id: done.id, reason: '水管还在漏。' }, as(wang))
    const again = await split(await read(done.id))
    expect(await agrees(again.parts[1]!.id)).toMatchObject({ supervisedAt: now, repliedAt: null, state: 'accepted' })
  })

  it('is not split once it is answered, nor by somebody who does not assign, and says which part lacks words', async () => {
    const whole = await both()
    await expect(split(whole, { who: wang })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const bad = { id: whole.id, seq: whole.seq, text: '分开办。', parts: [{ description: '水' }] }
    await expect(server.call(splitCase, bad, as(clerk, newKey()))).rejects.toMatchObject({
      details: { fields: { 'parts.0.description': [expect.any(String)] } },
    })
    const done = await server.call(api.resolveCase, { id: whole.id, seq: whole.seq, text: '都修好了。' }, as(clerk))
    await expect(split(done)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
  })
})

describe('at once', () => {
  it('of two clerks who split one case one wins, the other is told that it moved, and the parts are there once', async () => {
    const whole = await both()
    const tried = await Promise.allSettled([split(whole), split(whole, { who: admin })])
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(tried.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CASE_MOVED' } })
    const { parts } = await agrees(whole.id)
    expect(await CaseModel.find({ partOf: whole.id }).lean()).toHaveLength(parts.length)
  })

  it('the same tap sent again splits once', async () => {
    const whole = await both()
    const key = newKey()
    const [once, again] = [await split(whole, { key }), await split(whole, { key })]
    expect([once.parts, again.seq]).toEqual([again.parts, once.seq])
    expect(await CaseModel.countDocuments({ partOf: whole.id })).toBe(1)
  })
})

it('a split cut off after its first write is finished by the job, however many processes run it', async () => {
  const whole = await both()
  const killed = vi.spyOn(CaseModel, 'create').mockRejectedValueOnce(new Error('killed'))
  await expect(split(whole)).rejects.toBeDefined()
  killed.mockRestore()
  expect(await CaseModel.countDocuments({ partOf: whole.id })).toBe(0)
  await Promise.all([makeSplitParts(now), makeSplitParts(now)])
  await makeSplitParts(now)
  const [part] = (await read(whole.id)).parts
  expect(await read(part!.id)).toMatchObject({ title: WATER, listeners: 1, reporter: { name: '王秀英' } })
  expect((await stored(whole.id)).splitting).toBeUndefined()
})
