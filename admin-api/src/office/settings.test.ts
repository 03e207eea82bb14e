import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bookSitting, cancelBooking, listMyBookings } from '@yike/shared/booking/endpoints'
import { fileCase } from '@yike/shared/cases/endpoints'
import { findServices, getService } from '@yike/shared/directory/endpoints'
import { getHall, listPlaceHalls } from '@yike/shared/hall/endpoints'
import { getHome } from '@yike/shared/insight/endpoints'
import * as api from '@yike/shared/office/endpoints'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { FEATURE_CODES, FEATURES, type Feature } from '@yike/shared/territory/features'
import { loadFirstCategories } from '../cases/categories'
import { readConfig } from '../config'
import { DOMAINS } from '../domains'
import { HallModel } from '../hall/model'
import { joinDomains, routesOf } from '../join-domains'
import { AreaModel } from '../territory/model'
import type { Community } from '../territory/areas'
import {
  buildCommunity,
  buildPlace,
  buildResident,
  buildService,
  buildSitting,
  buildStaff,
  type BuiltPerson,
} from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

const FRIDAY = new Date('2026-11-27T16:30:00+08:00')
let now = FRIDAY
let server: TestServer
let community: Community
let admin: BuiltPerson
let wang: BuiltPerson
beforeAll(async () => {
  server = await startServer({ now: () => now, env: { REQUESTS_PER_SECOND: '10000' } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = FRIDAY
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})))
  await loadFirstCategories()
  community = await buildCommunity({ name: '颐园社区' })
  admin = await buildStaff({ area: community }, now)
  wang = await buildResident({ community }, now)
})

const settings = (area = community, as = admin.token) =>
  server.call(api.getAreaSettings, { id: String(area._id) }, { as })
async function switchOff(off: Feature[], { despiteOpen = false, area = community, as = admin.token } = {}) {
  const { revision } = await settings(area, as)
  return server.call(api.switchFeatures, { id: String(area._id), revision, off, despiteOpen }, { as })
}

