import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { dayOf } from '@yike/shared/time/china'
import { connect, disconnect } from '../admin-api/src/database'
import { freePort } from '../minidb/src/free-port'
import { buildParts } from '../scripts/build'
import type { Product } from '../tests/support/product'
import { dearer, type Row } from './against'
import { addResidents, copyCommunity, findAskers, RESIDENTS } from './fill'
import { load, type Shot } from './load'
import { CONNECTIONS, measured } from './measured'
import { onMinidb } from './minidb'
import { MORNING, morningShots, PAGES, shotOf, type Askers, type PageName } from './pages'
import { processesLike, product, useProductSecret } from './product'
import { startRelay, type Traffic } from './relay'

/**
 * `npm run bench`: what each page costs, and a morning of all of them, at one community and at fifty, beside a Koa that
 * answers the same bytes from memory in the same run. On minidb; `-- --mongodb mongodb://…` on that server instead.
 * `-- --only "home;places near a point"` measures these, `-- --communities 1` one community alone; `-- --against FILE`
 * prints what got dearer since those figures. Figures go to bench/results. `-- --long` then kills processes fifty times
 * over (tests/race, minidb/durability).
 *
 * CPU milliseconds are those of the processes, so other work on the machine hardly changes them; rates and times it does.
 */
const COUNTED = 20

const IDLE = 'idle, a second'
/** Commands a second of a process that nobody asks anything, by the number of communities. */
const idleCommands: Record<number, number> = {}

const given = process.argv.slice(2)
const option = (name: string) => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined)
const sizes = (option('--communities') ?? '1,50').split(',').map(Number)
const pages = (option('--only')?.split(';') ?? Object.keys(PAGES)) as PageName[]

const shotsOf = (page: PageName, askers: Askers) => (count: number) =>
  Array.from({ length: count }, (_, n) => shotOf(page, askers, n))

/** The CPU of Koa alone for the answer of each page, in a process of its own. */
async function bareKoa({ origin }: Product, askers: Askers): Promise<Map<string, number>> {
  const port = await freePort()
  const script = path.join(import.meta.dirname, 'bare-koa.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers: Record<string, unknown> = {}
  for (const page of pages) {
    const { path, headers } = shotOf(page, askers, 0)
    answers[path] = await (await fetch(`${origin}${path}`, { headers })).json()
  }
  child.stdin.end(JSON.stringify(answers))
  await once(child.stdout, 'data')
  const figures = new Map<string, number>()
  for (const page of pages) {
    const shots = (count: number) => Array<Shot>(count).fill(shotOf(page, askers, 0))
    const { cpuPerRequest } = await measured(`http://127.0.0.1:${port}`, shots, { koa: () => [child.pid!] })
    figures.set(page, cpuPerRequest.koa!)
  }
  child.kill()
  return figures
}

/** Commands and bytes of some requests for each page, one after the other; what idle jobs ask is taken off. */
async function counted(uri: string, askers: Askers): Promise<Map<string, Traffic>> {
  const relay = await startRelay(uri)
  const relayed = new URL(uri)
  relayed.host = `127.0.0.1:${relay.port}`
  relayed.search = '?directConnection=true'
  const one = await product(relayed.href)
  const during = async (work: () => Promise<unknown>) => {
    const { commands, bytesRead } = relay.traffic
    const begun = performance.now()
    await work()
    const seconds = (performance.now() - begun) / 1000
    return { seconds, commands: relay.traffic.commands - commands, bytesRead: relay.traffic.bytesRead - bytesRead }
  }
  const figures = new Map<string, Traffic>()
  try {
    await wait(2000)
    const idle = await during(() => wait(5000))
    const perSecond = { commands: idle.commands / idle.seconds, bytesRead: idle.bytesRead / idle.seconds }
    figures.set(IDLE, perSecond)
    const count = async (name: string, shots: Shot[]) => {
      await load(one.origin, shots, 1, {})
      const { seconds, commands, bytesRead } = await during(() => load(one.origin, shots, 1, {}))
      figures.set(name, {
        commands: Math.max(0, commands - perSecond.commands * seconds) / shots.length,
        bytesRead: Math.max(0, bytesRead - perSecond.bytesRead * seconds) / shots.length,
      })
    }
    for (const page of pages) await count(page, shotsOf(page, askers)(COUNTED))
    await count('morning', morningShots(askers, 100))
  } finally {
    await one.stop()
    relay.stop()
  }
  return figures
}

async function measureSize(communities: number, uri: string, database: () => readonly number[]): Promise<Row[]> {
  await connect(uri)
  const askers = await findAskers()
  await disconnect()
  const traffic = await counted(uri, askers)
  const one = await product(uri)
  const rows: Row[] = []
  try {
    const floor = await bareKoa(one, askers)
    const measure = async (page: string, shots: (count: number) => Shot[]) => {
      const figures = await measured(one.origin, shots, { api: () => [one.process.pid!], database })
      const { perSecond, p50, p99, cpuPerRequest, bytesPerRequest } = figures
      const { commands, bytesRead } = traffic.get(page)!
      rows.push({
        ...{ communities, page, perSecond, p50, p99, commands, readBytes: bytesRead, bytes: bytesPerRequest },
        ...{ api: cpuPerRequest.api!, database: cpuPerRequest.database!, bareKoa: floor.get(page) ?? null },
      })
      process.stderr.write(`${lineOf(rows.at(-1)!)}\n`)
    }
    for (const page of pages) await measure(page, shotsOf(page, askers))
    await measure('morning', (count) => morningShots(askers, count))
  } finally {
    await one.stop()
  }
  idleCommands[communities] = traffic.get(IDLE)!.commands
  return rows
}

async function measure(uri: string, database: () => readonly number[]): Promise<Row[]> {
  useProductSecret()
  const address = new URL(uri)
  address.pathname = `/yike_bench_${Date.now()}`
  await (await product(address.href)).stop()
  const rows: Row[] = []
  for (const communities of sizes) {
    await connect(address.href)
    if (communities === 1) await addResidents()
    else await copyCommunity(communities - 1)
    await disconnect()
    rows.push(...(await measureSize(communities, address.href, database)))
  }
  if (option('--mongodb')) {
    await connect(address.href)
    await (await import('mongoose')).default.connection.dropDatabase()
    await disconnect()
  }
  return rows
}

const ms = (value: number | null) => (value === null ? '' : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0))
const lineOf = (row: Row) =>
  [
    '',
    ...[row.page, row.communities, row.perSecond.toFixed(0), ms(row.p50), ms(row.p99), ms(row.api), ms(row.database)],
    ...[ms(row.bareKoa), row.commands.toFixed(1), (row.readBytes / 1000).toFixed(1), (row.bytes / 1000).toFixed(1), ''],
  ]
    .join(' | ')
    .trim()

