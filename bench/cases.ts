import { loadavg } from 'node:os'
import mongoose, { Types } from 'mongoose'
import { ListStaffCases } from '@yike/shared/cases/schemas'
import { dayOf } from '@yike/shared/time/china'
import { casesPerDay, countCases, firstDue, rateCases } from '../admin-api/src/cases/counts'
import { describeCases } from '../admin-api/src/cases/describe'
import { duplicatesOf, findDuplicates } from '../admin-api/src/cases/duplicates'
import { fileCase } from '../admin-api/src/cases/file'
import { listForStaff } from '../admin-api/src/cases/list'
import { CaseModel, type CaseRecord } from '../admin-api/src/cases/model'
import { rateTable } from '../admin-api/src/cases/rates'
import { rebuildTallies } from '../admin-api/src/cases/rebuild-tallies'
import { connect, disconnect, makeIndexes } from '../admin-api/src/database'
import { DOMAINS } from '../admin-api/src/domains'
import type { Actor } from '../admin-api/src/http/policy'
import { joinDomains } from '../admin-api/src/join-domains'
import { buildDistrict, NOW, numbers, type District } from './cases-fill'
import { onMinidb } from './minidb'
import { useProductSecret } from './product'
import { writeReport, type Figures } from './questions'

/**
 * `npm run bench:cases`: what staff and residents ask of a million cases of a district, one question after the other, as
 * the routes ask it, without HTTP; before each list a step of another process on one case, which the answer must know.
 * A report costs what it costs among a thousand cases and among all. minidb without an argument, with
 * `-- --mongodb mongodb://…` that server; `-- --cases 100000` sets another number.
 */
const given = process.argv.slice(2)
const option = (name: string) => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined)
const CASES = Number(option('--cases') ?? 1_000_000)
const FEW = 1000
const ASKED = 100
const SUBMITTED = 100

/** Asks the same question some times; with a limit in seconds, after which it is asked no more. */
async function ask(
  what: string,
  question: (n: number) => Promise<number>,
  {
    before,
    times = ASKED,
  }: {
    before?: (n: number) => Promise<unknown>
    times?: number
  } = {},
): Promise<Figures> {
  const took: number[] = []
  let [found, cpu] = [0, 0]
  const end = performance.now() + MOST_SECONDS * 1000
  for (let n = 0; n < times && (n < FEWEST || performance.now() < end); n++) {
    await before?.(n)
    const [at, used] = [performance.now(), process.cpuUsage()]
    found += await question(n)
    took.push(performance.now() - at)
    const { user, system } = process.cpuUsage(used)
    cpu += user + system
  }
  const asked = took.length
  took.sort((a, b) => a - b)
  const [p50, p99, max] = [took[asked >> 1]!, took[Math.floor(asked * 0.99)]!, took.at(-1)!]
  const figures = { what, p50, p99, max, cpu: cpu / 1000 / asked, found: found / asked, load: loadavg()[0]! }
  process.stderr.write(`${what}: p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)}, ${asked} times\n`)
  return figures
}
const MOST_SECONDS = 6
const FEWEST = 5

const submit = (what: string, { resident }: District) =>
  ask(
    what,
    async () => {
      await fileCase(
        resident.actor,
        new Types.ObjectId().toString(),
        { kind: 'complaint', description: '楼下路灯灭了好几天', address: '3号楼', photoIds: [], anonymous: false },
        NOW,
      )
      return 1
    },
    { times: SUBMITTED },
  )

/** The durable write of one number: what a disk takes for it at that moment. */
const bareWrite = (n: number) =>
  mongoose.connection.collection('bare').updateOne({ name: 'one' }, { $set: { n } }, { upsert: true })
const writes = (when: string) =>
  ask(`a bare write, ${when}`, async (n) => (await bareWrite(n), 1), { times: SUBMITTED })

/** Waits until the disk has written what was filled in: at most two minutes. */
async function settle(usual: number) {
  for (const end = performance.now() + 120_000; performance.now() < end;) {
    const at = performance.now()
    for (let n = 0; n < 20; n++) await bareWrite(n)
    if ((performance.now() - at) / 20 < 2 * usual) return
  }
}

/** The list as its route reads it: the page, what describes it, the counts. */
async function list(actor: Actor, asked: object) {
  const { items } = await listForStaff(actor, ListStaffCases.parse(asked), NOW)
  await describeCases(items)
  return items.length
}

