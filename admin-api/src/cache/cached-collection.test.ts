import mongoose, { Types } from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as booking from '@yike/shared/booking/endpoints'
import * as directory from '@yike/shared/directory/endpoints'
import { getHome } from '@yike/shared/insight/endpoints'
import * as notices from '@yike/shared/notices/endpoints'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { SittingModel } from '../booking/model'
import { PlaceModel, ServiceModel } from '../directory/model'
import { NoticeModel } from '../notices/model'
import { AreaModel, type Area } from '../territory/model'
import { addArea, type Community } from '../territory/areas'
import { buildCommunity, buildPlace, buildResident, buildService, buildSitting, different } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { CachedCollection } from './cached-collection'

let server: TestServer
let community: Community
const TOMORROW = addDays(dayOf(new Date()), 1)

beforeAll(async () => {
  // The tests ask again and again within a second.
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
})
afterAll(() => server.stop())

/** A write as another process makes it: it carries its stamp, and no cache of this process is told. */
const elsewhere = (model: { collection: { name: string } }, _id: unknown, change: object) =>
  mongoose.connection
    .collection(model.collection.name)
    .updateOne({ _id: _id as never }, { $set: { ...change, changedAt: new Date() } })

/** Asks again until the answer is as awaited; fails when it is not within the second that is promised. */
async function withinASecond<Answer>(ask: () => Promise<Answer>, holds: (answer: Answer) => boolean) {
  const begun = performance.now()
  for (;;) {
    const asked = performance.now() - begun
    const answer = await ask()
    if (holds(answer)) return
    expect(asked).toBeLessThan(1000)
  }
}

const near = '118.4935,37.4605'
const placesNear = () => server.call(directory.findPlaces, { near, walkMinutes: 15, limit: 100 })

it('a place that another process closes is gone from the list within a second, one that it opens is there', async () => {
  const place = await buildPlace(community)
  const isListed = ({ items }: Awaited<ReturnType<typeof placesNear>>) =>
    items.some(({ id }) => id === String(place._id))
  expect(isListed(await placesNear())).toBe(true)

  await elsewhere(PlaceModel, place._id, { status: 'closed' })
  await withinASecond(placesNear, (answer) => !isListed(answer))
  await elsewhere(PlaceModel, place._id, { status: 'active' })
  await withinASecond(placesNear, isListed)
})

it('a place that moves is found at its new address only', async () => {
  const place = await buildPlace(community)
  const at = (near: string) => server.call(directory.findPlaces, { near, walkMinutes: 15, limit: 100 })
  const isAt = async (near: string) => (await at(near)).items.some(({ id }) => id === String(place._id))
  const [before, after] = ['118.4935,37.4605', '118.6935,37.4605']
  expect([await isAt(before), await isAt(after)]).toEqual([true, false])

  await PlaceModel.updateOne({ _id: place._id }, { $set: { 'location.coordinates': [118.6935, 37.4605] } })

  expect([await isAt(before), await isAt(after)]).toEqual([false, true])
})

it('a sitting that another process fills, cancels or deletes does not linger', async () => {
  const service = await buildService(community)
  const facts = {
    offer: { serviceId: service._id, kind: service.kind },
    startsAt: instantAt(TOMORROW, 600),
    capacity: 3,
  }
  const sitting = await buildSitting(community, facts)
  const other = await buildSitting(community, { ...facts, startsAt: instantAt(TOMORROW, 660) })
  const list = () => server.call(booking.listSittings, { id: String(service._id) })
  const seen = (id: Types.ObjectId) => (answer: Awaited<ReturnType<typeof list>>) =>
    answer.items.find((one) => one.id === String(id))
  expect(seen(sitting._id)(await list())).toMatchObject({ left: 3, availability: 'open' })

  await elsewhere(SittingModel, sitting._id, { taken: 3 })
  await withinASecond(list, (answer) => seen(sitting._id)(answer)?.availability === 'full')
  await elsewhere(SittingModel, sitting._id, { state: 'cancelled' })
  await withinASecond(list, (answer) => seen(sitting._id)(answer)?.availability === 'cancelled')
  await SittingModel.deleteOne({ _id: other._id })
  expect(seen(other._id)(await list())).toBeUndefined()
})