await buildParts(['api'])
const mongodb = option('--mongodb')
const engine = mongodb ? 'mongodb' : 'minidb'
const rows = mongodb
  ? await measure(mongodb, () =>
      (option('--database-processes') ?? 'postgres,gateway').split(',').flatMap(processesLike),
    )
  : await onMinidb((uri, pid) => measure(uri, () => [pid]))
const load1 = loadavg()[0]!.toFixed(1)
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}, load ${load1} at the end`
const day = dayOf(new Date())
const text = [
  `# ${day}: npm run bench${mongodb ? ' -- --mongodb …' : ''}`,
  '',
  `${machine}; ${CONNECTIONS} connections; client, API and database share the cores; ${RESIDENTS} residents a community`,
  '',
  `The morning: ${MORNING.map(([page, share]) => `${share} % ${page}`).join(', ')}.`,
  '',
  `**${engine}**`,
  '',
  '| page | communities | requests/s | p50 ms | p99 ms | CPU ms API | CPU ms database | bare Koa | commands | KB read | KB sent |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows.map(lineOf),
  '',
  ...Object.entries(idleCommands).map(
    ([communities, commands]) =>
      `A process that nobody asks anything, ${communities} communities: ${commands.toFixed(1)} commands a second.`,
  ),
  '',
].join('\n')
const folder = path.join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
const name = option('--name') ?? 'pages'
writeFileSync(path.join(folder, `${day}-${name}-${engine}.md`), text)
writeFileSync(
  path.join(folder, `${day}-${name}-${engine}.json`),
  `${JSON.stringify({ machine, idleCommands, rows }, null, 2)}\n`,
)
console.log(text)

const before = option('--against')
if (before) console.log(dearer((JSON.parse(readFileSync(before, 'utf8')) as { rows: Row[] }).rows, rows))

if (given.includes('--long')) {
  const tests = spawn('npx', ['vitest', 'run', '--project', 'api', '--project', 'minidb', 'storm', 'durability'], {
    stdio: 'inherit',
    env: { ...process.env, KILLS: '50' },
  })
  const [code] = (await once(tests, 'exit')) as [number | null]
  process.exitCode = code ?? 1
}
