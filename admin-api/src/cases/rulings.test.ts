import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as handUps from '@yike/shared/cases/hand-up-endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import * as rulings from '@yike/shared/cases/ruling-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import type { Permission } from '@yike/shared/people/permissions'
import * as org from '@yike/shared/receivers/endpoints'
import type { Receiver } from '@yike/shared/receivers/schemas'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { LeaveModel } from '../office/model'
import { PersonModel } from '../people/model'
import { areasByIds, type Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, different, newId, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { CaseModel } from './model'

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
let now = at('23T10:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let head: BuiltPerson
let clerk: BuiltPerson
let zhao: BuiltPerson
let sun: BuiltPerson
let property: Receiver
let power: Receiver

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = at('23T10:00')
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
  head = await buildStaff({ area: community, role: 'community_admin', name: '李主任' }, now)
  zhao = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, now)
  sun = await buildStaff({ area: community, role: 'receiver', name: '孙亮' }, now)
  property = await buildReceiver(server, admin, '颐园物业', [zhao])
  power = await buildReceiver(server, admin, '供电公司', [sun])
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const refused = (code: string) => expect.objectContaining({ code })
const turnTo = async (time: string) => {
  now = at(time)
  await signInAgain([wang, admin, head, clerk, zhao, sun], now)
}
const read = (id: string, who = clerk) => server.call(api.getStaffCase, { id }, as(who))
const open = (id: string, who: BuiltPerson) => server.call(received.getReceivedCase, { id }, as(who))
const give = ({ id, seq }: StaffCase, receiver: Receiver, who = clerk) =>
  server.call(api.dispatchCase, { id, seq, receiverId: receiver.id }, as(who, newKey()))
const handBack = async (id: string, who: BuiltPerson, belongsTo: string) =>
  server.call(
    received.handBackCase,
    { id, seq: (await open(id, who)).seq, reason: '合同第三条没有这一项', belongsTo },
    as(who, newKey()),
  )
/** Given to the property manager, then to the power company; both say that it is not theirs. */
async function returnedTwice(): Promise<StaffCase> {
  const c = await give(await buildAccepted(server, wang, clerk), property)
  await handBack(c.id, zhao, '供电公司')
  await give(await read(c.id), power)
  await handBack(c.id, sun, '物业')
  return read(c.id, head)
}
const nameArbiter = (personId: BuiltPerson | null, areaId = community._id) =>
  server.call(rulings.nameArbiter, { areaId: String(areaId), personId: personId && String(personId._id) }, as(admin))
/** The inbox lines of a case by kind, as names. */
async function told(id: string, kind: string) {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  const names = new Map([admin, head, clerk, zhao, sun].map(({ _id, name }) => [String(_id), name]))
  return (await MessageModel.find({ kind, 'about.id': id }).lean())
    .map((one) => names.get(String(one.recipientId)))
    .sort()
}
const rule = ({ id, seq }: { id: string; seq: number }, receiver: Receiver, who = head) =>
  server.call(
    api.ruleCase,
    { id, seq, receiverId: receiver.id, text: '合同第六条：楼道照明归物业。' },
    as(who, newKey()),
  )

describe('a case that was returned twice', () => {
  it('goes to the named arbiter, who is notified once and reads who said what', async () => {
    await nameArbiter(head)
    const c = await returnedTwice()
    expect(c).toMatchObject({ receiver: null, handBacks: 2, can: { dispatch: false, rule: true } })
    expect(c.timeline.at(-1)).toMatchObject({
      what: '单位退回来了，请李主任会商',
      who: expect.stringContaining('供电公司'),
      why: '合同第三条没有这一项。这件事归物业管。',
    })
    expect(await told(c.id, 'case_for_ruling')).toEqual(['李主任'])
    // The one who handles it at the office heard of both returns.
    expect(await told(c.id, 'case_handed_back')).toEqual(['陈静', '陈静'])
    const { items } = await server.call(rulings.listRulings, {}, as(head))
    expect(items).toMatchObject([
      {
        id: c.id,
        arbiter: { name: '李主任' },
        returns: [
          { receiver: '颐园物业', why: '合同第三条没有这一项。这件事归供电公司管。' },
          { receiver: '供电公司', why: '合同第三条没有这一项。这件事归物业管。' },
        ],
        ruling: null,
      },
    ])
    expect(JSON.stringify(items)).not.toContain('王秀英')
    // The resident reads neither the returns nor the words of the two.
    const shown = await server.call(api.getCase, { id: c.id }, as(wang))
    expect(JSON.stringify(shown.timeline)).not.toContain('合同')
  })

  it('is ruled once: the ruling binds receiver and office, and the next case of the kind follows it', async () => {
    const c = await returnedTwice()
    const both = await Promise.allSettled([rule(c, property), rule(c, power, admin)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const ruled = await read(c.id, head)
    const [winner, member] = ruled.receiver!.name === '颐园物业' ? [property, zhao] : [power, sun]
    expect(ruled).toMatchObject({ receiver: { name: winner.name, bound: true }, can: { dispatch: false, rule: true } })
    const theirs = await open(c.id, member)
    expect(theirs).toMatchObject({ can: { handBack: false, sign: true }, returnDueAt: null })
    await expect(handBack(c.id, member, '别人')).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
    await expect(give(ruled, winner === property ? power : property, head)).rejects.toEqual(
      refused('CASE_STEP_NOT_ALLOWED'),
    )
    expect((await server.call(rulings.listRulings, {}, as(head))).items).toEqual([])
    expect((await server.call(rulings.listRulings, { view: 'ruled' }, as(head))).items).toMatchObject([
      { id: c.id, ruling: { receiver: winner.name, why: '合同第六条：楼道照明归物业。' } },
    ])
    const next = await buildAccepted(server, wang, clerk)
    const [first] = (await server.call(api.listReceiversForCase, { id: next.id }, as(clerk))).items
    expect(first).toMatchObject({ name: winner.name, reason: expect.stringContaining('会商定过') })
    const { items: receivers } = await server.call(org.listReceivers, {}, as(admin))
    const { catalogue } = receivers.find(({ id }) => id === winner.id)!
    expect(catalogue).toMatchObject([{ validFrom: '2026-11-23', validUntil: null, source: { code: 'ruling' } }])
    // The ruling that came second is in no catalogue.
    const loser = receivers.find(({ id }) => id === (winner === property ? power : property).id)!
    expect(loser.catalogue.filter(({ source }) => source.code === 'ruling')).toEqual([])
  })

  it('is ruled by a colleague with that duty alone, who chooses among the same receivers', async () => {
    const holds = (permissions: Permission[]) => [
      { role: 'custom', areaId: community._id, custom: { id: newId(), label: '会商员', permissions } },
    ]
    const [arbiter, reader] = [await buildStaff({ area: community }, now), await buildStaff({ area: community }, now)]
    await PersonModel.updateOne({ _id: arbiter._id }, { roles: holds(['case.read', 'case.rule']) })
    await PersonModel.updateOne({ _id: reader._id }, { roles: holds(['case.read']) })
    const c = await returnedTwice()
    const choices = (who: BuiltPerson) => server.call(api.listReceiversForCase, { id: c.id }, as(who))
    const named = (await choices(arbiter)).items.map(({ name }) => name)
    expect(named.sort()).toEqual(['供电公司', '颐园物业'])
    await expect(choices(reader)).rejects.toEqual(refused('FORBIDDEN'))
    expect(await rule(c, property, arbiter)).toMatchObject({ receiver: { name: '颐园物业', bound: true } })
  })

  it('is for everybody who may rule there while the arbiter is on leave or none is named', async () => {
    const unnamed = await returnedTwice()
    expect(unnamed.timeline.at(-1)!.what).toBe('单位退回来了，请管会商的同事会商')
    expect(await told(unnamed.id, 'case_for_ruling')).toEqual(['张海燕', '李主任'])
    await nameArbiter(head)
    const leave = { areas: community.areas, from: '2026-11-23', until: '2026-11-24', delegateId: null }
    await LeaveModel.create({ ...leave, personId: head._id, byId: admin._id, createdAt: now })
    const away = await returnedTwice()
    expect(await told(away.id, 'case_for_ruling')).toEqual(['张海燕'])
  })
})

describe('a receiver that wants to return a case', () => {
  it('has two working days from the delivery, signed or not', async () => {
    const c = await give(await buildAccepted(server, wang, clerk), property)
    expect(await open(c.id, zhao)).toMatchObject({ returnDueAt: '2026-11-25T17:30:00+08:00', can: { handBack: true } })
    await turnTo('25T17:31')
    expect(await open(c.id, zhao)).toMatchObject({ can: { handBack: false, sign: true, note: true } })
    await expect(handBack(c.id, zhao, '供电公司')).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
  })
})

describe('the arbiter of an area', () => {
  it('is somebody who may rule there; an area without one asks that of the area above', async () => {
    await expect(nameArbiter(clerk)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { personId: [expect.any(String)] } },
    })
    await expect(
      server.call(rulings.nameArbiter, { areaId: String(community._id), personId: null }, as(clerk)),
    ).rejects.toEqual(refused('FORBIDDEN'))
    await expect(nameArbiter(head, (await buildCommunity())._id)).rejects.toEqual(refused('NOT_FOUND'))
    const street = await buildStaff({ area: community, role: 'community_admin', name: '街道周主任' }, now)
    const streetId = community.areas[1]!
    await PersonModel.updateOne({ _id: street._id }, { $set: { 'roles.0.areaId': streetId } })
    const ofStreet = await server.call(
      rulings.nameArbiter,
      { areaId: String(streetId), personId: String(street._id) },
      as(street),
    )
    const line = (id: unknown) => ofStreet.items.find(({ area }) => area.id === String(id))
    expect(line(community._id)).toMatchObject({ named: null, asked: { name: '街道周主任' } })
    expect(ofStreet.candidates.find(({ personId }) => personId === String(head._id))!.areaIds).toEqual([
      String(community._id),
    ])
    expect((await nameArbiter(head)).items).toMatchObject([{ named: { name: '李主任' }, asked: { name: '李主任' } }])
    expect((await nameArbiter(null)).items).toMatchObject([{ named: null, asked: { name: '街道周主任' } }])
    // Their role ended: nobody is asked who could not rule.
    await nameArbiter(head)
    await PersonModel.updateOne({ _id: head._id }, { $set: { roles: [] } })
    expect((await nameArbiter(admin)).items).toMatchObject([{ asked: { name: '张海燕' } }])
  })
})

describe('a case that a community cannot do', () => {
  const WORDS = '要停一条街的电才能修，社区协调不了供电公司。'
  let street: BuiltPerson
  beforeEach(async () => {
    community = await buildCommunity({ street: different('文汇街道') })
    const of = { area: community }
    wang = await buildResident({ community, name: '王秀英' }, now)
    clerk = await buildStaff({ ...of, role: 'clerk', name: '陈静' }, now)
    head = await buildStaff({ ...of, role: 'community_admin', name: '李主任' }, now)
    zhao = await buildStaff({ ...of, role: 'receiver', name: '赵强' }, now)
    property = await buildReceiver(server, head, '颐园物业', [zhao])
    power = await buildReceiver(server, head, '供电公司', [zhao])
    const [above] = await areasByIds([community.areas[1]!])
    street = await buildStaff({ area: above as Community, name: '周书记' }, now)
  })
  const handUp = ({ id, seq }: StaffCase, who = clerk, key = newKey()) =>
    server.call(handUps.handUpCase, { id, seq, text: WORDS }, as(who, key))

  it('is handed up once, to the street alone, which gives it to a receiver', async () => {
    const c = await buildAccepted(server, wang, clerk)
    const key = newKey()
    const [up] = await Promise.all([handUp(c, clerk, key), handUp(c, clerk, key)])
    expect(up).toMatchObject({
      handedUp: { by: '窗口人员 陈静' },
      can: { handUp: false, dispatch: false, rule: false },
    })
    expect(await MessageModel.countDocuments({ kind: 'case_for_ruling', 'about.id': c.id })).toBe(0)
    await told(c.id, 'case_for_ruling')
    const asked = await MessageModel.find({ kind: 'case_for_ruling', 'about.id': c.id }).lean()
    expect(asked.map(({ recipientId }) => String(recipientId))).toEqual([String(street._id)])
    await expect(rule(up, property, head)).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
    expect((await server.call(rulings.listRulings, {}, as(street))).items).toMatchObject([
      { id: c.id, step: 'rule', handedUp: { by: '陈静', why: WORDS }, returns: [] },
    ])

    const ruled = await rule(up, power, street)
    expect(ruled).toMatchObject({ handedUp: null, receiver: { name: '供电公司', bound: true } })
    expect((await server.call(rulings.listRulings, {}, as(street))).items).toEqual([])
    expect((await server.call(rulings.listRulings, { view: 'ruled' }, as(street))).items).toMatchObject([{ id: c.id }])
    // The resident reads why it takes longer, and who comes.
    const shown = await server.call(api.getCase, { id: c.id }, as(wang))
    expect(shown.timeline).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ what: '社区办不了，报给街道，请管会商的同事会商', why: WORDS }),
      ]) as object,
    )
  })

  it('comes back with the way to go on, and may be handed up again', async () => {
    const up = await handUp(await buildAccepted(server, wang, clerk))
    const text = '电力专班 24 日上午到，社区先安排人引路。'
    const both = await Promise.allSettled([
      server.call(handUps.handDownCase, { id: up.id, seq: up.seq, text }, as(street, newKey())),
      rule(up, power, street),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])

    const again = await handUp(await buildAccepted(server, wang, clerk))
    const down = await server.call(handUps.handDownCase, { id: again.id, seq: again.seq, text }, as(street, newKey()))
    expect(down).toMatchObject({ handedUp: null, can: { handDown: false } })
    expect(await told(down.id, 'case_handed_down')).toEqual(['陈静'])
    expect((await read(down.id)).can).toMatchObject({ handUp: true, dispatch: true, handDown: false })
  })

  it('stays where nobody above may decide', async () => {
    await PersonModel.updateOne({ _id: street._id }, { $set: { roles: [] } })
    await expect(handUp(await buildAccepted(server, wang, clerk), head)).rejects.toMatchObject({
      code: 'CASE_STEP_NOT_ALLOWED',
      message: expect.stringContaining('街道还没有管会商的同事') as string,
    })
  })
})
