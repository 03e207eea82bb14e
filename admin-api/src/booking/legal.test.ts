import { afterAll, beforeAll, expect, it } from 'vitest'
import * as api from '@yike/shared/booking/endpoints'
import { findServices } from '@yike/shared/directory/endpoints'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { exportBookings, getServiceFeed } from '@yike/shared/feeds/endpoints'
import { getHome } from '@yike/shared/insight/endpoints'
import { listMessages } from '@yike/shared/messages/endpoints'
import { getAreaSettings, switchFeatures } from '@yike/shared/office/endpoints'
import { previewReschedule } from '@yike/shared/schedule/endpoints'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { makeJobs } from '../app'
import type { Service } from '../directory/model'
import type { Community } from '../territory/areas'
import {
  buildCommunity,
  buildFamily,
  buildResident,
  buildService,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { BookingModel } from './model'

const TODAY = dayOf(new Date())
const NOON = instantAt(TODAY, 12 * 60)
const TOMORROW = addDays(TODAY, 1)

let server: TestServer
let community: Community
let duty: Service
const staff: Record<string, BuiltPerson> = {}
/** The people of the office who learn nothing of a consultation; a provider is one at the very place. */
const OUTSIDE = ['clerk', 'grid_worker', 'cook', 'provider', 'mediator'] as const

beforeAll(async () => {
  server = await startServer({ now: () => NOON })
  community = await buildCommunity()
  duty = await buildService(community, { kind: 'legal', name: '律师值班' }, NOON)
  for (const role of ['community_admin', 'lawyer', ...OUTSIDE] as const)
    staff[role] = await buildStaff(
      { role, area: community, ...(role === 'provider' ? { placeIds: [duty.placeId] } : {}) },
      NOON,
    )
  staff.elsewhere = await buildStaff({ role: 'lawyer', area: await buildCommunity() }, NOON)
})
afterAll(() => server.stop())

const as = (who: BuiltPerson) => ({ as: who.token })
/** Half an hour of tomorrow, with one place. */
const halfHour = (minute: number, day = TOMORROW) => {
  const startsAt = instantAt(day, minute)
  const times = { startsAt, endsAt: new Date(startsAt.getTime() + 30 * 60_000), capacity: 1, title: '律师值班' }
  const { _id: serviceId, placeId } = duty
  const offer = { kind: 'legal' as const, serviceId, placeId, serviceName: duty.name, maxSeats: 1 }
  return buildSitting(community, { ...times, offer }, NOON)
}
const seenBy = async (who: BuiltPerson, asked: object) =>
  (await server.call(api.listStaffBookings, asked, as(who))).items.map(({ id }) => id)
const refusedWith = (call: Promise<unknown>, code: string) => expect(call).rejects.toMatchObject({ code })

it('a duty time of the lawyer is booked by one resident, and only the lawyer and who directs legal aid see it', async () => {
  const [wang, li] = [
    await buildResident({ community, name: '问遗产' }, NOON),
    await buildResident({ community }, NOON),
  ]
  const sitting = await halfHour(14 * 60, TODAY)
  const wish = { sittingId: String(sitting._id) }

  const found = await server.call(findServices, { category: 'legal' }, {})
  expect(found.items).toMatchObject([{ name: '律师值班', kind: { code: 'legal', label: '法律咨询' } }])
  const booked = await server.call(api.bookSitting, wish, as(wang))
  await refusedWith(server.call(api.bookSitting, wish, as(li)), 'SITTING_FULL')

  const id = booked.id
  for (const who of ['lawyer', 'community_admin'])
    expect(await seenBy(staff[who]!, { day: TODAY, q: '问遗产' })).toEqual([id])
  expect(await seenBy(staff.elsewhere!, { day: TODAY })).toEqual([])
  const asked = { id: String(duty._id) }
  for (const who of OUTSIDE) {
    if (who === 'mediator') {
      await refusedWith(seenBy(staff[who]!, { day: TODAY }), 'FORBIDDEN')
      continue
    }
    for (const narrow of [{ day: TODAY }, wish, { personId: String(wang._id) }, { day: TODAY, q: booked.code }])
      expect(await seenBy(staff[who]!, narrow)).toEqual([])
    await refusedWith(server.call(api.findForCheckIn, { code: booked.code }, as(staff[who]!)), 'NOT_FOUND')
    await refusedWith(server.call(api.checkIn, { id }, as(staff[who]!)), 'NOT_FOUND')
    await refusedWith(server.call(api.showBookingPhone, { id }, as(staff[who]!)), 'NOT_FOUND')
    await refusedWith(server.call(getServiceFeed, asked, as(staff[who]!)), 'NOT_FOUND')
  }
  const csv = async (who: string) => {
    const answer = await fetch(
      `${server.origin}${API_BASE_PATH}${exportBookings.path}?from=${TODAY}&to=${TODAY}&format=csv`,
      { headers: { 'X-Client': 'weapp', Authorization: `Bearer ${staff[who]!.token}`, 'Idempotency-Key': newKey() } },
    )
    return answer.text()
  }
  expect(await csv('lawyer')).toContain('问遗产')
  expect(await csv('clerk')).not.toContain('问遗产')

  expect((await server.call(api.checkIn, { id }, as(staff.lawyer!))).state.code).toBe('checked_in')
})

it('what the office books for somebody at a lawyer is theirs alone: neither the family nor the clerk sees it again', async () => {
  const husband = await buildResident({ community }, NOON)
  const wife = await buildFamily(husband, { name: '不让他知道' })
  const sitting = await halfHour(15 * 60)
  const wish = { sittingId: String(sitting._id), personId: String(wife._id), channel: 'counter' as const }
  const { id } = await server.call(api.bookOnBehalf, wish, as(staff.clerk!))

  // The title of a message is read by others: on a locked screen, and by the one who telephones it.
  const { outbox } = (await BookingModel.findById(id).lean())!
  expect(outbox).toHaveLength(1)
  expect(JSON.stringify(outbox)).toContain('预约约好了')
  expect(JSON.stringify(outbox)).not.toContain('律师')

  await Promise.all(
    makeJobs({ wechat: null }, () => NOON)
      .filter(({ name }) => name === 'relay')
      .map((job) => job.run()),
  )
  expect((await server.call(api.listMyBookings, {}, as(husband))).items).toEqual([])
  expect((await server.call(getHome, {}, as(husband))).nextBooking).toBeNull()
  await refusedWith(server.call(api.getBooking, { id }, as(husband)), 'NOT_FOUND')
  expect((await server.call(listMessages, {}, as(husband))).items).toEqual([])
  expect(await seenBy(staff.clerk!, { personId: String(wife._id) })).toEqual([])
  await refusedWith(server.call(api.cancelByStaff, { id, reason: '有事' }, as(staff.clerk!)), 'NOT_FOUND')

  // The clerk arranges the sittings, and hears that somebody has to move, not who.
  const move = { id: String(sitting._id), from: 16 * 60, to: 16 * 60 + 30 }
  const preview = async (who: string) =>
    (await server.call(previewReschedule, move, as(staff[who]!))).rows.flatMap((row) => row.bookings)
  expect(await preview('clerk')).toMatchObject([{ id, who: '保密', phoneLast4: null, fits: true }])
  expect(await preview('community_admin')).toMatchObject([{ id, who: '不让他知道' }])
})

it('has no entrance on the home page, and is gone where the office does without it', async () => {
  const resident = await buildResident({ community }, NOON)
  const sitting = await halfHour(16 * 60)
  expect((await server.call(getHome, {}, as(resident))).doors.map(({ code }) => code as string)).not.toContain('legal')

  const area = { id: String(community._id) }
  const { revision } = await server.call(getAreaSettings, area, as(staff.community_admin!))
  const off = { ...area, revision, off: ['legal' as const], despiteOpen: true }
  await server.call(switchFeatures, off, as(staff.community_admin!))

  await refusedWith(server.call(api.bookSitting, { sittingId: String(sitting._id) }, as(resident)), 'FEATURE_OFF')
})
