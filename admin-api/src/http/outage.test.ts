import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startMinidb } from '@yike/minidb'
import { makeApp } from '../app'
import { readConfig } from '../config'
import { connect, disconnect } from '../database'
import { refusalOf } from './errors'
import { listen } from './listen'
import { makeLog } from './log'

const folder = mkdtempSync(path.join(tmpdir(), 'yike-outage-'))
let database: Awaited<ReturnType<typeof startMinidb>>
let origin: string
let logged: Error[]
let stop: () => Promise<unknown>
beforeAll(async () => {
  logged = []
  database = await startMinidb({ path: folder })
  await connect(database.uri)
  const app = makeApp({ config: readConfig({ NODE_ENV: 'test' }), secret: 'x'.repeat(32), log: makeLog('silent') })
  app.removeAllListeners('error')
  app.on('error', (cause: Error) => logged.push(cause))
  const server = await listen(app, 0, '127.0.0.1')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = () => (server.closeAllConnections(), server.close(), once(server, 'close'))
})
afterAll(async () => {
  await stop()
  await mongoose.disconnect()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('says within a moment that the database is gone, and goes on by itself when it is back', async () => {
  const statusOf = async (path: string) => (await fetch(`${origin}${path}`)).status
  const { port } = new URL(database.uri.replace('mongodb:', 'http:'))
  expect(await statusOf('/readyz')).toBe(200)

  await database.stop()
  const begun = performance.now()
  const statuses = await Promise.all(Array.from({ length: 5 }, () => statusOf('/api/v1/places?limit=1')))
  const took = performance.now() - begun
  expect(statuses).toEqual([503, 503, 503, 503, 503])
  // Mongoose alone waits ten seconds.
  expect(took).toBeLessThan(5000)
  expect(await statusOf('/readyz')).toBe(503)
  expect(await statusOf('/healthz')).toBe(200)

  database = await startMinidb({ path: folder, port: Number(port) })
  await expect.poll(() => statusOf('/readyz'), { timeout: 20_000 }).toBe(200)
})

it('answers 503 whatever the driver calls it when it is closed under requests', async () => {
  const ROUNDS = 20
  const seen = new Set<number>()
  for (let round = 0; round < ROUNDS; round++) {
    const statuses = Array.from({ length: 20 }, async (_, n) => {
      for (let turn = 0; turn < n; turn++) await new Promise(setImmediate)
      return (await fetch(`${origin}/api/v1/places?limit=1`)).status
    })
    for (let turn = 0; turn < round * 6; turn++) await new Promise(setImmediate)
    await disconnect()
    for (const status of await Promise.all(statuses)) seen.add(status)
    await connect(database.uri)
  }
  expect([...seen].sort()).toEqual([200, 503])
  // Seen once in some hundred deaths: a command written to a socket whose other side has just gone.
  const { code } = refusalOf(Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET', syscall: 'write' }))
  expect(code).toBe('DATABASE_UNREACHABLE')
})

it('is not ready once a row was found damaged, and logs which', async () => {
  const places = mongoose.connection.db!.collection<{ _id: string; name: string }>('places')
  await places.insertOne({ _id: 'the-park', name: 'a park that is not like it was' })
  const file = path.join(folder, 'data.mdb')
  const bytes = readFileSync(file)
  const at = bytes.indexOf('a park that is not like it was')
  bytes[at]! ^= 1
  writeFileSync(file, bytes, { flag: 'r+' })
  await expect(places.findOne({ _id: 'the-park' })).rejects.toThrow('damaged')

  const answer = await fetch(`${origin}/readyz`)

  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ ready: false })
  expect(logged.at(-1)!.message).toMatch(/document the-park of yike\.places/)
})
