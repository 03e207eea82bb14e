// Over 300 lines: every endpoint with every role, walked by one list.
import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import jwt from 'jsonwebtoken'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASE_KIND_CODES, CASE_KINDS } from '@yike/shared/cases/kinds'
import { ROLE_CODES, ROLES, type Permission, type Role } from '@yike/shared/people/permissions'
import { addMinutes } from '@yike/shared/time/china'
import { CaseModel, CategoryModel, type CaseRecord } from './cases/model'
import { tallyWaiting } from './cases/tallies'
import { readConfig } from './config'
import { seedDemo } from './demo/seed-demo'
import { DOMAINS } from './domains'
import type { Route } from './http/handle'
import { GEO_REPORT_PATH } from './http/geo-report'
import { joinDomains } from './join-domains'
import { geoReportResources } from './open311/resources'
import { PersonModel, type Person } from './people/model'
import { PhoneBindingModel } from './people/phone-binding'
import { PhoneSignInModel } from './people/phone-sign-in'
import { sessionToken } from './testing/session'
import { makeAccessToken } from './people/tokens'
import { addArea, type Community } from './territory/areas'
import { AreaModel } from './territory/model'
import { buildPlace, buildResident, buildService, buildSitting, buildStaff } from './testing/build'
import { requestsOf, type Asked, type Known } from './testing/random-requests'
import { senderTo } from './testing/send'
import { startServer, type TestServer } from './testing/server'

/**
 * Walks every endpoint of the contract. First its door: every role, a resident, a visitor, and tokens that are expired,
 * ended or forged. Then its records: a neighbour, a resident from elsewhere and each role of another street ask for
 * every kind of record of the demo community, with inputs that fit the schema. They get no id of a private record, no
 * private record by its address, and change none.
 */
const SEED = Number(process.env.SEED ?? 20261129)
/** Requests of each endpoint by each stranger. */
const EACH = Number(process.env.EACH ?? 2)

/** Collections whose records anybody may read, who calls the address of one. */
const PUBLIC_MODELS = [
  ...['Area', 'Road', 'Place', 'Service', 'Sitting', 'Premises', 'Organization', 'Matter', 'CaseCategory', 'Notice'],
  ...['LoanService', 'Thing', 'VisitService', 'DishPlaces', 'Hall'],
]

/** The endpoints at which a neighbour reads or reports, without the person, a case whose category is not private. */
const FOR_NEIGHBOURS = [
  'POST /case-duplicates',
  'POST /reports',
  'POST /cases/:id/follow',
  'GET /followed-cases/:id',
  'GET /me/followed-cases',
  'GET /nearby-cases',
  'POST /followed-cases/:id/still-broken',
]
/** The endpoints at which anybody who takes the time of a visit learns which carer would come. */
const FOR_BOOKERS = ['POST /sittings/:sittingId/holds', 'POST /sittings/:sittingId/bookings']
/** The public list of the work that was handed down to a community: anybody reads what was decided. */
const FOR_ANYBODY = ['GET /admissions']

/**
 * Fields of shared records that somebody who takes part in them changes: readers of a notice, places at a sitting, and
 * the time of it for the cache; the count of changes among the followers of a case.
 */
const SHARED_FIELDS = ['readers', 'taken', 'takenReserved', 'claims', 'queue', 'changedAt', 'follows']

const SECRET = randomBytes(24).toString('hex')
const routes = DOMAINS.flatMap(
  (one) =>
    one.routes?.({
      registry: joinDomains(DOMAINS),
      config: readConfig({ NODE_ENV: 'test' }),
      wechat: null,
      now: () => new Date(),
    }) ?? [],
).flatMap(({ all }) => all)
const nameOf = ({ endpoint: { method, path } }: Route) => `${method} ${path}`
const named = routes.map((route) => [nameOf(route), route] as const)

interface Stranger {
  who: string
  person: Person
  token: string
}

let server: TestServer
const sender = senderTo(() => server.origin)
let strangers: Stranger[]
let staff: Record<Role, Stranger>
let resident: Stranger
/** Ids of private records of the demo community, by model. */
let secret: Map<string, string>
/** The cases of the demo community that its people may follow. */
let followable: Set<string>
let known: Known
let before: Map<string, string>

beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '1000000' }, secret: SECRET })
  await seedDemo(new Date())
  await leavePhonesWaiting()
  secret = await privateIds()
  followable = await followableCases()
  // As the job would have done by then: a reader of figures would take the marks away.
  await tallyWaiting()
  before = await digests()

  const home = await AreaModel.findOne({ level: 'community' }).lean()
  const district = await AreaModel.findOne({ level: 'district' }).lean()
  const street = await addArea({ level: 'street', name: '辛店街道', parent: district! })
  const elsewhere = (await addArea({
    level: 'community',
    name: '辛店社区',
    parent: street,
    phone: '0546-8111111',
    position: { lng: 118.6, lat: 37.5 },
  })) as Community
  const there = await buildPlace(elsewhere)
  const lunch = await buildService(elsewhere)
  await buildSitting(elsewhere)

  staff = {} as Record<Role, Stranger>
  for (const role of ROLE_CODES) staff[role] = strangerOf(role, await buildStaff({ role, area: elsewhere }))
  resident = strangerOf('resident', await buildResident({ community: elsewhere }))
  const neighbour = strangerOf('neighbour', await buildResident({ community: home as Community }))
  strangers = [...Object.values(staff), resident, neighbour]
  known = { ids: await idsOfAll([there._id, lunch._id, resident.person._id]), cursors: [] }
}, 180_000)
afterAll(async () => {
  sender.close()
  // Words of the demo name today.
  await mongoose.connection.dropDatabase()
  await server.stop()
})

/** A phone to bind and a sign-in to confirm for each of the staff: the demo has none, because they live for minutes. */
async function leavePhonesWaiting() {
  const people = await PersonModel.find({ 'roles.0': { $exists: true } }, { _id: 1 }).lean()
  const lives = { askedAt: new Date(), expiresAt: addMinutes(new Date(), 1440), device: 'iPhone', number: 47 }
  await PhoneBindingModel.insertMany(
    people.map(({ _id }) => ({
      ...{ ...lives, sessionId: String(_id), askerId: _id, personId: _id, state: 'open', client: 'weapp' },
    })),
  )
  await PhoneSignInModel.insertMany(
    people.map(({ _id }) => ({
      ...{ ...lives, personId: _id, username: String(_id), passwordDigest: 'none', tokenDigest: String(_id) },
      ...{ state: 'open', choices: [12, 47, 80], network: '203.0.113.7' },
    })),
  )
}

function strangerOf(who: string, { token, actor: _, ...person }: Person & { token: string; actor: unknown }): Stranger {
  return { who, person: person as Person, token }
}

const models = () => Object.values(mongoose.models)
const idsIn = (text: string) => new Set(text.match(/\b[0-9a-f]{24}\b/g))

async function privateIds() {
  const found = new Map<string, string>()
  for (const one of models().filter(({ modelName }) => !PUBLIC_MODELS.includes(modelName)))
    for (const { _id } of await one.find({}, { _id: 1 }).lean<{ _id: unknown }[]>())
      if (_id instanceof mongoose.Types.ObjectId) found.set(String(_id), one.modelName)
  // A photo of a place is as public as the place; one of a case is not.
  for (const one of models().filter(({ modelName }) => PUBLIC_MODELS.includes(modelName)))
    for (const id of idsIn(JSON.stringify(await one.find().lean()))) if (found.get(id) === 'File') found.delete(id)
  return found
}

async function followableCases() {
  const categories = await CategoryModel.find({ isPrivate: { $ne: true } }, { _id: 1 }).lean()
  const kinds = CASE_KIND_CODES.filter((kind) => CASE_KINDS[kind].isShared)
  const shared = { kind: { $in: kinds }, categoryId: { $in: categories.map(({ _id }) => _id) } }
  return new Set((await CaseModel.find(shared, { _id: 1 }).lean()).map(({ _id }) => String(_id)))
}

/** This many ids of each collection, from all over it. */
const IDS = 24

