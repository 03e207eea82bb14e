import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as tree from '@yike/shared/cases/category-endpoints'
import type { StaffCategory } from '@yike/shared/cases/category-schemas'
import * as api from '@yike/shared/cases/endpoints'
import { mapStaffCases } from '@yike/shared/cases/map-endpoints'
import { DANGERS } from '@yike/shared/cases/dangers'
import { suggestCategoriesFor } from '@yike/shared/cases/suggestion-endpoints'
import { addCatalogueEntry } from '@yike/shared/receivers/endpoints'
import { addArea, type Community } from '../territory/areas'
import { AreaModel } from '../territory/model'
import { buildStaff, different, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { leafOf } from './danger-leaves'
import { CaseModel, CategoryModel } from './model'

const now = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let street: Community
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson
/** Administers the street, and with it every community of the installation. */
let head: BuiltPerson
let lamps: string
let menderId: string

beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
  await loadFirstCategories()
  ;({ community, wang, clerk } = await buildCaseOffice(now))
  street = (await AreaModel.findById(community.parentId).lean()) as Community
  head = await buildStaff({ area: street, role: 'community_admin', name: '刘主任' }, now)
  menderId = (await buildReceiver(server, head, '路灯管护', [])).id
  lamps = String((await CategoryModel.findOne({ name: '路灯照明' }).lean())!._id)
})
afterAll(() => server.stop())

const as = (who: BuiltPerson) => ({ as: who.token })
const refused = (code: string) => expect.objectContaining({ code })
const about = (field: string, words: string) =>
  expect.objectContaining({ code: 'INVALID_INPUT', details: { fields: { [field]: [expect.stringContaining(words)] } } })
const read = async (who = head) => (await server.call(tree.listStaffCategories, {}, as(who))).items
const named = async (name: string) => (await read()).find((one) => one.name === name)!
const add = async (fields: { name: string; parentId?: string; keywords?: string[]; promise?: { hours: number } }) => {
  await server.call(tree.createCategory, fields, { ...as(head), key: newKey() })
  return named(fields.name)
}
const change = ({ id, revision, name, code, keywords, promise }: StaffCategory, fields: object, who = head) =>
  server.call(tree.changeCategory, { id, revision, name, code, keywords, promise, ...fields }, as(who))
const retire = ({ id, revision }: StaffCategory) => server.call(tree.retireCategory, { id, revision }, as(head))
const offered = async (kind: 'complaint' | 'hazard' = 'complaint') =>
  (await server.call(api.listCategories, { kind }, as(wang))).items
const file = (categoryId: string, description = '楼下的路灯歪了') =>
  server.call(api.fileCase, { kind: 'complaint', categoryId, description, address: '3 号楼' }, as(wang))
const listed = async (categoryId: string) => {
  const { items } = await server.call(api.listStaffCases, { view: 'all', categoryId }, as(clerk))
  return items.map(({ id }) => id)
}

describe('a third level', () => {
  let bent: StaffCategory
  beforeEach(async () => {
    bent = await add({ name: different('灯杆歪了'), parentId: lamps, promise: { hours: 24 } })
  })

  it('takes cases under its own name and promise, and a filter by the one above it finds them', async () => {
    const [mine, before] = [await file(bent.id), await file(lamps)]

    expect(mine.category).toEqual({ id: bent.id, name: `路灯照明 · ${bent.name}` })
    expect(before.category).toEqual({ id: lamps, name: '路灯照明' })
    const record = (await CaseModel.findById(mine.id).lean())!
    expect([record.promise, String(record.categoryId)]).toEqual([{ hours: 24 }, bent.id])
    expect(await listed(lamps)).toEqual(expect.arrayContaining([mine.id, before.id]))
    expect(await listed(bent.id)).toEqual([mine.id])
    const group = (await named('路灯照明')).parentId!
    expect(await listed(group)).toEqual(expect.arrayContaining([mine.id, before.id]))
    const map = await server.call(mapStaffCases, { categoryId: lamps }, as(clerk))
    expect(map.total).toBeGreaterThanOrEqual(2)
  })

  it('is listed behind the one above it, and its words win over those of the one above', async () => {
    const ids = (await offered()).map(({ id }) => id)
    expect(ids.indexOf(bent.id)).toBeGreaterThan(ids.indexOf(lamps))
    await change(bent, { keywords: ['歪了'] })
    const asked = { kind: 'complaint' as const, description: '门口那盏路灯的杆子歪了' }
    const { items } = await server.call(suggestCategoriesFor, asked, as(wang))
    expect(items[0]!.categoryId).toBe(bent.id)
  })

  it('is mended by the receiver that the catalogue names for the one above it', async () => {
    const line = { receiverId: menderId, categoryId: lamps, areaId: String(street._id), validFrom: '2026-01-01' }
    await server.call(addCatalogueEntry, line, { ...as(head), key: newKey() })
    const c = await file(bent.id)
    const accepted = await server.call(api.acceptCase, { id: c.id, seq: 1, categoryId: bent.id }, as(clerk))
    const { items } = await server.call(api.listReceiversForCase, { id: accepted.id }, as(clerk))
    expect(items[0]).toMatchObject({ name: '路灯管护', reason: '职责清单：道路照明 · 路灯照明' })
  })

  it('has none below it, and no category goes below itself or below what is too deep', async () => {
    await expect(add({ name: '再细一级', parentId: bent.id })).rejects.toEqual(about('parentId', '最多三级'))
    const row = await named('路灯照明')
    await expect(change(row, { parentId: bent.id })).rejects.toEqual(about('parentId', '自己下面'))
    const pits = (await named('路面破损')).id
    await expect(change(row, { parentId: pits })).rejects.toEqual(about('parentId', '最多三级'))
    const noise = (await named('噪音')).id
    await expect(change(bent, { parentId: noise })).rejects.toEqual(about('parentId', '邻居'))
    await change(bent, { parentId: pits })
    expect((await named(bent.name)).parentId).toBe(pits)
  })

  it('is offered no more once it is retired: cases keep it, and it can be brought back', async () => {
    const c = await file(bent.id)
    await retire(bent)

    expect((await offered()).map(({ id }) => id)).not.toContain(bent.id)
    const all = (await server.call(api.listCategories, { retired: true }, as(clerk))).items
    expect(all.find(({ id }) => id === bent.id)).toMatchObject({ retired: true })
    expect(await listed(bent.id)).toEqual([c.id])
    // A report that lay on a phone comes under the one above it; staff have to choose another for other cases.
    expect((await file(bent.id)).category).toEqual({ id: lamps, name: '路灯照明' })
    const other = await file(lamps)
    const accept = (id: string) => server.call(api.acceptCase, { id, seq: 1, categoryId: bent.id }, as(clerk))
    await expect(accept(other.id)).rejects.toEqual(about('categoryId', '停用了'))
    expect((await accept(c.id)).category?.id).toBe(bent.id)

    const { revision } = await named(bent.name)
    await server.call(tree.restoreCategory, { id: bent.id, revision }, as(head))
    expect((await offered()).map(({ id }) => id)).toContain(bent.id)
  })
})

