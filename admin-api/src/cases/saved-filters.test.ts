import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { STARS_MAX } from '@yike/shared/cases/saved-filters'
import * as filters from '@yike/shared/cases/saved-filter-endpoints'
import { buildStaff, newId, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildAccepted } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { addArea, type Community } from '../territory/areas'
import { AreaModel } from '../territory/model'
import { loadFirstCategories } from './categories'
import { CaseModel } from './model'
import { caseData } from './person-data'
import { CaseShortcutsModel } from './shortcut-model'

const now = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => void ({ community, wang, clerk } = await buildCaseOffice(now)))

const as = (who: BuiltPerson) => ({ as: who.token })
const refused = (code: string) => expect.objectContaining({ code })
const MINE = { name: '我手上的', filter: { view: 'mine' as const } }
const LAMPS = { name: '灯', filter: { view: 'all' as const, q: '楼道灯' } }
const save = (revision: number, items: (typeof MINE | typeof LAMPS)[], who = clerk) =>
  server.call(filters.saveFilters, { revision, items }, as(who))
const saved = (who = clerk) => server.call(filters.listSavedFilters, {}, as(who))
const list = (more: object, who = clerk) => server.call(api.listStaffCases, more, as(who))

it('saves filters in their order, each with its open cases, and brings one back that was deleted', async () => {
  const lamp = await buildAccepted(server, wang, clerk)
  await server.call(api.fileCase, { description: '电梯一直没人来修' }, { ...as(wang), key: newKey() })
  await save(0, [LAMPS, MINE])
  expect((await saved()).items.map(({ name, open }) => [name, open])).toEqual([
    ['灯', 1],
    ['我手上的', 0],
  ])

  await save(1, [MINE])
  const back = await save(2, [MINE, LAMPS])
  expect(back).toMatchObject({ revision: 3, items: [MINE, LAMPS] })
  await server.call(api.resolveCase, { id: lamp.id, seq: lamp.seq, text: '换好了。' }, as(clerk))
  expect((await saved()).items.map(({ open }) => open)).toEqual([0, 0])
  // The words of a search, and the name of a filter, may be somebody's name.
  expect(JSON.stringify(await CaseShortcutsModel.findById(clerk._id).lean())).not.toContain('灯')
})

it('keeps one of two changes from two screens, and knows the same one again', async () => {
  const twice = await Promise.allSettled([save(0, [MINE]), save(0, [LAMPS])])
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
  const { items, revision } = await saved()
  const again = items.map(({ name }) => (name === MINE.name ? MINE : LAMPS))
  expect(await save(0, again)).toMatchObject({ revision })
  await expect(save(revision, [MINE, MINE])).rejects.toEqual(refused('INVALID_INPUT'))
})

it('lists what somebody follows for them alone, and only while they see it', async () => {
  const { id } = await buildAccepted(server, wang, clerk)
  const admin = await buildStaff({ area: community, role: 'community_admin', name: '钱主任' }, now)
  const other = await addArea({
    level: 'street',
    name: '辛店街道',
    parent: (await AreaModel.findById((await AreaModel.findById(community.parentId).lean())!.parentId).lean())!,
  })
  const stranger = await buildStaff({ area: other as Community, role: 'community_admin', name: '外街道' }, now)
  const star = (who = clerk) => server.call(filters.starCase, { id }, as(who))

  await Promise.all([star(), star(), star()])

  await expect(star(stranger)).rejects.toEqual(refused('NOT_FOUND'))
  expect((await list({ starred: true })).items).toMatchObject([{ id, starred: true }])
  expect((await list({ starred: true }, admin)).items).toEqual([])
  expect((await server.call(api.getStaffCase, { id }, as(clerk))).starred).toBe(true)
  expect((await saved()).starred).toBe(1)
  await CaseModel.updateOne({ _id: id }, { $set: { areas: [other._id] } })
  expect((await list({ starred: true, view: 'all' })).items).toEqual([])
  await server.call(filters.unstarCase, { id }, as(clerk))
  expect((await CaseShortcutsModel.findById(clerk._id).lean())!.starred).toEqual([])
})

it('follows no more than it lists, and ends with the account', async () => {
  const { id } = await buildAccepted(server, wang, clerk)
  const full = Array.from({ length: STARS_MAX }, newId)
  await CaseShortcutsModel.create({ _id: clerk._id, filters: null, revision: 0, starred: full })

  await expect(server.call(filters.starCase, { id }, as(clerk))).rejects.toEqual(refused('CONFLICT'))

  await save(0, [LAMPS])
  expect(JSON.stringify(await caseData.export([clerk._id], now))).toContain('楼道灯')
  await caseData.erase([clerk._id], now)
  expect(await CaseShortcutsModel.countDocuments({ _id: clerk._id })).toBe(0)
})
