import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '@yike/shared/audit/endpoints'
import type { RecordIncident } from '@yike/shared/privacy/incident-schemas'
import * as api from '@yike/shared/privacy/endpoints'
import type { z } from '@yike/shared/zod'
import { instantAt, toApiTime } from '@yike/shared/time/china'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { sessionToken } from '../testing/session'
import type { Community } from '../territory/areas'
import { buildCommunity, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { tellOfDeadlines } from './incident-alerts'
import { IncidentModel } from './incident-model'

const NOTICED = instantAt('2026-11-27', 9 * 60)
const hoursLater = (hours: number) => new Date(NOTICED.getTime() + hours * 3_600_000)
let now = NOTICED
let server: TestServer
let community: Community
let security: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => now })
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = hoursLater(1)
  await IncidentModel.deleteMany({})
  community = await buildCommunity()
  security = await buildStaff({ role: 'security_admin', area: community }, now)
})

const facts = (more: Partial<z.input<typeof RecordIncident>> = {}): z.input<typeof RecordIncident> => ({
  ...{ kinds: ['leak'], isCertain: true, what: '一位同事把花名册发到了居民群里' },
  ...{ noticedAt: toApiTime(NOTICED), happenedAt: null, data: ['name', 'phone'], people: 200, minors: 3 },
  ...{ level: 'general', isCrime: false, contact: { name: '周敏', phone: '0546-8123456' } },
  ...more,
})
const record = (more: Partial<z.input<typeof RecordIncident>> = {}, key = 'incident-key-0001') =>
  server.call(api.recordIncident, facts(more), { as: security.token, key })
const openSteps = ({ duties }: Awaited<ReturnType<typeof record>>) =>
  duties.filter(({ doneAt }) => !doneAt).map(({ step }) => step.label)

