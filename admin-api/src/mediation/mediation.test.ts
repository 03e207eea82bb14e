// One story after another of the same domain over HTTP; over 300 lines because each begins with the same dispute.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { listAudit } from '@yike/shared/audit/endpoints'
import * as cases from '@yike/shared/cases/endpoints'
import { findDuplicates } from '@yike/shared/cases/followed-endpoints'
import * as api from '@yike/shared/mediation/endpoints'
import type { MediationView } from '@yike/shared/mediation/schemas'
import { loadFirstCategories } from '../cases/categories'
import { CaseModel, CaseWordsModel } from '../cases/model'
import { keepPhoto } from '../files/store'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { signInAgain } from '../testing/case-office'
import { buildDispute } from '../testing/mediation-office'
import { startServer, type TestServer } from '../testing/server'
import { settleMediations } from './agreement'
import { eraseOldMediations, remindOfCourt } from './jobs'
import { MediationModel, MediationPartyModel, MediationSessionModel } from './model'
import { mediationData } from './person-data'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const DAY_MS = 86_400_000
const NOTES = '王秀英背后说李建国欠过债，别让对方知道。'
const DRAFT = { facts: '2026 年 11 月楼上装修漏水，泡了楼下厨房顶。', terms: '李建国赔王秀英 2000 元，刷好顶。' }
// The smallest PNG there is.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let now = MONDAY
let server: TestServer
let office: Awaited<ReturnType<typeof buildDispute>>
let id: string

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  office = await buildDispute(server, now)
  ;({ id } = office)
  await office.assign(office.mediator)
})

const as = (who: BuiltPerson) => ({ as: who.token })
const refused = (code: string) => expect.objectContaining({ code })
const read = (who = office.mediator) => server.call(api.getMediation, { id }, as(who))
const everybody = ({ parties }: MediationView) => parties.map((party) => party.id)
const draft = async (more = {}, who = office.mediator) => {
  const { seq, ...view } = await read()
  const input = { id, seq, partyIds: everybody({ seq, ...view }), ...DRAFT, performBy: '2026-12-31', ...more }
  return server.call(api.draftAgreement, input, as(who))
}
const signature = async (who = office.mediator) => String((await keepPhoto(who._id, PNG, now))._id)
const sign = async (by: string, revision = 1) =>
  server.call(api.signAgreement, { id, revision, by, photoId: await signature() }, as(office.mediator))
/** Drafted and signed by both parties, then by the mediator. */
async function agreed() {
  for (const by of [...everybody(await draft()), String(office.mediator._id)]) await sign(by)
  return read()
}
async function tell() {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  relay.add(MediationModel)
  relay.add(MediationSessionModel)
  await relay.run()
}
const inbox = async (who: BuiltPerson) =>
  (await MessageModel.find({ recipientId: who._id, 'about.id': id, kind: /^mediat/ }).lean()).map(({ kind }) => kind)

it('goes from the first talk to an agreement that both sign, and closes the case', async () => {
  const first = await read()
  expect(first.parties.map(({ name, side, hasApp }) => [name, side.label, hasApp])).toEqual([
    ['王秀英', '申请人', true],
    ['李建国', '对方', true],
  ])
  const planned = await server.call(
    api.planSession,
    { id, at: '2026-11-25T14:00:00+08:00', place: '社区调解室', partyIds: everybody(first) },
    as(office.mediator),
  )
  const session = planned.sessions[0]!
  const held = { id, sessionId: session.id, held: true, attendedIds: everybody(first), notes: NOTES }
  await server.call(api.recordSession, held, as(office.mediator))
  await draft()
  const [wang, li] = everybody(first) as [string, string]
  expect((await sign(li)).nextSigner?.name).toBe('王秀英')
  await expect(sign(String(office.mediator._id))).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
  await sign(wang)
  const done = await sign(String(office.mediator._id))

  expect(done).toMatchObject({
    outcome: { code: 'agreed' },
    agreement: {
      confirmBy: '2026-12-23',
      signatures: [{ name: '李建国' }, { name: '王秀英' }, { name: '调解员 周明' }],
    },
    can: { edit: false, sign: false },
  })
  expect((await server.call(cases.getCase, { id }, as(office.wang))).state.code).toBe('closed')
  await tell()
  await tell()
  for (const party of [office.wang, office.li])
    expect((await inbox(party)).sort()).toEqual(['mediation_ended', 'mediation_session'])
})

it('locks the words once somebody has signed, until all signatures are taken back', async () => {
  const [wang] = everybody(await draft()) as [string]
  await sign(wang)
  await expect(draft()).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))

  const open = await server.call(api.rejectSignatures, { id, revision: 1 }, as(office.mediator))
  expect(open).toMatchObject({ agreement: { revision: 2, signatures: [] }, can: { draft: true } })
  await expect(sign(wang, 1)).rejects.toEqual(refused('CONFLICT'))
  expect((await draft({ terms: '改成赔 1800 元。' })).agreement).toMatchObject({
    revision: 3,
    terms: '改成赔 1800 元。',
  })
})

