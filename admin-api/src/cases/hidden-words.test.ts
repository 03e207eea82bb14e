import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import * as neighbours from '@yike/shared/cases/followed-endpoints'
import * as hidden from '@yike/shared/cases/hidden-word-endpoints'
import { listNearbyCases } from '@yike/shared/cases/nearby-endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import * as moderation from '@yike/shared/moderation/endpoints'
import * as privacy from '@yike/shared/privacy/endpoints'
import { AuditEntryModel } from '../audit/model'
import type { Community } from '../territory/areas'
import { buildResident, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildAccepted, buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { eraseOldCases } from './erase'
import { HiddenWordsModel } from './hidden-words-model'
import { PairCountModel } from './lesson-model'
import { learnFromCases, takeBackLesson } from './lessons'
import { CaseModel, CaseSaidModel, CaseWordsModel } from './model'
import { listPublished } from './published'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const WORDS = '李国强家的灯照到我家，李国强不肯关'
const REPLY = '找过李国强了，今晚就关。'
let server: TestServer
let community: Community
let wang: BuiltPerson
let zhao: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let repairer: BuiltPerson
let id: string

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  ;({ community, wang, admin, clerk } = await buildCaseOffice(MONDAY))
  zhao = await buildResident({ community, name: '赵建国' }, MONDAY)
  repairer = await buildStaff({ area: community, role: 'receiver', name: '赵强' }, MONDAY)
  const { id: receiverId } = await buildReceiver(server, admin, '安居物业', [repairer])
  const report = { description: WORDS, address: '7 号楼李国强家楼下', position: CENTER }
  const accepted = await buildAccepted(server, wang, clerk, report)
  id = accepted.id
  const { seq } = await server.call(api.dispatchCase, { id, seq: accepted.seq, receiverId }, as(clerk))
  await server.call(api.replyToCase, { id, seq, text: REPLY }, as(clerk))
})

const as = (who: BuiltPerson) => ({ as: who.token })
const hide = (more: object = { passages: ['李国强'] }, who = clerk, key = newKey()) =>
  server.call(hidden.hideCaseWords, { id, ...more }, { ...as(who), key })
const readings = async () => ({
  staff: await server.call(api.getStaffCase, { id }, as(clerk)),
  list: await server.call(api.listStaffCases, { q: '照到' }, as(clerk)),
  receiver: await server.call(received.getReceivedCase, { id }, as(repairer)),
  neighbour: await server.call(neighbours.followCase, { id }, as(zhao)),
})
const found = async (q: string) => (await server.call(api.listStaffCases, { q }, as(clerk))).items.length
const mine = () => server.call(api.getCase, { id }, as(wang))