describe('an incident with personal data', () => {
  it('is recorded once, and says what is due until it is done', async () => {
    const [first, again] = [await record(), await record()]
    expect(again.id).toBe(first.id)
    expect(openSteps(first)).toEqual(['采取补救措施', '报告网信部门', '告诉本人', '告诉未成年人和监护人', '处理完了'])

    const contain = { id: first.id, step: 'contain', at: toApiTime(now), words: '群里撤回，请大家删掉' } as const
    await server.call(api.takeIncidentStep, contain, { as: security.token, key: 'incident-step-0001' })
    const after = await server.call(api.takeIncidentStep, contain, { as: security.token, key: 'incident-step-0001' })
    expect(after.entries.map(({ words, by }) => [words, by])).toEqual([[contain.words, security.name]])
    expect(openSteps(after)).not.toContain('采取补救措施')
    expect(after.isSettled).toBe(false)
  })

  it('of level 较大 is late once four hours have gone, and stays late in the form', async () => {
    const { id, duties } = await record({ level: 'large' })
    const report = duties.find(({ step }) => step.code === 'report')!
    expect(report).toMatchObject({ dueAt: toApiTime(hoursLater(4)), isLate: false })

    now = hoursLater(5)
    const accessToken = await sessionToken(security._id, now)
    const late = await server.call(api.getIncident, { id }, { as: accessToken })
    expect(late.duties.find(({ step }) => step.code === 'report')!.isLate).toBe(true)
  })

  it('takes the facts that come later, and not over those of a colleague', async () => {
    const { id, revision } = await record()
    const change = (what: string) =>
      server.call(api.changeIncident, { ...facts({ what, cause: '点错了群' }), id, revision }, { as: security.token })
    expect((await change('花名册发错了群，两分钟后撤回')).cause).toBe('点错了群')
    await expect(change('别的')).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it.each([
    [{ noticedAt: toApiTime(hoursLater(2)) }, '发现的时间还没到，再看看'],
    [{ minors: 300 }, '未成年人不会比总人数多，再看看'],
    [{ people: 2_000_000 }, '涉及这么多人，至少是“较大”'],
  ])('refuses facts that contradict each other: %j', async (wrong, sentence) => {
    await expect(record(wrong)).rejects.toSatisfy((cause: { details?: { fields?: object } }) =>
      JSON.stringify(cause.details?.fields).includes(sentence),
    )
  })

  it('only telling those concerned may be left, with a reason', async () => {
    const { id } = await record()
    const leave = (step: 'report' | 'people', key: string) =>
      server.call(
        api.takeIncidentStep,
        { id, step, at: toApiTime(now), words: '群里只有社区的同事', isWaived: true },
        { as: security.token, key },
      )
    await expect(leave('report', 'incident-step-0002')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(
      (await leave('people', 'incident-step-0003')).duties.find(({ step }) => step.code === 'people'),
    ).toMatchObject({ isWaived: true })
  })

  it('is for those who look after security there, leaves as a file, and is in the audit log', async () => {
    const { id } = await record()
    const admin = await buildStaff({ area: community }, now)
    const elsewhere = await buildStaff({ role: 'security_admin', area: await buildCommunity() }, now)
    await expect(server.call(api.listIncidents, {}, { as: admin.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(server.call(api.getIncident, { id }, { as: elsewhere.token })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await server.call(api.listIncidents, {}, { as: elsewhere.token })).items).toEqual([])

    const answer = await fetch(`${server.origin}${API_BASE_PATH}/staff/incidents/${id}/export?format=csv`, {
      headers: { Authorization: `Bearer ${security.token}`, 'X-Client': 'weapp' },
    })
    const text = await answer.text()
    expect(text).toContain('一位同事把花名册发到了居民群里')
    expect(text).toContain(`${security.name} 2026-11-27 10:00 导出`)

    const auditor = await buildStaff({ role: 'auditor', area: community }, now)
    const { items } = await server.call(listAudit, { by: security.name }, { as: auditor.token })
    expect(items.map(({ kind, act }) => [kind.label, act.label])).toEqual([
      ['导出', '个人信息安全事件'],
      ['改动', '个人信息安全事件'],
    ])
  })
})

describe('the clock of an incident', () => {
  /** Runs the job in two processes at once, and reads what `who` was told so far. */
  async function toldAt(hours: number, who = security) {
    now = hoursLater(hours)
    await Promise.all([tellOfDeadlines(now), tellOfDeadlines(now)])
    const relay = new Relay(() => Promise.resolve())
    relay.add(IncidentModel)
    await relay.run()
    const lines = await MessageModel.find({ kind: 'incident_due', recipientId: who._id }).sort({ at: 1 }).lean()
    return lines.map(({ title }) => title)
  }
  const steps = async (id: string, ...taken: ('report' | 'end')[]) => {
    const accessToken = await sessionToken(security._id, now)
    for (const step of taken)
      await server.call(
        api.takeIncidentStep,
        { id, step, at: toApiTime(now), words: '办了' },
        { as: accessToken!, key: `incident-step-${step}` },
      )
  }
  const REPORT = '安全事件：“报告网信部门”最晚 11月27日（周五）13:00'

  it('is told an hour before it ends, once, to those who look after security there', async () => {
    const others = await Promise.all([
      buildStaff({ area: community }, now),
      buildStaff({ role: 'security_admin', area: await buildCommunity() }, now),
    ])
    const { id } = await record({ level: 'large' })

    expect(await toldAt(1)).toEqual([])
    expect(await toldAt(2.99)).toEqual([])
    expect(await toldAt(3)).toEqual([REPORT])
    expect(await toldAt(3.5)).toEqual([REPORT])
    for (const other of others) expect(await toldAt(3.5, other)).toEqual([])
    // Thirty days after the end the summary is due: a clock of its own.
    await steps(id, 'report', 'end')
    expect(await toldAt(3.5 + 30 * 24 - 2)).toEqual([REPORT])
    expect(await toldAt(3.5 + 30 * 24 - 1)).toEqual([REPORT, '安全事件：“报总结”最晚 12月27日（周日）12:30'])
  })

  it('is not told once the step was taken, also while the job runs', async () => {
    const { id } = await record({ level: 'large' })
    await toldAt(1)
    now = hoursLater(3)
    await Promise.all([tellOfDeadlines(now), steps(id, 'report')])
    const told = await toldAt(3.1)

    // The message or the step was first; neither is told twice.
    expect([[], [REPORT]]).toContainEqual(told)
    expect(await toldAt(5)).toEqual(told)
    await IncidentModel.deleteMany({})
    const second = await server.call(
      api.recordIncident,
      facts({ level: 'large', noticedAt: toApiTime(hoursLater(4.5)) }),
      { as: await sessionToken(security._id, now), key: 'incident-key-0002' },
    )
    await steps(second.id, 'report')
    expect(await toldAt(9)).toEqual(told)
  })

  it('is made up for when no process ran, and not told to somebody who writes down what is over', async () => {
    await record({ level: 'large' })
    await toldAt(1)
    expect(await toldAt(6)).toEqual(['安全事件：“报告网信部门”过了 11月27日（周五）13:00 的时限'])

    await IncidentModel.deleteMany({})
    await MessageModel.deleteMany({ kind: 'incident_due' })
    const accessToken = await sessionToken(security._id, now)
    await server.call(api.recordIncident, facts({ level: 'large' }), { as: accessToken, key: 'incident-key-0003' })
    expect(await toldAt(6)).toEqual([])
    expect(await IncidentModel.findOne({}).lean()).toMatchObject({ told: ['report'] })
    expect(await IncidentModel.exists({ alertAt: { $exists: true } })).toBeNull()
  })
})
