import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { getRates } from '@yike/shared/cases/rate-endpoints'
import { listRecurringCases, sendInspection } from '@yike/shared/cases/recurring-endpoints'
import { addArea, type Area, type Community } from '../territory/areas'
import { CENTER, buildGrid, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { newKey, startServer, type Refused, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, CategoryModel } from './model'

const BUILDING = '颐园小区 6 号楼'
let now: Date
let server: TestServer
let community: Community
let grid: Area
let residents: BuiltPerson[]
let admin: BuiltPerson
let clerk: BuiltPerson
let worker: BuiltPerson
let leak: string

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
  leak = String((await CategoryModel.findOne({ name: /漏水/ }))!._id)
})
afterAll(() => server.stop())

const on = async (day: string) => {
  now = new Date(`${day}T10:00:00+08:00`)
  await signInAgain([...residents, admin, clerk, worker], now)
}
const as = (who: BuiltPerson, key = newKey()) => ({ as: who.token, key })
const file = (who: BuiltPerson) =>
  server.call(api.fileCase, { description: '厨房又漏水了', address: '颐园 6 号楼', categoryId: leak }, as(who))

/** A leak at the same building in December of two years, three households each time. */
beforeEach(async () => {
  now = new Date('2024-12-03T10:00:00+08:00')
  ;({ community, admin, clerk } = await buildCaseOffice(now))
  grid = await buildGrid(community)
  await addArea({ level: 'compound', name: '颐园小区', parent: community, position: CENTER })
  const lives = { community, areas: grid.areas }
  residents = await Promise.all(['王秀英', '李红', '赵强'].map((name) => buildResident({ ...lives, name }, now)))
  worker = await buildStaff({ area: grid as Community, role: 'grid_worker', name: '李国强' }, now)
  for (const day of ['2024-12-03', '2025-12-03']) {
    await on(day)
    for (const who of residents) await file(who)
  }
  await on('2026-11-25')
})

const seasonOf = () => ({ month: '2026-12', communityId: String(community._id), categoryId: leak })
const send = (who: BuiltPerson, key = newKey()) =>
  server.call(sendInspection, { building: BUILDING, season: seasonOf() }, as(who, key))
const placeSeenBy = async (who: BuiltPerson) =>
  (await server.call(listRecurringCases, {}, { as: who.token })).seasonal.find(({ category }) => category.id === leak)!
    .places[0]!
const listOf = (who: BuiltPerson) => server.call(api.listStaffCases, { view: 'mine', sort: 'due' }, { as: who.token })

it('puts one look at the building into the list of its grid worker, whoever taps and however often', async () => {
  expect(await placeSeenBy(clerk)).toEqual({ building: BUILDING, sent: null })
  const key = newKey()

  const twice = await Promise.all([send(clerk, key), send(clerk, key), send(clerk)])

  expect(new Set(twice.map(({ id }) => id)).size).toBe(1)
  expect(twice[0]).toMatchObject({ by: '陈静', to: '李国强', state: { code: 'in_progress' } })
  const { items } = await listOf(worker)
  expect(items).toMatchObject([{ id: twice[0]!.id, title: `${BUILDING} 漏水、外墙`, kind: { code: 'inspection' } }])
  const told = (await CaseModel.findById(twice[0]!.id).lean())!.outbox ?? []
  expect(told.map(({ recipients }) => recipients.map(String))).toEqual([[String(worker._id)]])
  expect((await placeSeenBy(admin)).sent).toEqual(twice[0])
})

it('lets one of two colleagues win, and tells the other who was sent, and by whom', async () => {
  const outcomes = await Promise.allSettled([send(clerk), send(admin)])

  const sent = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as Refused] : []))
  expect(sent).toHaveLength(1)
  expect(refused).toHaveLength(1)
  expect(refused[0]!.code).toBe('CASE_MOVED')
  expect(refused[0]!.message).toContain(`${sent[0]!.by}已经派李国强去看了，不用再派。`)
  expect((await listOf(worker)).items).toHaveLength(1)
  expect(await CaseModel.countDocuments({ communityId: community._id, kind: 'inspection' })).toBe(1)
})

it('is done with what was seen there, counts in no rate, and is no report that came back', async () => {
  const { id } = await send(clerk)
  const { seq } = await server.call(api.getStaffCase, { id }, { as: worker.token })

  const done = await server.call(api.resolveCase, { id, seq, text: '六号楼阀门松了，紧好了。' }, as(worker))

  expect(done.state.code).toBe('closed')
  expect(done.timeline.map(({ kind }) => kind)).toEqual(['filed', 'accepted', 'assigned', 'resolved', 'closed'])
  expect((await placeSeenBy(clerk)).sent).toMatchObject({ id, state: { code: 'closed' } })
  const rates = await server.call(getRates, { by: 'kind', from: '2026-11', until: '2026-11' }, { as: admin.token })
  expect(rates.rows).toEqual([])
})

it('sends only those who assign cases there, only to places that are named, and only somebody who is there', async () => {
  const refusedFor = (who: BuiltPerson, more = {}) =>
    server.call(sendInspection, { building: BUILDING, season: { ...seasonOf(), ...more } }, as(who)).then(
      () => 'sent',
      ({ code }: { code: string }) => code,
    )
  const stranger = await buildStaff({ role: 'clerk', name: '邻社区的人' }, now)

  expect(await refusedFor(worker)).toBe('FORBIDDEN')
  expect(await refusedFor(stranger)).toBe('NOT_FOUND')
  expect(await refusedFor(clerk, { month: '2026-09' })).toBe('NOT_FOUND')
  await expect(
    server.call(api.fileCase, { kind: 'inspection' as 'complaint', description: '来看看我家' }, as(residents[0]!)),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

it('sends to what came back after it was mended, with the earlier case beside it', async () => {
  for (const [day, who] of [
    ['2026-09-01', 0],
    ['2026-10-10', 1],
    ['2026-11-20', 2],
  ] as const) {
    await on(day)
    const { id } = await file(residents[who]!)
    if (who === 2) break
    const { seq } = await server.call(api.acceptCase, { id, seq: 1, categoryId: leak }, as(clerk))
    await server.call(api.resolveCase, { id, seq, text: '堵上了。' }, as(clerk))
  }
  const [row] = (await server.call(listRecurringCases, {}, { as: clerk.token })).cameBack
  const afterCaseId = row!.cases.at(-1)!.id
  expect(row!.place).toEqual({ building: BUILDING, sent: null })

  const { id } = await server.call(sendInspection, { building: BUILDING, afterCaseId }, as(clerk))

  const { links } = await server.call(api.getStaffCase, { id }, { as: clerk.token })
  expect(links.map((one) => one.id)).toEqual([afterCaseId])
  const [again] = (await server.call(listRecurringCases, {}, { as: clerk.token })).cameBack
  expect(again!.place.sent).toMatchObject({ id, to: '李国强' })
})