it('lets one of two win who write the agreement at once; the other is told', async () => {
  const { seq, ...view } = await read()
  const input = { id, seq, partyIds: everybody({ seq, ...view }), ...DRAFT }
  const outcomes = await Promise.allSettled(
    [office.mediator, office.admin].map((who) =>
      server.call(api.draftAgreement, { ...input, terms: `${who.name}写的，赔两千。` }, as(who)),
    ),
  )

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
  expect((await read()).agreement?.revision).toBe(1)
})

it('takes both signatures that two tablets send at once, and each once', async () => {
  const parties = everybody(await draft())
  await Promise.all([...parties, ...parties].map((by) => sign(by)))

  const signed = (await read()).agreement!.signatures.map(({ by }) => by)
  expect(signed.sort()).toEqual([...parties].sort())
})

it('closes the case after a crash between the last signature and the case', async () => {
  await agreed()
  const c = (await CaseModel.findById(id).lean())!
  const before = { state: 'in_progress', seq: c.seq - 1, events: c.events.slice(0, -1) }
  await CaseModel.updateOne({ _id: id }, { $set: before })
  await MediationModel.updateOne({ _id: id }, { $set: { closing: true } })

  expect(await settleMediations(now)).toBe(1)
  expect(await CaseModel.findById(id).lean()).toMatchObject({ state: 'closed' })
  expect(await settleMediations(now)).toBe(0)
})

it('ends by word of mouth only with words on record, and without agreement names the other ways', async () => {
  const end = { id, outcome: 'agreed_orally' as const, text: '当面握手了。' }
  await expect(server.call(api.endMediation, end, as(office.mediator))).rejects.toEqual(
    refused('CASE_STEP_NOT_ALLOWED'),
  )
  await draft({ form: 'oral' })
  expect(await server.call(api.endMediation, end, as(office.mediator))).toMatchObject({
    outcome: { label: '口头和好' },
  })
  expect(await server.call(api.getMyMediation, { id }, as(office.li))).toMatchObject({
    agreement: { terms: DRAFT.terms, confirmBy: '2026-12-23' },
    otherWays: [],
  })

  office = await buildDispute(server, now)
  ;({ id } = office)
  await office.assign(office.mediator)
  const without = { id, outcome: 'not_agreed' as const, text: '差得太多，谈不拢。' }
  await server.call(api.endMediation, without, as(office.mediator))
  const seen = await server.call(api.getMyMediation, { id }, as(office.li))
  expect(seen.otherWays.join()).toMatch(/行政调解.*仲裁.*起诉/)
  expect(JSON.stringify(seen)).not.toContain(without.text)
})

it('refuses a mediator who is a party, whichever comes first', async () => {
  const phone = '13905460099'
  const { community } = office
  const roles = [{ role: 'mediator' as const, areaId: community._id }]
  const both = await buildResident({ community, name: '李建国二', phone, roles }, now)
  const list = async () =>
    (await server.call(cases.listAssignees, { id }, as(office.admin))).items.map(({ name }) => name).sort()
  expect(await list()).toEqual(['周明', '张海燕', '李建国二'].sort())
  await server.call(api.addParty, { id, name: '李建国二', phone }, as(office.mediator))
  expect(await list()).toEqual(['周明', '张海燕'].sort())
  await expect(office.assign(both)).rejects.toEqual(refused('INVALID_INPUT'))

  const own = (await MediationPartyModel.findOne({ caseId: id, personId: both._id }).lean())!
  await server.call(api.removeParty, { id, partyId: String(own._id) }, as(office.mediator))
  await office.assign(both)
  await expect(server.call(api.addParty, { id, name: '李建国二', phone }, as(office.admin))).rejects.toEqual(
    refused('CASE_STEP_NOT_ALLOWED'),
  )
})

it('tells those who direct mediation that a party wishes for another mediator', async () => {
  await draft()
  await server.call(api.wishMediator, { id }, as(office.li))
  await tell()
  expect(await inbox(office.admin)).toEqual(['mediator_wished'])
  expect(await inbox(office.mediator)).toEqual([])

  await office.assign(office.admin)
  await expect(read()).rejects.toEqual(refused('NOT_FOUND'))
  expect((await read(office.admin)).mediator?.name).toBe('张海燕')
})

