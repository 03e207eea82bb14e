import { afterAll, beforeAll, expect, it } from 'vitest'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { buildCommunity, buildStaff, holdingAlso, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

/** Days were counted one by one up to the requested end; 9999-12 had no end and stopped the API for everybody. */
interface Parameter {
  name: string
  in: string
  schema: { format?: string }
}
let server: TestServer
let admin: BuiltPerson
let asking: { path: string; name: string }[]

beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' } })
  admin = await buildStaff({ role: 'community_admin', area: await buildCommunity() })
  await holdingAlso(admin, ['auditor', 'receiver'])
  const answer = await fetch(`${server.origin}/api/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, { get?: { parameters?: Parameter[] } }> }
  asking = Object.entries(paths).flatMap(([path, { get }]) =>
    (get?.parameters ?? [])
      .filter((one) => one.in === 'query' && (one.schema.format === 'date' || one.name === 'month'))
      .map(({ name }) => ({ path, name })),
  )
})
afterAll(() => server.stop())

async function ask(path: string, query: string) {
  const url = `${server.origin}${path.replace(/\{\w+\}/g, '0'.repeat(24))}?${query}`
  const response = await fetch(url, {
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${admin.token}` },
    signal: AbortSignal.timeout(5000),
  })
  const { error } = (await response.json()) as { error?: { code: string; details?: { fields?: object } } }
  return { status: response.status, fields: Object.keys(error?.details?.fields ?? {}) }
}

it('asks no endpoint for a day before 1900 or after 2100', async () => {
  expect(asking.length).toBeGreaterThan(15)
  for (const { path, name } of asking)
    for (const day of ['0000-01-01', '1899-12-31', '2101-01-01', '9999-12-31']) {
      const { status, fields } = await ask(path, `${name}=${name === 'month' ? day.slice(0, 7) : day}`)
      expect({ path, day, status, names: fields.includes(name) }).toEqual({ path, day, status: 400, names: true })
    }
})

it.each([
  ['/staff/attendance/export', 'month=9999-12'],
  ['/staff/things/calendar', 'from=0000-01-01'],
  ['/staff/carers/calendar', 'from=0000-01-01&days=7'],
  ['/staff/attendance/export', 'month=0000-01'],
])('answers %s?%s with what is wrong', async (path, query) => {
  expect((await ask(`${API_BASE_PATH}${path}`, query)).status).toBe(400)
})

it('answers the last month and the last days that may be named', async () => {
  expect((await ask(`${API_BASE_PATH}/staff/things/calendar`, 'from=2100-12-31&days=31')).status).toBe(200)
  expect((await ask(`${API_BASE_PATH}/staff/carers/calendar`, 'from=2100-12-31&days=7')).status).toBe(200)
})
