import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import * as whistles from '@yike/shared/cases/whistle-endpoints'
import * as office from '@yike/shared/office/endpoints'
import type { Receiver } from '@yike/shared/receivers/schemas'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { sendAlerts } from './alerts'
import { loadFirstCategories } from './categories'
import { CaseModel, type CaseRecord } from './model'

const HOME = '3号楼2单元501'
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
let now = at('23T10:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let members: [BuiltPerson, BuiltPerson, BuiltPerson]
let receivers: [Receiver, Receiver, Receiver]

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = at('23T10:00')
  const home = { text: HOME, position: { lng: 118.49, lat: 37.46 } }
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now, { phone: '13812345678', home }))
  const member = (name: string) => buildStaff({ area: community, role: 'receiver', name }, now)
  members = [await member('赵强'), await member('孙亮'), await member('钱进')]
  const organisation = (name: string, one: BuiltPerson) =>
    buildReceiver(server, admin, name, [one], { kind: 'department' })
  receivers = [
    await organisation('综合执法队', members[0]),
    await organisation('颐园物业', members[1]),
    await organisation('供电公司', members[2]),
  ]
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const refused = (code: string) => expect.objectContaining({ code })
const turnTo = async (time: string) => {
  now = at(time)
  await signInAgain([wang, admin, clerk, ...members], now)
}
const accepted = (words: object = {}) =>
  buildAccepted(server, wang, clerk, {
    description: `我是王秀英，住${HOME}，烧烤摊把灯线扯断了，电话13812345678。`,
    ...{ address: HOME, position: { lng: 118.49, lat: 37.46 } },
    ...words,
  })
const TEXT = '烧烤摊占道，灯线也断了，要几家一起来。'
const blow = ({ id, seq }: { id: string; seq: number }, who = admin, more: object = {}) =>
  server.call(
    whistles.blowWhistle,
    {
      ...{ id, seq, occasion: 'key_work' as const, text: TEXT },
      receiverIds: receivers.map((one) => one.id),
      leadId: receivers[0].id,
      ...more,
    },
    as(who, newKey()),
  )
const open = (id: string, who: BuiltPerson) => server.call(received.getReceivedCase, { id }, as(who))
const read = (id: string, who = admin) => server.call(api.getStaffCase, { id }, as(who))
const seqOf = async (id: string) => (await CaseModel.findById(id).lean())!.seq
const answer = async (id: string, who: BuiltPerson) =>
  server.call(whistles.answerWhistle, { id, seq: await seqOf(id) }, as(who, newKey()))
const contact = async (id: string, who: BuiltPerson) =>
  server.call(whistles.contactForWhistle, { id, seq: await seqOf(id), text: '24 日上午九点到。' }, as(who, newKey()))
const comeIn = async (id: string, who: BuiltPerson) =>
  server.call(whistles.reportIn, { id, seq: await seqOf(id), text: '到了，在清摊位。' }, as(who, newKey()))
async function told(id: string, kind: string) {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  const names = new Map([admin, clerk, ...members].map(({ _id, name }) => [String(_id), name]))
  const lines = await MessageModel.find({ kind, 'about.id': id }).lean()
  return lines.map(({ recipientId, title }) => `${names.get(String(recipientId))} ${title}`).sort()
}

