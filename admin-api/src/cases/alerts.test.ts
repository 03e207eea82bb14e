import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import { mergeCase, unmergeCase } from '@yike/shared/cases/merging-endpoints'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildAccepted, buildReceiver, lampCategory } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { sendAlerts } from './alerts'
import { loadFirstCategories } from './categories'
import { CaseModel, type CaseRecord } from './model'

/** A Monday; the lamp category promises working days, so that signing takes an hour of the receiver's hours. */
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
let now = at('23T10:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let zhao: BuiltPerson
let sun: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = at('23T10:00')
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
  zhao = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, now)
  sun = await buildStaff({ area: community, role: 'receiver', name: '孙亮' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const only = ({ id, seq }: { id: string; seq: number }) => ({ id, seq })
const everybodyAgain = () => signInAgain([wang, admin, clerk, zhao, sun], now)
const organisation = (more: object = {}) => buildReceiver(server, admin, '颐园物业', [zhao, sun], more)
async function given(receiverId: string) {
  const { id, seq } = await buildAccepted(server, wang, clerk)
  return server.call(api.dispatchCase, { id, seq, receiverId, text: '请去看一眼。' }, as(clerk))
}
/** The inbox lines of a case by kind, as names. */
async function told(id: string, kind: string) {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  const names = new Map([admin, clerk, zhao, sun].map(({ _id, name }) => [String(_id), name]))
  const lines = await MessageModel.find({ kind, 'about.id': id }).lean()
  return lines.map(({ recipientId }) => names.get(String(recipientId))).sort()
}
const timeline = async (id: string) =>
  (await server.call(api.getStaffCase, { id }, as(clerk))).timeline.map(({ what }) => what)

describe('a receiver that does not sign', () => {
  it('is reminded at the limit, then the office hears of it, each once, whoever runs the job', async () => {
    const { id } = await given((await organisation()).id)
    now = at('23T10:59')
    await sendAlerts(now)
    expect(await told(id, 'case_reminded')).toEqual([])
    now = at('23T11:00')
    await Promise.all([sendAlerts(now), sendAlerts(now)])
    await sendAlerts(now)
    expect(await told(id, 'case_reminded')).toEqual(['孙亮', '赵强'].sort())
    expect(await told(id, 'case_unanswered')).toEqual([])
    now = at('23T12:00')
    await sendAlerts(now)
    expect(await told(id, 'case_unanswered')).toEqual([])
    // The hour after the limit ends with the morning: the office is reached when it opens again.
    now = at('23T14:00')
    await Promise.all([sendAlerts(now), sendAlerts(now)])
    expect(await told(id, 'case_unanswered')).toEqual(['张海燕', '陈静'].sort())
    now = at('24T10:00')
    await everybodyAgain()
    const { timeline: entries } = await server.call(api.getStaffCase, { id }, as(clerk))
    expect(entries.map(({ who }) => who)).toEqual(
      expect.arrayContaining(['自动提醒颐园物业', '自动报的：颐园物业没动静']),
    )
    await sendAlerts(now)
    expect(await told(id, 'case_unanswered')).toEqual(['张海燕', '张海燕', '陈静'].sort())
    expect((await timeline(id)).slice(-3)).toEqual([
      '到时还没签收，提醒了单位',
      '催过还没签收，报给派单的同事',
      '半天没签收，报给管会商的同事',
    ])
    const c = (await CaseModel.findById(id).lean<CaseRecord>())!
    // The promises of the office itself are left.
    expect(c.alerts.map(({ code }) => code)).toEqual(['answer_late', 'solve_late'])
    expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))
  })

  it('hears nothing once it signed, and its page needs no reading anew because of a reminder', async () => {
    const { id, seq } = await given((await organisation()).id)
    now = at('23T11:00')
    await everybodyAgain()
    await sendAlerts(now)
    const signed = await server.call(received.signCase, { id, seq }, as(zhao))
    expect(signed.state.code).toBe('in_hand')
    now = at('24T15:00')
    await sendAlerts(now)
    expect(await told(id, 'case_unanswered')).toEqual([])
  })

  it('signs at the very moment of the reminder: both are written, and nobody has to tap again', async () => {
    const { id, seq } = await given((await organisation()).id)
    now = at('23T11:00')
    await everybodyAgain()
    const write = CaseModel.findOneAndUpdate.bind(CaseModel)
    const first = vi.spyOn(CaseModel, 'findOneAndUpdate').mockImplementationOnce(((
      ...args: Parameters<typeof write>
    ) => ({
      lean: async () => {
        await sendAlerts(now)
        return write(...args).lean()
      },
    })) as never)
    const signed = await server.call(received.signCase, { id, seq }, as(zhao, newKey()))
    first.mockRestore()
    expect(signed).toMatchObject({ state: { code: 'in_hand' }, seq: seq + 2 })
    expect((await timeline(id)).slice(-2)).toEqual(['到时还没签收，提醒了单位', '单位签收了'])
    expect(await told(id, 'case_reminded')).toHaveLength(2)
  })

  it('is reminded of nothing that was handed back or answered meanwhile', async () => {
    const property = await organisation()
    const back = await given(property.id)
    const body = { id: back.id, seq: back.seq, reason: '楼道公共灯不在合同里', belongsTo: '供电公司' }
    await server.call(received.handBackCase, body, as(zhao, newKey()))
    const solved = await given(property.id)
    await server.call(api.resolveCase, { id: solved.id, seq: solved.seq, text: '灯自己好了。' }, as(clerk))
    now = at('24T15:00')
    await sendAlerts(now)
    for (const { id } of [back, solved]) expect(await told(id, 'case_reminded')).toEqual([])
  })

  it('counts its own hours: a lunch break, a night, and the roster of the day', async () => {
    const property = await organisation({
      hours: {
        days: 'workdays',
        periods: [
          { from: 480, to: 630 },
          { from: 900, to: 1080 },
        ],
      },
      roster: [{ personId: String(sun._id), weekdays: [1] }],
    })
    const c = await given(property.id)
    expect(c.receiver!.signDueAt).toBe('2026-11-23T15:30:00+08:00')
    expect(await told(c.id, 'case_dispatched')).toEqual(['孙亮'])
    now = at('23T15:30')
    await sendAlerts(now)
    expect(await told(c.id, 'case_reminded')).toEqual(['孙亮'])
  })

  it('is not called at night by a process that was down at the time', async () => {
    const { id } = await given((await organisation()).id)
    now = at('23T22:00')
    await sendAlerts(now)
    expect(await told(id, 'case_reminded')).toEqual([])
    now = at('24T08:30')
    await sendAlerts(now)
    expect(await told(id, 'case_reminded')).toEqual(['孙亮', '赵强'].sort())
  })

  it('keeps nothing from the office while the receiver is shut, and is reminded when it opens', async () => {
    const periods = [
      { from: 480, to: 630 },
      { from: 900, to: 945 },
    ]
    const { id } = await given((await organisation({ hours: { days: 'workdays', periods } })).id)
    // No process ran from the limit, 15:30, until now.
    now = at('23T16:30')
    await sendAlerts(now)
    expect(await told(id, 'case_unanswered')).toEqual(['张海燕', '陈静'].sort())
    await sendAlerts(now)
    expect((await CaseModel.findById(id).lean<CaseRecord>())!.alertAt).toEqual(at('24T08:00'))
    expect(await told(id, 'case_reminded')).toEqual([])
    now = at('24T08:00')
    await sendAlerts(now)
    expect(await told(id, 'case_reminded')).toEqual(['孙亮', '赵强'].sort())
  })

  it('refuses hours and a roster that make no sense, by name of the field', async () => {
    await expect(organisation({ hours: { days: 'workdays', periods: [] } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { 'hours.periods': ['写上几点到几点上班'] } },
    })
    await expect(
      organisation({ memberIds: [String(zhao._id)], roster: [{ personId: String(sun._id), weekdays: [1] }] }),
    ).rejects.toMatchObject({ details: { fields: { roster: ['值班的人要先加到承办人里'] } } })
  })
})

