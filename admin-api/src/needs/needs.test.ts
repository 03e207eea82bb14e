import { afterAll, beforeAll, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import * as needs from '@yike/shared/needs/endpoints'
import { CaseModel, CaseWordsModel, CategoryModel, type CaseRecord } from '../cases/model'
import { loadFirstCategories } from '../cases/categories'
import { MessageModel } from '../messages/model'
import { peopleInNeedOfCases } from '../migrations/0036-people-in-need'
import { Relay } from '../messages/relay'
import { buildPlace, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { NeedProjectModel } from './model'
import { settleProjects } from './projects'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let li: BuiltPerson
let clerk: BuiltPerson
let bath: string

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
  ;({ community, wang, clerk } = await buildCaseOffice(MONDAY))
  li = await buildResident({ community, name: '李桂兰' }, MONDAY)
  bath = String((await CategoryModel.findOne({ kinds: 'need', name: '养老照护' }).lean())!._id)
})
afterAll(() => server.stop())

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
/** A need of so many people; 0: the question was left open. */
const file = (who: BuiltPerson, people: number, categoryId = bath) => {
  const answers = [
    { question: 'whom' as const, values: ['family'] },
    ...(people > 0 ? [{ question: 'how_many' as const, values: [String(people)] }] : []),
  ]
  const need = { kind: 'need' as const, categoryId, description: '楼里没有给老人洗澡的地方', answers }
  return server.call(api.fileCase, need, as(who, newKey()))
}
/** A need that was filed and accepted. */
async function accepted(who: BuiltPerson) {
  const { id } = await file(who, 3)
  return server.call(api.acceptCase, { id, seq: 1, text: '记下了。' }, as(clerk))
}
async function told(who: BuiltPerson) {
  const relay = new Relay(async () => {})
  relay.add(CaseModel)
  await relay.run()
  return (await MessageModel.find({ recipientId: who._id }).lean()).map(({ title, body }) => `${title} ${body}`)
}
const project = () =>
  server.call(
    needs.createNeedProject,
    { areaId: String(community._id), name: '颐园助浴点', doneBy: '2026-12-25' },
    as(clerk, newKey()),
  )
const plan = ({ id, seq }: { id: string; seq: number }, projectId: string) =>
  server.call(needs.planNeed, { id, seq, projectId, text: '正在装。' }, as(clerk))
const read = (id: string) => server.call(api.getStaffCase, { id }, as(clerk))

it('becomes part of a project, is promised for its day, and hears of its end together with the others', async () => {
  const [first, second] = [await accepted(wang), await accepted(li)]
  expect(first.answers).toContainEqual({ question: 'how_many', label: '几个人需要', value: '3' })
  const { id: projectId } = await project()
  const planned = await plan(first, projectId)
  await plan(second, projectId)
  expect(planned).toMatchObject({ state: { code: 'in_progress' }, promise: { of: 'solve', words: '12月25日前办好' } })
  expect(await told(wang)).toContainEqual(
    expect.stringContaining('您提的需求已列入“颐园助浴点”，计划12月25日（周五）前办好。正在装。'),
  )
  expect((await server.call(needs.countNeeds, {}, as(clerk))).rows).toEqual([
    {
      ...{ category: '养老照护', area: '没划到', waiting: 0, planned: 2, met: 0, unnumbered: 0 },
      peopleInNeed: { waiting: 0, planned: 6, met: 0 },
    },
  ])

  const end = { id: projectId, outcome: 'done' as const, text: '1 号楼一层开了，周一到周五能洗。' }
  expect(await server.call(needs.endNeedProject, end, as(clerk))).toMatchObject({
    ...{ state: { code: 'done' }, needs: 2, peopleInNeed: 6 },
  })
  for (const who of [wang, li])
    expect(await told(who)).toContainEqual(expect.stringContaining('您提的需求办好了：提需求 1 号楼一层开了'))
  const again = server.call(needs.endNeedProject, end, as(clerk))
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
  // A process that died between the end and its cases left the mark: nothing happens to them twice.
  await NeedProjectModel.updateOne({ _id: projectId }, { $set: { ending: true } })
  expect(await settleProjects(MONDAY)).toBe(1)
  const stored = (await CaseModel.findById(first.id).lean<CaseRecord>())!
  expect(stored).toMatchObject(reduceCase(stored.events, flowOf('need')))
  expect(stored.events.map(({ kind }) => kind)).toEqual(['filed', 'accepted', 'planned', 'resolved'])
})

