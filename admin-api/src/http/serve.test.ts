// Over 300 lines: one story after another of one domain, told with the same builders.
import { request as sendRaw, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoint } from '@yike/shared/endpoint'
import * as people from '@yike/shared/people/endpoints'
import { z } from '@yike/shared/zod'
import { buildCommunity, buildResident, buildService, buildStaff, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { makeApp } from '../app'
import { sharedLimit } from '../people/request-bucket'
import { readConfig } from '../config'
import { answerErrors } from './errors'
import { Routes, handle } from './handle'
import { listen } from './listen'
import { makeLog } from './log'
import { isBelow, serve } from './serve'

let server: TestServer
let wang: BuiltPerson
let now = () => new Date()
beforeAll(async () => {
  server = await startServer({ env: { MIN_CLIENT_VERSION: '1.10.0' }, now: () => now() })
  wang = await buildResident()
})
afterAll(() => server.stop())

/** One more application on the database of this file. */
async function startServerAlone(env: Record<string, string>, clock = () => new Date()) {
  const app = makeApp({
    config: readConfig({ NODE_ENV: 'test', ...env }),
    secret: 'x'.repeat(32),
    log: makeLog('silent'),
    now: clock,
  })
  const listening = await listen(app, 0, '127.0.0.1')
  return {
    origin: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    async stop() {
      listening.closeAllConnections()
      listening.close()
      await once(listening, 'close')
    },
  }
}

interface Refusal {
  error: { code: string; message: string; details?: { fields?: Record<string, string[]>; form?: string[] } }
}

const send = async (
  method: string,
  path: string,
  options: { body?: BodyInit; headers?: Record<string, string> } = {},
) => {
  const response = await fetch(`${server.origin}${path}`, {
    method,
    body: options.body,
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${wang.token}`, ...options.headers },
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Refusal }
}
const JSON_TYPE = { 'Content-Type': 'application/json' }
const change = (body: unknown) => send('PATCH', '/api/v1/me', { body: JSON.stringify(body), headers: JSON_TYPE })

describe('the door', () => {
  it('names an unknown field, in Chinese', async () => {
    const { status, body } = await change({ nickname: '老王' })

    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'INVALID_INPUT', message: '不认识这几项：nickname' })
  })

  it('says of every field what is wrong, without a word of English', async () => {
    const { body } = await change({ name: 7, phone: '123456', birthYear: 1850, settings: { pace: 'fast', loud: true } })

    expect(Object.keys(body.error.details!.fields!).sort()).toEqual([
      'birthYear',
      'name',
      'phone',
      'settings',
      'settings.pace',
    ])
    expect(Object.values(body.error.details!.fields!).flat().join('')).not.toMatch(/invalid|expected|too|unrecognized/i)
  })

  it('takes the input of a GET from the query and of a write from the body, never both', async () => {
    const query = await send('PATCH', '/api/v1/me?name=x', { body: '{}', headers: JSON_TYPE })
    const twice = await send('GET', '/api/v1/me/messages?limit=5&limit=6')
    const body = await getWithBody('/api/v1/me')

    expect([query.status, twice.status, body]).toEqual([400, 400, 400])
  })

  it('refuses what is not JSON, is broken, or is not an object', async () => {
    const broken = await send('PATCH', '/api/v1/me', { body: '{"name":', headers: JSON_TYPE })
    const form = await send('PATCH', '/api/v1/me', { body: 'name=x', headers: { 'Content-Type': 'text/plain' } })
    const list = await send('PATCH', '/api/v1/me', { body: '[]', headers: JSON_TYPE })

    expect([broken.status, form.status, list.status]).toEqual([400, 415, 400])
  })

  it('names the field with a character that the database takes in no search', async () => {
    const search = await send('GET', '/api/v1/places?q=%00')
    const settings = await change({ settings: { pace: 'slow\0' } })
    const name = await change({ settings: { 'pace\0': 'slow' } })

    const why = ['这里有一个看不见的字符，删掉重新填']
    expect(search).toMatchObject({ status: 400, body: { error: { details: { fields: { q: why } } } } })
    expect(settings).toMatchObject({ status: 400, body: { error: { details: { fields: { 'settings.pace': why } } } } })
    expect(name).toMatchObject({
      status: 400,
      body: { error: { details: { fields: { settings: expect.anything() } } } },
    })
  })

  it('refuses what is nested half a million deep', async () => {
    const body = `{"settings":${'['.repeat(500_000)}${']'.repeat(500_000)}}`
    const answer = await send('PATCH', '/api/v1/me', { body, headers: JSON_TYPE })

    expect(answer).toMatchObject({
      status: 400,
      body: { error: { details: { fields: { settings: ['内容一层套一层，太深了'] } } } },
    })
  })

  it('answers a body over 1 MB instead of hanging up', async () => {
    const { status, body } = await change({ name: 'x'.repeat(3 * 1024 * 1024) })

    expect([status, body.error.code]).toEqual([413, 'TOO_LARGE'])
  })

  it('answers an unknown address and a wrong method in JSON', async () => {
    const nowhere = await send('GET', '/api/v1/nowhere')
    const wrong = await send('DELETE', '/api/v1/me')
    const above = await send('GET', '/api/other')

    expect([nowhere.body.error.code, wrong.body.error.code, above.body.error.code]).toEqual([
      'NOT_FOUND',
      'METHOD_NOT_ALLOWED',
      'NOT_FOUND',
    ])
  })

  it('asks an old client to update, and bears one that names no version', async () => {
    const old = await send('GET', '/api/v1/me', { headers: { 'X-Client-Version': '1.9.3' } })
    const current = await send('GET', '/api/v1/me', { headers: { 'X-Client-Version': '1.10.0' } })
    const silent = await send('GET', '/api/v1/me')

    expect([old.status, old.body.error.code]).toEqual([426, 'UPDATE_REQUIRED'])
    expect([current.status, silent.status]).toEqual([200, 200])
  })

  it('compares versions by their numbers', () => {
    expect([
      isBelow('1.9.9', '1.10.0'),
      isBelow('2.0.0', '1.10.0'),
      isBelow('1.10.0', '1.10.0'),
      isBelow('x', '1.0.0'),
    ]).toEqual([true, false, false, false])
  })

  it('asks for an Idempotency-Key where something is created', async () => {
    const create = (key?: string) =>
      send('POST', '/api/v1/me/beneficiaries', {
        body: JSON.stringify({ name: '李桂兰', relation: 'mother' }),
        headers: { ...JSON_TYPE, ...(key ? { 'Idempotency-Key': key } : {}) },
      })

    expect((await create()).body.error.code).toBe('KEY_REQUIRED')
    expect((await create('short')).body.error.code).toBe('KEY_REQUIRED')
    expect((await create('a-key-of-its-own')).status).toBe(200)
  })

  it('lets in only whom the endpoint is for', async () => {
    const grid = await buildStaff({ role: 'grid_worker' })
    const call = (headers: Record<string, string>) => send('GET', '/api/v1/staff/me', { headers })

    expect((await call({ Authorization: '' })).body.error.code).toBe('SIGN_IN_REQUIRED')
    expect((await call({})).body.error.code).toBe('FORBIDDEN')
    expect((await call({ Authorization: 'Bearer forged' })).body.error.code).toBe('SESSION_ENDED')
    expect((await call({ Authorization: `Bearer ${grid.token}` })).status).toBe(200)
  })

  it('keeps answers out of caches and says which request it was', async () => {
    const { headers } = await send('GET', '/api/v1/me')

    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

function getWithBody(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const raw = sendRaw(
      `${server.origin}${path}`,
      {
        method: 'GET',
        headers: { 'X-Client': 'weapp', Authorization: `Bearer ${wang.token}`, 'Content-Length': 2 },
      },
      (answer) => resolve(answer.resume().statusCode!),
    )
    raw.on('error', reject)
    raw.end('{}')
  })
}

describe('a browser, signed in by cookie', () => {
  const ORIGIN = 'X-Test-Origin'
  const browse = async (
    method: string,
    path: string,
    cookies: Map<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const { [ORIGIN]: origin, ...more } = headers
    const response = await fetch(`${server.origin}/api/v1${path}`, {
      method,
      headers: {
        'X-Client': 'h5',
        ...JSON_TYPE,
        Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(origin ? { Origin: origin } : {}),
        ...more,
      },
      body: method === 'GET' ? undefined : JSON.stringify(path === '/auth/wechat' ? { code: 'demo:王秀英' } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    return {
      status: response.status,
      lines: response.headers.getSetCookie(),
      body: (await response.json()) as Refusal & Record<string, unknown>,
    }
  }
  const signedIn = async () => {
    const cookies = new Map<string, string>()
    const answer = await browse('POST', '/auth/wechat', cookies)
    return { cookies, answer, csrf: { 'X-CSRF-Token': cookies.get('yike_csrf')! } }
  }

  it('gets its tokens as httpOnly cookies, and none in the answer', async () => {
    const { answer } = await signedIn()

    expect(answer.body).toMatchObject({ name: '王秀英', accessToken: null, refreshToken: null })
    const ours = answer.lines.filter((line) => /^yike_(access|refresh)=/.test(line))
    expect(ours).toHaveLength(2)
    for (const line of ours) expect(line).toMatch(/httponly/i)
    for (const line of ours) expect(line).toMatch(/samesite=lax/i)
  })

  it('has to repeat the readable cookie when it writes', async () => {
    const { cookies, csrf } = await signedIn()

    expect((await browse('GET', '/me', cookies)).status).toBe(200)
    expect((await browse('PATCH', '/me', cookies)).body.error.code).toBe('CSRF')
    expect((await browse('PATCH', '/me', cookies, { 'X-CSRF-Token': 'x'.repeat(24) })).body.error.code).toBe('CSRF')
    expect((await browse('PATCH', '/me', cookies, csrf)).status).toBe(200)
  })

  it('is refused when another site asks', async () => {
    const { cookies, csrf } = await signedIn()

    const foreign = await browse('PATCH', '/me', cookies, { ...csrf, [ORIGIN]: 'https://evil.example' })
    const own = await browse('PATCH', '/me', cookies, { ...csrf, [ORIGIN]: server.origin })

    expect([foreign.body.error?.code, own.status]).toEqual(['CSRF', 200])
  })

  it('is nobody when it claims to be the mini-program', async () => {
    const { cookies } = await signedIn()

    const answer = await browse('PATCH', '/me', cookies, { 'X-Client': 'weapp' })

    expect(answer.body.error.code).toBe('SIGN_IN_REQUIRED')
  })

  it('renews its session by cookie and leaves without a trace', async () => {
    const { cookies, csrf } = await signedIn()
    cookies.delete('yike_access')

    expect((await browse('GET', '/me', cookies)).body.error.code).toBe('SESSION_ENDED')
    expect((await browse('POST', '/auth/refresh', cookies)).body.error.code).toBe('CSRF')
    expect((await browse('POST', '/auth/refresh', cookies, csrf)).status).toBe(200)
    expect((await browse('GET', '/me', cookies)).status).toBe(200)
    const held = new Map(cookies)
    expect((await browse('POST', '/auth/logout', cookies, csrf)).status).toBe(200)
    expect(cookies.has('yike_access') || cookies.has('yike_refresh')).toBe(false)
    expect((await browse('GET', '/me', held)).body.error.code).toBe('SESSION_ENDED')
  })
})

describe('answers', () => {
  it('are compressed where they are long and the caller can read it', async () => {
    const answer = await new Promise<{ encoding: unknown; text: string }>((resolve, reject) => {
      sendRaw(`${server.origin}/api/openapi.json`, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            encoding: response.headers['content-encoding'],
            text: gunzipSync(Buffer.concat(chunks)).toString(),
          }),
        )
      })
        .on('error', reject)
        .end()
    })

    expect(answer.encoding).toBe('gzip')
    expect(JSON.parse(answer.text)).toMatchObject({ openapi: '3.1.0' })
  })

  it('are described with their refusals, their sign-in and their key', async () => {
    const response = await fetch(`${server.origin}/api/openapi.json`)
    // Without fetch, which adds a Cache-Control of its own.
    const again = await new Promise((resolve) =>
      sendRaw(
        `${server.origin}/api/openapi.json`,
        { headers: { 'If-None-Match': response.headers.get('ETag')! } },
        (answer) => resolve(answer.resume().statusCode),
      ).end(),
    )
    expect(again).toBe(304)
    const { paths } = (await response.json()) as { paths: Record<string, Record<string, Record<string, unknown>>> }
    const add = paths['/api/v1/me/beneficiaries']!.post!
    const remove = paths['/api/v1/me/beneficiaries/{personId}']!.delete!

    expect(JSON.stringify(add.responses)).toContain('NAME_TAKEN')
    expect(add.security).toEqual([{ bearer: [] }, { cookie: [] }])
    expect(JSON.stringify(add.parameters)).toContain('Idempotency-Key')
    expect(remove.parameters).toContainEqual(expect.objectContaining({ name: 'personId', in: 'path', required: true }))
  })

  it('that are the same for everybody are sent once; those of a person are kept nowhere', async () => {
    const community = await buildCommunity()
    const [service, another] = [await buildService(community), await buildService(community)]
    const asked = (headers: Record<string, string>, { _id } = service) =>
      new Promise<{ status?: number; headers: IncomingHttpHeaders; text: string }>((resolve) =>
        sendRaw(`${server.origin}/api/v1/services/${String(_id)}`, { headers }, (answer) => {
          let text = ''
          answer.on('data', (part: Buffer) => (text += part.toString()))
          answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
        }).end(),
      )
    const first = await asked({})
    const tag = first.headers.etag!
    expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'private, no-cache' } })
    expect(await asked({ 'If-None-Match': tag })).toMatchObject({ status: 304, text: '' })

    const mine = await asked({ 'If-None-Match': tag, Authorization: `Bearer ${wang.token}` })
    expect(mine).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect(mine.headers.etag).toBeUndefined()

    expect(await asked({ 'If-None-Match': tag }, another)).toMatchObject({ status: 200 })
  })

  it('that differ from the contract fail loudly, also by a field too many', async () => {
    const routes = new Routes()
    const output = z.object({ name: z.string() })
    const show = (path: string) =>
      endpoint<Record<string, never>, { name: string }>({ method: 'GET', path, access: 'public', errors: [] })
    const input = z.strictObject({}) as unknown as z.ZodType<Record<string, never>, Record<string, never>>
    handle(routes, show('/right'), { input, output }, () => Promise.resolve({ name: '一刻' }))
    handle(routes, show('/more'), { input, output }, () => Promise.resolve({ name: '一刻', phone: '13800000000' }))
    handle(routes, show('/less'), { input, output }, () => Promise.resolve({} as { name: string }))
    const app = new Koa()
    app.silent = true
    app.use(answerErrors)
    app.use(
      serve([routes], {
        actorOf: () => Promise.resolve(null),
        now: () => new Date(),
        limits: { person: sharedLimit('person', 100, 100), address: sharedLimit('address', 100, 100) },
        publicOrigin: undefined,
        minClientVersion: '0.0.0',
        secureCookies: false,
        countExport: () => Promise.resolve(),
        record: () => Promise.resolve(),
        refuseOff: () => Promise.resolve(),
        onWrite: () => undefined,
        checkAnswers: true,
      }).middleware,
    )
    const listening = app.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    const { port } = listening.address() as { port: number }
    const statuses = await Promise.all(
      ['right', 'more', 'less'].map(async (path) => (await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)).status),
    )
    listening.close()

    expect(statuses).toEqual([200, 500, 500])
  })
})

describe('the general limit', () => {
  it('is answered as 429', async () => {
    const flooding = await buildResident()
    // All at one instant, however slow the machine.
    const instant = new Date()
    now = () => instant
    const answers = await Promise.allSettled(
      Array.from({ length: 90 }, () => server.call(people.getMe, {}, { as: flooding.token })),
    )
    const refused = answers
      .filter((answer) => answer.status === 'rejected')
      .map((answer) => (answer.reason as { code: string }).code)

    now = () => new Date()

    expect(new Set(refused)).toEqual(new Set(['TOO_MANY_REQUESTS']))
  })

  it('says after how many seconds to come back', async () => {
    const flooding = await buildResident()
    const instant = new Date()
    now = () => instant
    const headers = { Authorization: `Bearer ${flooding.token}` }
    const answers = await Promise.all(Array.from({ length: 70 }, () => send('GET', '/api/v1/me', { headers })))
    now = () => new Date()

    const refused = answers.find(({ status }) => status === 429)!
    expect(refused.headers.get('Retry-After')).toBe('1')
  })
})

describe('an address', () => {
  /** All requests at one instant, each from the same address of its own behind one proxy. */
  async function statusesOf(address: string, path: string, headers: Record<string, string> = {}) {
    const instant = new Date()
    const limited = await startServerAlone({ TRUST_PROXY: '1', REQUESTS_PER_SECOND: '0.5' }, () => instant)
    const ask = () =>
      fetch(`${limited.origin}${path}`, { headers: { 'X-Forwarded-For': `1.2.3.4, ${address}`, ...headers } })
    const statuses = []
    for (let i = 0; i < 20; i++) statuses.push((await ask()).status)
    const other = await fetch(`${limited.origin}${path}`, {
      headers: { 'X-Forwarded-For': '198.51.100.77', ...headers },
    })
    await limited.stop()
    return { statuses, other: other.status }
  }

  it.each([
    ['the OpenAPI document', '203.0.113.9', '/api/openapi.json', {}, 200],
    ['readiness', '203.0.113.10', '/readyz', {}, 200],
    ['addresses that are not there', '203.0.113.11', '/api/v1/nowhere', {}, 404],
    [
      'tokens that are forged',
      '203.0.113.12',
      '/api/v1/me',
      { Authorization: 'Bearer a.b.c', 'X-Client': 'weapp' },
      401,
    ],
  ])('is held off that asks too often for %s', async (_, address, path, headers: Record<string, string>, usual) => {
    const { statuses, other } = await statusesOf(address, path, headers)

    expect(statuses.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => usual))
    expect(statuses.slice(15)).toEqual(Array.from({ length: 5 }, () => 429))
    // The address that counts is the one our proxy wrote, not the one the caller put before it.
    expect(other).toBe(usual)
  })
})

describe('behind https', () => {
  const https = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.7' }

  it('tells browsers to come by https only, and what no page of ours uses', async () => {
    const secure = await startServerAlone({ PUBLIC_ORIGIN: 'https://yike.example.cn', TRUST_PROXY: '1' })
    const { headers } = await fetch(`${secure.origin}/healthz`)
    const plain = await fetch(`${server.origin}/healthz`)
    await secure.stop()

    expect(headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
    expect(headers.get('Permissions-Policy')).toContain('microphone=()')
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(plain.headers.get('Strict-Transport-Security')).toBeNull()
  })

  it('lets an answer of the API load and run nothing, when somebody opens it as a page', async () => {
    const { headers } = await fetch(`${server.origin}/api/v1/home`)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it('takes an address written with a slash at its end', async () => {
    const secure = await startServerAlone({ PUBLIC_ORIGIN: 'https://yike.example.cn/', TRUST_PROXY: '1' })
    const signIn = (headers: Record<string, string>) =>
      fetch(`${secure.origin}/api/v1/auth/wechat`, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'X-Client': 'h5', Origin: 'https://yike.example.cn', ...headers },
        body: JSON.stringify({ code: 'demo:王秀英' }),
      })
    const staff = await buildStaff({ role: 'clerk', username: 'behind-https' })
    const console_ = (headers: Record<string, string>) =>
      fetch(`${secure.origin}/api/v1/staff/auth/login`, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'X-Client': 'console', Origin: 'https://yike.example.cn', ...headers },
        body: JSON.stringify({ username: 'behind-https', password: 'right horse' }),
      })
    const [good, unencrypted, demo] = [await console_(https), await console_({}), await signIn(https)]
    const said = (await unencrypted.json()) as Refusal
    await secure.stop()

    expect(good.status).toBe(200)
    expect(good.headers.getSetCookie().join()).toContain('secure')
    expect(await good.json()).toMatchObject({ personId: String(staff._id) })
    expect([unencrypted.status, said.error.message]).toEqual([403, expect.stringContaining('https://yike.example.cn')])
    expect(demo.status).toBe(401)
  })
})