/** Some ids of each collection, and a few of the strangers' own street. */
async function idsOfAll(own: readonly mongoose.Types.ObjectId[]) {
  const ids: Record<string, string[]> = {}
  for (const one of models()) {
    const rows = await one.find({}, { _id: 1 }).sort({ _id: 1 }).lean<{ _id: unknown }[]>()
    const apart = Math.max(1, Math.floor(rows.length / IDS))
    const some = rows.filter((_, at) => at % apart === 0).slice(0, IDS)
    if (some.length > 0) ids[one.modelName] = some.map(({ _id }) => String(_id))
  }
  ids.Place?.push(String(own[0]))
  ids.Service?.push(String(own[1]))
  ids.Person?.push(String(own[2]))
  return ids
}

/** A case as it is without the words of neighbours that something is not mended, and the messages about them. */
function withoutNeighboursWords({ outbox: _, untallied: __, ...row }: CaseRecord) {
  const events = row.events.filter(({ kind }) => kind !== 'still_broken')
  return { ...row, events, seq: row.seq - (row.events.length - events.length) }
}

/** A digest of every record, by collection and id; tallies follow from the cases of everybody. */
async function digests() {
  const all = new Map<string, string>()
  for (const one of models().filter(({ modelName }) => modelName !== 'CaseTally'))
    for (const row of await one.find().lean<{ _id: unknown }[]>()) {
      const fields = Object.entries(one.modelName === 'Case' ? withoutNeighboursWords(row as never) : row).filter(
        ([name]) => !SHARED_FIELDS.includes(name),
      )
      all.set(`${one.modelName} ${String(row._id)}`, createHash('sha256').update(JSON.stringify(fields)).digest('hex'))
    }
  return all
}

/** Signs a stranger in again, with the roles they had: an endpoint of the walk may have ended either. */
async function restore(one: Stranger) {
  await PersonModel.updateOne({ _id: one.person._id }, { $set: { roles: one.person.roles } })
  one.token = await sessionToken(one.person._id, new Date())
}

/** Restores those whom an endpoint of the walk signed out, or took a role of. */
async function restoreChanged(all: readonly Stranger[]) {
  const ids = all.map(({ person }) => person._id)
  const now = await PersonModel.find({ _id: { $in: ids } }, { roles: 1, sessions: 1 }).lean<Person[]>()
  for (const one of all) {
    const { roles, sessions } = now.find(({ _id }) => _id.equals(one.person._id))!
    const { sid } = (jwt.decode(one.token) ?? {}) as jwt.JwtPayload
    const isAsBefore =
      JSON.stringify(roles) === JSON.stringify(one.person.roles) && sessions.some(({ id }) => id === sid)
    if (!isAsBefore) await restore(one)
  }
}

const EMPTY: Asked = { path: '', query: '', body: null }
const pathOf = ({ endpoint }: Route) => endpoint.path.replace(/:\w+/g, '0'.repeat(24))
const door = (route: Route, token: string) =>
  sender.ask(
    route,
    { ...EMPTY, path: pathOf(route), body: ['GET', 'DELETE'].includes(route.endpoint.method) ? null : '{}' },
    token,
  )

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signingKey = (secretOf: string) => createHash('sha256').update(`token:${secretOf}`).digest()

/** Tokens that name an administrator, and that this server has not given. */
async function forgedTokens() {
  const accessToken = await sessionToken(staff.community_admin.person._id, new Date())
  const [header, payload, signature] = accessToken.split('.') as [string, string, string]
  const claims = jwt.decode(accessToken) as jwt.JwtPayload
  const { exp: _, ...lasting } = claims
  return {
    expired: makeAccessToken(claims.sub!, claims.sid as string, new Date(Date.now() - 31 * 60_000)),
    'of an ended session': makeAccessToken(claims.sub!, 'no-session', new Date()),
    'alg none': `${base64({ alg: 'none', typ: 'JWT' })}.${payload}.`,
    'alg none with a signature': `${base64({ alg: 'none', typ: 'JWT' })}.${payload}.${signature}`,
    'another key': jwt.sign(claims, signingKey('x'.repeat(32))),
    'the plain secret as key': jwt.sign(claims, SECRET),
    'another audience': jwt.sign({ ...claims, aud: 'other' }, signingKey(SECRET)),
    'no audience': jwt.sign({ ...claims, aud: undefined }, signingKey(SECRET)),
    'without an end': jwt.sign(lasting, signingKey(SECRET)),
    'another algorithm': jwt.sign(claims, signingKey(SECRET), { algorithm: 'HS512' }),
    'another person': `${header}.${base64({ ...claims, sub: '0'.repeat(24) })}.${signature}`,
    'no token at all': 'x',
  }
}