it('comes back to the office when its project is dropped, and is then met by a place that is there', async () => {
  const { id: projectId } = await project()
  const { id } = await plan(await accepted(wang), projectId)
  await server.call(needs.endNeedProject, { id: projectId, outcome: 'dropped', text: '房子没租下来。' }, as(clerk))
  const back = await read(id)
  expect(back).toMatchObject({ state: { code: 'accepted' }, can: { match: true, plan: true } })
  const place = await buildPlace(community)
  const resource = { of: 'place' as const, id: String(place._id) }
  const matched = await server.call(
    needs.matchNeed,
    { id, seq: back.seq, resource, text: '他们周二、周四助浴' },
    as(clerk),
  )
  expect(matched.state.code).toBe('resolved')
  expect(matched.timeline.at(-1)!.why).toBe(`他们周二、周四助浴。在“生活圈”里找“${place.name}”，能看到在哪儿、几点开。`)
})

it('is a step of needs alone, and its lists are those of the office alone', async () => {
  const lamp = await server.call(api.fileCase, { description: '路灯不亮了' }, as(wang, newKey()))
  const taken = await server.call(api.acceptCase, { id: lamp.id, seq: 1, text: '收下了。' }, as(clerk))
  expect(taken.can).toMatchObject({ match: false, plan: false })
  const { id: projectId } = await project()
  await expect(plan(taken, projectId)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
  const elsewhere = await buildStaff({ role: 'community_admin' }, MONDAY)
  expect((await server.call(needs.countNeeds, {}, as(elsewhere))).rows).toEqual([])
  const foreign = server.call(needs.endNeedProject, { id: projectId, outcome: 'done', text: '办成了。' }, as(elsewhere))
  await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('adds up the people in need, apart from needs that name no number; those of before count once their answers are read', async () => {
  const office = await buildCaseOffice(MONDAY)
  const shop = String((await CategoryModel.findOne({ kinds: 'need', name: '便民的店和点' }).lean())!._id)
  const filed = []
  for (const [people, category] of [
    [40, shop],
    [3, bath],
    [0, bath],
    [2, bath],
  ] as const)
    filed.push(await file(office.wang, people, category))
  const rows = async () => (await server.call(needs.countNeeds, {}, as(office.clerk))).rows
  const counted = [
    {
      ...{ category: '便民的店和点', area: '没划到', waiting: 1, planned: 0, met: 0, unnumbered: 0 },
      peopleInNeed: { waiting: 40, planned: 0, met: 0 },
    },
    {
      ...{ category: '养老照护', area: '没划到', waiting: 3, planned: 0, met: 0, unnumbered: 1 },
      peopleInNeed: { waiting: 5, planned: 0, met: 0 },
    },
  ]
  expect(await rows()).toEqual(counted)

  const saved = await fetch(`${server.origin}${API_BASE_PATH}/staff/needs/export?format=csv`, {
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${office.clerk.token}` },
  })
  const lines = (await saved.text()).split(/\r?\n/)
  expect(lines).toEqual(expect.arrayContaining(['养老照护,没划到,3,5,1,3,5,0,0,0,0', '合计,,4,45,1,4,45,0,0,0,0']))

  // As a version from before wrote them; the words of one were deleted since.
  await CaseModel.updateMany({ communityId: office.community._id }, { $unset: { peopleInNeed: 1 } })
  await CaseWordsModel.deleteOne({ _id: filed[3]!.id })
  expect((await rows())[1]).toMatchObject({ unnumbered: 3, peopleInNeed: { waiting: 0 } })
  await peopleInNeedOfCases.run()
  await peopleInNeedOfCases.run()
  expect(await rows()).toEqual([
    counted[0],
    { ...counted[1], unnumbered: 2, peopleInNeed: { waiting: 3, planned: 0, met: 0 } },
  ])
})
