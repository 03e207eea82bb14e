import mongoose from 'mongoose'
import { BSON, ObjectId } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as booking from '@yike/shared/booking/endpoints'
import { listStaffCases } from '@yike/shared/cases/endpoints'
import { CASE_STATE_CODES } from '@yike/shared/cases/states'
import * as directory from '@yike/shared/directory/endpoints'
import type { Endpoint } from '@yike/shared/endpoint'
import { getHome } from '@yike/shared/insight/endpoints'
import * as notices from '@yike/shared/notices/endpoints'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { markWritten } from './cache/changed-at'
import type { Service } from './directory/model'
import { NoticeModel } from './notices/model'
import {
  buildCommunity,
  buildPlace,
  buildResident,
  buildService,
  buildSitting,
  buildStaff,
  different,
} from './testing/build'
import { startServer, type TestServer } from './testing/server'

/** The database's part in an answer: counts do not vary as times do. */
interface Cost {
  commands: number
  documents: number
  bytes: number
}

let server: TestServer
let resident: string
let service: Service
const cost: Cost = { commands: 0, documents: 0, bytes: 0 }
const NEAR = '118.4935,37.4605'
const PLACES = 60
const NOTICES = 40

beforeAll(async () => {
  // Nobody floods here: the limits of requests ask the database nothing of a usual caller.
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' }, connection: { monitorCommands: true } })
  const community = await buildCommunity()
  resident = (await buildResident({ community })).token
  const kinds = ['meal', 'care', 'course', 'health'] as const
  const services = await Promise.all(
    Array.from({ length: 12 }, (_, n) => buildService(community, { kind: kinds[n % kinds.length] })),
  )
  service = services[0]!
  const day = (ahead: number, minute: number) => instantAt(addDays(dayOf(new Date()), ahead), minute)
  for (const { _id: serviceId, kind } of services)
    await Promise.all(
      Array.from({ length: 28 }, (_, n) =>
        buildSitting(community, { offer: { serviceId, kind }, startsAt: day(1 + (n >> 1), n % 2 ? 660 : 900) }),
      ),
    )
  await Promise.all(Array.from({ length: PLACES }, () => buildPlace(community)))
  await NoticeModel.insertMany(
    Array.from({ length: NOTICES }, () => ({
      ...{ communityId: community._id, areas: community.areas, kind: 'outage', title: different('停水'), phone: '1' },
      ...{ body: '停水'.repeat(500), from: community.name, state: 'published', publishedAt: new Date() },
      ...{ createdAt: new Date(), updatedAt: new Date() },
    })),
  )
  // A town is not built within the seconds that a round of the caches looks back.
  const anHourAgo = new Date(Date.now() - 3_600_000)
  for (const name of ['areas', 'places', 'services', 'sittings', 'notices'])
    await mongoose.connection.collection(name).updateMany({}, { $set: { changedAt: anHourAgo } })
  const client = mongoose.connection.getClient()
  client.on('commandStarted', () => void cost.commands++)
  client.on('commandSucceeded', ({ reply }) => {
    const { cursor } = reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] } }
    cost.documents += (cursor?.firstBatch ?? cursor?.nextBatch ?? []).length
    cost.bytes += BSON.calculateObjectSize(reply as BSON.Document)
  })
})
afterAll(() => server.stop())

async function costOf(ask: () => Promise<unknown>): Promise<Cost> {
  Object.assign(cost, { commands: 0, documents: 0, bytes: 0 })
  await ask()
  return { ...cost }
}

type Ask = [name: string, ask: (as?: string) => Promise<{ items?: unknown[] }>]
const asking = <In, Out>(name: string, endpoint: Endpoint<In, Out>, input: In): Ask => [
  name,
  (as) => server.call(endpoint, input, { as }) as Promise<{ items?: unknown[] }>,
]
const LISTS: Ask[] = [
  asking('places near a point', directory.findPlaces, { near: NEAR, walkMinutes: 15 }),
  asking('places by name', directory.findPlaces, {}),
  asking('services', directory.findServices, { near: NEAR }),
  asking('circle', directory.getLifeCircle, { near: NEAR, pace: 'adult' }),
  asking('notices', notices.listNotices, {}),
]
const PAGE = 30

