import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { MongoClient, type Collection } from 'mongodb'
import { onMinidb } from './minidb'
import { GROUP, rowOf, type Row } from './rows'

/**
 * `npm run bench:databases`: the product's commands on its database, on minidb and, with `-- --mongodb mongodb://…`, on
 * that server in the same run; 1 and 20 clients, 1,000 and (`-- --large`) 1,000,000 documents of about 300 bytes.
 * Figures go to bench/results. The other server should write to disk before it answers (MONGO_SYNC=on), as minidb does.
 */
interface Figure {
  engine: string
  documents: number
  clients: number
  what: string
  perSecond: number
  p50: number
  p99: number
}

const SECONDS = 3
const LARGE = 1_000_000

async function fill(rows: Collection<Row>, documents: number) {
  await rows.drop().catch(() => undefined)
  await rows.createIndex({ g: 1 })
  const BATCH = 2000
  for (let from = 0; from < documents; from += BATCH)
    await rows.insertMany(Array.from({ length: Math.min(BATCH, documents - from) }, (_, n) => rowOf(from + n)))
}

const quantile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!

/** Sends commands for some seconds with this many clients at once. */
async function rate(clients: number, ask: (n: number) => Promise<unknown>) {
  const times: number[] = []
  let n = 0
  const begun = performance.now()
  const end = begun + SECONDS * 1000
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        const at = performance.now()
        await ask(n++)
        times.push(performance.now() - at)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  return { perSecond: times.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

async function measure(engine: string, uri: string, documents: number): Promise<Figure[]> {
  const client = await new MongoClient(uri, { maxPoolSize: 30 }).connect()
  const rows = client.db('bench').collection<Row>('rows')
  const figures: Figure[] = []
  const add = async (what: string, clients: number, ask: (n: number) => Promise<unknown>) => {
    const figure = { engine, documents, clients, what, ...(await rate(clients, ask)) }
    figures.push(figure)
    process.stdout.write(
      `${engine} ${documents} ${clients} ${what}: ${figure.perSecond.toFixed(1)}/s p50 ${figure.p50.toFixed(2)} p99 ${figure.p99.toFixed(2)}\n`,
    )
  }
  const any = () => Math.floor(Math.random() * documents)
  try {
    await fill(rows, documents)
    let next = documents
    for (const clients of [1, 20]) {
      await add('find by _id', clients, () => rows.findOne({ _id: any() }))
      await add('indexed find of 20', clients, () => rows.find({ g: Math.floor(any() / GROUP) }).toArray())
      await add('count by index', clients, () => rows.countDocuments({ g: Math.floor(any() / GROUP) }))
      await add('insert', clients, () => rows.insertOne(rowOf(next++)))
      await add('conditional update', clients, () => rows.updateOne({ _id: any(), state: 'open' }, { $inc: { s: 1 } }))
    }
    const some = (count: number) => Array.from({ length: count }, any)
    await add('$in of 501', 1, () => rows.find({ _id: { $in: some(501) } }).toArray())
    await add('distinct', 1, () => rows.distinct('state'))
    await add('findOne without an index', 1, () => rows.findOne({ s: -1 }))
    await add('sort and limit 10 without an index', 1, () => rows.find().sort({ s: -1 }).limit(10).toArray())
    await add('countDocuments({})', 1, () => rows.countDocuments({}))
    let scanning = true
    const scan = (async () => {
      while (scanning) await rows.findOne({ s: -1 })
    })()
    await add('find by _id beside a scan', 1, () => rows.findOne({ _id: any() }))
    scanning = false
    await scan
    await client.db('bench').dropDatabase()
  } finally {
    await client.close()
  }
  return figures
}

const asked = process.argv.indexOf('--mongodb')
const other = asked > 0 ? process.argv[asked + 1] : undefined
const sizes = process.argv.includes('--large') ? [1000, LARGE] : [1000]
const figures: Figure[] = []
for (const documents of sizes) {
  figures.push(...(await onMinidb((uri) => measure('minidb', uri, documents))))
  if (other) figures.push(...(await measure('mongodb', other, documents)))
}

const date = new Date().toISOString().slice(0, 10)
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0)
const lines = figures
  .filter(({ engine }) => engine === 'minidb')
  .map((own) => {
    const theirs = figures.find(
      (one) =>
        one.engine !== 'minidb' &&
        one.documents === own.documents &&
        one.clients === own.clients &&
        one.what === own.what,
    )
    const beside = theirs
      ? `${theirs.perSecond.toFixed(1)} | ${ms(theirs.p99)} | ${(own.perSecond / theirs.perSecond).toFixed(2)}`
      : '| | '
    return `| ${own.documents} | ${own.clients} | ${own.what} | ${own.perSecond.toFixed(1)} | ${ms(own.p50)} | ${ms(own.p99)} | ${beside} |`
  })
const to = path.resolve(import.meta.dirname, 'results', `${date}-databases`)
writeFileSync(`${to}.json`, `${JSON.stringify(figures, null, 2)}\n`)
writeFileSync(
  `${to}.md`,
  [
    `# minidb${other ? ' beside a second server with MONGO_SYNC=on' : ''}, ${date}`,
    '',
    `\`npm run bench:databases --${sizes.length > 1 ? ' --large' : ''}${other ? ' --mongodb …' : ''}\`, ${cpus().length} cores, Node ${process.version}, load average ${readFileSync('/proc/loadavg', 'utf8').split(' ')[1]} over five minutes. Share: minidb's requests a second by the other's.`,
    '',
    '| documents | clients | what | minidb /s | p50 ms | p99 ms | other /s | other p99 ms | share |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n'),
)
