import { once } from 'node:events'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeJobs } from './app'
import { BookingModel } from './booking/model'
import { makeLog } from './http/log'
import { jobsDue, startJobs, type Job } from './jobs'
import { MessageModel } from './messages/model'
import { AreaModel } from './territory/model'
import { buildCommunity, buildResident, buildSitting } from './testing/build'
import { startServer, type TestServer } from './testing/server'
import { bookSitting } from '@yike/shared/booking/endpoints'

let server: TestServer
let sent = 0
const jobs = makeJobs({ wechat: null })

beforeAll(async () => {
  server = await startServer({ connection: { monitorCommands: true } })
  mongoose.connection.getClient().on('commandStarted', () => void sent++)
})
afterAll(() => server.stop())

it('a process with nothing to do asks for all that is due by one command, and by the clock about once a second', async () => {
  sent = 0
  expect(await jobsDue(jobs)).toEqual([])
  expect(sent).toBe(1)

  const byTheClock = jobs.filter(({ due }) => !due).reduce((sum, { everyMs }) => sum + 1000 / everyMs, 0)
  expect(byTheClock).toBeLessThan(1.2)
})

it('a job is due as soon as another process has written something for it', async () => {
  const community = await buildCommunity()
  const { token } = await buildResident({ community })
  const sitting = await buildSitting(community)
  const { id } = await server.call(bookSitting, { sittingId: String(sitting._id) }, { as: token })
  await jobs.find(({ name }) => name === 'relay')!.run()

  await mongoose.connection
    .collection('bookings')
    .updateOne({ _id: new mongoose.Types.ObjectId(id) }, { $set: { remindAt: new Date(0) } })

  expect((await jobsDue(jobs)).map(({ name }) => name)).toEqual(['reminders'])
})

it('a message is in the inbox within a second of the write that is its reason', async () => {
  const community = await buildCommunity()
  const wang = await buildResident({ community })
  const sitting = await buildSitting(community)
  const running = startJobs(
    makeLog('error'),
    jobs.filter(({ name }) => name === 'relay'),
  )
  try {
    await server.call(bookSitting, { sittingId: String(sitting._id) }, { as: wang.token })
    const begun = performance.now()
    while (!(await MessageModel.exists({ recipientId: wang._id }))) expect(performance.now() - begun).toBeLessThan(1000)
  } finally {
    await running.stop()
  }
  expect(await BookingModel.exists({ personId: wang._id, 'outbox.0': { $exists: true } })).toBeNull()
})

it('a job that fails is tried again, and one that takes long keeps no other from running', async () => {
  const community = await buildCommunity()
  const any = () => [{ model: AreaModel, filter: { _id: community._id } }]
  const tried = new EventTarget()
  let failures = 0
  let letGo = () => undefined as void
  const slow: Job = { name: 'slow', everyMs: 1000, due: any, run: () => new Promise<void>((done) => (letGo = done)) }
  const failing: Job = {
    ...{ name: 'failing', everyMs: 1000, due: any },
    run() {
      if (++failures === 2) tried.dispatchEvent(new Event('again'))
      return Promise.reject(new Error('on purpose'))
    },
  }
  const again = once(tried, 'again')
  const running = startJobs(makeLog('silent'), [slow, failing])

  await again
  letGo()
  await running.stop()

  expect(failures).toBeGreaterThanOrEqual(2)
})
