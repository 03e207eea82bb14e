import fc from 'fast-check'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { actInWords } from '@yike/shared/audit/kinds'
import { READ_REASONS, SENSITIVE_READS } from '@yike/shared/care/rules'
import { PHONE_READS } from '@yike/shared/people/phone-reads'
import { readConfig } from '../config'
import { seedDemo } from '../demo/seed-demo'
import { DOMAINS } from '../domains'
import { joinDomains } from '../join-domains'
import { PersonModel, type Person } from '../people/model'
import { sessionToken } from '../testing/session'
import { requestsOf, type Known } from '../testing/random-requests'
import { senderTo } from '../testing/send'
import { startServer, type TestServer } from '../testing/server'
import { AuditEntryModel } from './model'

/**
 * Anyone who reads a resident's id in an answer for staff is on record as having seen that resident: asked of every GET of
 * the contract that staff may call, in the demo community.
 */
const SEED = 20261129
const EACH = 12

const routes = DOMAINS.flatMap(
  (one) =>
    one.routes?.({
      ...{ registry: joinDomains(DOMAINS), config: readConfig({ NODE_ENV: 'test' }) },
      ...{ wechat: null, now: () => new Date() },
    }) ?? [],
).flatMap(({ all }) => all)
const readings = routes.filter(
  ({ endpoint: { method, access }, output }) => method === 'GET' && typeof access === 'object' && output !== null,
)

let server: TestServer
const sender = senderTo(() => server.origin)
let residents: Set<string>
let known: Known
let admin: Person
let token: string

beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '1000000' } })
  await seedDemo(new Date())
  const people = await PersonModel.find({ 'roles.0': { $exists: false } }, { _id: 1 }).lean()
  residents = new Set(people.map(({ _id }) => String(_id)))
  admin = (await PersonModel.findOne({ 'roles.role': 'community_admin' }).lean<Person>())!
  token = await sessionToken(admin._id, new Date())
  const ids: Record<string, string[]> = {}
  for (const model of Object.values(mongoose.models)) {
    const rows = await model.find({}, { _id: 1 }).limit(12).lean<{ _id: unknown }[]>()
    if (rows.length > 0) ids[model.modelName] = rows.map(({ _id }) => String(_id))
  }
  ids.Person = [...residents].slice(0, 12)
  known = { ids, cursors: [] }
}, 120_000)
afterAll(async () => {
  sender.close()
  // Words of the demo name today.
  await mongoose.connection.dropDatabase()
  await server.stop()
})

it('is named in Chinese, whatever was read or changed and for whatever reason', () => {
  const acts = routes
    .filter(({ endpoint: { access } }) => typeof access === 'object')
    .map(({ endpoint: { method, path } }) => `${method} ${path}`)
  const phones = Object.keys(PHONE_READS).map((why) => `phone_${why}`)
  const reasons = [...Object.keys(READ_REASONS), ...Object.keys(SENSITIVE_READS), ...phones, 'person', 'merge']
  expect([...acts, ...reasons].filter((act) => actInWords(act) === act)).toEqual([])
})

it.each(readings.map((route) => [route.endpoint.path, route] as const))('GET %s', async (_, route) => {
  for (const asked of fc.sample(requestsOf(route, known, { fitting: true }), { seed: SEED, numRuns: EACH })) {
    const { status, text } = await sender.ask(route, asked, token)
    if (status >= 400) continue
    const shown = [...new Set(text.match(/\b[0-9a-f]{24}\b/g))].filter((id) => residents.has(id))
    const entries = await AuditEntryModel.find({ actorId: admin._id, people: { $in: shown } }, { people: 1 }).lean()
    const recorded = new Set(entries.flatMap(({ people }) => people.map(String)))
    expect(shown.filter((id) => !recorded.has(id))).toEqual([])
  }
})
