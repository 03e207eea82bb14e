import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { mapStaffCases } from '@yike/shared/cases/map-endpoints'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson
/** Each test has a street of its own. */
let here = CENTER

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  here = { ...here, lat: here.lat + 0.02 }
  community = await buildCommunity({ position: here })
  wang = await buildResident({ community, name: '王秀英' }, MONDAY)
  clerk = await buildStaff({ area: community, role: 'community_admin', name: '陈静' }, MONDAY)
})

const file = (east: number, more: object = {}) =>
  server.call(
    api.fileCase,
    { description: '路灯灭了，晚上看不见路', position: { ...here, lng: here.lng + east }, ...more },
    { as: wang.token, key: newKey() },
  )
const look = (asked: object = {}, who = clerk) => server.call(mapStaffCases, asked, { as: who.token })
const list = (asked: object, who = clerk) => server.call(api.listStaffCases, asked, { as: who.token })
const textOf = ({ west, south, east, north }: { west: number; south: number; east: number; north: number }) =>
  [west, south, east, north].map((one) => one.toFixed(6)).join(',')

it('a cluster opens into exactly its cases, and comes apart nearer by', async () => {
  const near = [await file(0), await file(0.00001)]
  const far = await file(0.01)
  await file(0, { position: undefined })

  const map = await look({ zoom: 15, within: textOf({ ...around(0.02) }) })

  expect(map).toMatchObject({ total: 4, unplaced: 1 })
  expect(map.clusters.map(({ count }) => count)).toEqual([2, 1])
  expect(map.clusters[1]!.id).toBe(far.id)
  const inside = await list({ view: 'open', within: textOf(map.clusters[0]!.within) })
  expect(inside.items.map(({ id }) => id).sort()).toEqual(near.map(({ id }) => id).sort())
  expect(inside.counts.submitted).toBe(2)
})
const around = (degrees: number) => ({
  ...{ west: here.lng - degrees, south: here.lat - degrees, east: here.lng + degrees, north: here.lat + degrees },
})

it('its filters are those of the list, words too', async () => {
  await file(0, { kind: 'suggestion', description: '广场上加两把椅子' })
  await file(0.01)

  for (const asked of [
    { kind: 'suggestion' },
    { q: '椅子' },
    { view: 'late' },
    { view: 'mine' },
    { state: 'accepted' },
  ]) {
    const listed = await list({ view: 'open', ...asked })
    expect((await look(asked)).total).toBe(listed.items.length)
  }
})

it('every step is on the next map: a new case, a closed one, one that another process moves or deletes', async () => {
  const { id } = await file(0)
  expect((await look()).total).toBe(1)
  const second = await file(0)
  expect((await look()).total).toBe(2)
  const elsewhere = (change: object) =>
    mongoose.connection
      .collection('cases')
      .updateOne({ _id: new mongoose.Types.ObjectId(id) }, { $set: { ...change, changedAt: new Date() } })

  await elsewhere({ dueOrder: new Date(MONDAY.getTime() - 1) })
  expect((await look()).clusters[0]!.late).toBe(1)
  await elsewhere({ state: 'closed' })
  expect((await look()).total).toBe(1)
  await CaseModel.deleteOne({ _id: second.id })
  expect(await look()).toEqual({ clusters: [], total: 0, unplaced: 0, bounds: null })
})

it('nobody sees a case there that they do not see in the list', async () => {
  await file(0)
  const stranger = await buildStaff({ area: await buildCommunity(), role: 'community_admin' }, MONDAY)
  await look()

  expect((await look({ within: textOf(around(0.02)) }, stranger)).total).toBe(0)
  expect((await list({ within: textOf(around(0.02)) }, stranger)).items).toEqual([])
  await expect(look({}, wang)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const cook = await buildStaff({ area: community, role: 'cook' }, MONDAY)
  await expect(look({}, cook)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

it.each(['136,54,73,3', '118,37,118,37', '0,0,180,89', 'NaN,3,136,54', '73,3,136', '1e9,1,2,3', "118,37,119,38';--"])(
  'a part of the map that is none is refused with a sentence: %s',
  async (within) => {
    await expect(look({ within })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(list({ within })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  },
)

it('the whole of China at the nearest zoom is answered like any other part', async () => {
  await file(0)

  const map = await look({ within: '73,3,136,54', zoom: 19 })

  expect(map.clusters).toEqual([expect.objectContaining({ count: 1 })])
})
