import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeApp } from '../app'
import { readConfig } from '../config'

const folder = mkdtempSync(path.join(tmpdir(), 'yike-leaves-'))
const logged: string[] = []
let server: Server
beforeAll(async () => {
  writeFileSync(path.join(folder, 'long.0123abcd.png'), Buffer.alloc(20_000_000))
  const log = pino({ level: 'error' }, new Writable({ write: (line, _, done) => (logged.push(String(line)), done()) }))
  const config = readConfig({ NODE_ENV: 'test' })
  server = makeApp({ config, secret: 'x'.repeat(32), log, sites: [{ at: '', folder }] }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

it('a caller who leaves in the middle of an answer is no failure', async () => {
  const { port } = server.address() as AddressInfo
  const asked = get({ host: '127.0.0.1', port, path: '/long.0123abcd.png' })
  const [answer] = (await once(asked, 'response')) as [NodeJS.ReadableStream]
  await once(answer, 'data')
  asked.destroy()

  await expect.poll(() => promisify(server.getConnections.bind(server))()).toBe(0)
  expect(logged).toEqual([])
})