describe('a feature that is switched off', () => {
  it('is gone from home, from lists and from menus, and comes back as it was', async () => {
    const service = await buildService(community, {}, now)
    const doors = async () => (await server.call(getHome, {}, { as: wang.token })).doors.map(({ code }) => code)
    expect(await doors()).toContain('health')

    const { features } = await switchOff(['health', 'hall'])
    expect(features.filter(({ isOff }) => isOff).map(({ code }) => code)).toEqual(['health', 'hall'])

    expect(await doors()).toEqual(['meal', 'care', 'course', 'loan', 'case', 'family'])
    expect((await server.call(getHome, {}, { as: wang.token })).community.featuresOff).toEqual(['health', 'hall'])
    expect((await server.call(findServices, {})).items).toEqual([])
    expect((await server.call(getStaffMe, {}, { as: admin.token })).featuresOff).toEqual(['health', 'hall'])
    await expect(server.call(getService, { id: String(service._id) })).rejects.toMatchObject({
      code: 'FEATURE_OFF',
      message: expect.stringContaining('社区现在不办健康') as string,
    })

    await switchOff([])
    expect(await doors()).toContain('health')
    expect((await server.call(findServices, {})).items).toHaveLength(1)
  })

  it('takes no booking, for anybody', async () => {
    const sitting = await buildSitting(community, {}, now)
    await switchOff(['meals'])
    const booked = server.call(bookSitting, { sittingId: String(sitting._id) }, { as: wang.token })
    await expect(booked).rejects.toMatchObject({ code: 'FEATURE_OFF' })
  })

  it('answers at every endpoint of its domain that it is off', async () => {
    const registry = joinDomains(DOMAINS)
    const config = readConfig({ NODE_ENV: 'test' })
    const routes = routesOf(DOMAINS, { registry, config, wechat: null, now: () => now })
    const ofFeatures = routes.flatMap(({ feature, all }) =>
      feature ? all.map(({ endpoint }) => ({ feature, endpoint })) : [],
    )
    expect(new Set(ofFeatures.map(({ feature }) => feature))).toEqual(
      new Set(['hall', 'meals', 'visits', 'loans', 'courses']),
    )
    await switchOff([...FEATURE_CODES])

    for (const { feature, endpoint } of ofFeatures) {
      const path = endpoint.path.replace(/:\w+/g, String(community._id))
      const answer = await fetch(`${server.origin}/api/v1${path}`, {
        method: endpoint.method,
        headers: { Authorization: `Bearer ${admin.token}`, 'X-Client': 'weapp' },
      })
      const { error } = (await answer.json()) as { error: { code: string; message: string } }
      if (error.code === 'FORBIDDEN') continue
      expect([endpoint.path, error.code]).toEqual([endpoint.path, 'FEATURE_OFF'])
      expect(error.message).toContain(FEATURES[feature].label)
    }
  })

  it('stays on in another street, also for a resident who looks over there', async () => {
    const other = await buildCommunity({ name: '黄河社区', street: '黄河路街道' })
    const there = await buildService(other, {}, now)
    const stranger = await buildStaff({ area: other }, now)
    await switchOff(['health', 'hall'])

    expect((await server.call(findServices, { category: 'health' })).items).toHaveLength(1)
    await server.call(getService, { id: String(there._id) }, { as: wang.token })
    expect((await server.call(getStaffMe, {}, { as: stranger.token })).featuresOff).toEqual([])
  })

  it('closes the halls of its area alone', async () => {
    const other = await buildCommunity({ name: '黄河社区', street: '黄河路街道' })
    const halls = await Promise.all(
      [community, other].map(async (area) => {
        const { _id: placeId, name: placeName } = await buildPlace(area, {}, now)
        const lines = [{ letter: 'A', name: '综合', serviceId: null }]
        await HallModel.create({ placeId, placeName, communityId: area._id, areas: area.areas, lines, createdAt: now })
        return String(placeId)
      }),
    )
    await switchOff(['hall'])

    await expect(server.call(getHall, { id: halls[0]! })).rejects.toMatchObject({ code: 'FEATURE_OFF' })
    expect((await server.call(listPlaceHalls, { id: halls[0]! })).items).toEqual([])
    expect((await server.call(listPlaceHalls, { id: halls[1]! })).items).toHaveLength(1)
  })

  it('by the street is off in its communities, and they cannot switch it on', async () => {
    const street = (await AreaModel.findById(community.parentId).lean<Community>())!
    const above = await buildStaff({ area: street }, now)
    await switchOff(['loans'], { area: street, as: above.token })

    const loans = (await settings()).features.find(({ code }) => code === 'loans')
    expect(loans).toMatchObject({ isOff: false, offAbove: street.name })
    expect((await server.call(getHome, {}, { as: wang.token })).community.featuresOff).toEqual(['loans'])
  })
})

