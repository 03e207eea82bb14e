import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import { addDays, dayOf } from '@yike/shared/time/china'
import { buildParts } from '../scripts/build'
import { freePort, startProduct } from '../tests/support/product'
import { load, type Figures, type Shot } from './load'

/**
 * `npm run bench`: places near me, and the race for the last places, each beside a Koa that answers the same bytes from
 * memory, on the same machine in the same run. On minidb; with `-- --mongodb mongodb://…` on that server as well. Raw
 * figures go to bench/results. `-- --long` then kills processes fifty times over (tests/race, minidb/durability).
 */
const NEAR = '/api/v1/places?near=118.4935,37.4605&walkMinutes=15'
const READS = 3000
const CONNECTIONS = 20
const RESIDENTS = 200
const PLACES = 50
const SITTINGS = 5
const PASSWORD = 'demo-yike-15'

interface Measured {
  what: string
  engine: string
  product: Figures
  bare: Figures
}

const json = async <Answer>(origin: string, where: string, token?: string, body?: unknown): Promise<Answer> => {
  const response = await fetch(`${origin}/api/v1${where}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'X-Client': 'weapp',
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const answer = (await response.json()) as Answer
  if (!response.ok) throw new Error(`${where}: ${JSON.stringify(answer)}`)
  return answer
}

/** The floor for an answer: Koa with the same bytes, in a process of its own. */
async function bare(body: unknown, shots: Shot[], connections: number): Promise<Figures> {
  const port = await freePort()
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'bare-koa.ts'), String(port)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  child.stdin.end(JSON.stringify(body))
  await once(child.stdout, 'data')
  const origin = `http://127.0.0.1:${port}`
  await load(origin, shots.slice(0, 500), connections, [])
  const figures = await load(origin, shots, connections, [child.pid!])
  child.kill()
  return figures
}

async function measure(engine: string, mongodbUri: string): Promise<Measured[]> {
  const product = await startProduct({
    MONGODB_URI: mongodbUri,
    REQUESTS_PER_SECOND: '100000',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    DEMO: '1',
    SECRET: 'only for this measurement, 32 characters',
  })
  const { origin } = product
  const pids = [product.process.pid!]
  try {
    const reads: Shot[] = Array.from({ length: READS }, () => ({ method: 'GET', path: NEAR }))
    await load(origin, reads.slice(0, 500), CONNECTIONS, [])
    const places: Measured = {
      what: 'places near me',
      engine,
      product: await load(origin, reads, CONNECTIONS, pids),
      bare: await bare(await json(origin, NEAR.slice('/api/v1'.length)), reads, CONNECTIONS),
    }

    const booked = await raceShots(origin)
    const race: Measured = {
      what: `race of ${RESIDENTS} for ${PLACES} places, ${SITTINGS} sittings`,
      engine,
      product: await load(origin, booked.shots, RESIDENTS, pids),
      bare: await bare(booked.sample, booked.shots, RESIDENTS),
    }
    const [given, refused] = [race.product.statuses[200] ?? 0, race.product.statuses[409] ?? 0]
    if (given !== PLACES * SITTINGS || given + refused !== booked.shots.length)
      throw new Error(`The race went wrong: ${JSON.stringify(race.product.statuses)}`)
    return [places, race]
  } finally {
    await product.stop()
  }
}

/** Signs 200 residents in, makes sittings of 50 places, and writes down what each of them sends. */
async function raceShots(origin: string) {
  const staff = await json<{ accessToken: string }>(origin, '/staff/auth/login', undefined, {
    username: 'admin',
    password: PASSWORD,
  })
  const { items: services } = await json<{ items: { id: string }[] }>(origin, '/services?category=meal')
  const made = await json<{ items: { id: string }[] }>(
    origin,
    `/staff/services/${services[0]!.id}/sittings`,
    staff.accessToken,
    {
      days: Array.from({ length: SITTINGS }, (_, n) => addDays(dayOf(new Date()), n + 2)),
      title: '加开',
      from: 1200,
      to: 1230,
      capacity: PLACES,
    },
  )
  const tokens: string[] = []
  for (let n = 0; n < RESIDENTS; n++) {
    const { accessToken } = await json<{ accessToken: string }>(origin, '/auth/wechat', undefined, {
      code: `demo:测速${n}`,
      consentVersion: '1',
    })
    tokens.push(accessToken)
  }
  const shots = made.items.flatMap(({ id }) =>
    tokens.map((token): Shot => ({
      method: 'POST',
      path: `/api/v1/sittings/${id}/bookings`,
      headers: { 'X-Client': 'weapp', Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() },
      body: {},
    })),
  )
  const sample = await json(origin, '/me/bookings', tokens[0])
  return { shots, sample }
}

const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0)
const line = (name: string, { perSecond, p50, p99, cpuPerRequest }: Figures) =>
  `| ${name} | ${perSecond.toFixed(0)} | ${ms(p50)} | ${ms(p99)} | ${ms(cpuPerRequest)} |`

function tableOf({ what, engine, product, bare: floor }: Measured) {
  return [
    `**${what}, ${engine}**: ${((product.perSecond / floor.perSecond) * 100).toFixed(0)} % of the requests a second of the bare Koa`,
    '',
    '| | requests/s | p50 ms | p99 ms | CPU ms/request |',
    '| --- | --- | --- | --- | --- |',
    line('product', product),
    line('bare Koa', floor),
    '',
  ].join('\n')
}

const given = process.argv.slice(2)
const mongodb = given.includes('--mongodb') ? given[given.indexOf('--mongodb') + 1] : undefined

await buildParts(['api'])
const measured = await measure('minidb', '')
if (mongodb) {
  const uri = new URL(mongodb)
  uri.pathname = `/yike_bench_${Date.now()}`
  measured.push(...(await measure('server at --mongodb', uri.href)))
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`
const day = dayOf(new Date())
const text = [`# ${day}: npm run bench`, '', machine, '', ...measured.map(tableOf)].join('\n')
const folder = path.join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, `${day}.md`), text)
writeFileSync(path.join(folder, `${day}.json`), `${JSON.stringify({ machine, measured }, null, 2)}\n`)
console.log(text)

if (given.includes('--long')) {
  const tests = spawn('npx', ['vitest', 'run', '--project', 'api', '--project', 'minidb', 'storm', 'durability'], {
    stdio: 'inherit',
    env: { ...process.env, KILLS: '50' },
  })
  const [code] = (await once(tests, 'exit')) as [number | null]
  process.exitCode = code ?? 1
}
