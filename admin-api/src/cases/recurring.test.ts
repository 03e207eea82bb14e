import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { listRecurringCases } from '@yike/shared/cases/recurring-endpoints'
import { addArea, type Area, type Community } from '../territory/areas'
import { CENTER, buildGrid, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel, CategoryModel } from './model'

let now = new Date('2024-12-01T10:00:00+08:00')
let server: TestServer
let community: Community
let grid: Area
let wang: BuiltPerson
let li: BuiltPerson
let zhao: BuiltPerson
let clerk: BuiltPerson
let worker: BuiltPerson
let leak: string
let noise: string

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
  const idOf = async (name: string | RegExp) => String((await CategoryModel.findOne({ name }))!._id)
  ;[leak, noise] = await Promise.all([idOf(/漏水/), idOf('噪音')])
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = new Date('2024-12-01T10:00:00+08:00')
  await CaseModel.deleteMany({})
  ;({ community, wang, clerk } = await buildCaseOffice(now))
  grid = await buildGrid(community)
  await addArea({ level: 'compound', name: '颐园小区', parent: community, position: CENTER })
  ;[wang, li, zhao] = (await Promise.all(
    ['王秀英', '李红', '赵强'].map((name) => buildResident({ community, name, areas: grid.areas }, now)),
  )) as [BuiltPerson, BuiltPerson, BuiltPerson]
  worker = await buildStaff({ area: grid as Community, role: 'grid_worker', name: '李国强' }, now)
})

const on = async (day: string) => {
  now = new Date(`${day}T10:00:00+08:00`)
  await signInAgain([wang, li, zhao, clerk, worker], now)
}
async function filed(who: BuiltPerson, address: string, categoryId = leak) {
  const description = `又来了，${now.toISOString()}`
  return server.call(api.fileCase, { description, address, categoryId }, { as: who.token, key: newKey() })
}
async function mended(day: string, who: BuiltPerson, address: string) {
  await on(day)
  const { id } = await filed(who, address)
  const as = (staff: BuiltPerson) => ({ as: staff.token, key: newKey() })
  const { seq } = await server.call(api.acceptCase, { id, seq: 1, categoryId: leak }, as(clerk))
  const assigned = await server.call(api.assignCase, { id, seq, assigneeId: String(worker._id) }, as(clerk))
  await server.call(api.resolveCase, { id, seq: assigned.seq, text: '堵上了。' }, as(worker))
  return id
}
const listed = (who: BuiltPerson) => server.call(listRecurringCases, {}, { as: who.token })
const shown = async (input: object, who = clerk) => {
  const asked = { view: 'all', sort: 'newest', ...input } as const
  return (await server.call(api.listStaffCases, asked, { as: who.token })).items.map(({ id }) => id)
}

it('says what came back after it was mended, at its building once three households reported there', async () => {
  const first = await mended('2026-09-01', wang, '颐园 6 号楼 2 单元 501')
  const second = await mended('2026-10-10', li, '颐园小区6栋')
  await mended('2026-10-20', li, '颐园 7 号楼')
  await on('2026-11-20')
  expect((await listed(clerk)).cameBack).toEqual([])
  const third = await filed(wang, '颐园6号楼')

  const [few] = (await listed(worker)).cameBack
  expect(few).toMatchObject({ building: null, grid: { name: grid.name }, times: 2 })
  await on('2026-11-21')
  await filed(zhao, '颐园 6 号楼顶层')

  const [one, ...others] = (await listed(clerk)).cameBack
  expect(others).toEqual([])
  expect(one).toMatchObject({ category: { id: leak }, building: '颐园小区 6 号楼', times: 2 })
  expect(one!.cases.slice(0, 2).map(({ id }) => id)).toEqual([first, second])
  const stranger = await buildStaff({ role: 'clerk', name: '邻社区的人' }, now)
  expect((await listed(stranger)).cameBack).toEqual([])

  const here = { areaId: String(community._id), building: '颐园小区 6 号楼', categoryId: leak }
  expect(await shown({ ...here, months: '2026-09,2026-10' })).toEqual([second, first])
  expect((await shown(here)).slice(1)).toEqual([third.id, second, first])
  expect(await shown(here, stranger)).toEqual([])
  expect(await shown({ ...here, view: 'open', months: '2026-11' })).toContain(third.id)
})

it('names the grid worker the building at which it comes every December, and to nobody that of one household', async () => {
  for (const year of [2024, 2025])
    for (const [day, who] of [
      ['03', wang],
      ['04', li],
      ['05', zhao],
    ] as const) {
      await on(`${year}-12-${day}`)
      await filed(who, '颐园 6 号楼')
      await filed(wang, '颐园 8 号楼', noise)
    }
  await on('2026-11-25')

  const { seasonal } = await listed(worker)

  expect(seasonal.map(({ category, buildings, gridIds }) => [category.id, buildings, gridIds])).toEqual(
    expect.arrayContaining([
      [leak, ['颐园小区 6 号楼'], [String(grid._id)]],
      [noise, [], [String(grid._id)]],
    ]),
  )
  expect(seasonal[0]!.months).toEqual(['2025-12', '2024-12'])
  expect(await shown({ areaId: String(grid._id), categoryId: noise, months: '2025-12' })).toHaveLength(3)
})