it('what lies below a retired category is offered no more, and nothing is added there', async () => {
  const group = await server.call(
    tree.createCategory,
    { name: '冬季专项', kinds: ['complaint'] },
    { ...as(head), key: newKey() },
  )
  const winter = group.items.find(({ name }) => name === '冬季专项')!
  const ice = await add({ name: '路面结冰', parentId: winter.id })
  await retire(winter)
  expect((await offered()).map(({ id }) => id)).not.toContain(ice.id)
  expect(await named('路面结冰')).toMatchObject({ offered: false, retiredAt: null })
  await expect(add({ name: '水管冻裂', parentId: winter.id })).rejects.toEqual(about('parentId', '停用着'))
  await expect(add({ name: '路面结冰', parentId: ice.parentId! })).rejects.toBeDefined()
})

it('of two who change one category at once, the second sees what happened', async () => {
  const row = await named('井盖')
  await change(row, { name: '井盖、雨篦子', code: 'C0301' })
  await expect(change(row, { name: '窨井' })).rejects.toEqual(refused('CONFLICT'))
  expect(await named('井盖、雨篦子')).toMatchObject({ code: 'C0301', revision: 1 })
  await expect(change(await named('积水'), { name: '井盖、雨篦子' })).rejects.toEqual(refused('NAME_TAKEN'))
})

it('moves among those beside it, also where no number is left between two of them', async () => {
  const group = (await named('电梯')).parentId!
  const beside = async () => (await read()).filter((one) => one.parentId === group)
  const before = await beside()
  const [first, second, third] = before as [StaffCategory, StaffCategory, StaffCategory]
  for (const [at, { id }] of before.entries())
    await CategoryModel.updateOne({ _id: id }, { $set: { order: 1 + at * Number.EPSILON } })
  const move = ({ id, revision }: StaffCategory, to: 'up' | 'down') =>
    server.call(tree.moveCategory, { id, revision, move: to }, as(head))

  await move(first, 'down')
  const ids = (rows: readonly StaffCategory[]) => rows.map(({ id }) => id)
  const others = ids(before.slice(3))
  expect(ids(await beside())).toEqual([second.id, first.id, third.id, ...others])
  await move(third, 'up')
  expect(ids(await beside())).toEqual([second.id, third.id, first.id, ...others])
  await move(second, 'up')
  expect(ids(await beside())).toEqual([second.id, third.id, first.id, ...others])
})

it('a danger of the form keeps its category, whatever it is called', async () => {
  const id = String(leafOf(DANGERS.gas))
  const gas = (await read()).find((one) => one.id === id)!
  await expect(retire(gas)).rejects.toEqual(about('id', '停不了'))
  await change(gas, { name: '家里有煤气味' })
  const item = (await offered('hazard')).find((one) => one.id === id)
  expect(item).toMatchObject({ name: '家里有煤气味', danger: 'gas' })
})

it('is changed by nobody who does not work for all communities', async () => {
  await expect(read(clerk)).rejects.toEqual(refused('FORBIDDEN'))
  const district = (await AreaModel.findById(street.parentId).lean())!
  const other = await addArea({ level: 'street', name: '辛店街道', parent: district })
  await addArea({ level: 'community', name: '辛店社区', parent: other })
  const stranger = await buildStaff({ area: other as Community, role: 'community_admin', name: '外街道' }, now)
  const row = await named('绿化')
  await expect(change(row, { name: '树' }, stranger)).rejects.toEqual(refused('FORBIDDEN'))
  expect((await server.call(tree.listStaffCategories, {}, as(stranger))).mayEdit).toBe(false)
  // The street shares the tree with another one now.
  await expect(change(row, { name: '树' }, head)).rejects.toEqual(refused('FORBIDDEN'))
  const above = await buildStaff({ area: district as Community, role: 'community_admin', name: '区里' }, now)
  await change(row, { name: '绿化、树木' }, above)
  expect((await read(above)).some(({ name }) => name === '绿化、树木')).toBe(true)
})
