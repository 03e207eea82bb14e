import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import path from 'node:path'
import mongoose, { Types } from 'mongoose'
import { PLACE_CATEGORY_CODES } from '@yike/shared/directory/categories'
import { dayOf } from '@yike/shared/time/china'
import { connect, disconnect, makeIndexes } from '../admin-api/src/database'
import { findPlaces } from '../admin-api/src/directory/find'
import { PlaceModel, type Place } from '../admin-api/src/directory/model'
import { placeTokens } from '../admin-api/src/directory/place-record'
import { onMinidb } from './minidb'

/**
 * `npm run bench:directory`: the nearest places with filters among 1,000, 100,000 and 1,000,000, as dense as a town (60
 * to the km²) and within the same quarter of an hour; and search by words among 100,000. The verbs of the API are
 * called one after the other, the database is a process of its own: minidb, or with `-- --mongodb mongodb://…` that
 * server; each has a table of its own. `-- --sizes 1000,100000` sets other sizes; `-- --run NAME` keeps the databases
 * of the server and, given again, uses those. The smallest size is the reference of the others.
 */
const PER_KM2 = 60
const CORNER = { lng: 116, lat: 36 }
const KM_PER_DEGREE = 111.195
const ASKED = 300
const BATCH = 2000
/** Each but for one character. */
const MISTYPED = ['食糖店', '颐圆长者', 'tangshi', 'yaofamg']
const WORDS = ['食堂', '药房', 'shitang', 'st', 'yaofang', '济南路', '便民', '理发', 'lf', '颐园 12', '文汇路 7 号']
const NAMES = ['颐园', '文汇', '青山', '济南路', '黄河', '东岸', '惠民', '百姓', '便民', '康乐']
const KINDS = ['长者食堂', '大药房', '理发店', '便利店', '菜店', '服务站', '活动室', '维修铺']

const given = process.argv.slice(2)
const option = (name: string) => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined)
const sizes = (option('--sizes') ?? '1000,100000,1000000').split(',').map(Number)

/** The same numbers in every run (mulberry32). */
function numbers(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

interface Figures {
  what: string
  engine: string
  places: number
  p50: number
  p99: number
  /** Places found by a question on average: equal work at every size. */
  found: number
  /** Load of the machine in the minute before: above 2 on two cores others were at work too. */
  load: number
}

const sideOf = (places: number) => Math.sqrt(places / PER_KM2) / KM_PER_DEGREE
/** Degrees of longitude are shorter here. */
const LNG = Math.cos((CORNER.lat * Math.PI) / 180)
const pointIn = (side: number, random: () => number, margin = 0) => ({
  lng: CORNER.lng + (margin + random() * (side - 2 * margin)) / LNG,
  lat: CORNER.lat + margin + random() * (side - 2 * margin),
})

/** Resumes where an interrupted run stopped: the numbers before are drawn all the same. */
async function fill(count: number, known: number) {
  const random = numbers(count)
  const side = sideOf(count)
  const communityId = new Types.ObjectId()
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  await makeIndexes()
  for (let start = 0; start < count; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - start) }, (_, n) => {
      const { lng, lat } = pointIn(side, random)
      const name = `${pick(NAMES)}${start + n}${pick(KINDS)}`
      const address = `${pick(NAMES)}路 ${Math.floor(random() * 200)} 号`
      const category = pick(PLACE_CATEGORY_CODES)
      return {
        ...{ communityId, areas: [communityId], name, address, category, phone: null, alert: null, about: '' },
        location: { type: 'Point', coordinates: [lng, lat] },
        hours: { rules: [{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1080 }], exceptions: [], holidays: 'same' },
        tokens: placeTokens({ name, address, category } as Place),
        ...{ status: 'active', accessibility: [], photoIds: [], verifiedAt: null, removed: false, revision: 1 },
        createdAt: new Date(),
      }
    })
    if (start + batch.length > known) await PlaceModel.collection.insertMany(batch, { ordered: false })
    if (start % 100_000 === 0) process.stderr.write(`${start} `)
  }
  process.stderr.write(`${count}\n`)
}