it('home asks the database twice at most signed out, four times signed in, and reads 20 KB at most', async () => {
  const home = (as?: string) => () => server.call(getHome, { near: NEAR }, { as })
  await home()()
  await home(resident)()

  const known = await costOf(home())
  const ofPerson = await costOf(home(resident))
  // Another process, or this one, has written since.
  markWritten('Sitting')
  const written = await costOf(home())
  markWritten('Notice')
  const writtenOfPerson = await costOf(home(resident))

  // A round in the background may fall into any of them.
  expect(known.commands).toBeLessThanOrEqual(1)
  expect(written.commands).toBeLessThanOrEqual(2)
  expect(ofPerson.commands).toBeLessThanOrEqual(3)
  expect(writtenOfPerson.commands).toBeLessThanOrEqual(4)
  expect(ofPerson.bytes).toBeLessThanOrEqual(20_000)
})

it('home of a process that has just begun reads each kind of record once', async () => {
  const far = await buildCommunity({ position: { lng: 117.3, lat: 36.3 } })
  const someone = await buildResident({ community: far })

  const first = await costOf(() => server.call(getHome, {}, { as: someone.token }))

  // The person; of the community itself, its compounds, places, services and notices; the round; what is their own.
  expect(first.commands).toBeLessThanOrEqual(9)
})

it.each(LISTS)('%s reads no more than it shows and a page', async (_, ask) => {
  await ask()

  const known = await costOf(ask)
  markWritten('Place')
  markWritten('Notice')
  const answer: { items?: unknown[] } = {}
  const written = await costOf(async () => Object.assign(answer, await ask()))

  for (const { commands, documents } of [known, written]) {
    expect(commands).toBeLessThanOrEqual(2)
    expect(documents).toBeLessThanOrEqual((answer.items?.length ?? 0) + PAGE)
  }
})

it('the sittings of a week come from memory, for somebody signed in with their own bookings', async () => {
  const from = dayOf(new Date())
  const ask = (as?: string) => () =>
    server.call(booking.listSittings, { id: String(service._id), from, to: addDays(from, 6) }, { as })
  await ask()()

  const [known, ofPerson] = [await costOf(ask()), await costOf(ask(resident))]

  expect(known.commands).toBeLessThanOrEqual(1)
  expect(known.documents).toBe(0)
  expect(ofPerson.commands).toBeLessThanOrEqual(3)
})

it('the list of the staff reads the cases that it shows, and counts the others without reading them', async () => {
  const community = await buildCommunity()
  const clerk = await buildStaff({ area: community, role: 'community_admin' })
  const anHourAgo = new Date(Date.now() - 3_600_000)
  const [category, other] = [new ObjectId(), new ObjectId()]
  await mongoose.connection.collection('cases').insertMany(
    Array.from({ length: 1800 }, (_, n) => ({
      ...{ number: String(n).padStart(6, '0'), kind: n % 2 ? 'complaint' : 'hazard', channel: 'app', anonymous: false },
      ...{ communityId: community._id, areas: community.areas, categoryId: n % 4 < 2 ? category : other },
      ...{ reporterId: null, assigneeId: null, hasPhotos: n % 3 === 0, supervisedAt: null, follows: 0, seq: 1 },
      ...{ state: CASE_STATE_CODES[n % 9], events: [], promise: { workdays: 1 }, promisedAt: anHourAgo, outbox: [] },
      ...{
        filedAt: anHourAgo,
        dueAt: anHourAgo,
        dueOrder: anHourAgo,
        changedAt: anHourAgo,
        receiver: null,
        parts: [],
        reopened: 0,
      },
    })),
  )
  const filters = { kind: 'complaint', categoryId: String(category), hasPhotos: true, sort: 'due' } as const
  const list = (asked: object) => server.call(listStaffCases, asked, { as: clerk.token })
  await list({})

  for (const asked of [{ view: 'open' }, { view: 'late', cursor: (await list(filters)).nextCursor! }, {}]) {
    const cost = await costOf(() => list({ ...filters, ...asked }))
    expect(cost.documents).toBeLessThanOrEqual(20 + PAGE)
    expect(cost.commands).toBeLessThanOrEqual(12)
  }
  // Every ninth of each twelfth.
  const { counts } = await list(filters)
  expect(counts).toEqual({ submitted: 50, accepted: 0, in_progress: 0, waiting: 50, resolved: 0, late: 100 })
})
