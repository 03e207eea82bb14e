import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { signCase } from '@yike/shared/cases/received-endpoints'
import { HOME_HIDDEN } from '@yike/shared/cases/redact'
import { getCaseRound, getReceivedRound } from '@yike/shared/cases/round-endpoints'
import { buildCommunity, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { onRequestCommand, onRequestDocuments } from '../testing/request-commands'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { loadFirstCategories } from './categories'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const HOME = { text: '颐园 3 号楼 2 单元 501', position: { lng: CENTER.lng + 0.01, lat: CENTER.lat } }
const LAMP = { lng: CENTER.lng + 0.004, lat: CENTER.lat }

let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let worker: BuiltPerson
let repairer: BuiltPerson
const cost = { commands: 0, opened: 0 }

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY, connection: { monitorCommands: true } })
  await loadFirstCategories()
  onRequestCommand(() => void cost.commands++)
  onRequestDocuments((documents) => {
    cost.opened += documents.filter(({ position }) => (position as { bytes?: unknown } | undefined)?.bytes).length
  })
})
afterAll(() => server.stop())
beforeEach(async () => {
  ;({ community, wang, admin, clerk } = await buildCaseOffice(MONDAY, { home: HOME }))
  worker = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, MONDAY)
  repairer = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, MONDAY)
})

const round = (who: BuiltPerson, asked: { areaId?: string } = {}) => server.call(getCaseRound, asked, { as: who.token })
const receivedRound = (who: BuiltPerson) => server.call(getReceivedRound, {}, { as: who.token })
const file = (words: object = {}) =>
  buildAccepted(server, wang, clerk, { address: '颐园 9 号楼', position: LAMP, ...words })
const assign = async (words: object = {}, to = worker) => {
  const { id, seq } = await file(words)
  return server.call(api.assignCase, { id, seq, assigneeId: String(to._id) }, { as: clerk.token })
}
const give = async (receiverId: string, words: object) => {
  const { id, seq } = await file(words)
  return server.call(api.dispatchCase, { id, seq, receiverId, text: '请去看一眼。' }, { as: clerk.token })
}
const refused = (code: string) => expect.objectContaining({ code })

it('a worker walks to their own open cases, each with its place and its limit', async () => {
  const lamp = await assign()
  const unplaced = await assign({ address: undefined, position: undefined })
  const done = await assign()
  await server.call(api.resolveCase, { id: done.id, seq: done.seq, text: '灯修好了。' }, { as: worker.token })
  await file()
  await assign({}, await buildStaff({ area: community, role: 'grid_worker' }, MONDAY))

  const { items, hasMore } = await round(worker)

  expect(hasMore).toBe(false)
  expect(items.map(({ id }) => id)).toEqual([lamp.id, unplaced.id])
  expect(items[0]).toMatchObject({ address: '颐园 9 号楼', position: LAMP, signDueAt: null, promise: lamp.promise })
  expect(items[1]).toMatchObject({ address: null, position: null })
  expect(JSON.stringify(items)).not.toContain('王秀英')
  expect((await round(worker, { areaId: String(community._id) })).items).toHaveLength(2)
  expect((await round(worker, { areaId: String((await buildCommunity())._id) })).items).toEqual([])
})

it('opens the places of these few alone, and asks no more for many than for one', async () => {
  await assign()
  await Promise.all(Array.from({ length: 4 }, () => file()))
  const costOf = async () => {
    Object.assign(cost, { commands: 0, opened: 0 })
    await round(worker)
    return { ...cost }
  }
  await costOf()
  const one = await costOf()
  await assign()
  await assign()

  const three = await costOf()

  expect(one.opened).toBe(1)
  expect(three.opened).toBe(3)
  expect(three.commands).toBeLessThanOrEqual(one.commands)
})

it('a repairer walks to what they must sign for or mend, and never learns whose home it is', async () => {
  const property = await buildReceiver(server, admin, '颐园物业', [repairer])
  const lamp = await give(property.id, {})
  const home = await give(property.id, { address: HOME.text, position: HOME.position })
  await give((await buildReceiver(server, admin, '供电公司', [])).id, {})
  await server.call(signCase, { id: lamp.id, seq: lamp.seq }, { as: repairer.token })

  const { items } = await receivedRound(repairer)

  expect(items.map(({ id }) => id)).toEqual([lamp.id, home.id])
  expect(items[0]).toMatchObject({ address: '颐园 9 号楼', position: LAMP, signDueAt: null })
  expect(items[1]).toMatchObject({ address: HOME_HIDDEN, position: null, signDueAt: '2026-11-23T11:00:00+08:00' })
  expect(JSON.stringify(items)).not.toMatch(/王秀英|501/)
})

it('is for those who walk: neither a resident, nor a cook, nor one kind of reader by the way of the other', async () => {
  const cook = await buildStaff({ area: community, role: 'cook' }, MONDAY)

  for (const who of [wang, cook, repairer]) await expect(round(who)).rejects.toEqual(refused('FORBIDDEN'))
  for (const who of [wang, cook, worker]) await expect(receivedRound(who)).rejects.toEqual(refused('FORBIDDEN'))
  await expect(server.call(getCaseRound, {})).rejects.toEqual(refused('SIGN_IN_REQUIRED'))
})