it('a notice that another process withdraws is neither listed nor on the first page', async () => {
  const own = await buildCommunity({ position: { lng: 117.1, lat: 36.1 } })
  const wang = await buildResident({ community: own })
  const { _id } = await NoticeModel.create({
    ...{ communityId: own._id, areas: own.areas, kind: 'outage', title: different('停水'), body: '停水', phone: '1' },
    ...{ from: own.name, state: 'published', publishedAt: new Date(), createdAt: new Date(), updatedAt: new Date() },
  })
  const home = () => server.call(getHome, {}, { as: wang.token })
  const list = () => server.call(notices.listNotices, {}, { as: wang.token })
  expect((await home()).notice?.id).toBe(String(_id))
  expect((await list()).items).toHaveLength(1)

  await elsewhere(NoticeModel, _id, { state: 'withdrawn' })

  await withinASecond(home, ({ notice }) => notice === null)
  expect((await list()).items).toHaveLength(0)
})

it('a service that another process removes, and one that it adds, are known within a second', async () => {
  const service = await buildService(community)
  const list = () => server.call(directory.findServices, { category: 'health', limit: 100 })
  const has = (id: unknown) => (answer: Awaited<ReturnType<typeof list>>) =>
    answer.items.some((one) => one.id === String(id))
  expect(has(service._id)(await list())).toBe(true)

  await elsewhere(ServiceModel, service._id, { removed: true })
  await withinASecond(list, (answer) => !has(service._id)(answer))
  const added = { ...service, _id: new Types.ObjectId(), name: different('量血压'), changedAt: new Date() }
  await mongoose.connection.collection('services').insertOne(added)
  await withinASecond(list, has(added._id))
})

it('a process reads its own writes at once, however many write and read', async () => {
  const service = await buildService(community)
  const facts = { offer: { serviceId: service._id }, capacity: 100 }
  const sitting = await buildSitting(community, facts)
  const read = async () =>
    (await server.call(booking.listSittings, { id: String(service._id) })).items.find(
      ({ id }) => id === String(sitting._id),
    )!.left
  const residents = await Promise.all(Array.from({ length: 12 }, () => buildResident({ community })))

  await Promise.all(
    residents.map(async ({ token }, before) => {
      await server.call(booking.bookSitting, { sittingId: String(sitting._id) }, { as: token })
      const left = await read()
      expect(left).toBeLessThan(100)
      expect(left).toBeGreaterThanOrEqual(88)
      return before
    }),
  )
  expect(await read()).toBe(88)
})

it('every way to write sets the stamp in the same write', async () => {
  const made = await addArea({ level: 'grid', name: different('网格'), parent: community })
  const stampOf = async () => (await AreaModel.findById(made._id).lean<Area>())!.changedAt?.getTime() ?? 0
  const first = await stampOf()
  expect(first).toBeGreaterThan(Date.now() - 60_000)
  const writes = [
    () => AreaModel.updateOne({ _id: made._id }, { $set: { phone: '1' } }),
    () => AreaModel.updateMany({ _id: made._id }, { $inc: { revision: 1 } }),
    () => AreaModel.findOneAndUpdate({ _id: made._id }, { $push: { former: '旧名' } }),
    () => AreaModel.bulkWrite([{ updateOne: { filter: { _id: made._id }, update: { $unset: { phone: 1 } } } }]),
  ]
  for (const write of writes) {
    await mongoose.connection.collection('areas').updateOne({ _id: made._id }, { $set: { changedAt: new Date(0) } })
    await write()
    expect(await stampOf()).toBeGreaterThanOrEqual(first)
  }
})

it('holds no more than it may: the scopes that were read longest ago go', async () => {
  let loads = 0
  const rooms = await Promise.all(
    Array.from({ length: 6 }, () => addArea({ level: 'grid', name: different('楼'), parent: community })),
  )
  const cached = new CachedCollection<Area>({
    model: AreaModel,
    fields: { name: 1 },
    most: 3,
    load: (ids) => {
      loads += ids.length
      return AreaModel.find({ _id: { $in: ids } }, { name: 1 }).lean<Area[]>()
    },
    scopesOf: ({ _id }) => [String(_id)],
    compare: () => 0,
  })
  const read = async (at: number) => (await cached.read([String(rooms[at]!._id)]))[0]![0]?.name
  for (const at of [0, 1, 2, 0, 3]) expect(await read(at)).toBe(rooms[at]!.name)
  expect(loads).toBe(4)

  expect(await read(0)).toBe(rooms[0]!.name)
  expect(loads).toBe(4)
  expect(await read(1)).toBe(rooms[1]!.name)
  expect(loads).toBe(5)
})
