import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeApp } from '../app'
import { readConfig } from '../config'
import { buildCommunity, buildStaff } from '../testing/build'
import { closeDatabase, openDatabase } from '../testing/server'
import { useTokenSecret } from '../people/tokens'
import { listen } from './listen'
import { makeLog } from './log'
import { RequestBucketModel, sharedLimit } from '../people/request-bucket'

const SECRET = randomBytes(24).toString('hex')
const NOW = new Date()
const at = NOW.getTime()

/** One application of several on the database of this file; each counts in its own memory, as a process does. */
async function startOne() {
  const app = makeApp({
    config: readConfig({ NODE_ENV: 'test', TRUST_PROXY: '1', REQUESTS_PER_SECOND: '2' }),
    ...{ secret: SECRET, log: makeLog('silent'), now: () => NOW },
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

let servers: Awaited<ReturnType<typeof startOne>>[]
let admin: Awaited<ReturnType<typeof buildStaff>>
beforeAll(async () => {
  await openDatabase()
  servers = [await startOne(), await startOne()]
  useTokenSecret(SECRET)
  const community = await buildCommunity()
  admin = await buildStaff({ role: 'community_admin', area: community })
})
afterAll(async () => {
  for (const one of servers) await one.stop()
  await closeDatabase()
})

interface Asker {
  from: string
  token?: string
}
const ask = async (n: number, path: string, { from, token }: Asker) => {
  const response = await fetch(`${servers[n % servers.length]!.origin}${path}`, {
    headers: {
      ...{ 'X-Client': 'weapp', 'X-Forwarded-For': from },
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
  })
  await response.arrayBuffer()
  return response
}
const refused = { code: 'TOO_MANY_REQUESTS' }

describe('a limit', () => {
  it('lets a burst pass, refuses the flood, and forgets with time', async () => {
    const limit = sharedLimit('one process', 2, 3)
    for (let i = 0; i < 3; i++) await limit.take('wang', at)

    await expect(limit.take('wang', at)).rejects.toThrow('点得太快了')
    await expect(limit.take('li', at)).resolves.toBeUndefined()
    await expect(limit.take('wang', at + 500)).resolves.toBeUndefined()
    await expect(limit.take('wang', at + 500)).rejects.toMatchObject({ ...refused, details: { retryAfterSeconds: 1 } })
  })

  it('costs no command for a usual caller, and one a second for one who floods', async () => {
    const limit = sharedLimit('commands', 20, 60)
    const drawn = async () => (await RequestBucketModel.findById('commands:wang').lean())?.refilledAt

    for (let i = 0; i < 6; i++) await limit.take('wang', at)
    expect(await drawn()).toBeUndefined()
    // Those six, the next one and a second's worth ahead are drawn together, each refilled in 50 ms.
    await limit.take('wang', at)
    expect(await drawn()).toBe(at + 27 * 50)
    await Promise.all(Array.from({ length: 20 }, () => limit.take('wang', at)))
    expect(await drawn()).toBe(at + 27 * 50)
  })

  it('counts what is dear as many', async () => {
    const limit = sharedLimit('dear', 2, 6)
    await limit.take('wang', at, 4)

    await expect(limit.take('wang', at, 4)).rejects.toMatchObject(refused)
    await expect(limit.take('wang', at, 2)).resolves.toBeUndefined()
    // More than a burst is a burst: no call is refused for ever.
    await expect(limit.take('wang', at + 3000, 40)).resolves.toBeUndefined()
  })

  it('gives of many at the same moment no more than the burst, over two processes', async () => {
    const both = [sharedLimit('at once', 10, 30), sharedLimit('at once', 10, 30)]
    const taken = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => both[n % 2]!.take('wang', at)))

    const passed = taken.filter(({ status }) => status === 'fulfilled').length
    // A tenth of the burst for each process is not shared.
    expect(passed).toBeGreaterThanOrEqual(28)
    expect(passed).toBeLessThanOrEqual(36)
  })

  it('is not kept by a clock that was wrong', async () => {
    const limit = sharedLimit('clock', 1, 3)
    for (let i = 0; i < 3; i++) await limit.take('wang', at + 86_400_000)
    const other = sharedLimit('clock', 1, 3)

    for (let i = 0; i < 3; i++) await expect(other.take('wang', at)).resolves.toBeUndefined()
  })
})

describe('two processes', () => {
  it('give a flood one limit, not one each, and others nothing of it', async () => {
    const statuses = []
    // 20 a second for an address, 60 at once; the addresses are one network.
    for (let n = 0; n < 120; n++)
      statuses.push((await ask(n, '/api/openapi.json', { from: `2001:db8:7:9::${n.toString(16)}` })).status)

    const passed = statuses.filter((status) => status === 200).length
    expect(passed).toBeGreaterThanOrEqual(60)
    expect(passed).toBeLessThanOrEqual(72)
    for (const n of [0, 1]) {
      const later = await ask(n, '/api/openapi.json', { from: '2001:db8:7:9::1' })
      expect([later.status, later.headers.get('Retry-After')]).toEqual([429, '1'])
    }
    // Nobody is locked out by a neighbour: the next network, and who is signed in behind the same address.
    for (const n of [0, 1]) {
      expect((await ask(n, '/api/openapi.json', { from: '2001:db8:7:a::1' })).status).toBe(200)
      expect((await ask(n, '/api/v1/staff/me', { from: '2001:db8:7:9::1', token: admin.token })).status).toBe(200)
    }
  })

  it('export twenty tables in a quarter of an hour, whichever process they ask', async () => {
    const from = '203.0.113.50'
    const colleague = await buildStaff({ role: 'community_admin' })
    const statuses = []
    for (let n = 0; n < 22; n++) {
      // A burst of requests is not what is counted here.
      NOW.setTime(NOW.getTime() + 1000)
      statuses.push((await ask(n, '/api/v1/staff/places/export?format=csv', { from, token: admin.token })).status)
    }

    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429, 429])
    const other = await ask(1, '/api/v1/staff/places/export?format=csv', { from, token: colleague.token })
    expect(other.status).toBe(200)
  })
})