const holds = (role: Role, permission: Permission | 'any') =>
  permission === 'any' || (ROLES[role].permissions as readonly Permission[]).includes(permission)
const accessOf = (route: Route) => route.endpoint.access

describe('the door', () => {
  it.each(named.filter(([, route]) => accessOf(route) !== 'public'))('%s lets in whom it is for', async (_, route) => {
    const access = accessOf(route)
    expect(await door(route, '')).toMatchObject({ status: 401 })
    await restoreChanged(strangers)
    for (const one of strangers) {
      const { status, text } = await door(route, one.token)
      const isStaff = one.who in ROLES
      const enters = typeof access === 'string' || (isStaff && holds(one.who as Role, access.staff))
      if (!enters) expect({ who: one.who, status }).toEqual({ who: one.who, status: 403 })
      else expect(text, one.who).not.toMatch(/SIGN_IN_REQUIRED|SESSION_ENDED/)
    }
  })

  it('opens to no token that is expired, ended or forged', async () => {
    for (const [kind, token] of Object.entries(await forgedTokens()))
      for (const route of routes) {
        const { endpoint } = route
        if (endpoint.access === 'public' && endpoint.method !== 'GET') continue
        const { status, text } = await door(route, token)
        expect({ kind, at: nameOf(route), status }).toEqual({ kind, at: nameOf(route), status: 401 })
        expect(text).toContain('SESSION_ENDED')
      }
  })
})

/** The same request for ids that no record has: an answer that is the same says nothing. Ids that differ still do. */
function forNobody({ path, query, body }: Asked): Asked {
  const unknown = (text: string) =>
    text.replace(/\b[0-9a-f]{24}\b/g, (id) => (secret.has(id) ? `ffff${id.slice(4)}` : id))
  return { path: unknown(path), query: unknown(query), body: typeof body === 'string' ? unknown(body) : body }
}
const holes: string[] = []

/** The answer to a stranger, who signs in again where another of them ended the session. */
async function askAs(one: Stranger, route: Route, asked: Asked) {
  const answer = await sender.ask(route, asked, one.token)
  if (answer.status !== 401) return answer
  await restore(one)
  return sender.ask(route, asked, one.token)
}

/** Notes the private records that an answer shows, or that a request reached by their id. */
async function note(route: Route, asked: Asked, one: Stranger) {
  const { who, person } = one
  const { status, text } = await askAs(one, route, asked)
  if (status >= 400) return
  const unknown = forNobody(asked)
  const isOther = unknown.path !== asked.path || unknown.query !== asked.query || unknown.body !== asked.body
  if (isOther && text === (await askAs(one, route, unknown)).text) return
  const given = idsIn(`${asked.path} ${asked.query} ${String(asked.body)}`)
  const isOpenTo = (id: string) =>
    (who === 'neighbour' && FOR_NEIGHBOURS.includes(nameOf(route)) && followable.has(id)) ||
    (FOR_BOOKERS.includes(nameOf(route)) && secret.get(id) === 'Carer') ||
    (FOR_ANYBODY.includes(nameOf(route)) && secret.get(id) === 'Admission')
  const isSecret = (id: string) => secret.has(id) && !isOpenTo(id)
  const reached = route.endpoint.method === 'GET' ? idsIn(asked.path) : given
  for (const id of reached)
    if (isSecret(id)) holes.push(`${nameOf(route)}: ${who} is answered ${status} for ${secret.get(id)} ${id}`)
  for (const id of idsIn(text))
    if (!person._id.equals(id) && isSecret(id) && !given.has(id))
      holes.push(`${nameOf(route)}: ${who} learns ${secret.get(id)} ${id}`)
}

