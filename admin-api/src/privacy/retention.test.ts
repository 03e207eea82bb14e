import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeJobs } from '../app'
import { BookingModel } from '../booking/model'
import { CaseModel } from '../cases/model'
import { DOMAINS } from '../domains'
import { joinDomains } from '../join-domains'
import { seedDemo } from '../demo/seed-demo'
import { startServer, type TestServer } from '../testing/server'
import mongoose from 'mongoose'
import { dryRun } from './retention'

const YEAR_MS = 366 * 86_400_000
let server: TestServer
const now = new Date()
beforeAll(async () => {
  server = await startServer()
  await seedDemo(now)
}, 120_000)
afterAll(async () => {
  // Words of the demo name today.
  await mongoose.connection.dropDatabase()
  await server.stop()
})

const rules = joinDomains(DOMAINS).retention
const rowsAt = async (at: Date) => Object.fromEntries((await dryRun(rules, at)).map((row) => [row.what, row]))

it('a dry run says what the jobs then remove, kind by kind, and removes nothing', async () => {
  expect((await rowsAt(now))['预约']).toMatchObject({ kept: '结束后一年', dueNow: 0 })
  const later = new Date(now.getTime() + 2 * YEAR_MS)
  await BookingModel.updateMany({}, { $set: { outbox: [] } })
  const said = await rowsAt(later)
  expect(said['预约']!.dueNow).toBeGreaterThan(50)
  expect(await BookingModel.countDocuments()).toBe(said['预约']!.all)

  for (const name of ['old bookings', 'old meals', 'old visits', 'old cases'])
    await makeJobs({ wechat: null }, () => later)
      .find((job) => job.name === name)!
      .run()
  const left = await rowsAt(later)
  for (const what of ['预约', '送餐记录', '助餐待遇', '上门记录和健康情况', '上门计划'])
    expect([what, left[what]!.all, left[what]!.dueNow]).toEqual([what, said[what]!.all - said[what]!.dueNow, 0])
  // A case that is finished stays, without its person.
  expect(await CaseModel.countDocuments()).toBe(said['诉求里的人、话和照片']!.all)
})
