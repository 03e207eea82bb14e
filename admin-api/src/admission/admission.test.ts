import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/admission/endpoints'
import { getStaffMe } from '@yike/shared/people/endpoints'
import type { StaffAdmission } from '@yike/shared/admission/schemas'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import { buildCommunity, buildGrid, buildStaff, different, type BuiltPerson } from '../testing/build'
import { signInAgain } from '../testing/case-office'
import { buildReceiver } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { addArea, areasByIds, type Area, type Community } from '../territory/areas'
import { AdmissionModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const TERM = { from: '2026-11-23', until: '2027-03-31', hoursMonthly: 6, doneBy: '网格员' }
const WORK = { title: '沿街占道劝导', what: '看到占盲道的劝一句。', purpose: '网格员天天走。', ...TERM }
let now = MONDAY
let server: TestServer
let community: Community
let beside: Community
let street: Area
let admin: BuiltPerson
let clerk: BuiltPerson
let neighbour: BuiltPerson
let officer: BuiltPerson
let plumber: BuiltPerson
let receiverId: string

const as = (who: BuiltPerson) => ({ as: who.token })
const once = (who: BuiltPerson, key = newKey()) => ({ as: who.token, key })
const refused = (code: string) => expect.objectContaining({ code })

beforeAll(async () => {
  server = await startServer({ now: () => now })
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  community = await buildCommunity({ street: different('文汇街道') })
  street = (await areasByIds([community.areas[1]!]))[0]!
  const own = { phone: '0546-1', position: community.position }
  beside = (await addArea({ level: 'community', name: '安宁社区', parent: street, ...own })) as Community
  admin = await buildStaff({ area: street as Community, role: 'community_admin' }, now)
  clerk = await buildStaff({ area: community, role: 'clerk' }, now)
  const grid = await buildGrid(beside)
  neighbour = await buildStaff({ area: grid as Community, role: 'grid_worker' }, now)
  officer = await buildStaff({ area: street as Community, role: 'receiver' }, now)
  plumber = await buildStaff({ area: street as Community, role: 'receiver' }, now)
  receiverId = (await buildReceiver(server, admin, '综合执法队', [officer], { kind: 'street_office' })).id
  await buildReceiver(server, admin, '颐园物业', [plumber])
})

const ask = (who = officer, more: object = {}, key = newKey()) =>
  server.call(api.askAdmission, { ...WORK, receiverId, streetId: String(street._id), ...more }, once(who, key))
const admitted = async () => {
  const { id } = await ask()
  return server.call(api.admit, { id, ...TERM }, as(admin))
}
const staffList = (who: BuiltPerson) => server.call(api.listStaffAdmissions, {}, as(who))
const publicList = async () => (await server.call(api.listAdmissions, { communityId: String(community._id) })).items
const note = ({ id }: StaffAdmission, who: BuiltPerson, more: object = {}, key = newKey()) =>
  server.call(
    api.noteHours,
    { id, communityId: String(who.communityId), day: '2026-11-23', hours: 1.5, ...more },
    once(who, key),
  )

it('a department asks, a community objects, the street refuses and everybody reads why', async () => {
  const key = newKey()
  const work = await ask(officer, {}, key)
  expect((await ask(officer, {}, key)).id).toBe(work.id)
  // Nobody outside hears of it before there is an answer.
  expect(await publicList()).toEqual([])
  const words = { id: work.id, objects: true, words: '和城管系统里的表重复。' }
  const remark = newKey()
  await server.call(api.remarkOn, words, once(clerk, remark))
  await server.call(api.remarkOn, words, once(clerk, remark))
  // A community does not answer for its street, and a department does not for itself.
  for (const who of [clerk, officer])
    await expect(server.call(api.refuse, { id: work.id, reason: '不要做' }, as(who))).rejects.toEqual(
      refused('FORBIDDEN'),
    )
  const local = await buildStaff({ area: community, role: 'community_admin' }, now)
  await expect(server.call(api.admit, { id: work.id, ...TERM }, as(local))).rejects.toEqual(refused('NOT_FOUND'))
  const answers = await Promise.allSettled([
    server.call(api.refuse, { id: work.id, reason: '广告牌归执法队管。' }, as(admin)),
    server.call(api.refuse, { id: work.id, reason: '底数系统里有。' }, as(admin)),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  // The street heard of the request once, the one who asked of the one answer.
  const relay = new Relay(() => Promise.resolve())
  relay.add(AdmissionModel)
  await relay.run()
  const inboxOf = async (who: BuiltPerson) =>
    (await MessageModel.find({ recipientId: who._id }).lean()).map(({ title }) => title)
  expect(await inboxOf(admin)).toEqual([`综合执法队申请准入：${WORK.title}`])
  expect(await inboxOf(officer)).toEqual([`没有准入：${WORK.title}`])
  expect([...(await inboxOf(local)), ...(await inboxOf(clerk))]).toEqual([])
  const [mine] = (await server.call(api.listAskedAdmissions, {}, as(officer))).items
  expect(mine).toMatchObject({
    state: { code: 'refused' },
    remarks: [{ objects: true, area: community.name }],
    can: { decide: false, remark: false, noteHours: false },
  })
  expect(await publicList()).toEqual([
    expect.objectContaining({ title: WORK.title, department: '综合执法队', why: mine!.decision }),
  ])
  const told = JSON.stringify([mine, await publicList()])
  for (const { name, _id } of [clerk, admin, officer]) {
    expect(told).not.toContain(name)
    expect(told).not.toContain(String(_id))
  }
})

it('hours count by month and community, of days on which the work is admitted, and are nobody’s', async () => {
  const work = await admitted()
  const key = newKey()
  await note(work, clerk, {}, key)
  await note(work, clerk, {}, key)
  await note(work, clerk, { hours: 2 })
  await note(work, neighbour, { communityId: String(beside._id), hours: 0.5 })
  const sums = async (who: BuiltPerson) => (await staffList(who)).items[0]!.hours.map(({ hours }) => hours)
  expect(await sums(clerk)).toEqual([3.5])
  expect(await sums(neighbour)).toEqual([0.5])
  expect((await sums(admin)).sort()).toEqual([0.5, 3.5])
  expect(await note(work, clerk, { hours: 0.7 }).catch((error: unknown) => error)).toEqual(refused('INVALID_INPUT'))
  for (const day of ['2026-11-24', '2026-11-22'])
    await expect(note(work, clerk, { day })).rejects.toEqual(refused('INVALID_INPUT'))
  await expect(note(work, clerk, { communityId: String(beside._id) })).rejects.toEqual(refused('NOT_FOUND'))
  const { mine } = await staffList(clerk)
  await expect(server.call(api.takeBackHours, { id: mine[0]!.id }, as(neighbour))).rejects.toEqual(refused('NOT_FOUND'))
  await server.call(api.takeBackHours, { id: mine.find(({ hours }) => hours === 2)!.id }, as(clerk))
  expect(await sums(clerk)).toEqual([1.5])
})

it('an end has a reason and a last day; after its time a work lapses by itself', async () => {
  const work = await admitted()
  const end = { id: work.id, endedOn: '2026-11-25', reason: '改由执法队自己做。' }
  await server.call(api.endAdmission, end, as(admin))
  await expect(server.call(api.endAdmission, end, as(admin))).rejects.toEqual(refused('CONFLICT'))
  expect(await publicList()).toMatchObject([{ state: { code: 'ended' }, until: '2026-11-25', why: end.reason }])
  const other = await admitted()
  now = new Date('2027-04-01T10:00:00+08:00')
  await signInAgain([clerk], now)
  await expect(note(other, clerk, { day: '2027-04-01' })).rejects.toEqual(refused('INVALID_INPUT'))
  expect((await publicList()).map(({ state }) => state.code).sort()).toEqual(['ended', 'lapsed'])
})

it('only an organisation that has work of its own to hand down may ask, and only its own streets', async () => {
  await expect(server.call(api.listAskedAdmissions, {}, as(plumber))).rejects.toEqual(refused('FORBIDDEN'))
  const handsDown = async (who: BuiltPerson) => (await server.call(getStaffMe, {}, as(who))).handsWorkDown
  expect([await handsDown(plumber), await handsDown(officer), await handsDown(clerk)]).toEqual([false, true, false])
  await expect(ask(plumber)).rejects.toEqual(refused('NOT_FOUND'))
  const elsewhere = await buildCommunity({ street: '辛店街道' })
  await expect(ask(officer, { streetId: String(elsewhere.areas[1]) })).rejects.toEqual(refused('NOT_FOUND'))
  await expect(ask(officer, { until: '2026-11-22' })).rejects.toEqual(refused('INVALID_INPUT'))
  await expect(ask(clerk)).rejects.toEqual(refused('FORBIDDEN'))
})