describe('the records of others', () => {
  it.each(named)('%s', async (_, route) => {
    const requests = fc.sample(requestsOf(route, known, { fitting: true }), { seed: SEED, numRuns: EACH })
    await restoreChanged(strangers)
    for (const one of strangers) for (const asked of requests) await note(route, asked, one)
  })

  it('are not in Open311, where anybody asks for each of them', async () => {
    const names = await PersonModel.distinct('name')
    const resources = geoReportResources.filter(({ method }) => method === 'GET')
    const asks = resources.flatMap(({ path }) =>
      path.includes(':')
        ? [...secret.keys()].map((id) => path.replace(/:\w+/, id))
        : [path, `${path}?jurisdiction_id=${String(staff.clerk.person.areas.at(-1))}&start_date=`],
    )
    let shown = 0
    for (const path of asks) {
      const answer = await fetch(`${server.origin}${GEO_REPORT_PATH}${path}`, {
        headers: { Accept: 'application/json' },
      })
      const text = await answer.text()
      if (answer.status === 404) continue
      expect([path, answer.status]).toEqual([path, 200])
      for (const id of idsIn(text)) {
        if (secret.has(id) && !followable.has(id)) holes.push(`Open311 ${path}: ${secret.get(id)} ${id}`)
        else if (followable.has(id)) shown += 1
      }
      for (const name of names) if (text.includes(name)) holes.push(`Open311 ${path}: ${name}`)
    }
    expect(shown).toBeGreaterThan(followable.size)
    for (const path of ['/requests', '/servicerequestupdates']) {
      const body = new URLSearchParams({ api_key: [...secret.keys()][0]!, service_request_id: [...followable][0]! })
      expect((await fetch(`${server.origin}${GEO_REPORT_PATH}${path}`, { method: 'POST', body })).status).toBe(403)
    }
  })

  it('are neither shown nor reached', () => expect([...new Set(holes)]).toEqual([]))

  it('are unchanged', async () => {
    const after = await digests()
    const changed = [...before].filter(([record, digest]) => after.get(record) !== digest).map(([record]) => record)
    expect(changed).toEqual([])
  })
})

/** Answers that say nothing of a record: it is not there, or the request was refused before. */
const BEFORE_RECORD = ['NOT_FOUND', 'INVALID_INPUT', 'FORBIDDEN']
/** Random requests of each endpoint until somebody of the demo community gets further than these. */
const TRIES = 30

/** The share of these endpoints that the demo has a record for, which depends on the hour: its halls are open by day. */
const REACHED = 0.6

/** A request of people who may see the record that it names: the first that gets as far as the record. */
async function reachingRequest(route: Route, insiders: readonly Stranger[]) {
  for (const asked of fc.sample(requestsOf(route, known, { fitting: true }), { seed: SEED, numRuns: TRIES }))
    for (const one of insiders) {
      const { status, text } = await askAs(one, route, asked)
      const code = /"code":"(\w+)"/.exec(text)?.[1] ?? String(status)
      if (status !== 401 && !BEFORE_RECORD.includes(code)) return asked
    }
  return null
}

describe('records that exist', () => {
  const byId = named.filter(([, { endpoint }]) => endpoint.path.includes(':') && endpoint.access !== 'public')
  const missed: string[] = []
  let insiders: Stranger[]
  beforeAll(async () => {
    const people = await PersonModel.find({ _id: { $in: [...secret.keys()] } })
      .sort({ _id: 1 })
      .lean<Person[]>()
    const some = (role: Role | null, count: number) =>
      people.filter(({ roles }) => (roles[0]?.role ?? null) === role).slice(0, count)
    insiders = [...ROLE_CODES.flatMap((role) => some(role, 1)), ...some(null, 6)].map((person) => ({
      ...{ who: person.roles[0]?.role ?? 'resident', person, token: '' },
    }))
  })

  it.each(byId)('%s is reached by people of the community, and by nobody else', async (name, route) => {
    await restoreChanged(insiders)
    const access = accessOf(route)
    const mayEnter = ({ who }: Stranger) =>
      typeof access === 'string' || (who !== 'resident' && holds(who as Role, access.staff))
    const asked = await reachingRequest(route, insiders.filter(mayEnter))
    if (!asked) {
      missed.push(name)
      return
    }
    holes.length = 0
    await restoreChanged(strangers)
    for (const one of strangers) await note(route, asked, one)
    expect(holes).toEqual([])
  })

  it('are reached at most endpoints', () => {
    process.stdout.write(`authorization: not reached by anybody: ${missed.join(', ')}\n`)
    expect(1 - missed.length / byId.length).toBeGreaterThan(REACHED)
  })
})
