import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import mongoose, { Types } from 'mongoose'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import { BookingModel, type Sitting } from '../admin-api/src/booking/model'
import { connect, disconnect, makeIndexes } from '../admin-api/src/database'
import { buildCommunity, buildResident, buildSitting } from '../admin-api/src/testing/build'
import { buildParts } from '../scripts/build'
import { startProduct } from '../tests/support/product'
import { load, type Figures, type Shot } from './load'
import { onMinidb } from './minidb'
import { SECRET, useProductSecret } from './product'

/**
 * `npm run bench:booking`: residents who all book one sitting, five sittings one after another, and residents who are
 * refused a full one, through HTTP with sign-in, idempotency key, limits and outbox on, beside the bare conditional
 * `findOneAndUpdate` on the same database in the same round; and the sittings of 50 services over 30 days. Three rounds
 * for the compilers, the median of three more for the figure. On minidb, or with `-- --mongodb mongodb://…` on that
 * server. `-- --past 1000000` measures again with that many past bookings.
 */
const BOOKERS = 200
const FULL_AFTER_EACH_OTHER = 5
const REFUSED = 1000
const BARE = 2000
const ROUNDS = 3
const CONNECTIONS = 20
const SERVICES = 50
const DAYS = 30
const LISTED = 500

const option = (name: string) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
const past = Number(option('--past') ?? 0)

interface Row {
  what: string
  past: number
  perSecond: number
  p50: number | null
  p99: number | null
  /** Share of the bare update's throughput in the same round; null for reads. */
  share: number | null
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** One figure of several. */
const together = (figures: Figures[]) => ({
  perSecond:
    figures.reduce((sum, { requests }) => sum + requests, 0) /
    figures.reduce((sum, { requests, perSecond }) => sum + requests / perSecond, 0),
  p50: median(figures.map(({ p50 }) => p50)),
  p99: Math.max(...figures.map(({ p99 }) => p99)),
})
type Measured = ReturnType<typeof together>

/** Each changes the one counter while it is below its bound; how many a second. */
async function bareUpdates() {
  const counters = mongoose.connection.collection('bare_counters')
  const { insertedId: _id } = await counters.insertOne({ taken: 0, capacity: BARE })
  let left = BARE
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0)
        await counters.findOneAndUpdate(
          { _id, $expr: { $lte: [{ $add: ['$taken', 1] }, '$capacity'] } },
          { $inc: { taken: 1 } },
          { returnDocument: 'after' },
        )
    }),
  )
  return BARE / ((performance.now() - begun) / 1000)
}

async function seed() {
  const community = await buildCommunity()
  const tokens: string[] = []
  while (tokens.length <= REFUSED)
    tokens.push(
      ...(await Promise.all(Array.from({ length: 50 }, async () => (await buildResident({ community })).token))),
    )
  return { community, tokens }
}

const bookShot = (sitting: Sitting, token: string): Shot => ({
  method: 'POST',
  path: `/api/v1/sittings/${String(sitting._id)}/bookings`,
  headers: { 'X-Client': 'weapp', Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() },
  body: {},
})

/** Bookings of years ago: as many documents and index entries as a town makes. */
async function fillPast(count: number, areas: Types.ObjectId[]) {
  const known = await BookingModel.estimatedDocumentCount()
  const offer = { serviceId: new Types.ObjectId(), serviceName: '午餐', kind: 'meal', placeId: new Types.ObjectId() }
  const more = {
    placeName: '颐园长者食堂',
    address: '济南路 1 号',
    phone: '0546-8000000',
    position: { lng: 118, lat: 37 },
  }
  for (let made = known; made < count; made += 2000) {
    const rows = Array.from({ length: 2000 }, (_, n) => {
      const day = addDays('2025-12-01', Math.floor((made + n) / 4000))
      const startsAt = instantAt(day, 690)
      const personId = new Types.ObjectId()
      return {
        ...{ code: String(made + n), areas, sittingId: new Types.ObjectId(), sittingTitle: '午餐', menu: [] },
        offer: { ...offer, ...more, placeId: new Types.ObjectId() },
        ...{ day, startsAt, endsAt: instantAt(day, 750), cancelUntil: startsAt, seats: 1, personId },
        ...{ personName: '王秀英', bookedById: personId, bookedByName: '王秀英', channel: 'wechat' },
        ...{ state: 'checked_in', outbox: [], outboxSeq: 1, createdAt: startsAt },
      }
    })
    await BookingModel.collection.insertMany(rows, { ordered: false })
    if (made % 100_000 < 2000) process.stderr.write(`${made} `)
  }
}

const DIGESTING_MS = 10 * 60_000

/** Waits until the bare update is as fast as before: a server continues vacuuming for minutes after a million rows. */
async function digested(before: number) {
  const until = performance.now() + DIGESTING_MS
  while ((await bareUpdates()) < 0.9 * before && performance.now() < until) process.stderr.write('. ')
}

