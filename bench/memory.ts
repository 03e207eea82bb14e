import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient, type Collection } from 'mongodb'
import { freePort } from '../minidb/src/free-port'
import { GROUP, rowOf, type Row } from './rows'

/**
 * `npm run bench:memory`: minidb on 1,000,000 documents of about 300 bytes and an index, with a heap of 256 MB: how long a
 * start takes, after a stop and after a kill, and how much memory it holds then and under load; how long a find by _id
 * takes beside the building of an index and a drop. Figures go to bench/results.
 */
const DOCUMENTS = Number(process.argv[2] ?? 1_000_000)
const HEAP_MB = 256
const LOAD_SECONDS = 20

interface Running {
  child: ChildProcess
  rows: Collection<Row>
  client: MongoClient
  startMs: number
}

const folder = mkdtempSync(path.join(tmpdir(), 'yike-memory-'))

/** Until the first answer. */
async function start(): Promise<Running> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', 'scripts/db.ts'], {
    env: { ...process.env, DATA_DIR: folder, DB_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const startMs = performance.now() - begun
  const client = await new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`).connect()
  return { child, client, rows: client.db('bench').collection<Row>('rows'), startMs }
}

async function end({ child, client }: Running, signal: NodeJS.Signals) {
  await client.close()
  child.kill(signal)
  await once(child, 'exit')
}

/** Megabytes by a field of smaps_rollup: `Pss` counts a page of the file that is mapped like any other. */
function memoryOf({ child }: Running) {
  const text = readFileSync(`/proc/${child.pid}/smaps_rollup`, 'utf8')
  const mb = (name: string) => Math.round(Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)![1]) / 1024)
  return { pss: mb('Pss'), anonymous: mb('Pss_Anon'), file: mb('Pss_File') }
}
const shown = ({ pss, anonymous, file }: ReturnType<typeof memoryOf>) =>
  `${pss} MB (${anonymous} MB its own, ${file} MB pages of the mapped file)`

async function fill(rows: Collection<Row>) {
  await rows.createIndex({ g: 1 })
  const BATCH = 2000
  for (let from = 0; from < DOCUMENTS; from += BATCH)
    await rows.insertMany(Array.from({ length: Math.min(BATCH, DOCUMENTS - from) }, (_, n) => rowOf(from + n)))
}

const any = () => Math.floor(Math.random() * DOCUMENTS)

/** Twenty clients with the product's commands for some seconds; the highest memory seen. */
async function load(server: Running) {
  const { rows } = server
  const asks = [
    () => rows.findOne({ _id: any() }),
    () => rows.find({ g: Math.floor(any() / GROUP) }).toArray(),
    () => rows.countDocuments({ g: Math.floor(any() / GROUP) }),
    () => rows.updateOne({ _id: any(), state: 'open' }, { $inc: { s: 1 } }),
  ]
  const end = performance.now() + LOAD_SECONDS * 1000
  let highest = memoryOf(server)
  const watch = setInterval(() => {
    const now = memoryOf(server)
    if (now.pss > highest.pss) highest = now
  }, 500)
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      while (performance.now() < end) await asks[n % asks.length]!()
    }),
  )
  clearInterval(watch)
  return highest
}

/** Times of a find by _id while a work lasts. */
async function beside({ rows }: Running, work: Promise<unknown>) {
  let under = true
  const begun = performance.now()
  const done = work.finally(() => (under = false))
  const times: number[] = []
  while (under) {
    const at = performance.now()
    await rows.findOne({ _id: any() })
    times.push(performance.now() - at)
  }
  await done
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1)
  return `${((performance.now() - begun) / 1000).toFixed(1)} s; a find by _id meanwhile: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${times.length} finds)`
}

const lines: [string, string][] = []
const note = (what: string, figure: string) => {
  lines.push([what, figure])
  process.stdout.write(`${what}: ${figure}\n`)
}

try {
  let server = await start()
  note('start on an empty folder', `${Math.round(server.startMs)} ms`)
  await fill(server.rows)
  note('PSS after filling', shown(memoryOf(server)))
  await end(server, 'SIGTERM')
  server = await start()
  note('start after a stop', `${Math.round(server.startMs)} ms`)
  note('PSS after that start', shown(memoryOf(server)))
  note('PSS at most under load, 20 clients', shown(await load(server)))
  await end(server, 'SIGKILL')
  server = await start()
  note('start after a kill', `${Math.round(server.startMs)} ms`)
  await server.rows.countDocuments({})
  await server.rows.findOne({ s: -1 })
  await server.rows.find().sort({ s: -1 }).limit(10).toArray()
  note('a scan and a sort', `answered; PSS then ${shown(memoryOf(server))}`)
  note('build of an index', await beside(server, server.rows.createIndex({ s: 1 })))
  note('updateMany of all', await beside(server, server.rows.updateMany({}, { $inc: { s: 1 } })))
  note('PSS after that', shown(memoryOf(server)))
  const others = server.client.db('bench').collection<Row>('others')
  await others.insertOne(rowOf(1))
  const cleared = server.rows.drop().then(() => new Promise((resolve) => setTimeout(resolve, LOAD_SECONDS * 1000)))
  note('drop, and the removal of its rows', await beside({ ...server, rows: others }, cleared))
  await end(server, 'SIGTERM')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const date = new Date().toISOString().slice(0, 10)
writeFileSync(
  path.resolve(import.meta.dirname, 'results', `${date}-memory.md`),
  [
    `# minidb on ${DOCUMENTS.toLocaleString('en')} documents with a heap of ${HEAP_MB} MB, ${date}`,
    '',
    `\`npm run bench:memory\`, ${cpus().length} cores, Node ${process.version}, load average ${readFileSync('/proc/loadavg', 'utf8').split(' ')[1]} over five minutes.`,
    '',
    '| what | figure |',
    '| --- | --- |',
    ...lines.map(([what, figure]) => `| ${what} | ${figure} |`),
    '',
  ].join('\n'),
)
