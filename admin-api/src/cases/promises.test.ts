import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as extensions from '@yike/shared/cases/extension-endpoints'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildAccepted } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { sendAlerts } from './alerts'
import { loadFirstCategories } from './categories'
import { closeUnanswered } from './lapse'
import { CaseModel, type CaseRecord } from './model'

/** A Monday; a street lamp is promised an answer in 5 working days, and to be mended in 7. */
const at = (time: string) => new Date(`2026-${time}:00+08:00`)
let now = at('11-23T10:00')
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
  now = at('11-23T10:00')
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
  grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const refused = (code: string) => expect.objectContaining({ code })
const turnTo = async (time: string) => {
  now = at(time)
  await signInAgain([wang, admin, clerk, grid], now)
}
const read = (id: string, who = admin) => server.call(api.getStaffCase, { id }, as(who))
async function inProgress(): Promise<StaffCase> {
  const { id, seq } = await buildAccepted(server, wang, clerk)
  return server.call(api.assignCase, { id, seq, assigneeId: String(grid._id) }, as(clerk))
}
/** The inbox lines of a case by kind, as names. */
async function told(id: string, kind: string) {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  const names = new Map([wang, admin, clerk, grid].map(({ _id, name }) => [String(_id), name]))
  return (await MessageModel.find({ kind, 'about.id': id }).lean())
    .map((one) => names.get(String(one.recipientId)))
    .sort()
}
const agrees = async (id: string) => {
  const c = (await CaseModel.findById(id).lean<CaseRecord>())!
  expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))
}
const ask = (c: StaffCase) =>
  server.call(
    api.replyToCase,
    { id: c.id, seq: c.seq, text: '是东边那盏还是西边那盏？', ask: true },
    as(grid, newKey()),
  )

describe('a question to the resident', () => {
  it('stops every clock, and its answer gives the time back', async () => {
    const c = await inProgress()
    await turnTo('11-24T10:00')
    const asked = await ask(c)
    expect(asked).toMatchObject({ waitUntil: '2026-12-02T08:30:00+08:00', promise: { state: 'paused' } })
    await turnTo('11-26T10:00')
    await server.call(api.commentCase, { id: c.id, text: '东边那盏。' }, as(wang, newKey()))
    const after = await read(c.id)
    expect(after.limits.map(({ code, dueAt }) => [code, dueAt])).toEqual([
      ['accept', c.limits[0]!.dueAt],
      ['answer', '2026-12-02T17:30:00+08:00'],
      ['solve', '2026-12-04T17:30:00+08:00'],
    ])
    expect(after.waitUntil).toBeNull()
    await closeUnanswered(at('12-03T09:00'))
    expect(await read(c.id)).toMatchObject({ state: { code: 'in_progress' } })
    await agrees(c.id)
  })

  it('that nobody answers closes the case with a message, once, in office hours, and it can be reopened', async () => {
    const c = await ask(await inProgress())
    expect(await told(c.id, 'case_asked')).toEqual(['王秀英'])
    const text = (await MessageModel.findOne({ kind: 'case_asked', 'about.id': c.id }).lean())!.body
    expect(text).toContain('12月1日（周二）前没有回音就先办结')
    await closeUnanswered(at('11-30T20:00'))
    expect(await read(c.id)).toMatchObject({ state: { code: 'waiting' } })
    // A process that was down at the time makes up for it when the office is open.
    await closeUnanswered(at('12-01T20:00'))
    expect(await read(c.id)).toMatchObject({ state: { code: 'waiting' } })
    await turnTo('12-02T08:30')
    await Promise.all([closeUnanswered(now), closeUnanswered(now)])
    expect(await read(c.id)).toMatchObject({ state: { code: 'closed' }, waitUntil: null })
    expect(await told(c.id, 'case_lapsed')).toEqual(['王秀英'])
    const shown = await server.call(api.getCase, { id: c.id }, as(wang))
    expect([shown.timeline.at(-1)!.what, shown.can.reopen]).toEqual(['没等到居民回音，先办结了', true])
    // It was closed in time: the days of waiting do not count.
    expect((await read(c.id)).limits.at(-1)).toMatchObject({ code: 'solve', state: 'kept' })
    await agrees(c.id)
  })
})

describe('what is done', () => {
  const resolved = async () => {
    const c = await inProgress()
    return server.call(api.resolveCase, { id: c.id, seq: c.seq, text: '灯修好了，亮了。' }, as(grid, newKey()))
  }

  it('waits seven days for a word of the resident, then climbs until somebody calls', async () => {
    const c = await resolved()
    expect(c.limits.at(-1)).toMatchObject({ code: 'call_back', state: 'running', dueAt: '2026-11-30T10:00:00+08:00' })
    await turnTo('11-30T10:00')
    await Promise.all([sendAlerts(now), sendAlerts(now)])
    const { timeline, limits } = await read(c.id)
    expect(timeline.at(-1)!.what).toBe('七天还没回访，提醒了回访的同事')
    expect(await told(c.id, 'case_overdue')).toEqual(['张海燕'])
    await turnTo('12-03T10:00')
    await sendAlerts(now)
    expect((await read(c.id)).timeline.at(-1)!.what).toBe('催过还没回访，报给管会商的同事')
    expect(limits.at(-1)).toMatchObject({ code: 'call_back', metAt: null })
    const { seq } = await read(c.id)
    await server.call(api.closeCase, { id: c.id, seq, text: '打过电话，说亮了。' }, as(admin, newKey()))
    expect((await read(c.id)).limits.at(-1)).toMatchObject({ code: 'call_back', state: 'missed' })
    await agrees(c.id)
  })

  it('asks nobody to call where the resident rated it, and anew after it was reopened', async () => {
    const c = await resolved()
    await server.call(api.rateCase, { id: c.id, score: 3 }, as(wang))
    expect((await read(c.id)).limits.at(-1)).toMatchObject({ code: 'call_back', state: 'kept' })
    await turnTo('12-02T10:00')
    await sendAlerts(now)
    expect(await told(c.id, 'case_overdue')).toEqual([])
    await server.call(api.reopenCase, { id: c.id, reason: '又灭了。' }, as(wang))
    expect((await read(c.id)).limits.map(({ code }) => code)).not.toContain('call_back')
    await agrees(c.id)
  })
})