describe('before a feature goes off', () => {
  it('the administrator is told what is open, and what is open stays with its people', async () => {
    const sitting = await buildSitting(community, {}, now)
    const { id } = await server.call(bookSitting, { sittingId: String(sitting._id) }, { as: wang.token })
    expect((await settings()).features.find(({ code }) => code === 'meals')!.open).toBe(1)

    await expect(switchOff(['meals'])).rejects.toMatchObject({
      code: 'FEATURE_IN_USE',
      message: expect.stringContaining('助餐还有 1 份没办完。关了以后不能再约，已经约好的还在') as string,
      details: { open: { meals: 1 } },
    })
    expect((await settings()).features.some(({ isOff }) => isOff)).toBe(false)

    await switchOff(['meals'], { despiteOpen: true })
    const mine = await server.call(listMyBookings, { when: 'ahead' }, { as: wang.token })
    expect(mine.items.map((one) => one.id)).toEqual([id])
    await server.call(cancelBooking, { id }, { as: wang.token })
  })

  it('two administrators at once do not undo each other', async () => {
    const { revision } = await settings()
    const id = String(community._id)
    const tries = await Promise.allSettled(
      (['loans', 'hall'] as const).map((code) =>
        server.call(api.switchFeatures, { id, revision, off: [code] }, { as: admin.token }),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
  })

  it('it is for administrators of the area', async () => {
    const clerk = await buildStaff({ area: community, role: 'clerk' }, now)
    const stranger = await buildStaff({ area: await buildCommunity({ street: '黄河路街道' }) }, now)
    await expect(settings(community, clerk.token)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(settings(community, stranger.token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(switchOff(['hall'], { as: stranger.token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the office hours', () => {
  const hours = (periods: { from: number; to: number }[], daysOff: string[] = []) => ({
    ...{ days: 'workdays' as const, periods, daysOff },
  })
  const set = async (said: ReturnType<typeof hours> | null, area = community) => {
    const { revision } = await settings(area)
    return server.call(api.setOfficeHours, { id: String(area._id), revision, hours: said }, { as: admin.token })
  }
  const dueOf = async () => {
    const filed = await server.call(fileCase, { description: '3 号楼前的路灯不亮了' }, { as: wang.token })
    return filed.promise.dueAt
  }

  it('are the usual ones until somebody says others, and promises count them from then on', async () => {
    const before = await dueOf()
    expect((await settings()).hours).toMatchObject({ own: null, inUse: { periods: [{ from: 510, to: 720 }, {}] } })

    // Monday is a day off of their own: the promise ends a working day later.
    await set(hours([{ from: 9 * 60, to: 17 * 60 }], ['2026-11-30']))
    const after = await dueOf()

    expect(Date.parse(after!)).toBeGreaterThan(Date.parse(before!))
    expect((await settings()).hours.own).toMatchObject({ periods: [{ from: 540, to: 1020 }], daysOff: ['2026-11-30'] })
    expect((await set(null)).hours.own).toBeNull()
    expect(await dueOf()).toBe(before)
  })

  it('name the field that makes no sense, and forget days that are over', async () => {
    await expect(set(hours([{ from: 900, to: 600 }]))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { 'hours.periods': ['下班要晚于上班'] } },
    })
    const kept = await set(hours([{ from: 540, to: 1020 }], ['2026-12-24', '2026-11-01', '2026-12-24']))
    expect(kept.hours.own!.daysOff).toEqual(['2026-12-24'])
  })

  it('show the holidays ahead with the weekends worked instead, and none of a year that is not announced', async () => {
    expect((await settings()).hours).toMatchObject({ holidays: [], makeUpDays: [] })

    now = new Date('2026-09-15T10:00:00+08:00')
    expect((await settings()).hours).toMatchObject({
      holidays: [
        { name: '中秋', from: '2026-09-25', until: '2026-09-27' },
        { name: '国庆节', from: '2026-10-01', until: '2026-10-07' },
      ],
      makeUpDays: ['2026-09-20', '2026-10-10'],
    })
  })
})

describe('the limits of a whistle', () => {
  const limits = { signMinutes: 30, contactHours: 12, reportInWorkdays: 2, hardWorkdays: 4 }
  const set = async (to: typeof limits | null, area = community) => {
    const { revision } = await settings(area)
    return server.call(api.setWhistleLimits, { id: String(area._id), revision, limits: to }, { as: admin.token })
  }

  it('are the usual ones until an area sets its own, and come back', async () => {
    expect((await settings()).whistle).toMatchObject({ own: null, inUse: { signMinutes: 60, hardWorkdays: 5 } })
    expect((await set(limits)).whistle).toEqual({ own: limits, inUse: limits })
    expect((await set(null)).whistle).toMatchObject({ own: null, inUse: { signMinutes: 60 } })
  })

  it('give a hard case no less time than another one, and are for those who administer the area', async () => {
    await expect(set({ ...limits, hardWorkdays: 1 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: { 'limits.hardWorkdays': ['难办的不能比平常的短'] } },
    })
    const other = await buildStaff({ area: await buildCommunity({ name: '黄河社区', street: '黄河路街道' }) }, now)
    const { revision } = await settings()
    await expect(
      server.call(api.setWhistleLimits, { id: String(community._id), revision, limits }, { as: other.token }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
