import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { listColleaguesOfCase, nameAccused } from '@yike/shared/cases/accused-endpoints'
import { listEarlierCases } from '@yike/shared/cases/earlier-endpoints'
import * as api from '@yike/shared/cases/endpoints'
import { mapStaffCases } from '@yike/shared/cases/map-endpoints'
import { listNoteReaders } from '@yike/shared/cases/note-endpoints'
import * as received from '@yike/shared/cases/received-endpoints'
import { splitCase } from '@yike/shared/cases/splitting-endpoints'
import { listCaseVersions } from '@yike/shared/cases/version-endpoints'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { buildReceiver, lampCategory } from '../testing/receivers'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { countCases } from './counts'
import { CaseModel } from './model'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let id: string

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  ;({ community, wang, admin, clerk } = await buildCaseOffice(MONDAY))
  const report = { description: '张海燕收了我的材料，半个月不给办', position: CENTER }
  id = (await server.call(api.fileCase, report, { ...as(wang), key: newKey() })).id
})

const as = (who: BuiltPerson) => ({ as: who.token })
const name = (who: BuiltPerson, isAccused = true, by = clerk) =>
  server.call(nameAccused, { id, personId: String(who._id), isAccused }, as(by))
const read = (who: BuiltPerson) => server.call(api.getStaffCase, { id }, as(who))
/** Everything that tells a member of staff of the case. */
const found = async (who: BuiltPerson) => {
  const [list, closed, search, map, versions, earlier, count] = await Promise.all([
    server.call(api.listStaffCases, { view: 'open' }, as(who)),
    server.call(api.listStaffCases, { view: 'all' }, as(who)),
    server.call(api.listStaffCases, { q: '半个月' }, as(who)),
    server.call(mapStaffCases, {}, as(who)),
    server.call(listCaseVersions, { ids: id }, as(who)),
    server.call(listEarlierCases, { personId: String(wang._id) }, as(who)),
    countCases(who.actor, MONDAY),
  ])
  return [
    ...[list, closed, search].map(({ items }) => items.length),
    ...[list.counts.submitted, map.total, versions.items.length, earlier.count, count.open],
  ]
}

it('a colleague whom the words name is pointed out, and once they are meant finds it in no list, search, map or count', async () => {
  const { items } = await server.call(listColleaguesOfCase, { id }, as(clerk))
  expect(items).toMatchObject([{ id: String(admin._id), name: '张海燕', isNamed: true, isAccused: false }])
  const before = await found(admin)
  expect(before.slice(0, 4)).toEqual([1, 1, 1, 1])

  const after = await name(admin)

  expect(after.timeline.at(-1)).toMatchObject({ kind: 'accused_named', what: '反映的是同事：张海燕' })
  await expect(read(admin)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await found(admin)).toEqual(before.map(() => 0))
  expect(await found(clerk)).toEqual(before)
  // The resident reads nothing of it.
  const own = await server.call(api.getCase, { id }, as(wang))
  expect(own.timeline.map(({ kind }) => kind)).toEqual(['filed'])
  // Twice is once.
  expect((await name(admin)).seq).toBe(after.seq)
  await name(admin, false)
  expect(await found(admin)).toEqual(before)
})

it('they never get it, hear nothing of it, and nobody can mention them; nor do its parts reach them', async () => {
  const street = await buildStaff({ area: community, role: 'community_admin', name: '孙宁' }, MONDAY)
  await name(admin)
  const { seq } = await server.call(
    api.acceptCase,
    { id, seq: 1, categoryId: (await lampCategory(server)).id },
    as(clerk),
  )
  const offered = await server.call(api.listAssignees, { id }, as(clerk))
  expect(JSON.stringify(offered)).not.toContain(String(admin._id))
  await expect(
    server.call(api.assignCase, { id, seq, assigneeId: String(admin._id) }, as(clerk)),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const readers = await server.call(listNoteReaders, { id }, as(clerk))
  expect(readers.items.map((one) => one.name)).toEqual(['孙宁'])

  const assigned = await server.call(api.assignCase, { id, seq, assigneeId: String(street._id) }, as(clerk))
  // The assignee is told first, and so is not named; nor does anybody name themselves.
  for (const [who, by] of [
    [street, clerk],
    [clerk, clerk],
  ] as const)
    await expect(name(who, true, by)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const back = await server.call(api.unassignCase, { id, seq: assigned.seq, reason: '这件我不方便办' }, as(street))
  const parts = [{ description: '另外那份材料也没给' }]
  const whole = await server.call(
    splitCase,
    { id, seq: back.seq, text: '分开办', parts },
    { ...as(clerk), key: newKey() },
  )
  await expect(server.call(api.getStaffCase, { id: whole.parts![0]!.id }, as(admin))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const relay = new Relay(() => Promise.resolve())
  relay.add(CaseModel)
  await relay.run()
  expect(await MessageModel.countDocuments({ recipientId: admin._id })).toBe(0)
  expect(await MessageModel.countDocuments({ recipientId: clerk._id, kind: 'case_unassigned' })).toBe(1)
})

it('a member of the organisation that has it does not see it either, while the others do', async () => {
  const [zhao, sun] = await Promise.all(
    ['赵强', '孙力'].map((called) => buildStaff({ area: community, role: 'receiver', name: called }, MONDAY)),
  )
  const receiver = await buildReceiver(server, admin, '安居物业', [zhao!, sun!])
  const { seq } = await server.call(api.acceptCase, { id, seq: 1 }, as(clerk))
  await server.call(api.dispatchCase, { id, seq, receiverId: receiver.id }, as(clerk))
  const list = async (who: BuiltPerson) => {
    const { items, counts } = await server.call(received.listReceivedCases, {}, as(who))
    return [items.length, counts.to_sign]
  }
  expect(await list(zhao!)).toEqual([1, 1])

  await name(zhao!)

  expect([await list(zhao!), await list(sun!)]).toEqual([
    [0, 0],
    [1, 1],
  ])
  await expect(server.call(received.getReceivedCase, { id }, as(zhao!))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(server.call(received.signCase, { id, seq: seq + 1 }, as(zhao!))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const stranger = await buildStaff({ role: 'community_admin' }, MONDAY)
  await expect(name(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(name(clerk, true, sun!)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
