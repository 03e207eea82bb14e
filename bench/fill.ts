import mongoose, { Types } from 'mongoose'
import { sealHome } from '../admin-api/src/people/sealed-facts'
import { makeAccessToken } from '../admin-api/src/people/tokens'
import type { Askers } from './pages'

/**
 * Fills a database that holds the demo community: residents who are signed in, each with an inbox and every second one
 * with a booking, and copies of the whole community beside it.
 */
export const RESIDENTS = 2000
const MESSAGES_EACH = 4
const BATCH = 2000
/** Degrees between two communities: about two kilometres, so that a walk of an hour reaches into the next ones. */
const APART = 0.02
const ROW = 8
const SESSION = 'bench'

type Doc = Record<string, unknown> & { _id: unknown }
const collection = (name: string) => mongoose.connection.collection<Doc>(name)
const withoutMissing = (row: Doc) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Doc

async function insertAll(name: string, rows: readonly Doc[]) {
  for (let at = 0; at < rows.length; at += BATCH)
    await collection(name).insertMany(rows.slice(at, at + BATCH).map(withoutMissing), { ordered: false })
}

const session = () => {
  const now = new Date()
  return { id: SESSION, generation: 0, renewedAt: now, expiresAt: new Date(now.getTime() + 30 * 86_400_000) }
}

/** Adds residents to the one community of the database, in the likeness of those who are there. */
export async function addResidents() {
  const now = new Date()
  const place = await collection('places').findOne({})
  const community = await collection('areas').findOne({ _id: place!.communityId as never })
  const { position, areas } = community as unknown as {
    position: { lng: number; lat: number }
    areas: Types.ObjectId[]
  }
  const like = async (name: string, filter: object) => {
    const found = await collection(name).findOne(filter)
    if (!found) throw new Error(`the demo community has nothing like it in ${name}`)
    return found
  }
  const person = await like('people', { 'roles.0': { $exists: false }, 'sessions.0': { $exists: false } })
  const message = await like('messages', {})
  const booking = await like('bookings', { state: 'confirmed', sessions: { $exists: false }, 'offer.kind': 'meal' })
  const sittings = await collection('sittings')
    .find({
      areas: community!._id,
      state: 'open',
      startsAt: { $gt: now },
      sessions: { $exists: false },
      'offer.kind': 'meal',
    })
    .toArray()
  const ids = Array.from({ length: RESIDENTS }, () => new Types.ObjectId())
  await insertAll(
    'people',
    ids.map((_id, at) => ({
      ...person,
      ...{ _id, name: `居民${at}`, family: [], sessions: [session()], tokens: [], areas, demo: true },
      ...{ phone: null, idem: undefined, idLast4: undefined },
      home: sealHome({
        text: '颐园小区',
        position: { lng: position.lng + (at % 40) * 0.0002 - 0.004, lat: position.lat + (at % 37) * 0.0002 - 0.004 },
      }),
    })),
  )
  await insertAll(
    'messages',
    ids.flatMap((recipientId) =>
      Array.from({ length: MESSAGES_EACH }, (_, nth) => ({
        ...message,
        ...{ _id: `bench:${String(recipientId)}:${nth}`, recipientId, readAt: nth > 0 ? now : null },
        at: new Date(now.getTime() - nth * 3_600_000),
      })),
    ),
  )
  await insertAll(
    'bookings',
    ids
      .filter((_, at) => at % 2 === 0)
      .map((personId, at) => {
        const { _id: sittingId, startsAt, endsAt, offer, day, title, closesAt } = sittings[at % sittings.length]!
        return {
          ...booking,
          ...{ _id: new Types.ObjectId(), code: `B${at}`, outbox: [], outboxSeq: 0, idem: undefined },
          ...{ sittingId, sittingTitle: title, startsAt, endsAt, offer, areas, day, cancelUntil: closesAt },
          ...{ personId, personName: '王秀英', bookedById: personId, bookedByName: '王秀英', relation: null },
        }
      }),
  )
}

/** Belongs to the installation, or is the same for all communities. */
const NOT_COPIED = /^(credentials|demo_seed|locks|migrations|fs\.|area_|case_categories|invitations)/
const LEVELS_COPIED = ['community', 'grid', 'compound']

/** Another id for the same record of copy `n`: a byte of the part that is random for each process is changed. */
const idOfCopy = (id: string, n: number) =>
  id.slice(0, 8) + (parseInt(id.slice(8, 10), 16) ^ n).toString(16).padStart(2, '0') + id.slice(10)