describe('hidden words', () => {
  it('are read by nobody but their author, who is told; the search finds nothing by them', async () => {
    expect(JSON.stringify(await readings())).toContain('李国强')
    expect(await found('李国强')).toBe(1)

    const after = await hide()

    expect(after).toMatchObject({
      ...{ description: '（已隐去）家的灯照到我家，（已隐去）不肯关', address: '7 号楼（已隐去）家楼下' },
      hidden: { parts: ['title', 'description', 'address'], steps: [4] },
    })
    const seen = await readings()
    expect(JSON.stringify(seen)).not.toContain('李国强')
    expect(seen.receiver.timeline.at(-1)).toMatchObject({ why: '找过（已隐去）了，今晚就关。' })
    expect([await found('李国强'), await found('照到'), await found('7 号楼')]).toEqual([0, 1, 1])
    // The reporter reads their own words, and those of the office as everybody does.
    const own = await mine()
    expect(own).toMatchObject({ description: WORDS, address: '7 号楼李国强家楼下', wordsHidden: true })
    expect(own.timeline.map(({ why }) => why)).toContain('找过（已隐去）了，今晚就关。')
    expect(JSON.stringify(own)).not.toContain('隐去了一些字')
    expect((await server.call(api.listMyCases, {}, as(wang))).items[0]!.title).toContain('李国强')
    expect(JSON.stringify((await server.call(privacy.exportMe, {}, as(wang))).sections)).toContain(WORDS)
  })

  it('leave no word behind in the records, and are undone by those who may read them, on record each time', async () => {
    await hide()
    await hide({ parts: ['description'], steps: [4] })
    const stored = [
      await CaseModel.findById(id, { outbox: 0 }).lean(),
      await CaseWordsModel.findById(id).lean(),
      ...(await CaseSaidModel.find({ caseId: id }).lean()),
      ...(await HiddenWordsModel.find({ caseId: id }).lean()),
    ]
    expect(JSON.stringify(stored)).not.toContain('李国强')
    const kinds = (await CaseModel.findById(id).lean())!.events.map(({ kind, visibleTo }) => [kind, visibleTo])
    expect(kinds.slice(-2)).toEqual([
      ['words_hidden', 'office'],
      ['words_hidden', 'office'],
    ])
    expect((await readings()).receiver.description).toBe('（已隐去）')

    const asClerk = [
      server.call(hidden.showOriginalWords, { id }, as(clerk)),
      server.call(hidden.unhideCaseWords, { id }, as(clerk)),
    ]
    for (const { status } of await Promise.allSettled(asClerk)) expect(status).toBe('rejected')
    const { items } = await server.call(hidden.showOriginalWords, { id }, as(admin))
    expect(items).toEqual([
      { label: '标题', seq: null, text: expect.stringContaining('李国强') },
      { label: '原话', seq: null, text: WORDS },
      { label: '地点', seq: null, text: '7 号楼李国强家楼下' },
      { label: '有答复', seq: 4, text: REPLY },
    ])
    const entries = await AuditEntryModel.find({ act: 'original words', actorId: admin._id }).lean()
    expect(entries.map(({ facts, people }) => [facts, people.map(String)])).toEqual([[{ id }, [String(wang._id)]]])

    const back = await server.call(hidden.unhideCaseWords, { id }, as(admin))
    expect(back).toMatchObject({ description: WORDS, address: '7 号楼李国强家楼下', hidden: { parts: [], steps: [] } })
    expect([await found('李国强'), (await mine()).wordsHidden]).toEqual([1, false])
  })

  it('of two who hide at once, both are hidden; a passage that stands nowhere is named, and strangers are refused', async () => {
    await Promise.allSettled([hide({ passages: ['李国强'] }), hide({ passages: ['照到我家'] }, admin)])
    const { description } = await server.call(api.getStaffCase, { id }, as(clerk))
    expect(description).toBe('（已隐去）家的灯（已隐去），（已隐去）不肯关')

    // Sent again, it writes nothing twice; cut off before its event, it goes on.
    const key = newKey()
    const { seq } = await hide({ passages: ['楼下'] }, clerk, key)
    expect((await hide({ passages: ['楼下'] }, clerk, key)).seq).toBe(seq)
    const { events } = (await CaseModel.findById(id).lean())!
    await CaseModel.updateOne({ _id: id }, { $set: { events: events.slice(0, -1), seq: seq - 1 } })
    const { seq: again, address } = await hide({ passages: ['楼下'] }, clerk, key)
    expect([again, address]).toEqual([seq, '7 号楼（已隐去）家（已隐去）'])

    await expect(hide({ passages: ['张三丰'] })).rejects.toMatchObject({
      details: { fields: { passages: [expect.stringContaining('没有“张三丰”')] } },
    })
    await expect(hide({})).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(hide(undefined, zhao)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const stranger = await buildStaff({ role: 'community_admin' }, MONDAY)
    await expect(hide(undefined, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('teach the suggestions no more, and are forgotten with the report', async () => {
    const sum = async () => {
      const rows = await PairCountModel.find().lean()
      return rows.flatMap(({ counts }) => Object.values(counts)).reduce((all, one) => all + one, 0)
    }
    const learn = async () => void (await learnFromCases(MONDAY))
    await learn()
    const before = await sum()
    await hide({ parts: ['title', 'description'] })
    await learn()
    expect(await sum()).toBeLessThan(before)
    await server.call(hidden.unhideCaseWords, { id }, as(admin))
    await learn()
    expect(await sum()).toBe(before)
    await takeBackLesson((await CaseModel.findById(id).lean())!._id, MONDAY)

    await hide()
    await CaseModel.updateOne({ _id: id }, { $set: { finishedAt: new Date(MONDAY.getTime() - 4 * 366 * 86_400_000) } })
    await eraseOldCases(MONDAY)
    expect(await HiddenWordsModel.countDocuments({ caseId: id })).toBe(0)
  })
})

describe('a case that is taken off the public view', () => {
  const seenBy = (who: BuiltPerson) => server.call(neighbours.getFollowedCase, { id }, as(who))
  const published = async () =>
    (await listPublished({ areaIds: [community._id], partnerId: null }, {}, { skip: 0, limit: 10 })).length
  const nearby = async () => (await server.call(listNearbyCases, {}, as(zhao))).items.length

  it('by the decision of a report, in one step: no neighbour finds it, whether they follow it or not', async () => {
    const sun = await buildResident({ community, name: '孙丽' }, MONDAY)
    await server.call(neighbours.followCase, { id }, as(sun))
    expect([await nearby(), await published()]).toEqual([1, 1])
    await server.call(moderation.sendReport, { type: 'case', id, reason: 'privacy' }, as(zhao))
    const report = (await server.call(moderation.listReports, {}, as(admin))).items[0]!
    expect(report).toMatchObject({ subject: { type: 'case', id }, mayTakeDown: true })
    const decision = { id: report.id, removed: true, takeDown: true, answer: '从邻居那里拿下了' }

    await server.call(moderation.decideReport, decision, as(admin))

    for (const one of [zhao, sun]) await expect(seenBy(one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await server.call(neighbours.listFollowedCases, {}, as(sun))).items).toEqual([])
    expect([await nearby(), await published()]).toEqual([0, 0])
    const staff = await server.call(api.getStaffCase, { id }, as(clerk))
    expect(staff).toMatchObject({ offPublic: true, mayModerate: true, listeners: 0 })
    expect(staff.timeline.at(-1)).toMatchObject({ kind: 'taken_off_public' })
    expect((await mine()).timeline.some(({ kind }) => kind === 'taken_off_public')).toBe(false)

    const turn = (shown: boolean, who = clerk) => server.call(hidden.showCaseToNeighbours, { id, shown }, as(who))
    // Taken off already: nothing is written.
    expect((await turn(false)).timeline).toHaveLength(staff.timeline.length)
    expect(await turn(true)).toMatchObject({ offPublic: false })
    expect((await seenBy(sun)).followed).toBe(true)
    await expect(turn(false, repairer)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const stranger = await buildStaff({ role: 'community_admin' }, MONDAY)
    await expect(turn(false, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

it('the page behind the map tells what the map tells, to those who follow it too: no word of its reporter', async () => {
  const seen = [await readings(), await server.call(neighbours.listFollowedCases, {}, as(zhao))] as const
  const cards = [seen[0].neighbour, seen[1].items[0]!]
  for (const card of cards) expect(card).toMatchObject({ title: '路灯照明', category: '路灯照明', address: null })
  for (const secret of ['照到', '7 号楼', '不肯']) expect(JSON.stringify(cards)).not.toContain(secret)
})