describe('an extension', () => {
  const asked = async () => {
    const c = await inProgress()
    return server.call(
      extensions.askExtension,
      { id: c.id, seq: c.seq, workdays: 3, text: '配件要从厂里发，三天到。' },
      as(grid, newKey()),
    )
  }
  const decide = ({ id, seq }: StaffCase, grant: boolean, who = admin) =>
    server.call(extensions.decideExtension, { id, seq, grant, text: '配件在路上，多等三天。' }, as(who, newKey()))

  it('is asked by the one who handles it, granted by another, and read by the resident', async () => {
    const c = await asked()
    expect(c).toMatchObject({
      extension: { workdays: 3, askedBy: '李国强', granted: null },
      can: { grantExtension: false },
    })
    expect(await told(c.id, 'case_extension_asked')).toEqual(['张海燕'])
    await expect(decide(c, true, clerk)).rejects.toEqual(refused('FORBIDDEN'))
    const granted = await decide(await read(c.id), true)
    expect(granted.limits.slice(1).map(({ dueAt }) => dueAt)).toEqual([
      '2026-12-03T17:30:00+08:00',
      '2026-12-07T17:30:00+08:00',
    ])
    expect(granted).toMatchObject({ extension: { granted: true }, can: { askExtension: false, grantExtension: false } })
    expect(await told(c.id, 'case_extended')).toEqual(['王秀英'])
    expect(await told(c.id, 'case_extension_decided')).toEqual(['李国强'])
    const shown = await server.call(api.getCase, { id: c.id }, as(wang))
    expect(shown.timeline.at(-1)).toMatchObject({ what: '延期了', why: '配件在路上，多等三天。' })
    expect(JSON.stringify(shown.timeline)).not.toContain('厂里')
    await agrees(c.id)
  })

  it('is not decided by the one who asked, nor asked after the limit, twice, or for what is redone', async () => {
    const own = await buildAccepted(server, wang, admin)
    const mine = await server.call(
      extensions.askExtension,
      { id: own.id, seq: own.seq, workdays: 10, text: '要等厂里的配件。' },
      as(admin, newKey()),
    )
    expect(mine.can).toMatchObject({ grantExtension: false, refuseExtension: false })
    await expect(decide(mine, true)).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))

    const c = await asked()
    const refusedOnce = await decide(await read(c.id), false)
    expect(refusedOnce.limits.at(-1)!.dueAt).toBe('2026-12-02T17:30:00+08:00')
    expect((await server.call(api.getCase, { id: c.id }, as(wang))).timeline.map(({ kind }) => kind)).not.toContain(
      'extension_refused',
    )
    await turnTo('12-01T10:00')
    await expect(
      server.call(
        extensions.askExtension,
        { id: c.id, seq: refusedOnce.seq, workdays: 3, text: '还是没到，再等等。' },
        as(grid, newKey()),
      ),
    ).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED', message: expect.stringContaining('时限已经过了') })
  })
})

describe('what is redone', () => {
  it('is supervised from a bad rating or a reopening until it is closed, and supervisors hear of it', async () => {
    const c = await inProgress()
    const resolve = (seq: number) =>
      server.call(api.resolveCase, { id: c.id, seq, text: '换了一盏新灯。' }, as(grid, newKey()))
    await resolve(c.seq)
    await server.call(api.rateCase, { id: c.id, score: 1, comment: '又灭了。' }, as(wang))
    expect(await read(c.id)).toMatchObject({ supervised: true })
    expect(await told(c.id, 'case_supervised')).toEqual(['张海燕'])
    await server.call(api.reopenCase, { id: c.id, reason: '换好没几天又灭了。' }, as(wang))
    const again = await read(c.id)
    expect(again).toMatchObject({ supervised: true, can: { askExtension: false }, reopened: 1 })
    const find = async (supervised: 'true' | 'false') =>
      (await server.call(api.listStaffCases, { supervised } as never, as(admin))).items.map(({ id }) => id)
    expect([await find('true'), await find('false')]).toEqual([[c.id], []])
    await resolve(again.seq)
    await server.call(api.rateCase, { id: c.id, score: 3 }, as(wang))
    expect(await read(c.id)).toMatchObject({ supervised: false, state: { code: 'closed' } })
    expect(await find('true')).toEqual([])
    await agrees(c.id)
  })
})

describe('what nobody accepts', () => {
  it('shows it to the office after a working day', async () => {
    const { id } = await server.call(api.fileCase, { description: '楼道灯灭了三天' }, as(wang, newKey()))
    const isShown = async () => (await server.call(api.listStaffCases, {}, as(clerk))).items[0]!.unaccepted
    await turnTo('11-24T17:00')
    expect([await isShown(), (await read(id)).limits[0]]).toEqual([
      false,
      { code: 'accept', label: '受理', dueAt: '2026-11-24T17:30:00+08:00', metAt: null, state: 'running' },
    ])
    await turnTo('11-24T17:31')
    expect([await isShown(), (await read(id)).limits[0]!.state]).toEqual([true, 'late'])
  })
})
