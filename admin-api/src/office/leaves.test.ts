import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as cases from '@yike/shared/cases/endpoints'
import * as api from '@yike/shared/office/endpoints'
import { loadFirstCategories } from '../cases/categories'
import { CaseModel, CategoryModel, type CaseRecord } from '../cases/model'
import { DOMAINS } from '../domains'
import { joinDomains } from '../join-domains'
import { sessionToken } from '../testing/session'
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
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  const models = Object.values(mongoose.models).filter((model) => model !== CategoryModel)
  await Promise.all(models.map((model) => model.deleteMany({})))
  now = MONDAY
  community = await buildCommunity()
  admin = await buildStaff({ area: community, name: '赵丽' }, now)
  chen = await buildStaff({ role: 'grid_worker', area: community, name: '陈静' }, now)
  li = await buildStaff({ role: 'grid_worker', area: community, name: '李国强' }, now)
})

const as = ({ token }: BuiltPerson, key?: string) => ({ as: token, ...(key ? { key } : {}) })
const onTuesday = async () => {
  now = TUESDAY
  for (const who of [admin, chen, li]) who.token = await sessionToken(who._id, now)
}
const leave = (who: BuiltPerson, more: object = {}, key = newKey()) =>
  server.call(api.enterLeave, { from: '2026-12-01', until: '2026-12-03', ...more }, as(who, key))
const accepted = async (reporter?: BuiltPerson) => {
  const wang = reporter ?? (await buildResident({ community, name: '王秀英' }, now))
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

  it('has no delegate who is away on the same days, and goes on to who stands in for them or directs', async () => {
    const field = { details: { fields: { delegateId: ['李国强12月2日自己也休假，换一位代班'] } } }
    const lis = await leave(li, { from: '2026-12-02', until: '2026-12-02' })
    await expect(leave(chen, { delegateId: String(li._id) })).rejects.toMatchObject(field)
    await server.call(api.endLeave, { id: lis.id }, as(li))
    const [first, second] = [await assign(await accepted(), chen), await assign(await accepted(), chen)]
    await leave(chen, { delegateId: String(li._id) })
    // Entered later, by the delegate, without one of their own; who stands in for them cannot be the one on leave.
    await expect(leave(li, { delegateId: String(chen._id) })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await leave(li)
    await onTuesday()
    await handOverBegun(openWork, now)
    for (const { id } of [first, second]) expect(await assigneeOf(id)).toBe(String(admin._id))
    expect((await server.call(cases.listAssignees, { id: first.id }, as(admin))).away).toMatchObject([
      { name: '陈静', leave: '12月1日到12月3日休假' },
      { name: '李国强', leave: '12月1日到12月3日休假' },
    ])
  })

  it('sends a case that comes back on to the delegate in the same step, else to who assigns cases', async () => {
    const wang = await buildResident({ community, name: '王秀英' }, now)
    const to = async (who: BuiltPerson) => assign(await accepted(wang), who)
    const [asked, reopened, undelegated] = [await to(chen), await to(chen), await to(li)]
    await server.call(cases.replyToCase, { id: asked.id, seq: asked.seq, text: '哪一盏？', ask: true }, as(chen))
    const resolve = ({ id, seq }: typeof asked, who: BuiltPerson) =>
      server.call(cases.resolveCase, { id, seq, text: '换了灯泡。' }, as(who))
    await resolve(reopened, chen)
    await resolve(undelegated, li)
    await leave(chen, { delegateId: String(admin._id) })
    await leave(li)
    await onTuesday()
    wang.token = await sessionToken(wang._id, now)
    await server.call(cases.commentCase, { id: asked.id, text: '3号楼那盏。' }, as(wang, newKey()))
    await server.call(cases.reopenCase, { id: reopened.id, reason: '又灭了' }, as(wang))
    await server.call(cases.reopenCase, { id: undelegated.id, reason: '还是不亮' }, as(wang))
    const toldOf = ({ outbox }: CaseRecord) =>
      outbox
        .filter(({ at }) => at >= now)
        .flatMap(({ kind, recipients }) => recipients.map((one) => [kind, String(one)]))
    for (const { id } of [asked, reopened]) {
      expect(await assigneeOf(id)).toBe(String(admin._id))
      const told = toldOf((await CaseModel.findById(id).lean<CaseRecord>())!)
      expect(told).toContainEqual(['case_assigned', String(admin._id)])
      expect(told.map(([, who]) => who)).not.toContain(String(chen._id))
      const { timeline } = await server.call(cases.getStaffCase, { id }, as(admin))
      expect(timeline.at(-1)).toMatchObject({ what: '原来办的人休假，换了人来办', kind: 'reassigned' })
    }
    const waits = (await CaseModel.findById(undelegated.id).lean<CaseRecord>())!
    expect(waits).toMatchObject({ state: 'accepted', assigneeId: null })
    expect(toldOf(waits)).toContainEqual(['case_unassigned', String(admin._id)])
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
