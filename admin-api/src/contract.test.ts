import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_BASE_PATH, IDEMPOTENCY_HEADER, type Endpoint } from '@yike/shared/endpoint'
import { ERRORS } from '@yike/shared/errors'
import { ROLES, type Permission } from '@yike/shared/people/permissions'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from './testing/build'
import type { Community } from './territory/areas'
import { newKey, startServer, type TestServer } from './testing/server'

type Any = Endpoint<never, unknown>
const SHARED = path.resolve(import.meta.dirname, '../../shared/src')
/**
 * Every `*endpoints.ts` of the contract: each endpoint declared there is tested here, without a list to forget it in.
 */
const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('endpoints.ts'))
const endpoints = (
  await Promise.all(
    files.map(async (file) => {
      const declared = (await import(pathToFileURL(path.join(SHARED, file)).href)) as Record<string, Any>
      return Object.entries(declared).map(([name, one]) => [`${path.dirname(file)} ${name}`, one] as [string, Any])
    }),
  )
).flat()
const needs = ({ access }: Any) => (typeof access === 'object' ? access.staff : null)
const heldByGridWorker = (permission: Permission) =>
  (ROLES.grid_worker.permissions as readonly Permission[]).includes(permission)

let server: TestServer
let community: Community
let described: Record<string, Record<string, unknown>>

beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' } })
  community = await buildCommunity()
  const answer = await fetch(`${server.origin}/api/openapi.json`)
  described = ((await answer.json()) as { paths: typeof described }).paths
})
afterAll(() => server.stop())

/** New ones each time: one of the endpoints signs them out. */
const resident = () => buildResident({ community })
const gridWorker = () => buildStaff({ role: 'grid_worker', area: community })

/** The answer of an endpoint to an empty input, with ids that no record has. */
async function ask(
  { method, path }: Any,
  by?: BuiltPerson,
): Promise<{ status: number; code?: string; message?: string }> {
  const response = await fetch(`${server.origin}${API_BASE_PATH}${path.replace(/:\w+/g, '0'.repeat(24))}`, {
    method,
    headers: {
      'X-Client': 'weapp',
      'Content-Type': 'application/json',
      [IDEMPOTENCY_HEADER]: newKey(),
      ...(by ? { Authorization: `Bearer ${by.token}` } : {}),
    },
    body: method === 'GET' || method === 'DELETE' ? undefined : '{}',
  })
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
  // A file that needs no input is its answer.
  if (response.ok && !isJson) return { status: response.status }
  const { error } = (await response.json()) as { error?: { code: string; message: string } }
  return { status: response.status, code: error?.code, message: error?.message }
}

it('walks every endpoint that is served, and no other', () => {
  const paths = Object.entries(described).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const declared = endpoints.map(
    ([, { method, path }]) => `${method} ${API_BASE_PATH}${path.replace(/:(\w+)/g, '{$1}')}`,
  )
  expect(declared.sort()).toEqual(paths.sort())
})

it('names no address twice', () => {
  const addresses = endpoints.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

describe.each(endpoints)('%s', (_name, endpoint) => {
  it('is served and described', async () => {
    const path = `${API_BASE_PATH}${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    expect(described[path]).toHaveProperty(endpoint.method.toLowerCase())
    expect((await ask(endpoint)).code).not.toBe('METHOD_NOT_ALLOWED')
  })

  it('is open to whom it is for, and to nobody else', async () => {
    const nobody = await ask(endpoint)
    if (endpoint.access === 'public') expect(nobody.code).not.toBe('SIGN_IN_REQUIRED')
    else expect(nobody).toMatchObject({ status: 401, code: 'SIGN_IN_REQUIRED' })

    const permission = needs(endpoint)
    const asResident = await ask(endpoint, await resident())
    if (permission) expect(asResident).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    else expect(asResident.status).not.toBe(403)

    if (permission && permission !== 'any' && !heldByGridWorker(permission))
      expect(await ask(endpoint, await gridWorker())).toMatchObject({ status: 403 })
  })

  it('answers an empty input with an answer or a Chinese sentence, never by failing', async () => {
    const { status, code, message } = await ask(endpoint, await gridWorker())
    expect(status).toBeLessThan(500)
    if (code) {
      expect(Object.keys(ERRORS)).toContain(code)
      expect(message).toMatch(/^[^a-zA-Z]*[\u4e00-\u9fff]/)
    }
  })
})