async function measure(engine: string, uri: string): Promise<Row[]> {
  useProductSecret()
  const name = `yike_bench_booking_${Date.now()}`
  await connect(uri, name)
  await makeIndexes()
  const { community, tokens } = await seed()
  const address = new URL(uri)
  address.pathname = `/${name}`
  const product = await startProduct({
    ...{ MONGODB_URI: address.href, SECRET, HOST: '127.0.0.1', NODE_ENV: 'production', LOG_LEVEL: 'error' },
    ...{ WECHAT_APPID: 'wx0000000000000000', WECHAT_SECRET: 'unused', REQUESTS_PER_SECOND: '100000' },
  })
  const shoot = (shots: Shot[], connections = CONNECTIONS) =>
    load(product.origin, shots, connections, { api: () => [product.process.pid!] })
  const rows: Row[] = []
  try {
    const services = Array.from({ length: SERVICES }, () => new Types.ObjectId())
    for (const serviceId of services)
      for (let ahead = 0; ahead < DAYS; ahead++)
        await buildSitting(community, {
          startsAt: instantAt(addDays(dayOf(new Date()), ahead), 1200),
          offer: { serviceId },
        })
    let ahead = 0
    const sitting = (capacity: number) =>
      buildSitting(community, {
        capacity,
        startsAt: instantAt(addDays(dayOf(new Date()), ++ahead), 690),
        opensAt: new Date(),
      })

    async function round() {
      const bare = await bareUpdates()
      const booked: Figures[] = []
      for (let n = 0; n < FULL_AFTER_EACH_OTHER; n++) {
        const one = await sitting(BOOKERS)
        const figures = await shoot(tokens.slice(0, BOOKERS).map((token) => bookShot(one, token)))
        if (figures.statuses[200] !== BOOKERS) throw new Error(JSON.stringify(figures.statuses))
        booked.push(figures)
      }
      const full = await sitting(1)
      await shoot([bookShot(full, tokens[0]!)])
      const refused = await shoot(tokens.slice(1, REFUSED + 1).map((token) => bookShot(full, token)))
      if (refused.statuses[409] !== REFUSED) throw new Error(JSON.stringify(refused.statuses))
      return { bare, booked: together(booked), refused: together([refused]) }
    }

    async function table(count: number) {
      const done: Awaited<ReturnType<typeof round>>[] = []
      for (let n = 0; n < 2 * ROUNDS; n++) done.push(await round())
      const counted = done.slice(ROUNDS)
      const row = (what: string, of: (one: (typeof done)[number]) => Measured) =>
        rows.push({
          ...{ what, past: count },
          perSecond: median(counted.map((one) => of(one).perSecond)),
          p50: median(counted.map((one) => of(one).p50)),
          p99: median(counted.map((one) => of(one).p99)),
          share: median(counted.map((one) => of(one).perSecond / one.bare)),
        })
      const bare = median(counted.map((one) => one.bare))
      rows.push({ what: 'bare conditional update', past: count, perSecond: bare, p50: null, p99: null, share: 1 })
      row('book one sitting', ({ booked }) => booked)
      row('refused a full sitting', ({ refused }) => refused)
      const [from, to] = [dayOf(new Date()), addDays(dayOf(new Date()), DAYS - 1)]
      const listing = (n: number): Shot => ({
        method: 'GET',
        path: `/api/v1/services/${String(services[n % SERVICES])}/sittings?from=${from}&to=${to}`,
      })
      const list = () =>
        shoot(
          Array.from({ length: LISTED }, (_, n) => listing(n)),
          1,
        )
      await list()
      rows.push({ what: 'sittings of a service over 30 days', past: count, ...together([await list()]), share: null })
    }

    await table(0)
    if (past > 0) {
      await fillPast(past, community.areas)
      await digested(rows[0]!.perSecond)
      await table(past)
    }
    return rows
  } finally {
    await product.stop()
    if (engine !== 'minidb') await mongoose.connection.dropDatabase()
    await disconnect()
  }
}

const figure = (value: number | null, digits = 1) => (value === null ? '' : value.toFixed(digits))

await buildParts(['api'])
const mongodb = option('--mongodb')
const engine = mongodb ? 'mongodb' : 'minidb'
const rows = mongodb ? await measure(engine, mongodb) : await onMinidb((uri) => measure(engine, uri))
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`
const day = dayOf(new Date())
const text = [
  `# ${day}: npm run bench:booking${mongodb ? ' -- --mongodb …' : ''}`,
  '',
  `${machine}; ${CONNECTIONS} connections; client, API and database share the cores`,
  '',
  `**${engine}**`,
  '',
  '| what | past bookings | a second | p50 ms | p99 ms | of the bare update |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows.map(
    (row) =>
      `| ${row.what} | ${row.past.toLocaleString('en')} | ${figure(row.perSecond, 0)} | ${figure(row.p50)} | ${figure(row.p99)} | ${figure(row.share, 2)} |`,
  ),
  '',
].join('\n')
const results = path.join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
writeFileSync(path.join(results, `${day}-booking-${engine}.md`), text)
writeFileSync(path.join(results, `${day}-booking-${engine}.json`), `${JSON.stringify({ machine, rows }, null, 2)}\n`)
console.log(text)
