import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import * as booking from '@yike/shared/booking/endpoints'
import * as care from '@yike/shared/care/endpoints'
import { CARE_CONSENT_VERSION } from '@yike/shared/care/rules'
import * as cases from '@yike/shared/cases/endpoints'
import { listMessages } from '@yike/shared/messages/endpoints'
import * as people from '@yike/shared/people/endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { ERASED_NAME } from '@yike/shared/privacy/erasure'
import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { makeJobs } from '../app'
import { logOfDatabase, verify } from '../audit/verify'
import { BookingModel, DiaryModel, SittingModel } from '../booking/model'
import { CaseModel, CaseReporterModel, CaseSaidModel, CaseWordsModel } from '../cases/model'
import { eraseOldCases } from '../cases/erase'
import { DOMAINS } from '../domains'
import { CredentialModel, PersonModel, type Person } from '../people/model'
import { byDemoName } from '../people/resolve-code'
import { openSession } from '../people/sessions'
import { sessionToken } from '../testing/session'
import { signInByCode } from '../people/sign-in'
import { blindIndex } from '../sealing'
import { buildCommunity, buildResident, buildSitting, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { ErasureModel, type Erasure } from './model'
import { runErasures } from './run-erasures'

let server: TestServer
let community: Community
let ahead = 0
const now = () => addMinutes(new Date(), ahead)
const later = (minutes: number) => void (ahead += minutes)
const DAY_MINUTES = 1440

beforeAll(async () => {
  server = await startServer({ now })
  community = await buildCommunity()
})
beforeEach(() => void (ahead = 0))
afterAll(() => server.stop())

const tokenOf = async ({ _id }: { _id: Person['_id'] }) => await sessionToken(_id, now())
/** The jobs of messages and the audit log. */
const runJobs = async () => {
  for (const job of makeJobs({ wechat: null }, now)) if (['relay', 'audit chain'].includes(job.name)) await job.run()
}

let told = 0
/** Somebody with a name and a number that nobody else has, and something in every corner. */
async function withEverything() {
  const name = `钱多多${++told}`
  const phone = `1395460${String(1000 + told)}`
  const person = await buildResident(
    { community, name, phone, home: { text: '颐园小区 7 号楼', position: null } },
    now(),
  )
  await CredentialModel.create({ _id: `demo:${name}`, personId: person._id, createdAt: now() })
  const daughter = await buildResident({
    community,
    family: [{ personId: person._id, name, relation: 'mother', state: 'written_down', bindingId: null }],
  })
  await CredentialModel.create({ _id: `wechat:${String(daughter._id)}`, personId: daughter._id, createdAt: now() })
  const clerk = await buildStaff({ area: community, role: 'clerk' })
  const me = { as: await tokenOf(person) }
  const lunch = await buildSitting(community, { startsAt: instantAt(addDays(dayOf(now()), 9), 690) })
  const booked = await server.call(
    booking.bookSitting,
    { sittingId: String(lunch._id), personId: String(person._id), note: '要软一点' },
    { as: daughter.token },
  )
  const report = { kind: 'complaint' as const, title: '楼道灯坏了', description: '三楼的灯不亮，晚上摔了一跤' }
  const filed = await server.call(cases.fileCase, report, me)
  await server.call(cases.commentCase, { id: filed.id, text: '我下午都在家' }, me)
  const body = { ...{ level: 'l2' as const, illnesses: '高血压', allergies: '青霉素' } }
  await server.call(
    care.saveCareFile,
    { personId: String(person._id), revision: 0, body, consent: { version: CARE_CONSENT_VERSION } },
    me,
  )
  await server.call(care.setCheck, { personId: String(person._id) }, me)
  await server.call(people.getStaffPerson, { personId: String(person._id) }, { as: clerk.token })
  await runJobs()
  return { person, name, phone, daughter, clerk, lunch, booked, filed }
}

const ask = async (who: BuiltPerson) => {
  const as = { as: await tokenOf(who) }
  const { seen } = await server.call(privacy.getErasure, {}, as)
  return server.call(privacy.requestErasure, { seen, word: '注销' }, as)
}
/** Both rounds of the job, on the day. */
async function eraseOnTheDay() {
  later(8 * DAY_MINUTES)
  await runErasures(now())
  await runJobs()
  later(10)
  await runErasures(now())
}
/** Every record of every domain as one text, without ids: four digits of a phone may stand in one by chance. */
const everything = async () =>
  (
    await Promise.all(
      DOMAINS.flatMap(({ models = [] }) => models).map(
        async (model) =>
          [model.modelName, JSON.stringify(await model.find().lean()).replace(/\b[0-9a-f]{24}\b/g, '')] as const,
      ),
    )
  ).filter(([, text]) => text !== '[]')

it('shows somebody everything that is on record about them, in Chinese', async () => {
  const { person, name, phone, daughter } = await withEverything()
  const { sections, ...head } = await server.call(privacy.exportMe, {}, { as: await tokenOf(person) })

  expect(head.name).toBe(name)
  const said = JSON.stringify(sections)
  for (const words of [
    phone,
    '颐园小区 7 号楼',
    '要软一点',
    '三楼的灯不亮',
    '我下午都在家',
    '高血压',
    '青霉素',
    daughter.name,
  ])
    expect(said).toContain(words)
  expect(sections.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['基本资料', '谁替我办事', '预约', '反映的事', '照护档案', '每天报平安', '给我的消息']),
  )
  // Nobody else's records are among them.
  expect(
    JSON.stringify(
      (await server.call(privacy.exportMe, {}, { as: (await buildResident({ community })).token })).sections,
    ),
  ).not.toContain(name)
})

