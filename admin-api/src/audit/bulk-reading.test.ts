import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { listMessages } from '@yike/shared/messages/endpoints'
import { makeJobs } from '../app'
import { sessionToken } from '../testing/session'
import { buildCommunity, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { watchReading } from './bulk-reading'
import { AuditEntryModel } from './model'
import { record } from './record'

const TODAY = '2026-11-27'
const NOON = instantAt(TODAY, 12 * 60)
let server: TestServer
let clerk: BuiltPerson
let security: BuiltPerson
let other: BuiltPerson

beforeAll(async () => void (server = await startServer({ now: () => NOON })))
afterAll(() => server.stop())
beforeEach(async () => {
  const community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community, name: '陈静' }, NOON)
  security = await buildStaff({ role: 'security_admin', area: community }, NOON)
  other = await buildStaff({ role: 'security_admin' }, NOON)
})

/** The clerk sees this many people on a day, each twice. */
async function sees(count: number, day = TODAY) {
  const people = Array.from({ length: count }, () => newId())
  for (const one of [...people, ...people])
    await record(
      [{ kind: 'read', act: `GET /staff/people/${String(newId())}`, actor: clerk.actor, people: [one] }],
      instantAt(day, 10 * 60),
    )
}
const told = async (who: BuiltPerson) => {
  await makeJobs({ wechat: null }, () => NOON)
    .find(({ name }) => name === 'relay')!
    .run()
  const as = await sessionToken(who._id, NOON)
  return (await server.call(listMessages, {}, { as })).items.map(({ title, body }) => `${title}。${body}`)
}

it('is told to those who look after security where they work, once a day, and goes on record', async () => {
  for (let ago = 1; ago <= 6; ago++) await sees(10, addDays(TODAY, -ago))
  await sees(59)
  expect(await watchReading(NOON)).toBe(0)
  await sees(1)
  expect((await Promise.all([watchReading(NOON), watchReading(NOON)])).reduce((sum, one) => sum + one)).toBe(1)
  await sees(40)
  expect(await watchReading(NOON)).toBe(0)

  expect(await told(security)).toEqual([
    '陈静看了 60 位居民的资料。11月27日（周五），平时一天 10 位左右。先当面问问在忙什么，再请审计员查记录。',
  ])
  expect([await told(other), await told(clerk)]).toEqual([[], []])
  expect(await AuditEntryModel.findOne({ act: 'bulk reading' }).lean()).toMatchObject({ people: [clerk._id] })
  expect(dayOf(NOON)).toBe(TODAY)
})

it('of somebody who always sees many is no alert', async () => {
  for (let ago = 1; ago <= 6; ago++) await sees(50, addDays(TODAY, -ago))
  await sees(90)
  expect(await watchReading(NOON)).toBe(0)
})
