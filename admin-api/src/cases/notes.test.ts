import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as notes from '@yike/shared/cases/note-endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice, signInAgain } from '../testing/case-office'
import { buildDispute } from '../testing/mediation-office'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'
import { loadFirstCategories } from './categories'
import { eraseOldCases } from './erase'
import { CaseModel, CaseSaidModel } from './model'
import { caseData } from './person-data'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const YEAR_MS = 365.3 * 86_400_000
const NOTE = '@张海燕 王秀英家老人住院，先别上门。'
let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
})

const as = (who: BuiltPerson) => ({ as: who.token })
const refused = (code: string) => expect.objectContaining({ code })
const write = (id: string, mentions: readonly BuiltPerson[] = [], who = clerk, key = newKey()) =>
  server.call(notes.noteCase, { id, text: NOTE, mentions: mentions.map(({ _id }) => String(_id)) }, { ...as(who), key })
const readers = async (id: string, who = clerk) =>
  (await server.call(notes.listNoteReaders, { id }, as(who))).items.map(({ name }) => name).sort()
const read = (id: string, who = clerk) => server.call(api.getStaffCase, { id }, as(who))
const inbox = async (id: string) => {
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  return MessageModel.find({ kind: 'case_mentioned', 'about.id': id }).lean()
}

it('is read by the staff who see the case: not by the resident, not by the receiver that has it', async () => {
  const zhao = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, now)
  const receiver = await buildReceiver(server, admin, '安居物业', [zhao])
  const { id, seq } = await buildAccepted(server, wang, clerk)
  await server.call(api.dispatchCase, { id, seq, receiverId: receiver.id }, as(clerk))

  const noted = await write(id, [admin])

  expect(noted.timeline.at(-1)).toMatchObject({ kind: 'office_noted', what: '内部备注，提到张海燕', why: NOTE })
  expect((await read(id, admin)).timeline.at(-1)).toMatchObject({ why: NOTE })
  const others = [
    await server.call(api.getCase, { id }, as(wang)),
    await server.call(received.getReceivedCase, { id }, as(zhao)),
  ]
  for (const shown of others) expect(JSON.stringify(shown)).not.toMatch(/备注|住院|office_noted/)
  expect(await readers(id)).toEqual(['张海燕'])
  await expect(readers(id, wang)).rejects.toEqual(refused('FORBIDDEN'))
  await expect(write(id, [], zhao)).rejects.toEqual(refused('FORBIDDEN'))
  // The event and the record of the words tell nothing to a reader of the database.
  const stored = [await CaseModel.findById(id).lean(), ...(await CaseSaidModel.find({ caseId: id }).lean())]
  expect(JSON.stringify(stored)).not.toContain('住院')
})

it('stays within the circle of a dispute, and names nobody who would learn of the case by it', async () => {
  const office = await buildDispute(server, now)
  await office.assign(office.mediator)

  expect(await readers(office.id, office.mediator)).toEqual(['张海燕'])
  await expect(write(office.id, [office.clerk], office.admin)).rejects.toMatchObject({
    details: { fields: { mentions: ['陈静看不到这一件，去掉再存'] } },
  })
  await expect(write(office.id, [], office.clerk)).rejects.toEqual(refused('NOT_FOUND'))
  await write(office.id, [office.admin], office.mediator)
  expect(await inbox(office.id)).toEqual([
    expect.objectContaining({ recipientId: office.admin._id, title: '周明在备注里提到您：矛盾调解' }),
  ])
})

it('tells each colleague once, though the tap came twice at once, and says nothing of the words', async () => {
  const { id } = await buildAccepted(server, wang, clerk)
  const key = newKey()

  await Promise.all([write(id, [admin, clerk], clerk, key), write(id, [admin, clerk], clerk, key)])
  await write(id, [admin, clerk], clerk, key)

  const { timeline } = await read(id)
  expect(timeline.filter(({ kind }) => kind === 'office_noted')).toHaveLength(1)
  const messages = await inbox(id)
  expect(messages.map(({ recipientId }) => String(recipientId))).toEqual([String(admin._id)])
  expect(JSON.stringify(messages)).not.toContain('住院')
  expect(messages[0]!.about).toMatchObject({ type: 'work_case' })
})

it('is no step: two notes and an answer at once are all written, and nobody has to read the case anew', async () => {
  const { id, seq, state } = await buildAccepted(server, wang, clerk)

  const outcomes = await Promise.allSettled([
    write(id),
    write(id, [], admin),
    server.call(api.replyToCase, { id, seq, text: '师傅下午来。' }, as(clerk)),
  ])

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  const after = await read(id)
  expect(after.timeline.map(({ kind }) => kind).sort()).toEqual(
    ['accepted', 'filed', 'office_noted', 'office_noted', 'replied'].sort(),
  )
  expect(after.state).toEqual(state)
  await server.call(api.assignCase, { id, seq: after.seq, assigneeId: String(clerk._id) }, as(admin))
  await write(id)
  expect((await read(id)).promise.dueAt).toBe(after.promise.dueAt)
})

it('goes with the reporter it was about, also one that is written while they are forgotten', async () => {
  const { id, seq } = await buildAccepted(server, wang, clerk)
  await write(id)
  await server.call(api.resolveCase, { id, seq, text: '换好了。' }, as(clerk))
  await server.call(api.rateCase, { id, score: 3 }, as(wang))
  now = new Date(now.getTime() + 3.1 * YEAR_MS)
  await signInAgain([clerk, admin], now)

  await Promise.allSettled([eraseOldCases(now), write(id), write(id, [], admin)])
  await eraseOldCases(now)

  const { timeline, mayNote } = await read(id)
  const whys = timeline.filter(({ kind }) => kind === 'office_noted').map(({ why }) => why)
  expect(new Set(whys)).toEqual(new Set(['这段内容已删去。']))
  expect(mayNote).toBe(false)
  await expect(write(id)).rejects.toEqual(refused('NOT_FOUND'))
})

it('is among the data of whoever wrote it, and ends with their account', async () => {
  const { id } = await buildAccepted(server, wang, clerk)
  await write(id, [admin])

  expect(JSON.stringify(await caseData.export([clerk._id], now))).toContain('住院')
  expect(JSON.stringify(await caseData.export([wang._id], now))).not.toContain('住院')
  await caseData.erase([clerk._id], now)
  expect((await read(id, admin)).timeline.at(-1)).toMatchObject({ why: '这段内容已删去。' })
})