async function lists({ staff, clerk, assignees, categories }: District) {
  const complaint = { kind: 'complaint', categoryId: String(categories.complaint) }
  const asked: [string, Actor, object][] = [
    ['open, by limit: kind, category, photos', staff, { view: 'open', sort: 'due', ...complaint, hasPhotos: 'true' }],
    [
      'open, newest: kind, assignee, photos',
      staff,
      { view: 'open', sort: 'newest', kind: 'complaint', assigneeId: String(assignees[0]), hasPhotos: 'true' },
    ],
    ['late, by limit, no filter', staff, { view: 'late', sort: 'due' }],
    ['every state, newest: kind, category, photos', staff, { sort: 'newest', ...complaint, hasPhotos: 'true' }],
    ['every state, by limit: kind, category, photos', staff, { sort: 'due', ...complaint, hasPhotos: 'true' }],
    [
      'closed, newest: kind, category, photos',
      staff,
      { state: 'closed', sort: 'newest', ...complaint, hasPhotos: 'true' },
    ],
    [
      'returned, newest: kind, category, photos',
      staff,
      { state: 'returned', sort: 'newest', ...complaint, hasPhotos: 'true' },
    ],
    ['one community, open, by limit: the same', clerk, { view: 'open', sort: 'due', ...complaint, hasPhotos: 'true' }],
    ['one community, every state, newest: the same', clerk, { sort: 'newest', ...complaint, hasPhotos: 'true' }],
    ['one community, closed, newest', clerk, { state: 'closed', sort: 'newest' }],
  ]
  const first = (await CaseModel.findOne({}, { _id: 1 }).lean())!._id
  const step = (n: number) =>
    CaseModel.collection.updateOne({ _id: first }, { $set: { changedAt: new Date(), hasPhotos: n % 2 === 0 } })
  const figures: Figures[] = []
  for (const [what, actor, input] of asked) figures.push(await ask(what, () => list(actor, input), { before: step }))
  return figures
}

/** The part of the first page that is about cases. */
async function firstPage(actor: Actor) {
  const [, due, , week] = await Promise.all([
    countCases(actor, NOW),
    firstDue(actor, NOW, 8),
    rateCases(actor, NOW),
    casesPerDay(actor, NOW, 7),
  ])
  return due.length + week.length
}

async function dashboards({ staff, clerk }: District) {
  const year = { from: `${Number(dayOf(NOW).slice(0, 4)) - 1}-12`, until: dayOf(NOW).slice(0, 7) }
  return [
    await ask('a year by month', async () => (await rateTable(staff, { by: 'month', ...year }, NOW)).rows.length),
    await ask('a year by receiver', async () => (await rateTable(staff, { by: 'receiver', ...year }, NOW)).rows.length),
    await ask('the first page of the district', () => firstPage(staff)),
    await ask('the first page of one community, with cases of their own', () => firstPage(clerk)),
  ]
}

async function duplicates({ staff, resident }: District) {
  const random = numbers(5)
  const open = await CaseModel.find({ state: 'submitted' }).limit(ASKED).lean<CaseRecord[]>()
  return [
    await ask('of a case, for staff', async (n) => (await duplicatesOf(staff, open[n % open.length]!)).length),
    await ask('of what a resident writes, with a position', async () => {
      const position = { lng: 118.4935 + (random() - 0.5) * 0.018, lat: 37.4605 + (random() - 0.5) * 0.018 }
      const input = { kind: 'complaint', description: '楼下路灯灭了好几天，晚上看不见路', position } as const
      return (await findDuplicates(resident.actor, input, NOW)).length
    }),
  ]
}

const seconds = async (work: () => Promise<unknown>) => {
  const at = performance.now()
  await work()
  return (performance.now() - at) / 1000
}

async function measure(uri: string) {
  joinDomains(DOMAINS)
  await connect(uri, `yike_cases_${Math.floor(performance.timeOrigin)}`)
  try {
    await makeIndexes()
    const district = await buildDistrict()
    await district.fillTo(FEW)
    await submit('warm', district)
    const bare = await writes('before')
    const few = await submit(`a report among ${FEW.toLocaleString('en')} cases`, district)
    const filling = await seconds(() => district.fillTo(CASES))
    process.stderr.write(`filled in ${filling.toFixed(0)} s\n`)
    await settle(bare.p50)
    await submit('warm', district)
    const later = await writes('after')
    const many = await submit(`a report among ${CASES.toLocaleString('en')} cases`, district)
    const heap = process.memoryUsage().heapUsed + process.memoryUsage().external
    const cold = await seconds(() => list(district.staff, { view: 'open', sort: 'due' }))
    const known = (process.memoryUsage().heapUsed + process.memoryUsage().external - heap) / 2 ** 20
    process.stderr.write(`first list ${cold.toFixed(1)} s, ${known.toFixed(0)} MB\n`)
    const listed = await lists(district)
    const compared = await duplicates(district)
    const tallying = await seconds(rebuildTallies)
    process.stderr.write(`tallied in ${tallying.toFixed(0)} s\n`)
    const gathered = await dashboards(district)
    return {
      filling,
      tallying,
      cold,
      known,
      few,
      many,
      figures: [bare, few, later, many, ...listed, ...compared, ...gathered],
    }
  } finally {
    await mongoose.connection.dropDatabase()
    await disconnect()
  }
}

useProductSecret()
const mongodb = option('--mongodb')
const { filling, tallying, cold, known, few, many, figures } = mongodb
  ? await measure(mongodb)
  : await onMinidb(measure)
writeReport({
  name: 'cases',
  mongodb,
  how: `${CASES.toLocaleString('en')} cases of forty communities, a tenth of them open; each question up to ${ASKED} times (reports ${SUBMITTED}) or ${MOST_SECONDS} s, one after the other`,
  beside: `Filled in ${filling.toFixed(0)} s; all tallies counted in ${tallying.toFixed(0)} s. The first list of the process: ${cold.toFixed(1)} s; what it keeps in memory: ${known.toFixed(0)} MB. A report among all costs ${(many.p50 / few.p50).toFixed(2)} times one among ${FEW.toLocaleString('en')}.`,
  figures,
})
