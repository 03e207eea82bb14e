import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { listDangerPhones } from '@yike/shared/cases/danger-endpoints'
import { CASE_KIND_CODES, caseKind } from '@yike/shared/cases/kinds'
import { DANGERS, DANGER_CODES, dangerIn, phonesFor } from '@yike/shared/cases/dangers'
import * as org from '@yike/shared/receivers/endpoints'
import { keepPhoto } from '../files/store'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { loadFirstCategories } from './categories'
import { leafOf } from './danger-leaves'
import { CaseModel, CategoryModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let grid: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  ;({ community, wang, admin } = await buildCaseOffice(MONDAY))
  grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, MONDAY)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
// The smallest PNG there is.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

it('every danger that a kind asks about leads to a category that it can be filed under', async () => {
  const asking = CASE_KIND_CODES.filter((kind) => caseKind(kind).dangers)
  for (const kind of asking)
    for (const code of caseKind(kind).dangers ?? [])
      expect(await CategoryModel.exists({ _id: leafOf(DANGERS[code]), kinds: kind }), `${kind} ${code}`).not.toBeNull()
  expect(new Set(asking.flatMap((kind) => caseKind(kind).dangers ?? []))).toEqual(new Set(DANGER_CODES))
})

it('shows in the words of a report, and not in those of a smoky kitchen below', () => {
  expect(dangerIn('楼道里有煤气味，很浓')).toBe('gas')
  expect(dangerIn('楼下老人昏倒了')).toBe('ill')
  expect(dangerIn('我妈被困在三单元的电梯里了')).toBe('trapped')
  expect(dangerIn('饭店油烟天天往上冒，熏得开不了窗')).toBeNull()
})

it('the office adds the organisation of its catalogue, behind the numbers that save, as long as the line holds', async () => {
  const gas = await buildReceiver(server, admin, '城区燃气公司', [])
  const { catalogue } = await server.call(
    org.addCatalogueEntry,
    {
      receiverId: gas.id,
      categoryId: String(leafOf(DANGERS.gas)),
      areaId: String(community._id),
      validFrom: '2026-11-01',
    },
    as(admin, newKey()),
  )
  const { items } = await server.call(listDangerPhones, {}, as(wang))
  expect(items).toEqual([{ danger: 'gas', name: '城区燃气公司', phone: gas.phone }])
  expect(phonesFor('gas', items).map(({ name }) => name)).toEqual(['消防', '城区燃气公司'])
  expect(phonesFor('fire', items).map(({ name }) => name)).toEqual(['消防'])

  await server.call(org.endCatalogueEntry, { id: catalogue[0]!.id, validUntil: '2026-11-22' }, as(admin))
  expect((await server.call(listDangerPhones, {}, as(wang))).items).toEqual([])
})

it('a photo alone is enough from staff on the spot, once, and is promised in two hours', async () => {
  const photo = String((await keepPhoto(grid._id, PNG, MONDAY))._id)
  const on = { kind: 'hazard', communityId: String(community._id), channel: 'grid' } as const
  const report = { ...on, photoIds: [photo] }
  const key = newKey()
  const filed = await server.call(api.fileCaseForSomebody, report, as(grid, key))
  const again = await server.call(api.fileCaseForSomebody, report, as(grid, key))
  expect(again.id).toBe(filed.id)
  expect(await CaseModel.countDocuments({ areas: community._id })).toBe(1)
  expect(filed).toMatchObject({ kind: { code: 'hazard' }, channel: { code: 'grid' }, reporter: null })
  expect(filed.photos).toHaveLength(1)
  expect(filed.promise).toMatchObject({ dueAt: '2026-11-23T12:00:00+08:00', unit: 'hour' })

  const empty = server.call(api.fileCaseForSomebody, on, as(grid, newKey()))
  await expect(empty).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