it('is asked for in two steps: what is agreed to is what was shown, by its word', async () => {
  const { person, lunch } = await withEverything()
  const as = { as: await tokenOf(person) }
  const shown = await server.call(privacy.getErasure, {}, as)
  expect(shown).toMatchObject({
    asked: null,
    obstacles: [],
    endings: expect.arrayContaining([{ what: '预约', items: [expect.stringContaining('午餐')] }]),
  })
  await expect(server.call(privacy.requestErasure, { seen: shown.seen, word: '好' }, as)).rejects.toMatchObject({
    details: { fields: { word: ['写上“注销”两个字，才能交'] } },
  })
  await BookingModel.updateOne({ sittingId: lunch._id }, { $set: { state: 'cancelled' } })
  await expect(server.call(privacy.requestErasure, { seen: shown.seen, word: '注销' }, as)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('再看一遍'),
  })

  const clerk = await buildStaff({ area: community, role: 'clerk' })
  await expect(ask(clerk)).rejects.toMatchObject({ message: expect.stringContaining('离岗') })
})

it('signs out everywhere at once, and may be taken back for seven days with nothing lost', async () => {
  const { person, booked } = await withEverything()
  const other = await tokenOf(person)
  const { asked } = await ask(person)
  expect(asked).toMatchObject({ eraseOn: addDays(dayOf(now()), 7), canTakeBack: true })
  await expect(server.call(people.getMe, {}, { as: other })).rejects.toMatchObject({ status: 401 })

  later(6 * DAY_MINUTES)
  await runErasures(now())
  const as = { as: await tokenOf(person) }
  expect(await server.call(privacy.takeBackErasure, {}, as)).toMatchObject({ asked: null })
  later(3 * DAY_MINUTES)
  await runErasures(now())
  expect((await BookingModel.findById(booked.id).lean())?.state).toBe('confirmed')
  expect(await PersonModel.findById(person._id).lean()).toMatchObject({ name: person.name })
})