it('is seen by its mediator and those who direct mediation, and by nobody else of the office', async () => {
  await agreed()
  const other = await buildStaff({ area: office.community, role: 'mediator', name: '别的调解员' }, now)
  const grid = await buildStaff({ area: office.community, role: 'grid_worker', name: '李国强' }, now)
  const { number } = await CaseModel.findById(id).lean().orFail()

  for (const who of [other, grid, office.clerk]) {
    await expect(server.call(cases.getStaffCase, { id }, as(who))).rejects.toEqual(refused('NOT_FOUND'))
    await expect(server.call(api.getMediation, { id }, as(who))).rejects.toMatchObject({
      code: who === other ? 'NOT_FOUND' : 'FORBIDDEN',
    })
    for (const q of ['王秀英', '楼上', number, '王'])
      expect((await server.call(cases.listStaffCases, { q }, as(who))).items).toEqual([])
    expect((await server.call(cases.listStaffCases, {}, as(who))).counts.in_progress).toBe(0)
  }
  expect((await server.call(cases.listStaffCases, { q: number }, as(office.admin))).items).toHaveLength(1)
  const neighbour = await buildResident({ community: office.community }, now)
  for (const who of [neighbour, other, office.clerk])
    await expect(server.call(api.getMyMediation, { id }, as(who))).rejects.toEqual(refused('NOT_FOUND'))
  const asked = { kind: 'complaint' as const, description: office.words }
  expect((await server.call(findDuplicates, asked, as(neighbour))).items).toEqual([])
})

it('shows the other party their invitations and the agreement, never words, notes or numbers', async () => {
  const { parties } = await read()
  const alone = { id, at: '2026-11-24T09:00:00+08:00', place: '社区调解室', partyIds: [parties[0]!.id] }
  const { sessions } = await server.call(api.planSession, alone, as(office.mediator))
  const held = { id, sessionId: sessions[0]!.id, held: true, attendedIds: [parties[0]!.id], notes: NOTES }
  await server.call(api.recordSession, held, as(office.mediator))
  await expect(server.call(api.recordSession, held, as(office.admin))).rejects.toEqual(refused('CONFLICT'))
  await draft()
  expect(await server.call(api.getMyMediation, { id }, as(office.li))).toMatchObject({ sessions: [], agreement: null })

  await sign(parties[0]!.id)
  const seen = await server.call(api.getMyMediation, { id }, as(office.li))
  expect(seen.agreement).toMatchObject({ terms: DRAFT.terms, signatures: [{ name: '王秀英' }] })
  const text = JSON.stringify([seen, await mediationData.export([office.li._id], now)])
  expect(text).not.toContain(office.words)
  expect(text).not.toContain(NOTES)
  expect(text).not.toContain(office.wang.phone)
  await expect(server.call(cases.getCase, { id }, as(office.li))).rejects.toEqual(refused('NOT_FOUND'))
})

it('keeps words, names and numbers sealed, and out of events and the audit log', async () => {
  const [, li] = (await read()).parties
  expect(await server.call(api.showPartyPhone, { id, partyId: li!.id }, as(office.mediator))).toMatchObject({
    phone: office.liPhone,
  })
  await agreed()
  const kept = JSON.stringify([
    await MediationModel.find().lean(),
    await MediationPartyModel.find().lean(),
    await MediationSessionModel.find().lean(),
    await CaseWordsModel.findById(id).lean(),
    (await CaseModel.findById(id).lean())!.events,
  ])
  for (const words of [DRAFT.terms, DRAFT.facts, '王秀英', '李建国', office.liPhone, '泡了'])
    expect(kept).not.toContain(words)

  const auditor = await buildStaff({ area: office.community, role: 'auditor' }, now)
  const log = JSON.stringify(await server.call(listAudit, { about: '李建国' }, as(auditor)))
  expect(log).toContain('矛盾调解')
  for (const words of [DRAFT.terms, office.liPhone, '泡了']) expect(log).not.toContain(words)
})

it('reminds both a week before the court can no longer be asked, once', async () => {
  await agreed()
  expect(await remindOfCourt(now)).toBe(0)
  now = new Date(MONDAY.getTime() + 23 * DAY_MS)
  expect(await remindOfCourt(now)).toBeGreaterThan(0)
  expect(await remindOfCourt(now)).toBe(0)
  await tell()
  await tell()
  for (const party of [office.wang, office.li])
    expect((await inbox(party)).sort()).toEqual(['mediation_confirm', 'mediation_ended'])
})

it('keeps an agreement in force when a party leaves, and nothing after three years', async () => {
  await agreed()
  await mediationData.erase([office.li._id], now)
  await expect(server.call(api.getMyMediation, { id }, as(office.li))).rejects.toEqual(refused('NOT_FOUND'))
  expect((await read()).parties[1]).toMatchObject({ name: '李建国', phoneLast4: null, hasApp: false })

  now = new Date(MONDAY.getTime() + 3 * 366 * DAY_MS)
  expect(await eraseOldMediations(now)).toBeGreaterThan(0)
  await signInAgain([office.mediator], now)
  expect(await read()).toMatchObject({ parties: [], agreement: null, outcome: { code: 'agreed', words: null } })
})