describe('a limit of the office', () => {
  /** A street lamp is accepted in a working day, answered in 5 and mended in 7. */
  const filed = () =>
    server
      .call(api.fileCase, { description: '楼道灯灭了三天', categoryId: lamp }, as(wang, newKey()))
      .then(({ id }) => id)
  let lamp: string
  beforeEach(async () => {
    lamp = (await lampCategory(server)).id
  })
  const turnTo = async (time: string) => {
    now = at(time)
    await everybodyAgain()
    await Promise.all([sendAlerts(now), sendAlerts(now)])
  }

  it('that passes is told to the office when it opens, each once; to accept, then to answer, then to solve', async () => {
    const id = await filed()
    await turnTo('24T20:00')
    expect(await told(id, 'case_overdue')).toEqual([])
    await turnTo('25T08:30')
    expect(await told(id, 'case_overdue')).toEqual(['张海燕', '陈静'].sort())
    await turnTo('25T14:30')
    expect(await told(id, 'case_overdue')).toEqual(['张海燕', '张海燕', '陈静'].sort())
    await server.call(api.acceptCase, { id, seq: 1, categoryId: lamp }, as(clerk))
    now = new Date('2026-12-01T08:30:00+08:00')
    await everybodyAgain()
    await sendAlerts(now)
    now = new Date('2026-12-03T08:30:00+08:00')
    await everybodyAgain()
    await sendAlerts(now)
    const { timeline: entries } = await server.call(api.getStaffCase, { id }, as(clerk))
    expect(entries.filter(({ kind }) => kind === 'alerted').map(({ what, who }) => [what, who])).toEqual([
      ['到时还没受理，报给派单的同事', '自动报的'],
      ['半天没受理，报给督办的同事', '自动报的'],
      ['到时还没答复，报给督办的同事', '自动报的'],
      ['到时还没办好，报给督办的同事', '自动报的'],
    ])
    expect((await server.call(api.getCase, { id }, as(wang))).timeline.map(({ kind }) => kind)).toEqual([
      'filed',
      'accepted',
    ])
    expect((await CaseModel.findById(id).lean<CaseRecord>())!.alertAt).toBeUndefined()
  })

  it('that passed is not in the timeline of the organisation that gets the case, whose own reminders are', async () => {
    const property = await organisation()
    const id = await filed()
    await turnTo('25T08:30')
    const { seq } = await server.call(api.acceptCase, { id, seq: 1, categoryId: lamp }, as(clerk))
    await server.call(api.dispatchCase, { id, seq, receiverId: property.id, text: '请去看一眼。' }, as(clerk))
    await turnTo('25T10:30')
    const { timeline: read } = await server.call(received.getReceivedCase, { id }, as(zhao))
    expect(read.filter(({ kind }) => kind === 'alerted').map(({ what }) => what)).toEqual(['到时还没签收，提醒了单位'])
    expect(await timeline(id)).toContain('到时还没受理，报给派单的同事')
  })

  it('rests with the clock, comes back later with it, and is not told of a case that was merged', async () => {
    const asked = await buildAccepted(server, wang, clerk)
    const assigned = await server.call(api.assignCase, { ...only(asked), assigneeId: String(clerk._id) }, as(clerk))
    const waiting = await server.call(
      api.replyToCase,
      { ...only(assigned), text: '是几单元的灯？', ask: true },
      as(clerk),
    )
    const planned = async (id: string) => (await CaseModel.findById(id).lean<CaseRecord>())!.alerts
    expect(await planned(asked.id)).toEqual([])
    now = at('24T10:00')
    await everybodyAgain()
    await server.call(api.commentCase, { id: waiting.id, text: '三单元。' }, as(wang, newKey()))
    expect(await planned(asked.id)).toEqual([
      { code: 'answer_late', at: new Date('2026-12-02T08:30:00+08:00') },
      { code: 'solve_late', at: new Date('2026-12-04T08:30:00+08:00') },
    ])

    const newer = await filed()
    const other = await server.call(api.getStaffCase, { id: asked.id }, as(clerk))
    await server.call(
      mergeCase,
      { id: newer, seq: 1, otherId: other.id, otherSeq: other.seq, text: '同一盏灯。' },
      as(clerk, newKey()),
    )
    expect(await planned(newer)).toEqual([])
    const merged = await server.call(api.getStaffCase, { id: newer }, as(clerk))
    await server.call(unmergeCase, { ...only(merged), text: '不是同一盏。' }, as(clerk, newKey()))
    expect((await planned(newer)).map(({ code }) => code)).toEqual([
      ...['accept_late', 'accept_missing', 'answer_late', 'solve_late'],
    ])
  })
})
