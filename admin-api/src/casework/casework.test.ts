import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as cases from '@yike/shared/cases/endpoints'
import * as api from '@yike/shared/casework/endpoints'
import { CASEWORK_CONSENT_VERSION } from '@yike/shared/casework/rules'
import type { CaseworkView } from '@yike/shared/casework/schemas'
import * as mediation from '@yike/shared/mediation/endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { CaseModel } from '../cases/model'
import { loadFirstCategories } from '../cases/categories'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { CaseworkModel, CaseworkSessionModel } from './model'
import { caseworkData, eraseOldCaseworks } from './person-data'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const NOTES = '说起老伴时哭了，愿意下周去合唱队看看。'
const GOAL = '每周出门两次'
let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let worker: BuiltPerson
let colleague: BuiltPerson
let categoryId: string

const as = (who: BuiltPerson) => ({ as: who.token })
const once = (who: BuiltPerson, key = newKey()) => ({ as: who.token, key })
const refused = (code: string) => expect.objectContaining({ code })
const YES = { version: CASEWORK_CONSENT_VERSION, by: 'self' as const }
const WORDS = '老伴走了以后整夜睡不着，不愿出门。'

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
  worker = await buildStaff({ area: community, role: 'social_worker', name: '林晓' }, now)
  colleague = await buildStaff({ area: community, role: 'social_worker', name: '何青' }, now)
  const { items } = await server.call(cases.listCategories, { kind: 'casework' })
  categoryId = items.find(({ name }) => name === '精神慰藉')!.id
})

const open = (key = newKey(), more: object = {}) =>
  server.call(
    api.openCasework,
    { personId: String(wang._id), categoryId, words: WORDS, consent: YES, ...more },
    once(worker, key),
  )
const read = (id: string, who = worker) => server.call(api.getCasework, { id }, as(who))
const plan = ({ id, seq }: CaseworkView, more: object = {}, who = worker) =>
  server.call(
    api.writePlan,
    { id, seq, goals: [{ goal: GOAL, steps: ['去合唱队看一次'] }], reviewOn: '2026-12-23', ...more },
    as(who),
  )
const meet = (id: string, at = '2026-11-25T10:00:00+08:00') =>
  server.call(api.planCaseworkSession, { id, at, place: '家里' }, once(worker))
const record = (id: string, sessionId: string, notes = NOTES, who = worker) =>
  server.call(api.recordCaseworkSession, { id, sessionId, held: true, notes }, as(who))
const deliver = async () => {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseworkModel)
  relay.add(CaseworkSessionModel)
  await relay.run()
}
const own = async () => (await server.call(api.listMyCaseworks, {}, as(wang))).items[0]!

it('is opened with a yes, planned, met and closed; the person reads when, and no notes', async () => {
  const key = newKey()
  const made = await open(key)
  expect((await open(key)).id).toBe(made.id)
  expect(await CaseModel.countDocuments({ kind: 'casework', reporterId: wang._id })).toBe(1)
  expect(made).toMatchObject({
    category: '社工个案 · 精神慰藉',
    worker: { name: '林晓' },
    consent: { version: CASEWORK_CONSENT_VERSION, by: { code: 'self' }, at: '2026-11-23T10:00:00+08:00' },
  })
  await plan(made)
  await expect(plan(made)).rejects.toEqual(refused('CONFLICT'))
  await expect(plan(await read(made.id), { reviewOn: '2027-06-01' })).rejects.toEqual(refused('INVALID_INPUT'))
  const [session] = (await meet(made.id)).sessions
  await deliver()
  expect(await MessageModel.findOne({ recipientId: wang._id, kind: 'casework_session' })).toMatchObject({
    title: expect.stringContaining('约好见面'),
  })
  expect(await own()).toMatchObject({ next: { place: '家里' }, goals: [{ goal: GOAL }], worker: '林晓' })
  now = new Date('2026-11-25T11:00:00+08:00')
  await signInAgain([worker, wang, admin], now)
  await record(made.id, session!.id)
  // The phone that lost the answer sends the same words again.
  expect((await record(made.id, session!.id)).sessions[0]).toMatchObject({ state: { code: 'held' }, notes: NOTES })
  await expect(record(made.id, session!.id, '别的话', admin)).rejects.toEqual(refused('CONFLICT'))
  expect(JSON.stringify([await own(), await server.call(cases.getCase, { id: made.id }, as(wang))])).not.toContain(
    '合唱队看看',
  )
  const ended = await server.call(
    api.endCasework,
    { id: made.id, outcome: 'goals_met', text: '能出门了。' },
    as(worker),
  )
  expect(ended).toMatchObject({ outcome: { code: 'goals_met' }, can: { write: false, end: false } })
  expect((await server.call(cases.getCase, { id: made.id }, as(wang))).state.code).toBe('closed')
  await expect(meet(made.id)).rejects.toEqual(refused('FORBIDDEN'))
})

