import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/office/endpoints'
import { signInStaff } from '@yike/shared/people/endpoints'
import { NoticeModel } from '../notices/model'
import { PersonModel } from '../people/model'
import { addArea, type Community } from '../territory/areas'
import { signInWithCode } from '../testing/authenticator'
import { buildCommunity, buildPlace, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

let server: TestServer
let community: Community
let admin: BuiltPerson
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})))
  community = await buildCommunity()
  admin = await buildStaff({ area: community, username: 'zhaoli' })
})

const password = 'right horse'
const bothSignIn = async () => {
  await signInWithCode(server, { username: 'zhaoli', password }, new Date())
  expect(await doneFor(admin.token)).not.toContain('staff')
  await server.call(signInStaff, { username: 'guoqiang', password })
}
const steps = (as: string) => server.call(api.listFirstSteps, {}, { as })
const doneFor = async (as: string) => (await steps(as)).items.filter(({ isDone }) => isDone).map(({ code }) => code)

it('tick themselves as the office does them, and open again when it is taken back', async () => {
  expect(await doneFor(admin.token)).toEqual([])

  const place = await buildPlace(community)
  expect(await doneFor(admin.token)).toEqual(['places'])
  await Promise.all([buildResident({ community }), buildResident({ community })])
  expect((await steps(admin.token)).items.find(({ code }) => code === 'residents')).toMatchObject({
    isDone: true,
    says: '2 位居民',
  })
  await buildStaff({ area: community, username: 'guoqiang', role: 'grid_worker' })
  await bothSignIn()
  const now = new Date()
  await NoticeModel.create({
    ...{ communityId: community._id, areas: community.areas, kind: 'outage', title: '停水', body: '停水', phone: '1' },
    ...{ from: community.name, state: 'published', publishedAt: now, createdAt: now, updatedAt: now },
  })
  expect(await doneFor(admin.token)).toEqual(['places', 'residents', 'staff', 'notice'])

  await mongoose.models.Place!.updateOne({ _id: place._id }, { $set: { removed: true } })
  await NoticeModel.updateMany({}, { $set: { state: 'withdrawn' } })
  expect(await doneFor(admin.token)).toEqual(['residents', 'staff'])
})

it('count the areas of the administrator alone, with everything below them', async () => {
  const other = await buildCommunity({ street: '黄河路街道' })
  const stranger = await buildStaff({ area: other })
  const grid = (await addArea({ level: 'grid', name: '第一网格', parent: community })) as Community
  await buildStaff({ area: grid, username: 'guoqiang', role: 'grid_worker' })
  await bothSignIn()
  const li = await buildResident({ community })
  await PersonModel.updateOne({ _id: li._id }, { $set: { areas: grid.areas } })

  expect(await doneFor(admin.token)).toEqual(['residents', 'staff'])
  expect(await doneFor(stranger.token)).toEqual([])
})

it('stay away once an administrator put them away, and with others they stay', async () => {
  const other = await buildStaff({ area: await buildCommunity({ street: '黄河路街道' }) })
  const tries = await Promise.all([1, 2, 3].map(() => server.call(api.putFirstStepsAway, {}, { as: admin.token })))
  expect(tries).toHaveLength(3)

  expect((await steps(admin.token)).isPutAway).toBe(true)
  expect((await steps(other.token)).isPutAway).toBe(false)
})

it('are for administrators', async () => {
  const clerk = await buildStaff({ area: community, role: 'clerk' })
  await expect(steps(clerk.token)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(server.call(api.putFirstStepsAway, {}, { as: clerk.token })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
