import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as cases from '@yike/shared/cases/endpoints'
import * as api from '@yike/shared/office/endpoints'
import { loadFirstCategories } from '../cases/categories'
import { CaseModel } from '../cases/model'
import { DOMAINS } from '../domains'
import { joinDomains } from '../join-domains'
import { openSession } from '../people/sessions'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { handOverBegun, leavesBegun } from './leaves'
import { HandoverModel, LeaveModel } from './model'

const MONDAY = new Date('2026-11-30T09:00:00+08:00')
const TUESDAY = new Date('2026-12-01T00:00:01+08:00')
const { openWork } = joinDomains(DOMAINS)
let now = MONDAY
let server: TestServer
let community: Community
let admin: BuiltPerson
let chen: BuiltPerson
let li: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => now })
})
afterAll(() => server.stop())
beforeEach(async () => {
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})))
  await loadFirstCategories()
  now = MONDAY
  community = await buildCommunity()
  admin = await buildStaff({ area: community, name: '赵丽' }, now)
  chen = await buildStaff({ role: 'grid_worker', area: community, name: '陈静' }, now)
  li = await buildStaff({ role: 'grid_worker', area: community, name: '李国强' }, now)
})

const as = ({ token }: BuiltPerson, key?: string) => ({ as: token, ...(key ? { key } : {}) })
const onTuesday = async () => {
  now = TUESDAY
  for (const who of [admin, chen, li]) who.token = (await openSession(who._id, now)).accessToken
}
const leave = (who: BuiltPerson, more: object = {}, key = newKey()) =>
  server.call(api.enterLeave, { from: '2026-12-01', until: '2026-12-03', ...more }, as(who, key))
const accepted = async () => {
  const wang = await buildResident({ community, name: '王秀英' }, now)
  const { items } = await server.call(cases.listCategories, { kind: 'complaint' })
  const categoryId = items.find(({ name }) => name.includes('路灯'))!.id
  const { id } = await server.call(cases.fileCase, { description: '路灯不亮', categoryId }, as(wang, newKey()))
  return server.call(cases.acceptCase, { id, seq: 1, categoryId }, as(admin))
}
const assign = ({ id, seq }: { id: string; seq: number }, to: BuiltPerson) =>
  server.call(cases.assignCase, { id, seq, assigneeId: String(to._id) }, as(admin))
const assigneeOf = async (id: string) => String((await CaseModel.findById(id).lean())!.assigneeId)

describe('a leave', () => {
  it('gives the open work to the delegate on its first day, once, and keeps the account', async () => {
    const c = await assign(await accepted(), chen)
    await leave(chen, { delegateId: String(li._id) })
    await handOverBegun(openWork, now)
    expect(await assigneeOf(c.id)).toBe(String(chen._id))
    await onTuesday()
    expect(await LeaveModel.find(leavesBegun(now)[0]!.filter)).toHaveLength(1)
    await Promise.all([handOverBegun(openWork, now), handOverBegun(openWork, now)])
    await handOverBegun(openWork, new Date(now.getTime() + 61_000))
    expect(await assigneeOf(c.id)).toBe(String(li._id))
    expect(await HandoverModel.find({}).lean()).toMatchObject([{ parts: [{ state: 'given' }] }])
    expect((await server.call(api.listLeaves, {}, as(chen))).items).toMatchObject([
      { person: { name: '陈静' }, delegate: { name: '李国强' }, handedOver: true },
    ])
    // The account goes on: they read their cases as before.
    expect((await server.call(cases.getStaffCase, { id: c.id }, as(chen))).assignee!.name).toBe('李国强')
    const { events } = (await CaseModel.findById(c.id).lean())!
    expect(events.filter(({ kind }) => kind === 'reassigned')).toHaveLength(1)
  })

  it('keeps new work away, by the list and by the write, which names the delegate', async () => {
    const c = await accepted()
    await leave(chen, { delegateId: String(li._id) })
    const names = async () =>
      (await server.call(cases.listAssignees, { id: c.id }, as(admin))).items.map(({ name }) => name)
    expect(await names()).toContain('陈静')
    await onTuesday()
    expect(await names()).not.toContain('陈静')
    expect((await server.call(cases.listAssignees, { id: c.id }, as(admin))).away).toMatchObject([
      { name: '陈静', leave: '12月1日到12月3日休假，李国强代班' },
    ])
    await expect(assign(c, chen)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { assigneeId: ['陈静12月1日到12月3日休假，派给代班的李国强'] } },
    })
    const { id } = (await server.call(api.listLeaves, {}, as(admin))).items[0]!
    await server.call(api.endLeave, { id }, as(admin))
    expect((await assign(c, chen)).assignee!.name).toBe('陈静')
  })

  it('is entered for oneself, or for a colleague by who manages staff there', async () => {
    await expect(leave(li, { personId: String(chen._id) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const elsewhere = await buildStaff({}, now)
    await expect(leave(elsewhere, { personId: String(chen._id) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const key = newKey()
    const entered = await leave(admin, { personId: String(chen._id) }, key)
    expect(await leave(admin, { personId: String(chen._id) }, key)).toEqual(entered)
    const field = (name: string) => ({ details: { fields: { [name]: [expect.any(String)] } } })
    await expect(leave(chen)).rejects.toMatchObject(field('from'))
    await expect(leave(li, { until: '2026-11-29' })).rejects.toMatchObject(field('until'))
    await expect(leave(li, { delegateId: String(elsewhere._id) })).rejects.toMatchObject(field('delegateId'))
    // An auditor could take none of it over.
    const auditor = await buildStaff({ role: 'auditor', area: community }, now)
    await expect(leave(li, { delegateId: String(auditor._id) })).rejects.toMatchObject(field('delegateId'))
    const { delegates } = await server.call(api.listLeaves, {}, as(li))
    expect(delegates.map(({ name }) => name).sort()).toEqual(['李国强', '赵丽', '陈静'].sort())
    expect((await server.call(api.listLeaves, {}, as(li))).items).toEqual([])
    await expect(server.call(api.endLeave, { id: entered.id }, as(li))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await server.call(api.endLeave, { id: entered.id }, as(chen))
    expect(await LeaveModel.countDocuments({})).toBe(0)
  })
})