async function ask(what: string, engine: string, places: number, question: (n: number) => Promise<number>) {
  // Every question once before: data that is not in memory yet is read from the disk once, and tells nothing about the
  // search.
  for (let n = 0; n < ASKED; n++) await question(n)
  const took: number[] = []
  let found = 0
  for (let n = 0; n < ASKED; n++) {
    const begun = performance.now()
    found += await question(n)
    took.push(performance.now() - begun)
  }
  took.sort((a, b) => a - b)
  return {
    what,
    engine,
    places,
    p50: took[ASKED / 2]!,
    p99: took[Math.floor(ASKED * 0.99)]!,
    found: found / ASKED,
    load: loadavg()[0]!,
  }
}

const NOW = new Date('2026-11-24T02:00:00Z')

/**
 * All sizes are filled before the first is measured, so that the machine's other work at an hour is the same for all.
 * Databases that outlive the run are dropped, except those of a run that was given a name.
 */
async function measure(engine: string, uri: string, outlive: boolean): Promise<Figures[]> {
  const run = option('--run')
  const nameOf = (size: number) => `yike_bench_${size}_${run ?? Math.floor(performance.timeOrigin)}`
  for (const size of sizes) {
    await connect(uri, nameOf(size))
    const known = await PlaceModel.countDocuments()
    if (known < size) await fill(size, known)
    await disconnect()
  }
  const figures: Figures[] = []
  for (const size of sizes) {
    await connect(uri, nameOf(size))
    try {
      figures.push(...(await askAll(engine, size)))
    } finally {
      if (outlive && !run) await mongoose.connection.dropDatabase()
      await disconnect()
    }
  }
  return figures
}

async function askAll(engine: string, size: number): Promise<Figures[]> {
  const random = numbers(7)
  const side = sideOf(size)
  // A quarter of an hour from the edge, so that every question finds as much.
  const points = Array.from({ length: ASKED }, () => pointIn(side, random, Math.min(0.0075, side / 3)))
  const near = (n: number) => ({ near: points[n % ASKED]!, walkMinutes: 15, pace: 'adult' as const, limit: 30 })
  const words = (list: readonly string[]) => (n: number) =>
    count({ walkMinutes: 15, pace: 'adult', limit: 30, q: list[n % list.length] })
  const figures = [
    await ask('near, a category, open now', engine, size, (n) =>
      count({ ...near(n), category: PLACE_CATEGORY_CODES[n % 5], openNow: true }),
    ),
    await ask('near', engine, size, (n) => count(near(n))),
  ]
  if (size === 100_000) {
    figures.push(await ask('words', engine, size, words(WORDS)))
    figures.push(await ask('words, mistyped', engine, size, words(MISTYPED)))
  }
  return figures
}

const count = async (search: Parameters<typeof findPlaces>[0]) => (await findPlaces(search, NOW)).items.length

function tableOf(engine: string, figures: readonly Figures[]) {
  const reference = (what: string) => figures.find((one) => one.what === what)!
  return [
    `**${engine}**`,
    '',
    '| question | places | p50 ms | p99 ms | p50 beside the smallest | found | load |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...figures.map(
      ({ what, places, p50, p99, found, load }) =>
        `| ${what} | ${places.toLocaleString('en')} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${(p50 / reference(what).p50).toFixed(2)} | ${found.toFixed(0)} | ${load.toFixed(1)} |`,
    ),
    '',
  ].join('\n')
}

const mongodb = option('--mongodb')
const engine = mongodb ? 'mongodb' : 'minidb'
const figures = mongodb ? await measure(engine, mongodb, true) : await onMinidb((uri) => measure('minidb', uri, false))
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`
const day = dayOf(new Date())
const text = [
  `# ${day}: npm run bench:directory${mongodb ? ' -- --mongodb …' : ''}`,
  '',
  `${machine}; ${ASKED} questions each, asked before, one after the other`,
  '',
  tableOf(engine, figures),
].join('\n')
const results = path.join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
writeFileSync(path.join(results, `${day}-directory-${engine}.md`), text)
writeFileSync(
  path.join(results, `${day}-directory-${engine}.json`),
  `${JSON.stringify({ machine, figures }, null, 2)}\n`,
)
console.log(text)
