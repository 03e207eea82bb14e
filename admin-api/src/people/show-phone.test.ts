import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookSitting, showBookingPhone } from '@yike/shared/booking/endpoints'
import { listCareReads } from '@yike/shared/care/endpoints'
import { fileCase, showReporterPhone } from '@yike/shared/cases/endpoints'
import { showPersonPhone } from '@yike/shared/people/endpoints'
import { instantAt } from '@yike/shared/time/china'
import type { Community } from '../territory/areas'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

const NOON = instantAt('2026-02-02', 12 * 60)
let server: TestServer
let community: Community
let clerk: BuiltPerson
let wang: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
  clerk = await buildStaff({ role: 'clerk', area: community }, NOON)
  wang = await buildResident({ community, phone: '13905461234' }, NOON)
})
afterAll(() => server.stop())

const complaint = (anonymous: boolean) =>
  server.call(
    fileCase,
    { kind: 'complaint', description: '楼道的灯坏了', position: { lng: 118.49, lat: 37.46 }, anonymous },
    { as: wang.token },
  )
const reads = async () =>
  (await server.call(listCareReads, { personId: String(wang._id), limit: 50 }, { as: wang.token })).items.map(
    ({ why, who }) => `${who} ${why}`,
  )

it('a number is shown to who phones about a person, a booking or a case, and its owner reads who looked and why', async () => {
  const sitting = await buildSitting(community, {}, NOON)
  const booking = await server.call(bookSitting, { sittingId: String(sitting._id) }, { as: wang.token })
  const { id } = await complaint(false)
  const number = { name: wang.name, phone: '13905461234' }

  expect(await server.call(showPersonPhone, { personId: String(wang._id) }, { as: clerk.token })).toEqual(number)
  expect(await server.call(showPersonPhone, { personId: String(wang._id) }, { as: clerk.token })).toEqual(number)
  expect(await server.call(showBookingPhone, { id: booking.id }, { as: clerk.token })).toEqual(number)
  expect(await server.call(showReporterPhone, { id }, { as: clerk.token })).toEqual(number)

  expect((await reads()).sort()).toEqual(
    ['看电话：预约的事', '看电话：要联系本人', '看电话：诉求的事'].map((why) => `窗口人员 ${clerk.name} ${why}`).sort(),
  )
})

it('is not shown to who looks after another community, nor of who did not want to be named', async () => {
  const stranger = await buildStaff({ role: 'clerk' }, NOON)
  const carer = await buildStaff({ role: 'carer', area: community }, NOON)
  const { id } = await complaint(true)
  const person = { personId: String(wang._id) }

  await expect(server.call(showPersonPhone, person, { as: stranger.token })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(server.call(showPersonPhone, person, { as: carer.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(server.call(showReporterPhone, { id }, { as: clerk.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

it('of an elder without a number is that of the one who booked for them', async () => {
  const mother = await buildFamily(wang, { phone: null }, NOON)
  const sitting = await buildSitting(community, {}, NOON)
  const booked = { sittingId: String(sitting._id), personId: String(mother._id) }
  const { id } = await server.call(bookSitting, booked, { as: wang.token })

  expect(await server.call(showBookingPhone, { id }, { as: clerk.token })).toEqual({
    name: wang.name,
    phone: '13905461234',
  })
  await expect(
    server.call(showPersonPhone, { personId: String(mother._id) }, { as: clerk.token }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
