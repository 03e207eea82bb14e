import { afterAll, beforeAll, expect, it } from 'vitest'
import { listEarlierCases } from '@yike/shared/cases/earlier-endpoints'
import * as api from '@yike/shared/cases/endpoints'
import { AuditEntryModel } from '../audit/model'
import { buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let now = MONDAY
let server: TestServer
beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())

const as = (who: BuiltPerson) => ({ as: who.token })

it('the clerk who is rung sees the earlier cases of the caller, as far as they may know whose they are, and adds to one', async () => {
  const { wang, admin, clerk } = await buildCaseOffice(MONDAY)
  const file = async (description: string, more: object = {}) => {
    now = new Date(now.getTime() + 60_000)
    return server.call(api.fileCase, { description, ...more }, { ...as(wang), key: newKey() })
  }
  const done = await file('楼道灯灭了三天')
  const open = await file('井盖松了，踩上去响')
  const hidden = await file('物业乱收钱', { anonymous: true })
  const dispute = await file('和楼上吵架好几回了', { kind: 'dispute' })
  const accepted = await server.call(api.acceptCase, { id: done.id, seq: 1 }, as(clerk))
  await server.call(api.resolveCase, { id: done.id, seq: accepted.seq, text: '换了灯泡。' }, as(clerk))
  const personId = String(wang._id)
  const earlier = (who: BuiltPerson) => server.call(listEarlierCases, { personId }, as(who))
  const ids = async (who: BuiltPerson) => (await earlier(who)).items.map(({ id }) => id)

  const seen = await earlier(clerk)

  expect(seen).toMatchObject({ count: 2, openCount: 1 })
  expect(seen.items).toMatchObject([
    { id: open.id, title: expect.stringContaining('井盖'), number: open.number, mayAdd: true },
    { id: done.id, state: { label: expect.any(String) } },
  ])
  // Anyone who may know an anonymous reporter, and directs mediation, sees those too.
  expect(await ids(admin)).toEqual([dispute.id, hidden.id, open.id, done.id])
  const elsewhere = await buildStaff({ role: 'community_admin' }, MONDAY)
  expect(await earlier(elsewhere)).toEqual({ count: 0, openCount: 0, items: [] })
  await expect(earlier(wang)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const entries = await AuditEntryModel.find({ kind: 'read', people: wang._id, actorId: clerk._id }).lean()
  expect(entries.some(({ act }) => act.includes('/staff/people/'))).toBe(true)

  await server.call(api.commentForCaller, { id: open.id, text: '今天又响了一夜' }, { ...as(clerk), key: newKey() })
  expect((await server.call(api.getCase, { id: open.id }, as(wang))).timeline.at(-1)).toMatchObject({
    ...{ kind: 'commented', why: '今天又响了一夜' },
  })
})