describe('a whistle to three receivers', () => {
  it('keeps the limits of the area when it was blown, and the street sets those of the next', async () => {
    const before = await blow(await accepted())
    const id = String(community._id)
    const { revision } = await server.call(office.getAreaSettings, { id }, as(admin))
    const limits = { signMinutes: 30, contactHours: 2, reportInWorkdays: 1, hardWorkdays: 2 }
    await server.call(office.setWhistleLimits, { id, revision, limits }, as(admin))

    const after = await blow(await accepted())
    const signed = ({ whistle }: typeof after) => new Set(whistle!.parties.map(({ signDueAt }) => signDueAt))
    expect(signed(await read(before.id))).toEqual(new Set(['2026-11-23T11:00:00+08:00']))
    expect(signed(after)).toEqual(new Set(['2026-11-23T10:30:00+08:00']))
    expect((await server.call(api.listReceiversForCase, { id: after.id }, as(admin))).whistle).toEqual(limits)
  })

  it('is answered by two, and the silent one is reminded, then the office hears of it', async () => {
    const { id } = await blow(await accepted())
    expect((await told(id, 'case_whistled')).map((line) => line.split(' ')[0])).toEqual(['孙亮', '赵强', '钱进'].sort())
    expect((await server.call(received.listReceivedCases, {}, as(members[0]))).counts).toMatchObject({ to_sign: 1 })
    for (const who of members.slice(0, 2)) await answer(id, who)
    await contact(id, members[0])
    await comeIn(id, members[1])

    await turnTo('23T11:00')
    await Promise.all([sendAlerts(now), sendAlerts(now)])
    const reminded = await told(id, 'case_reminded')
    expect(reminded.map((line) => line.split('：')[0])).toEqual(['钱进 吹哨还没应'])
    await turnTo('23T15:00')
    await sendAlerts(now)
    expect((await told(id, 'case_unanswered')).map((line) => line.split('：')[0])).toEqual([
      '张海燕 供电公司吹哨还没应',
    ])

    // Thursday at closing the three days are over: two have come, or made contact, and one has done nothing.
    await comeIn(id, members[0])
    await turnTo('27T10:00')
    for (let round = 0; round < 6; round++) await sendAlerts(now)
    const { whistle, timeline } = await read(id)
    expect(whistle).toMatchObject({ over: false, occasion: { label: '重点工作' } })
    expect(whistle!.parties.map(({ receiver, leads, overdue }) => [receiver.name, leads, overdue])).toEqual([
      ['综合执法队', true, null],
      ['颐园物业', false, null],
      ['供电公司', false, 'sign'],
    ])
    expect(timeline.filter(({ kind }) => kind === 'alerted').map(({ what }) => what)).toEqual([
      '吹哨没应，提醒了单位',
      '吹哨没应，报给管吹哨的同事',
      '还没来联系，提醒了单位',
      '还没来联系，报给管吹哨的同事',
      '还没来报到，提醒了单位',
      '没来报到，报给管吹哨的同事',
    ])
    const stored = (await CaseModel.findById(id).lean<CaseRecord>())!
    expect(reduceCase(stored.events, flowOf(stored.kind)).whistle).toEqual(stored.whistle)
  })

  it('shows the resident who was called and who came, with the reason and without their talk', async () => {
    const { id } = await blow(await accepted())
    await contact(id, members[0])
    await comeIn(id, members[0])
    // The one who blew it hears of both, and so does the one who handles the case.
    expect((await told(id, 'whistle_answered')).map((line) => line.split('：')[0]).sort()).toEqual(
      ['张海燕', '陈静'].flatMap((who) => [`${who} 单位来联系了`, `${who} 单位到场报到了`]).sort(),
    )
    const { timeline } = await server.call(api.getCase, { id }, as(wang))
    expect(timeline.slice(2).map(({ what, who, why }) => [what, who, why])).toEqual([
      ['吹哨，请几家单位一起来办', expect.stringContaining('请了综合执法队、颐园物业、供电公司'), TEXT],
      ['单位到场报到了', expect.stringContaining('综合执法队'), null],
    ])
  })

  it('never shows them the person, not even where the office released them to the one that has the case', async () => {
    const c = await accepted()
    await server.call(api.dispatchCase, { id: c.id, seq: c.seq, receiverId: receivers[1].id }, as(clerk))
    await blow(await read(c.id), admin, {
      receiverIds: [receivers[0].id],
      text: '王秀英家在3号楼2单元501，电话13812345678，一起来。',
    })
    const { seq } = await read(c.id)
    await server.call(api.releaseReporter, { id: c.id, seq, text: '要进屋修，居民同意了。' }, as(clerk))
    expect((await open(c.id, members[1])).reporter).toMatchObject({ name: '王秀英' })
    const seen = JSON.stringify([
      await open(c.id, members[0]),
      await server.call(received.listReceivedCases, {}, as(members[0])),
      await told(c.id, 'case_whistled'),
      await MessageModel.find({ recipientId: members[0]._id }).lean(),
    ])
    for (const tells of ['王秀英', HOME, '13812345678', '5678', String(wang._id)]) expect(seen).not.toContain(tells)
    await expect(server.call(received.showReceivedPhone, { id: c.id }, as(members[0]))).rejects.toEqual(
      refused('FORBIDDEN'),
    )
    await expect(open(c.id, members[2])).rejects.toEqual(refused('NOT_FOUND'))
  })

  it('lets a receiver that was called take its own steps alone, each once', async () => {
    const c = await accepted()
    await server.call(api.dispatchCase, { id: c.id, seq: c.seq, receiverId: receivers[1].id }, as(clerk))
    await blow(await read(c.id), admin, { receiverIds: [receivers[0].id, receivers[2].id] })
    const mine = await open(c.id, members[0])
    expect(mine.can).toEqual({
      ...{ sign: false, handBack: false, report: false, note: true },
      ...{ answerWhistle: true, contact: true, reportIn: true },
    })
    const base = { id: c.id, seq: mine.seq }
    const notTheirs = [
      () => server.call(received.signCase, base, as(members[0])),
      () => server.call(received.reportDone, { ...base, text: '弄好了，试过了。' }, as(members[0])),
      () => server.call(received.handBackCase, { ...base, reason: '不归我们管', belongsTo: '物业' }, as(members[0])),
      () => server.call(whistles.answerWhistle, base, as(members[1])),
    ]
    for (const one of notTheirs) await expect(one()).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
    const key = newKey()
    const twice = () => server.call(whistles.answerWhistle, base, as(members[0], key))
    expect(await twice()).toEqual(await twice())
    expect((await read(c.id)).timeline.filter(({ kind }) => kind === 'whistle_signed')).toHaveLength(1)
    // Two receivers at once: one is first, the other reads again, and both are on record.
    const { seq } = await open(c.id, members[0])
    const both = await Promise.allSettled([
      server.call(whistles.reportIn, { id: c.id, seq, text: '到了。' }, as(members[0])),
      server.call(whistles.reportIn, { id: c.id, seq, text: '到了。' }, as(members[2])),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is blown by whom the street allows, once at a time, and rated by the community', async () => {
    const c = await accepted()
    await expect(blow(c, clerk)).rejects.toEqual(refused('FORBIDDEN'))
    await expect(blow(c, admin, { receiverIds: [receivers[1].id] })).rejects.toMatchObject({
      details: { fields: { leadId: ['牵头的要在叫来的单位里选'] } },
    })
    const both = await Promise.allSettled([blow(c), blow(c)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(blow(await read(c.id))).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
    const rate = async (receiverId: string, score: number) =>
      server.call(
        whistles.rateParty,
        { id: c.id, seq: await seqOf(c.id), receiverId, score, text: '来得快，办得实。' },
        as(clerk),
      )
    await rate(receivers[0].id, 3)
    expect((await rate(receivers[2].id, 1)).whistle!.parties.map(({ score }) => score)).toEqual([3, null, 1])
    expect(JSON.stringify(await open(c.id, members[0]))).not.toContain('办得实')
    const list = async (view: 'open' | 'all') =>
      (await server.call(whistles.listWhistles, { view }, as(clerk))).items.map(({ id }) => id)
    expect(await list('open')).toContain(c.id)
    for (const who of members) await comeIn(c.id, who)
    expect(await list('open')).not.toContain(c.id)
    expect(await list('all')).toContain(c.id)
    expect((await read(c.id)).can.whistle).toBe(true)
  })

  it('counts an emergency by the clock, day and night', async () => {
    await turnTo('21T23:00')
    const c = await blow(await accepted(), admin, { occasion: 'emergency' })
    expect(c.whistle!.parties[0]).toMatchObject({
      signDueAt: '2026-11-22T00:00:00+08:00',
      contactDueAt: '2026-11-22T23:00:00+08:00',
    })
  })
})
