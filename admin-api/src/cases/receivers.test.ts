import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { askExtension } from '@yike/shared/cases/extension-endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import * as org from '@yike/shared/receivers/endpoints'
import type { Receiver } from '@yike/shared/receivers/schemas'
import { AuditEntryModel } from '../audit/model'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { LeaveModel } from '../office/model'
import { PersonModel } from '../people/model'
import { buildStaff, newId, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildAccepted, buildReceiver, lampCategory } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { loadFirstCategories } from './categories'
import { CaseModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const HOME = '3号楼2单元501'
let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let repairer: BuiltPerson
let gas: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  const home = { text: HOME, position: { lng: 118.49, lat: 37.46 } }
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now, { phone: '13812345678', home }))
  repairer = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, now)
  gas = await buildStaff({ area: community, role: 'receiver', name: '孙亮' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const refused = (code: string) => expect.objectContaining({ code })
const organisation = (name: string, member: BuiltPerson) => buildReceiver(server, admin, name, [member])
const WORDS = `我是${'王秀英'}，住${HOME}，楼上半夜敲墙，我电话138 1234 5678，微信一三八一二三四五六七八。`
/** Filed by 王秀英 and accepted by the clerk. */
const accepted = (more = {}) =>
  buildAccepted(server, wang, clerk, {
    ...{ description: WORDS, address: HOME, position: { lng: 118.49, lat: 37.46 } },
    ...more,
  })
const give = ({ id, seq }: StaffCase, { id: receiverId }: Receiver, who = clerk) =>
  server.call(api.dispatchCase, { id, seq, receiverId, text: '请去看一眼。' }, as(who))
const read = (id: string, who = clerk) => server.call(api.getStaffCase, { id }, as(who))
const open = (id: string, who = repairer) => server.call(received.getReceivedCase, { id }, as(who))
const handBack = async (id: string, who: BuiltPerson, key = newKey()) =>
  server.call(
    received.handBackCase,
    { id, seq: (await open(id, who)).seq, reason: '楼道公共灯不在合同里', belongsTo: '供电公司' },
    as(who, key),
  )

describe('a receiver', () => {
  it('mends what it was given, and the office answers the resident', async () => {
    const property = await organisation('颐园物业', repairer)
    const c = await give(await accepted(), property)
    expect(c).toMatchObject({
      state: { code: 'in_progress' },
      receiver: { name: '颐园物业', signDueAt: '2026-11-23T11:00:00+08:00', signedAt: null, bound: false },
    })
    expect((await server.call(received.listReceivedCases, {}, as(repairer))).counts).toEqual({
      to_sign: 1,
      in_hand: 0,
      reported: 0,
    })
    const signed = await server.call(received.signCase, { id: c.id, seq: c.seq }, as(repairer))
    expect(signed).toMatchObject({ state: { code: 'in_hand' }, can: { sign: false, report: true } })
    const said = { id: c.id, seq: signed.seq, text: '灯泡换了，试过了。' }
    await server.call(received.reportDone, said, as(repairer))
    const reported = await read(c.id)
    expect(reported).toMatchObject({ state: { code: 'in_progress' }, receiver: { reportedAt: expect.any(String) } })
    expect(reported.timeline.at(-1)).toMatchObject({ what: '单位说办好了', why: '灯泡换了，试过了。' })
    // The resident reads who came, and nothing of what the office and the receiver write to each other.
    const shown = await server.call(api.getCase, { id: c.id }, as(wang))
    expect(shown.timeline.map(({ what }) => what)).toEqual(['交给社区', '社区收下了', '请单位来办'])
    expect(shown.timeline.at(-1)!.who).toContain('颐园物业')
    const done = await server.call(api.resolveCase, { id: c.id, seq: reported.seq, text: '灯修好了。' }, as(clerk))
    expect(done.state.code).toBe('resolved')
    expect((await open(c.id)).state.code).toBe('done')
  })

  it('of which nobody is there says so before it is given a case, and the office hears of it', async () => {
    const property = await organisation('颐园物业', repairer)
    const leave = { areas: community.areas, from: '2026-11-23', until: '2026-11-24', delegateId: null }
    await LeaveModel.create({ ...leave, personId: repairer._id, byId: admin._id, createdAt: now })
    const c = await accepted()
    const choices = async () => (await server.call(api.listReceiversForCase, { id: c.id }, as(clerk))).items
    expect(await choices()).toMatchObject([{ name: '颐园物业', unmanned: true }])
    await give(c, property)
    const { outbox } = (await CaseModel.findById(c.id).lean())!
    expect(outbox.find(({ kind }) => kind === 'case_unanswered')!.recipients).toContainEqual(admin._id)
    await LeaveModel.deleteMany({})
    expect(await choices()).toMatchObject([{ name: '颐园物业', unmanned: false }])
  })

  it('never learns who complained: not by name, phone, home, position, or from the words', async () => {
    const property = await organisation('颐园物业', repairer)
    const c = await give(await accepted(), property)
    await server.call(api.commentCase, { id: c.id, text: `我是王秀英，打13812345678。` }, as(wang, newKey()))
    for (const answer of [await open(c.id), await server.call(received.listReceivedCases, {}, as(repairer))]) {
      const text = JSON.stringify(answer)
      for (const tells of ['王秀英', HOME, '13812345678', '138 1234 5678', '5678', '一三八', String(wang._id)])
        expect(text).not.toContain(tells)
    }
    expect(await open(c.id)).toMatchObject({ position: null, reporter: null, address: '（门牌在社区）' })
    const ask = (endpoint: typeof received.showReceivedPhone) => server.call(endpoint, { id: c.id }, as(repairer))
    await expect(ask(received.showReceivedPhone)).rejects.toEqual(refused('FORBIDDEN'))
    // Neither by the ways of the office, nor by a case that was given to somebody else.
    await expect(read(c.id, repairer)).rejects.toEqual(refused('FORBIDDEN'))
    await expect(open(c.id, gas)).rejects.toEqual(refused('NOT_FOUND'))
  })

  it('reads nothing of what colleagues write to each other: why one gave it up, why it needs longer', async () => {
    const property = await organisation('颐园物业', repairer)
    const grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, now)
    const c = await accepted()
    const had = await server.call(api.assignCase, { id: c.id, seq: c.seq, assigneeId: String(grid._id) }, as(clerk))
    const up = { id: c.id, seq: had.seq, reason: '物业经理是我表弟，换个人跟。' }
    const given = await give(await server.call(api.unassignCase, up, as(grid)), property)
    const longer = { id: c.id, seq: given.seq, workdays: 3, text: '物业拖着不来，等街道出面。' }
    await server.call(askExtension, longer, as(clerk))
    const text = JSON.stringify((await open(c.id)).timeline)
    for (const words of ['表弟', '拖着不来']) expect(text).not.toContain(words)
    expect(JSON.stringify((await read(c.id)).timeline)).toContain('表弟')
  })

  it('learns it when the office says so, with the reason on record; never of an anonymous report', async () => {
    const property = await organisation('颐园物业', repairer)
    const c = await give(await accepted(), property)
    const released = await server.call(
      api.releaseReporter,
      { id: c.id, seq: c.seq, text: '要进屋修，居民同意了。' },
      as(clerk),
    )
    expect(released.timeline.at(-1)).toMatchObject({ what: '把联系方式给了单位', why: '要进屋修，居民同意了。' })
    const seen = () => AuditEntryModel.countDocuments({ actorId: repairer._id, people: wang._id, kind: 'read' })
    expect(await seen()).toBe(0)
    expect(await open(c.id)).toMatchObject({ reporter: { name: '王秀英', phoneLast4: '5678', home: HOME } })
    expect(await seen()).toBe(1)
    expect(await server.call(received.showReceivedPhone, { id: c.id }, as(repairer))).toMatchObject({
      phone: '13812345678',
    })
    const hidden = await give(await accepted({ anonymous: true }), property, admin)
    expect(hidden.can.release).toBe(false)
    await expect(
      server.call(api.releaseReporter, { id: hidden.id, seq: hidden.seq, text: '要进屋修。' }, as(admin)),
    ).rejects.toEqual(refused('FORBIDDEN'))
  })

  it('is suggested by the dispatch catalogue, the smaller area and the exact category first', async () => {
    const category = await lampCategory(server)
    const property = await organisation('颐园物业', repairer)
    const power = await organisation('供电公司', gas)
    const enter = (receiver: Receiver, categoryId: string, validFrom = '2026-11-01') =>
      server.call(
        org.addCatalogueEntry,
        { receiverId: receiver.id, categoryId, areaId: String(community._id), validFrom },
        as(admin, newKey()),
      )
    await enter(property, category.parentId!)
    const { catalogue } = await enter(power, category.id)
    const c = await accepted()
    const choices = async () => (await server.call(api.listReceiversForCase, { id: c.id }, as(clerk))).items
    expect((await choices()).map(({ name, reason }) => [name, reason])).toEqual([
      ['供电公司', expect.stringContaining('职责清单') && expect.stringContaining('路灯')],
      ['颐园物业', expect.stringContaining('职责清单')],
    ])
    // A return names the duty and who has it, with the number.
    const [first] = (await server.call(api.listReceiversForCase, { id: c.id }, as(clerk))).items
    expect(first).toMatchObject({ duty: expect.stringContaining('路灯'), phone: expect.stringMatching(/^0546/) })
    const { name: belongsTo, phone, duty } = first!
    const other = await accepted()
    const why = { reason: '这盏灯在路政的杆子上', belongsTo, phone, duty: duty! }
    await server.call(api.returnCase, { id: other.id, seq: other.seq, ...why }, as(clerk))
    const told = (await server.call(api.getCase, { id: other.id }, as(wang))).timeline.at(-1)!.why
    expect(told).toBe(`这盏灯在路政的杆子上。按职责清单上的“${duty}”，这件事归供电公司管，电话 ${phone}。`)
    await server.call(org.endCatalogueEntry, { id: catalogue[0]!.id, validUntil: '2026-11-22' }, as(admin))
    expect((await choices()).map(({ name, reason }) => [name, reason === null])).toEqual([
      ['颐园物业', false],
      ['供电公司', true],
    ])
  })

  it('hands a case back once for one tap; after the second return an arbiter binds one, and the catalogue learns it', async () => {
    const property = await organisation('颐园物业', repairer)
    const power = await organisation('供电公司', gas)
    const c = await give(await accepted(), property)
    const key = newKey()
    const body = { id: c.id, seq: c.seq, reason: '楼道公共灯不在合同里', belongsTo: '供电公司' }
    await server.call(received.handBackCase, body, as(repairer, key))
    // The answer got lost on the way: sent again it does nothing, though the case is not theirs any more.
    await server.call(received.handBackCase, body, as(repairer, key))
    await expect(open(c.id)).rejects.toEqual(refused('NOT_FOUND'))
    const back = await read(c.id)
    expect(back).toMatchObject({ receiver: null, handBacks: 1, can: { dispatch: true, rule: false } })
    expect(back.timeline.at(-1)!.why).toBe('楼道公共灯不在合同里。这件事归供电公司管。')

    await give(back, power)
    await handBack(c.id, gas)
    const twice = await read(c.id, admin)
    expect(twice).toMatchObject({ handBacks: 2, can: { dispatch: false, rule: true } })
    await expect(give(twice, property)).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
    const ruling = { id: c.id, seq: twice.seq, receiverId: property.id, text: '合同第六条：楼道照明归物业。' }
    await expect(server.call(api.ruleCase, ruling, as(clerk))).rejects.toEqual(refused('FORBIDDEN'))
    const ruled = await server.call(api.ruleCase, ruling, as(admin, newKey()))
    expect(ruled.receiver).toMatchObject({ name: '颐园物业', bound: true })
    expect((await open(c.id)).can).toMatchObject({ handBack: false, report: true })
    await expect(handBack(c.id, repairer)).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
    const { items } = await server.call(org.listReceivers, {}, as(admin))
    expect(items.find(({ name }) => name === '颐园物业')!.catalogue).toMatchObject([
      { source: { code: 'ruling' }, validFrom: '2026-11-23', area: { id: String(community._id) } },
    ])
  })

  it('is given a case by ruling that its colleague gave back to the office meanwhile, and mends it', async () => {
    const property = await organisation('颐园物业', repairer)
    const grid = await buildStaff({ area: community, role: 'grid_worker' }, now)
    const c = await accepted()
    const assigned = await server.call(
      api.assignCase,
      { id: c.id, seq: c.seq, assigneeId: String(grid._id) },
      as(clerk),
    )
    await give(assigned, property)
    await handBack(c.id, repairer)
    await give(await read(c.id), property)
    await handBack(c.id, repairer)
    const { seq } = await read(c.id, grid)
    await server.call(api.unassignCase, { id: c.id, seq, reason: '我这周休假。' }, as(grid, newKey()))
    const back = await read(c.id, admin)
    expect(back).toMatchObject({ state: { code: 'accepted' }, can: { dispatch: false, rule: true } })
    await server.call(
      api.ruleCase,
      { id: c.id, seq: back.seq, receiverId: property.id, text: '合同第六条：楼道照明归物业。' },
      as(admin, newKey()),
    )
    const given = await open(c.id)
    expect(given.can).toMatchObject({ sign: true, report: true, handBack: false })
    const report = { id: c.id, seq: given.seq, text: '灯泡换了，试过了。' }
    await expect(server.call(received.reportDone, report, as(repairer))).resolves.toMatchObject({
      state: { code: 'reported' },
    })
  })

  it('signs late in the eyes of the office once its hour of office time has passed', async () => {
    const property = await organisation('颐园物业', repairer)
    now = new Date('2026-11-23T17:00:00+08:00')
    await signInAgain([clerk, wang, admin], now)
    const c = await give(await accepted(), property)
    expect(c.receiver!.signDueAt).toBe('2026-11-24T09:00:00+08:00')
    const unsigned = async () =>
      (await server.call(api.listStaffCases, { view: 'open' }, as(clerk))).items.find(({ id }) => id === c.id)!.receiver
    expect(await unsigned()).toMatchObject({ unsigned: false })
    now = new Date('2026-11-24T09:01:00+08:00')
    await signInAgain([clerk], now)
    expect(await unsigned()).toMatchObject({ name: '颐园物业', unsigned: true })
  })

  it('is given to by one of two clerks, and notified once', async () => {
    const property = await organisation('颐园物业', repairer)
    const power = await organisation('供电公司', gas)
    const c = await accepted()
    const both = await Promise.allSettled([give(c, property), give(c, power, admin)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const { seq, events, receiver } = (await CaseModel.findById(c.id).lean())!
    expect(events).toHaveLength(seq)
    const winner = receiver!.id.equals(property.id) ? repairer : gas
    const relay = new Relay(() => Promise.resolve())
    relay.add(CaseModel)
    await relay.run()
    const told = await MessageModel.find({ kind: 'case_dispatched' }).lean()
    expect(
      told.filter(({ about }) => String(about?.id) === c.id).map(({ recipientId }) => String(recipientId)),
    ).toEqual([String(winner._id)])
    expect(told.at(-1)!.about).toMatchObject({ type: 'received_case' })
  })

  it('works with members who have the duty, in the area of who edits it', async () => {
    const elsewhere = await buildStaff({ role: 'community_admin' }, now)
    const property = await organisation('颐园物业', repairer)
    await expect(
      server.call(org.updateReceiver, { id: property.id, phone: '0546-8000001' }, as(elsewhere)),
    ).rejects.toEqual(refused('NOT_FOUND'))
    await expect(
      server.call(org.updateReceiver, { id: property.id, memberIds: [String(wang._id)] }, as(admin)),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { fields: { memberIds: [expect.any(String)] } } })
    await expect(organisation('颐园物业', gas)).rejects.toEqual(refused('NAME_TAKEN'))
    await expect(
      server.call(
        org.addCatalogueEntry,
        {
          receiverId: property.id,
          categoryId: String(newId()),
          areaId: String(community._id),
          validFrom: '2026-11-01',
        },
        as(admin, newKey()),
      ),
    ).rejects.toEqual(refused('INVALID_INPUT'))
    // An account that lost the duty sees nothing any more, though it is still a member.
    const c = await give(await accepted(), property)
    await PersonModel.updateOne({ _id: repairer._id }, { $set: { roles: [] } })
    await expect(open(c.id)).rejects.toEqual(refused('FORBIDDEN'))
  })
})
