import { once } from 'node:events'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeJobs } from './app'
import { BookingModel } from './booking/model'
import { makeLog } from './http/log'
import { ASK_MS, jobsDue, startJobs, type Job } from './jobs'
import { Lead } from './lock'
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

it('ten processes with nothing to do send about two commands a second together', async () => {
  sent = 0
  expect(await jobsDue(jobs)).toEqual([])
  expect(sent).toBe(1)

  const lead = new Lead('jobs')
  const perSecond = (ms: number) => 1000 / ms
  const byTheClock = jobs.filter(({ due }) => !due).reduce((sum, { everyMs }) => sum + perSecond(everyMs), 0)
  const forTheLead = perSecond(lead.askAgainAfter(true)) + 9 * perSecond(lead.askAgainAfter(false))
  expect(perSecond(ASK_MS) + byTheClock + forTheLead).toBeLessThan(2.1)
})

/** On a busy machine too. */
const PATIENTLY = { timeout: 10_000 }

describe('of two processes', () => {
  const HELD_MS = 150
  const newLead = () => new Lead('jobs of a test', HELD_MS)
  /** A process with one job by the clock; its rounds are counted. */
  function startProcess(lead = newLead()) {
    const rounds = { count: 0 }
    const byTheClock: Job = { name: 'by the clock', everyMs: 10, run: () => Promise.resolve(rounds.count++) }
    return { rounds, running: startJobs(makeLog('silent'), [byTheClock], lead) }
  }
  const untilRound = ({ rounds }: ReturnType<typeof startProcess>) =>
    expect.poll(() => rounds.count, PATIENTLY).toBeGreaterThan(0)

  it('one watches the clock, and the other takes over when it stops', async () => {
    const first = startProcess()
    await untilRound(first)
    const second = startProcess()
    await expect.poll(() => first.rounds.count, PATIENTLY).toBeGreaterThan(20)
    expect(second.rounds.count).toBe(0)

    await first.running.stop()
    await untilRound(second)
    await second.running.stop()
  })

  it('the other takes over when the leader has died', async () => {
    await newLead().take()
    const second = startProcess()
    await untilRound(second)
    await second.running.stop()
  })

  it('the one that wrote looks after it at once, whoever leads', async () => {
    const lead = newLead()
    await lead.take()
    const { _id } = await buildCommunity()
    let ran = 0
    const due = () => [{ model: AreaModel, filter: { _id, name: '写过' } }]
    const job: Job = { name: 'due', everyMs: 1000, due, run: () => Promise.resolve(ran++) }
    const running = startJobs(makeLog('silent'), [job], new Lead('jobs of a test', 60_000))
    await AreaModel.updateOne({ _id }, { $set: { name: '写过' } })

    running.wake()

    await expect.poll(() => ran, PATIENTLY).toBeGreaterThan(0)
    await running.stop()
    await lead.resign()
  })
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
