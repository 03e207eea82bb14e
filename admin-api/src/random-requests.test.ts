import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toQuery } from '@yike/shared/endpoint'
import { ROLES, type Role } from '@yike/shared/people/permissions'
import { readConfig } from './config'
import { seedDemo } from './demo/seed-demo'
import { DOMAINS } from './domains'
import { HallModel, KioskModel } from './hall/model'
import type { Route } from './http/handle'
import { joinDomains } from './join-domains'
import { PersonModel, type Person } from './people/model'
import { sessionToken } from './testing/session'
import { watchForHangs } from './testing/hang-watch'
import { requestsOf, type Asked, type Known } from './testing/random-requests'
import { WITHIN_MS, senderTo } from './testing/send'
import { startServer, type TestServer } from './testing/server'

/**
 * Ten thousand random requests, in and around the schemas of every endpoint, as a visitor, a resident and each role of
 * staff, in a demo community: each is answered, and none by a 500. SEED and CASES choose another run; a failure is
 * shown as the smallest request that still fails.
 */
const SEED = Number(process.env.SEED ?? 20261129)
const CASES = Number(process.env.CASES ?? 10_000)

const config = readConfig({ NODE_ENV: 'test' })
const routes = DOMAINS.flatMap(
  (one) => one.routes?.({ registry: joinDomains(DOMAINS), config, wechat: null, now: () => new Date() }) ?? [],
).flatMap(({ all }) => all)
const EACH = Math.ceil(CASES / routes.length)

let server: TestServer
let known: Known
let watch: ReturnType<typeof watchForHangs>
let people: { who: Role | 'visitor' | 'resident'; person: Person | null; token: string }[]
const sender = senderTo(() => server.origin)
const device = 'random-requests'
/** A server of the inner network, whose address stands in many of the requests. */
let innerAsked = 0
const inner = createServer((socket) => {
  innerAsked++
  socket.destroy()
})
const counted = { asked: 0, ...{ done: 0, refused: 0, invalid: 0, mayNot: 0 } }

beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '1000000' } })
  await seedDemo(new Date())
  const hall = await HallModel.findOne().lean()
  await KioskModel.create({
    placeId: hall!._id,
    areas: hall!.areas,
    name: '门口',
    tokenHash: createHash('sha256').update(device).digest('base64url'),
    ...{ pairUntil: null, lastSeenAt: null, helpAt: null },
    ...{ addedById: hall!._id, createdAt: new Date() },
  })
  people = [{ who: 'visitor', person: null, token: '' }]
  for (const role of [...(Object.keys(ROLES) as Role[]), null]) {
    const person = await PersonModel.findOne(
      role ? { 'roles.role': role } : { 'roles.0': { $exists: false }, 'family.0': { $exists: true } },
    ).lean<Person>()
    people.push({ who: role ?? 'resident', person, token: '' })
  }
  await signIn()
  watch = watchForHangs(3 * WITHIN_MS)
  inner.listen(0, '127.0.0.1')
  await once(inner, 'listening')
  const { port } = inner.address() as AddressInfo
  const innerAddresses = [`http://127.0.0.1:${port}/`, `//localhost:${port}/a.png`]
  known = { ids: await idsOfAll(), cursors: await cursorsOfAll(), innerAddresses }
}, 120_000)
afterAll(async () => {
  process.stdout.write(`random requests: SEED=${SEED} ${JSON.stringify(counted)}\n`)
  await watch.stop()
  sender.close()
  inner.close()
  // Words of the demo and of random requests may name today.
  await mongoose.connection.dropDatabase()
  await server.stop()
})

/** Gives everybody the roles of the demo again, which a request for another endpoint may have removed. */
const restoreRoles = () =>
  PersonModel.bulkWrite(
    people.flatMap(({ person }) =>
      person ? [{ updateOne: { filter: { _id: person._id }, update: { $set: { roles: person.roles } } } }] : [],
    ),
  )

async function signIn() {
  for (const one of people) if (one.person) one.token = await sessionToken(one.person._id, new Date())
}

/** Some ids of each collection, by its model. */
async function idsOfAll() {
  const ids: Record<string, string[]> = {}
  for (const model of Object.values(mongoose.models)) {
    const rows = await model.find({}, { _id: 1 }).limit(6).lean<{ _id: unknown }[]>()
    if (rows.length > 0) ids[model.modelName] = rows.map(({ _id }) => String(_id))
  }
  return ids
}

/** The end of the first page of each list for somebody. */
async function cursorsOfAll() {
  const cursors: string[] = []
  for (const { endpoint } of routes.filter((one) => one.endpoint.method === 'GET' && !one.endpoint.path.includes(':')))
    for (const { token } of people.slice(1)) {
      const { text } = await sender.send('GET', endpoint.path, toQuery({ limit: 1 }), null, {
        Authorization: `Bearer ${token}`,
      })
      cursors.push(...(/"nextCursor":"([\w-]+)"/.exec(text)?.slice(1) ?? []))
    }
  return [...new Set(cursors)]
}

async function ask(route: Route, asked: Asked, by: number) {
  const { token } = people[by % people.length]!
  watch.busyWith(`${route.endpoint.method} ${asked.path}?${asked.query} ${String(asked.body)}`)
  const answer = await sender.ask(route, asked, token, device)
  const { status, text } = answer
  counted.asked++
  if (status === 400) counted.invalid++
  else if (status === 401 || status === 403) counted.mayNot++
  else if (status < 400) counted.done++
  else counted.refused++
  if (text.includes('"SESSION_ENDED"')) await signIn()
  return answer
}

/** Mostly somebody whom the endpoint accepts. */
function somebodyFor({ endpoint: { access } }: Route) {
  const all = people.map((_, index) => index)
  const may = all.filter((index) => {
    const { who } = people[index]!
    if (access === 'public') return true
    if (access === 'resident') return who !== 'visitor'
    if (who === 'visitor' || who === 'resident') return false
    const held: readonly string[] = ROLES[who].permissions
    return access.staff === 'any' || held.includes(access.staff)
  })
  return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...may) }, fc.constantFrom(...all))
}

it.each(routes.map((route) => [`${route.endpoint.method} ${route.endpoint.path}`, route] as const))(
  '%s',
  async (_, route) => {
    await restoreRoles()
    await fc.assert(
      fc.asyncProperty(requestsOf(route, known), somebodyFor(route), async (asked, by) => {
        const { status, text } = await ask(route, asked, by)
        expect(status, `${people[by]!.who}: ${text}`).toBeLessThan(500)
        if (status >= 400 && status !== 431) expect(text).toMatch(/"message":"[^"]*[\u4e00-\u9fff]/)
      }),
      { seed: SEED, numRuns: EACH },
    )
  },
)

it('got behind the door of most endpoints', () => {
  expect(counted.asked).toBeGreaterThanOrEqual(CASES)
  expect(counted.done / counted.asked).toBeGreaterThan(0.1)
})

it('asked no server whose address stands in a request', () => {
  expect(innerAsked).toBe(0)
})