it('nobody but its social worker and those who supervise see that it exists', async () => {
  const { id } = await open()
  await plan(await read(id))
  const [session] = (await meet(id)).sessions
  await record(id, session!.id)
  const mediator = await buildStaff({ area: community, role: 'mediator' }, now)
  const grid = await buildStaff({ area: community, role: 'grid_worker' }, now)
  for (const who of [clerk, mediator, grid, colleague]) {
    await expect(server.call(cases.getStaffCase, { id }, as(who))).rejects.toEqual(refused('NOT_FOUND'))
    await expect(read(id, who)).rejects.toEqual(refused(who === colleague ? 'NOT_FOUND' : 'FORBIDDEN'))
    const { items } = await server.call(cases.listStaffCases, {}, as(who))
    expect(items.map((one) => one.id)).not.toContain(id)
  }
  expect((await read(id, admin)).sessions[0]!.notes).toBe(NOTES)
  // It is no mediation, for whoever sees it.
  await expect(server.call(mediation.getMediation, { id }, as(admin))).rejects.toEqual(refused('NOT_FOUND'))
  const stored = JSON.stringify([
    await CaseworkModel.findById(id).lean(),
    await CaseworkSessionModel.find().lean(),
    await CaseModel.findById(id).lean(),
  ])
  for (const words of [NOTES, GOAL, WORDS, '家里']) expect(stored).not.toContain(words)
})

it('a child under 14 needs a guardian by name, and nothing is written before a yes', async () => {
  const child = await buildResident({ community, name: '小明', birthYear: 2016 }, now)
  const about = { personId: String(child._id) }
  await expect(open(newKey(), about)).rejects.toEqual(refused('INVALID_INPUT'))
  await expect(open(newKey(), { ...about, consent: { ...YES, by: 'guardian' } })).rejects.toEqual(
    refused('INVALID_INPUT'),
  )
  await expect(open(newKey(), { consent: { ...YES, version: '2020-01' } })).rejects.toEqual(
    refused('CASEWORK_CONSENT_NEEDED'),
  )
  expect(await CaseModel.exists({ reporterId: child._id })).toBeNull()
  const made = await open(newKey(), { ...about, consent: { ...YES, by: 'guardian', guardianName: '赵兰' } })
  expect(made.consent).toMatchObject({ by: { code: 'guardian' }, guardianName: '赵兰' })
})

it('the person asked for it: a supervisor gives it to a social worker, who first notes the yes', async () => {
  const { id } = await server.call(cases.fileCase, { kind: 'casework', categoryId, description: WORDS }, once(wang))
  const step = async () => ({ id, seq: (await server.call(cases.getStaffCase, { id }, as(admin))).seq })
  await server.call(cases.acceptCase, await step(), as(admin))
  await server.call(cases.assignCase, { ...(await step()), assigneeId: String(worker._id) }, as(admin))
  await expect(meet(id)).rejects.toEqual(refused('CASEWORK_CONSENT_NEEDED'))
  expect((await server.call(api.listCaseworks, {}, as(worker))).items).toMatchObject([{ id, needsConsent: true }])
  await server.call(api.noteConsent, { id, ...YES }, as(worker))
  expect((await meet(id)).sessions).toHaveLength(1)
  expect((await CaseModel.findById(id).lean())!.solve).toBeNull()
})

it('the person ends it: nothing more is written, the export has everything, and erasing leaves nothing', async () => {
  const { id } = await open()
  await plan(await read(id))
  const [session] = (await meet(id)).sessions
  await record(id, session!.id)
  const purpose = async () =>
    (await server.call(privacy.listPurposes, {}, as(wang))).items.find((one) => one.purpose.code === 'casework')?.state
  expect(await purpose()).toBe('given')
  await expect(server.call(api.wishCaseworkEnd, { id }, as(clerk))).rejects.toEqual(refused('NOT_FOUND'))
  await server.call(api.wishCaseworkEnd, { id }, as(wang))
  await server.call(api.wishCaseworkEnd, { id }, as(wang))
  await deliver()
  expect(await MessageModel.countDocuments({ recipientId: worker._id, kind: 'casework_end_wished' })).toBe(1)
  await expect(meet(id)).rejects.toEqual(refused('CASEWORK_CONSENT_NEEDED'))
  await expect(plan(await read(id))).rejects.toEqual(refused('CASEWORK_CONSENT_NEEDED'))
  await server.call(api.endCasework, { id, outcome: 'withdrawn', text: '她说想自己待一阵。' }, as(worker))
  const exported = JSON.stringify(await caseworkData.export([wang._id], now))
  for (const words of [NOTES, GOAL, '家里', '她说想自己待一阵。']) expect(exported).toContain(words)
  expect(JSON.stringify(await caseworkData.export([clerk._id], now))).toBe('[]')
  await caseworkData.erase([wang._id], now)
  expect(await CaseworkModel.countDocuments({ _id: id })).toBe(0)
  expect(await CaseworkSessionModel.countDocuments({ caseId: id })).toBe(0)
})

it('loses its words three years after the end, and ends with the account', async () => {
  const { id } = await open()
  await plan(await read(id))
  await meet(id)
  const liu = await buildResident({ community, name: '刘桂香' }, now)
  const hers = await open(newKey(), { personId: String(liu._id) })
  await caseworkData.end!([wang._id], { cause: 'erasure', reason: '账号注销了', now })
  await caseworkData.end!([liu._id], { cause: 'death', reason: '本人离世', now })
  expect(await CaseworkModel.findById(id).lean()).toMatchObject({ outcome: 'withdrawn' })
  expect(await CaseworkModel.findById(hers.id).lean()).toMatchObject({ outcome: 'died' })
  expect((await CaseModel.findById(id).lean())!.state).toBe('closed')
  expect(await eraseOldCaseworks(now)).toBe(0)
  expect(await eraseOldCaseworks(new Date('2029-11-24T10:00:00+08:00'))).toBe(2)
  expect(await CaseworkModel.findById(id).lean()).toMatchObject({ goals: null, outcomeWords: null })
})