it('leaves nothing of the person, tells those concerned, and keeps the chain of the audit log whole', async () => {
  const { person, name, phone, daughter, lunch, booked, filed } = await withEverything()
  await ask(person)
  await eraseOnTheDay()

  expect(await ErasureModel.findOne({ personId: person._id }).lean<Erasure>()).toMatchObject({ state: 'erased' })
  const traces = [name, phone.slice(-4), ...[phone, phone.slice(-4)].map((part) => blindIndex('phone', part))]
  const left = (await everything()).filter(
    ([model, text]) => model !== 'Message' && traces.some((one) => text.includes(one)),
  )
  expect(left.map(([model, text]) => [model, traces.filter((one) => text.includes(one))])).toEqual([])

  expect(await PersonModel.findById(person._id).lean()).toMatchObject({
    name: ERASED_NAME,
    areas: [],
    tokens: [],
    sessions: [],
  })
  expect(await BookingModel.findById(booked.id).lean()).toMatchObject({
    state: 'cancelled',
    personName: ERASED_NAME,
    note: null,
  })
  expect(await SittingModel.findById(lunch._id).lean()).toMatchObject({ taken: 0, claims: [] })
  expect(await DiaryModel.countDocuments({ _id: new RegExp(`^${String(person._id)}`) })).toBe(0)
  expect((await PersonModel.findById(daughter._id).lean<Person>())!.family).toEqual([])

  await runJobs()
  const { items } = await server.call(listMessages, {}, { as: await tokenOf(daughter) })
  expect(
    items
      .map(({ title }) => title)
      .filter((title) => /取消了|注销了/.test(title))
      .sort(),
  ).toEqual(['午餐取消了', `${name}注销了账号`])
  expect(await verify(await logOfDatabase(), now())).toMatchObject({ fault: null })

  // The open case is still mended, without its reporter; its words go with its end.
  expect(await CaseModel.findById(filed.id).lean()).toMatchObject({ reporterId: null })
  expect(await CaseReporterModel.findById(filed.id).lean()).toBeNull()
  expect(await CaseSaidModel.countDocuments({ caseId: filed.id })).toBe(0)
  expect(await CaseWordsModel.findById(filed.id).lean()).not.toBeNull()
  await CaseModel.updateOne({ _id: filed.id }, { $set: { finishedAt: now() } })
  await eraseOldCases(now())
  expect(await CaseWordsModel.findById(filed.id).lean()).toBeNull()
})

it('lets nobody into the old record: the same sign-in begins a new one', async () => {
  const { person, name } = await withEverything()
  await ask(person)
  await eraseOnTheDay()
  await expect(openSession(person._id, now())).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  const again = await signInByCode(byDemoName(true), { code: `demo:${name}`, isLocal: true }, now())
  expect(again.person._id).not.toEqual(person._id)
  expect(again.person.family).toEqual([])
})

it('goes on where a process died, at any step, and tells nobody twice', async () => {
  const { person, name, daughter } = await withEverything()
  await ask(person)
  later(8 * DAY_MINUTES)
  const write = ErasureModel.updateOne.bind(ErasureModel)
  let deaths = 0
  // The process dies after each step that it has done and not noted yet.
  const dying = vi.spyOn(ErasureModel, 'updateOne').mockImplementation(((...args: Parameters<typeof write>) => {
    if (++deaths % 2 === 1) throw new Error('killed')
    return write(...args)
  }) as typeof write)
  for (let tries = 0; tries < 200; tries++) {
    await runErasures(now()).catch((cause: unknown) => expect(cause).toMatchObject({ message: 'killed' }))
    if (await ErasureModel.exists({ personId: person._id, state: 'erased' })) break
    later(6)
  }
  dying.mockRestore()
  expect(deaths).toBeGreaterThan(40)
  expect(await ErasureModel.findOne({ personId: person._id }).lean()).toMatchObject({ state: 'erased' })
  expect(await PersonModel.findById(person._id).lean()).toMatchObject({ name: ERASED_NAME })
  await runJobs()
  const { items } = await server.call(listMessages, {}, { as: await tokenOf(daughter) })
  expect(items.filter(({ title }) => title === `${name}注销了账号`)).toHaveLength(1)
  expect(items.filter(({ title }) => title === '午餐取消了')).toHaveLength(1)
})
