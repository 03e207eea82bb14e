import { afterAll, beforeAll, expect, it } from 'vitest'
import { listCarePeople } from '@yike/shared/care/endpoints'
import { fileCase, listStaffCases } from '@yike/shared/cases/endpoints'
import { listStaffPlaces } from '@yike/shared/directory/endpoints'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { setCheck } from '../care/check'
import { CaseModel } from '../cases/model'
import { PlaceModel } from '../directory/model'
import { PersonModel } from '../people/model'
import { buildGrid, buildPlace, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Area, Community } from './areas'
import { AreaModel } from './model'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const SOUTH = '南网格'
const NORTH = '北网格'
let server: TestServer
let worker: BuiltPerson
/** Of the community, but of no grid of the worker. */
let west: Area
const grids: Record<string, Area> = {}
/** The record of each list in each grid, by the name of the grid. */
const records: Record<string, { case: string; person: string; place: string }> = {}

beforeAll(async () => {
  server = await startServer({ now: () => NOW })
  const { community } = await buildCaseOffice(NOW)
  west = await buildGrid(community, '西网格')
  worker = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, NOW)
  for (const [name, grid] of [
    [SOUTH, await buildGrid(community, SOUTH)],
    [NORTH, await buildGrid(community, NORTH)],
    [west.name, west],
  ] as const) {
    grids[name] = grid
    const lives = await buildResident({ community, areas: grid.areas }, NOW)
    await setCheck(lives.actor, { personId: String(lives._id), until: undefined }, NOW)
    const { id } = await server.call(fileCase, { description: '楼道灯灭了三天' }, { as: lives.token, key: newKey() })
    const place = await buildPlace(community)
    await PlaceModel.updateOne({ _id: place._id }, { $set: { areas: grid.areas, verifiedAt: null } })
    records[name] = { case: id, person: String(lives._id), place: String(place._id) }
  }
  const roles = [SOUTH, NORTH].map((name) => ({ role: 'grid_worker', areaId: grids[name]!._id }))
  await PersonModel.updateOne({ _id: worker._id }, { $set: { roles } })
})
afterAll(() => server.stop())

/** The ids in each list of the day, of the grid that was chosen, or of all. */
async function lists(grid?: Area) {
  const as = { as: worker.token }
  const areaId = grid && String(grid._id)
  const near = `${CENTER.lng},${CENTER.lat}`
  const [open, everyCase, people, stale, nearest] = await Promise.all([
    server.call(listStaffCases, { view: 'open', areaId }, as),
    server.call(listStaffCases, { areaId }, as),
    server.call(listCarePeople, { areaId }, as),
    server.call(listStaffPlaces, { stale: true, areaId }, as),
    server.call(listStaffPlaces, { stale: true, near, areaId }, as),
  ])
  expect(stale.staleCount).toBe(stale.items.length)
  return [open, everyCase, people, stale, nearest].map(({ items }) => items.map(({ id }) => id).sort())
}
const of = (...names: string[]) =>
  (['case', 'case', 'person', 'place', 'place'] as const).map((what) =>
    names.map((name) => records[name]![what]).sort(),
  )

it('somebody who walks two grids is told which, and reads the lists of one or of both, and of no other', async () => {
  const { grids: told } = await server.call(getStaffMe, {}, { as: worker.token })
  expect(told!.map(({ name }) => name).sort()).toEqual([NORTH, SOUTH].sort())
  expect(await lists()).toEqual(of(SOUTH, NORTH))
  expect(await lists(grids[SOUTH])).toEqual(of(SOUTH))
  expect(await lists(grids[NORTH])).toEqual(of(NORTH))
  expect(await lists(west)).toEqual(of())
})

it('a grid worker of the whole community walks all of its grids, a clerk none', async () => {
  const community = (await AreaModel.findById(west.parentId).lean())! as Community
  const gridsOf = async (role: 'grid_worker' | 'clerk') => {
    const { token } = await buildStaff({ area: community, role }, NOW)
    return (await server.call(getStaffMe, {}, { as: token })).grids!.map(({ name }) => name).sort()
  }
  expect(await gridsOf('grid_worker')).toEqual([NORTH, SOUTH, west.name].sort())
  expect(await gridsOf('clerk')).toEqual([])
})

it('an old open case of a grid is listed beside more than 500 newer ones that are over', async () => {
  const old = await CaseModel.findById(records[SOUTH]!.case).lean()
  const { _id, idem, ...facts } = old!
  const over = { ...facts, state: 'closed' as const, filedAt: new Date(NOW.getTime() + 1000) }
  await CaseModel.collection.insertMany(
    Array.from({ length: 501 }, (_, n) => ({
      ...over,
      ...{ number: `${facts.number}-${n}`, idem: { ...idem, key: `${idem.key} ${n}` } },
    })) as never,
  )

  const { items } = await server.call(
    listStaffCases,
    { view: 'open', areaId: String(grids[SOUTH]!._id) },
    { as: worker.token },
  )

  expect(items.map(({ id }) => id)).toEqual([String(_id)])
})