/** A value as copy `n` has it: with ids of its own but for the `shared` ones, and moved to its own ground. */
function copied(value: unknown, n: number, shared: ReadonlySet<string>): unknown {
  const [east, north] = [(n % ROW) * APART, Math.floor(n / ROW) * APART]
  const idOf = (id: string) => (shared.has(id) ? id : idOfCopy(id, n))
  if (value instanceof Types.ObjectId) return new Types.ObjectId(idOf(value.toHexString()))
  if (typeof value === 'string') return value.replace(/[0-9a-f]{24}/g, idOf)
  if (Array.isArray(value)) {
    const [lng, lat] = value as unknown[]
    const isPosition = value.length === 2 && typeof lng === 'number' && typeof lat === 'number' && lng > 73 && lat > 18
    return isPosition ? [lng + east, lat + north] : value.map((one) => copied(one, n, shared))
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  const moves: Record<string, number> = { lng: east, west: east, east, lat: north, south: north, north }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      copied(key, n, shared),
      typeof one === 'number' && key in moves ? one + moves[key]! : copied(one, n, shared),
    ]),
  )
}

/** Copies the one community of the database `count` times, with all that belongs to it. */
export async function copyCommunity(count: number) {
  const areas = await collection('areas').find().toArray()
  const shared = new Set(
    areas.filter(({ level }) => !LEVELS_COPIED.includes(level as string)).map(({ _id }) => String(_id)),
  )
  const collections = await mongoose.connection.db!.listCollections({}, { nameOnly: true }).toArray()
  for (const { name } of collections) {
    if (NOT_COPIED.test(name)) continue
    const rows = (await collection(name).find().toArray()).filter(({ _id }) => !shared.has(String(_id)))
    for (let n = 1; n <= count; n++)
      await insertAll(
        name,
        rows
          .map((row) => ({
            ...(copied(row, n, shared) as Doc),
            idem: undefined,
            ...(name === 'areas' ? { name: `${String(row.name)}${n}`, code: null } : {}),
            // A number belongs to one person.
            ...(name === 'people' ? { phone: null } : {}),
          }))
          // A certificate is found by its printed number: there is one of it.
          .filter(({ _id }, at) => String(_id) !== String(rows[at]!._id)),
      )
  }
}

/** People who open the pages, and the records that they open: some of everything that the database holds. */
export async function findAskers(): Promise<Askers> {
  const now = new Date()
  const some = async (name: string, filter: object, count = 400) => {
    const rows = await collection(name)
      .find(filter)
      .limit(20 * count)
      .toArray()
    const step = Math.max(1, Math.floor(rows.length / count))
    return rows.filter((_, at) => at % step === 0).slice(0, count)
  }
  const ids = (rows: readonly Doc[]) => rows.map(({ _id }) => String(_id))
  const tokenOf = (id: string) => makeAccessToken(id, SESSION, now)
  /** Gives people who are on record a session, as a sign-in does. */
  const signIn = async (people: readonly unknown[]) => {
    await collection('people').updateMany({ _id: { $in: people as never } }, { $set: { sessions: [session()] } })
    return people.map((id) => tokenOf(String(id)))
  }
  const communities = await some('areas', { level: 'community' })
  // Of each community its administrator and its hall, in the same order.
  const ofEach = (rows: readonly Doc[], areasOf: (row: Doc) => unknown) =>
    communities.flatMap(({ _id }) => rows.find((row) => String(areasOf(row)).includes(String(_id))) ?? [])
  const admins = ofEach(await some('people', { 'roles.role': 'community_admin' }), ({ areas }) => areas)
  const halls = ofEach(await some('halls', {}), ({ areas }) => areas)
  const cases = await some('cases', { reporterId: { $exists: true } })
  return {
    near: communities.map((row) => {
      const { lng, lat } = row.position as { lng: number; lat: number }
      return `${lng.toFixed(5)},${lat.toFixed(5)}`
    }),
    placeId: ids(await some('places', { removed: false, status: 'active' })),
    serviceId: ids(await some('services', { removed: false, status: 'active', kind: 'meal' })),
    hallId: halls.map(({ placeId }) => String(placeId)),
    noticeId: ids(await some('notices', { state: 'published' })),
    caseId: ids(cases),
    reporter: await signIn(cases.map(({ reporterId }) => reporterId)),
    resident: ids(await some('people', { 'sessions.id': SESSION, 'roles.0': { $exists: false } })).map(tokenOf),
    staff: await signIn(admins.map(({ _id }) => _id)),
  }
}
