import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest'
import { freePort } from '../../minidb/src/free-port'
import { demoFolder } from '../support/journey'

/**
 * `npm start` with the thread of the database ended in the middle of its work. The product has no way to do that: a
 * module that Node loads before it (`--import`) waits in that thread for a file that names the way to die.
 */
const HEAP_MB = 300
const RESTARTED_WITHIN_MS = 2000
const KILLER = `
  import { existsSync, readFileSync, rmSync } from 'node:fs'
  import { isMainThread, workerData } from 'node:worker_threads'
  const file = process.env.DIE_FILE
  const look = () => {
    if (!existsSync(file)) return
    const way = readFileSync(file, 'utf8')
    if (way === '') return
    rmSync(file)
    // The thread answers nothing until the test has its requests open: it then writes the second file.
    while (!existsSync(file + '.now')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    rmSync(file + '.now')
    if (way === 'an exit') process.exit(1)
    if (way === 'an error that nobody caught') throw new Error('thrown on purpose')
    if (way === 'no memory left') for (const kept = []; ; ) kept.push(Array.from({ length: 10_000 }, Math.random))
    process.kill(process.pid, 'SIGSEGV')
  }
  if (!isMainThread && String(workerData?.path).endsWith('minidb')) setInterval(look, 10).unref()
`

let folder: string
let dieFile: string
let origin: string
let product: ChildProcess
let printed = ''

const isReady = () =>
  fetch(`${origin}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
async function untilReady() {
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Asks for places while the thread of the database answers nothing any more, then lets it die. Resolves to their states. */
async function dieUnder(requests: number, way: string) {
  writeFileSync(dieFile, way)
  while (existsSync(dieFile)) await new Promise((resolve) => setTimeout(resolve, 5))
  const open = Array.from({ length: requests }, () =>
    fetch(`${origin}/api/v1/places?limit=1`).then(({ status }) => status),
  )
  // Connections are taken in their order: one that asks for no data and has its answer came after all others.
  await fetch(`${origin}/healthz`)
  writeFileSync(`${dieFile}.now`, '')
  return Promise.all(open)
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'yike-death-'))
  dieFile = path.join(folder, 'die')
  const killer = path.join(folder, 'killer.mjs')
  writeFileSync(killer, KILLER)
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  product = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    env: {
      ...process.env,
      MONGODB_URI: '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      DATA_DIR: await demoFolder(),
      DIE_FILE: dieFile,
      NODE_OPTIONS: `--import ${pathToFileURL(killer).href} --max-old-space-size=${HEAP_MB}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [product.stdout!, product.stderr!])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await untilReady()
})
// Whatever else the product died of is in its log alone.
beforeEach(() => onTestFailed(() => void process.stdout.write(printed)))
afterAll(async () => {
  product.kill('SIGTERM')
  await once(product, 'exit')
  rmSync(folder, { recursive: true, force: true })
})

it('answers open requests 503, says why in the log and is back within two seconds when its database dies', async () => {
  const ways = {
    'an exit': 'the thread of the database has ended',
    'an error that nobody caught': 'thrown on purpose',
    'no memory left': 'heap out of memory',
  }
  const took: number[] = []
  for (const [way, reason] of Object.entries(ways)) {
    const before = printed.length
    expect(await dieUnder(10, way), way).toEqual(Array.from({ length: 10 }, () => 503))
    const dead = performance.now()
    await expect.poll(() => printed.slice(before)).toContain('一刻停了（75），现在重新启动。')
    await untilReady()
    took.push(performance.now() - dead)

    const fatal = printed
      .slice(before)
      .split('\n')
      .find((line) => line.startsWith('{"level":60'))
    expect(JSON.parse(fatal!), way).toMatchObject({ msg: expect.stringContaining('the database has ended') as string })
    expect(fatal).toContain(reason)
    expect((await fetch(`${origin}/api/v1/places?limit=1`)).status).toBe(200)
  }
  // The best of three, and a process that shares a core with others gets its share of it.
  const sharing = Math.max(1, loadavg()[0]! / availableParallelism())
  const shown = `restarts took ${took.map(Math.round).join(', ')} ms, ${sharing.toFixed(1)} to a core`
  process.stdout.write(`${shown}\n`)
  expect(Math.min(...took), shown).toBeLessThan(RESTARTED_WITHIN_MS * sharing)
})

it('starts again after a crash of native code, which ends the whole process', async () => {
  const before = printed.length
  await dieUnder(0, 'a crash')

  await expect.poll(() => printed.slice(before), { timeout: 10_000 }).toContain('一刻停了（SIGSEGV），现在重新启动。')
  await untilReady()

  expect((await fetch(`${origin}/api/v1/places?limit=1`)).status).toBe(200)
})
