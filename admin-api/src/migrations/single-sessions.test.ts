import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookSitting, checkIn } from '@yike/shared/booking/endpoints'
import { getStaffCourse } from '@yike/shared/courses/endpoints'
import { instantAt } from '@yike/shared/time/china'
import { BookingModel } from '../booking/model'
import { buildCommunity, buildResident, buildSitting, buildStaff } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { singleSessions } from './0012-single-sessions'

const NOW = instantAt('2026-11-27', 8 * 60)
let server: TestServer

beforeAll(async () => {
  server = await startServer({ now: () => NOW })
})
afterAll(() => server.stop())

it('people checked in to a class of one session stand on its roll, once, however often it runs', async () => {
  const community = await buildCommunity()
  const clerk = await buildStaff({ role: 'clerk', area: community }, NOW)
  const facts = { startsAt: instantAt('2026-11-27', 540), offer: { kind: 'course' as const } }
  const sitting = await buildSitting(community, facts, NOW)
  const resident = await buildResident({ community }, NOW)
  const booking = { sittingId: String(sitting._id) }
  const { id } = await server.call(bookSitting, booking, { as: resident.token })
  await server.call(checkIn, { id }, { as: clerk.token })
  await BookingModel.updateOne({ _id: id }, { $unset: { attended: 1, attendSeq: 1, toTally: 1 } })

  await singleSessions.run()
  await singleSessions.run()

  const { people } = await server.call(getStaffCourse, booking, { as: clerk.token })
  expect(people.map(({ came }) => came.map(({ n }) => n))).toEqual([[1]])
  expect((await BookingModel.findById(id).lean())!.attendSeq).toBe(1)
})
