import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as bulk from '@yike/shared/cases/bulk-endpoints'
import * as api from '@yike/shared/cases/endpoints'
import { listCaseVersions } from '@yike/shared/cases/version-endpoints'
import { AuditEntryModel } from '../audit/model'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildCommunity, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildAccepted } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel } from './model'

const at = (time: string) => new Date(`2026-11-23T${time}:00+08:00`)
let now = at('10:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let grid: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = at('10:00')
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
  grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const refused = (code: string) => expect.objectContaining({ code })
const file = (description: string) => server.call(api.fileCase, { description }, { as: wang.token, key: newKey() })
const preview = (
  ids: string[],
  input: { step: 'accept' | 'assign' | 'reply' | 'close'; text?: string; assigneeId?: string },
  who = clerk,
) => server.call(bulk.previewBulkStep, { ids, ...input }, as(who))
const assign = ({ id, seq }: { id: string; seq: number }, to: BuiltPerson, who = clerk) =>
  server.call(api.assignCase, { id, seq, assigneeId: String(to._id) }, as(who))
const takeBack = ({ id, seq }: { id: string; seq: number }, who = clerk) =>
  server.call(bulk.takeBackAssignment, { id, seq }, as(who))

it('names each case that would not take the step and why, fills the words of the others, and writes nothing', async () => {
  const lamp = await buildAccepted(server, wang, clerk)
  const filed = await file('单元门关不上，冷风灌进来')
  const had = await assign(await buildAccepted(server, wang, clerk), grid)
  const elsewhere = await buildCommunity()
  const stranger = await buildStaff({ area: elsewhere, role: 'clerk', name: '外社区' }, now)
  const ids = [had.id, filed.id, lamp.id]

  const { items } = await preview(ids, { step: 'assign', assigneeId: String(grid._id), text: '{编号}派出去了' })
  expect(items.map(({ id, fault }) => [id, fault])).toEqual([
    [had.id, '已经是李国强在办'],
    [filed.id, '等受理的不能派单'],
    [lamp.id, null],
  ])
  expect(items[2]!.text).toBe(`${lamp.number}派出去了`)
  const replies = await preview(ids, { step: 'reply', text: '{承办人}来办' })
  expect(replies.items.map(({ fault }) => fault)).toEqual([
    null,
    '等受理的不能答复',
    '这一件没有{承办人}，这句话填不上',
  ])
  expect((await preview([filed.id], { step: 'accept' })).items[0]!.fault).toBe('还没归类，打开它选一类')
  expect((await preview([lamp.id], { step: 'close', text: '好了' }, grid)).items[0]!.fault).toBe(
    '这一件您没有回访办结的权限',
  )
  expect(await preview(ids, { step: 'reply', text: '在办' }, stranger)).toEqual({ items: [], unseen: 3 })
  await expect(preview(ids, { step: 'reply', text: '{姓名}您好' })).rejects.toEqual(refused('INVALID_INPUT'))
  expect((await server.call(api.getStaffCase, { id: lamp.id }, as(clerk))).seq).toBe(lamp.seq)
})

it('takes an assignment back to nobody, or to the colleague before, and tells those it concerns once', async () => {
  const first = await assign(await buildAccepted(server, wang, clerk), grid)
  const key = newKey()
  const back = await server.call(bulk.takeBackAssignment, { id: first.id, seq: first.seq }, as(clerk, key))
  expect([back.assignee, back.state.code]).toEqual([null, 'accepted'])
  expect((await server.call(bulk.takeBackAssignment, { id: first.id, seq: first.seq }, as(clerk, key))).seq).toBe(
    back.seq,
  )

  const second = await assign(await assign(back, grid), admin)
  expect((await takeBack(second)).assignee?.name).toBe('李国强')
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  const told = await MessageModel.find({ 'about.id': first.id }).lean()
  const said = told.filter(({ title }) => /撤回|还是您/.test(title))
  expect(said.map(({ recipientId, title }) => [String(recipientId), title.slice(0, 4)]).sort()).toEqual(
    [
      [String(grid._id), '派单撤回'],
      [String(grid._id), '还是您来'],
      [String(admin._id), '派单撤回'],
    ].sort(),
  )
})

it('lets one of two win: whoever works on the case, or whoever takes the assignment back', async () => {
  const c = await assign(await buildAccepted(server, wang, clerk), grid)
  const both = await Promise.allSettled([
    takeBack(c),
    server.call(api.replyToCase, { id: c.id, seq: c.seq, text: '看过了，下午修' }, as(grid)),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CASE_MOVED' } })
})

it('takes back nobody else’s assignment, and none after ten minutes or after another step', async () => {
  const c = await assign(await buildAccepted(server, wang, clerk), grid)
  await expect(takeBack(c, admin)).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
  await expect(takeBack(c, grid)).rejects.toEqual(refused('FORBIDDEN'))
  const replied = await server.call(api.replyToCase, { id: c.id, seq: c.seq, text: '看过了' }, as(grid))
  await expect(takeBack(c)).rejects.toEqual(refused('CASE_MOVED'))
  await expect(takeBack(replied)).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))

  const late = await assign(await buildAccepted(server, wang, clerk), grid)
  now = at('10:11')
  await signInAgain([clerk], now)
  await expect(takeBack(late)).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
})

it('says the versions of the cases on a screen, only of those the caller sees, and puts no reading on record', async () => {
  const c = await buildAccepted(server, wang, clerk)
  const stranger = await buildStaff({ area: await buildCommunity(), role: 'clerk', name: '外社区' }, now)
  const read = await AuditEntryModel.countDocuments({ kind: 'read' })

  expect((await server.call(listCaseVersions, { ids: c.id }, as(clerk))).items).toEqual([{ id: c.id, seq: c.seq }])
  const { seq } = await server.call(api.replyToCase, { id: c.id, seq: c.seq, text: '看过了' }, as(grid))
  expect((await server.call(listCaseVersions, { ids: c.id }, as(clerk))).items).toEqual([{ id: c.id, seq }])
  expect((await server.call(listCaseVersions, { ids: c.id }, as(stranger))).items).toEqual([])
  expect(await AuditEntryModel.countDocuments({ kind: 'read', act: /case-versions/ })).toBe(0)
  expect(await AuditEntryModel.countDocuments({ kind: 'read' })).toBe(read)
})
