import { afterAll, beforeAll, expect, it } from 'vitest'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import { fileCase } from '../cases/file'
import { CaseModel, type CaseRecord } from '../cases/model'
import { loadFirstCategories } from '../cases/categories'
import { buildResident } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { promisesToSolve } from './0018-promises-to-solve'
import { alertsOfLimits } from './0019-alerts-of-limits'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ now: () => FILED })
  await loadFirstCategories()
})
afterAll(() => server.stop())

const FILED = new Date('2026-11-23T10:00:00+08:00')

/** As a version from before wrote it: the promise to answer alone. */
async function before(more: object = {}) {
  const wang = await buildResident({}, FILED)
  const input = { kind: 'complaint' as const, description: '楼道灯灭了三天', photoIds: [], anonymous: false }
  const { _id } = await fileCase(wang.actor, newKey(), input, FILED)
  const gone = { solve: 1, acceptDueAt: 1, acceptedAt: 1, waitUntil: 1, extension: 1, supervisedAt: 1 }
  await CaseModel.collection.updateOne(
    { _id },
    { $unset: { ...gone, 'events.0.solve': 1, 'events.0.acceptDueAt': 1 }, ...more },
  )
  return _id
}
const read = async (_id: unknown) => (await CaseModel.findById(_id).lean<CaseRecord>())!

it('an open case of before gets a promise to solve in an event of its own, once; a finished one gets none', async () => {
  const open = await before()
  const closed = await before({ $set: { state: 'closed' } })
  await promisesToSolve.run()
  await promisesToSolve.run()
  const c = await read(open)
  expect(c.events.map(({ kind }) => kind)).toEqual(['filed', 'promised'])
  expect(c.solve).toEqual({ promise: { workdays: 7 }, dueAt: new Date('2026-12-02T17:30:00+08:00') })
  expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))
  expect(await read(closed)).toMatchObject({ seq: 1, solve: null, supervisedAt: null })
})

it('an open case of before gets the alerts of limits that have not passed, in an event of its own, once', async () => {
  const ahead = new Date(Date.now() + 30 * 86_400_000)
  const unplanned = { 'events.0.alerts': 1, alertAt: 1 }
  const open = await before({ $set: { alerts: [], dueAt: ahead, 'events.0.dueAt': ahead } })
  const late = await before({ $set: { alerts: [] } })
  await CaseModel.collection.updateMany({ _id: { $in: [open, late] } }, { $unset: unplanned })
  await alertsOfLimits.run()
  await alertsOfLimits.run()
  const c = await read(open)
  expect(c.events.map(({ kind, alerts }) => [kind, alerts?.map(({ code }) => code)])).toEqual([
    ['filed', undefined],
    ['promised', ['answer_late']],
  ])
  expect(c.alertAt).toEqual(c.alerts[0]!.at)
  expect(c).toMatchObject(reduceCase(c.events, flowOf(c.kind)))
  expect(await read(late)).toMatchObject({ seq: 1, alerts: [] })
})
