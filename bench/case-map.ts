import { loadavg } from 'node:os'
import mongoose, { Types } from 'mongoose'
import { CASE_KIND_CODES } from '@yike/shared/cases/kinds'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { mapForStaff } from '../admin-api/src/cases/case-map'
import { listForStaff } from '../admin-api/src/cases/list'
import { CaseModel, CaseWordsModel } from '../admin-api/src/cases/model'
import { connect, disconnect, makeIndexes } from '../admin-api/src/database'
import type { Actor } from '../admin-api/src/http/policy'
import { sealValue, useSealingSecrets } from '../admin-api/src/sealing'
import { numbers } from './cases-fill'
import { onMinidb } from './minidb'
import { writeReport, type Figures } from './questions'

/**
 * `npm run bench:case-map`: the staff's map of 100,000 open cases of a district of forty communities, with sealed
 * positions, clustered for what a screen shows. One question after the other, each after a step of another process on one
 * case, which the answer must know. The first question of a process opens every position: it stands by itself. minidb
 * without an argument, with `-- --mongodb mongodb://…` that server; `-- --cases 1000` sets another size.
 */
const given = process.argv.slice(2)
const option = (name: string) => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined)
const CASES = Number(option('--cases') ?? 100_000)
const COMMUNITIES = 40
const ASKED = 200
const BATCH = 2000
const NOW = new Date('2026-11-30T02:00:00Z')
const CORNER = { lng: 118.4, lat: 37.3 }
/** Degrees from west to east and from south to north: about twenty kilometres. */
const SIDE = 0.2

const district = new Types.ObjectId()
const actor: Actor = {
  ...{ personId: new Types.ObjectId(), sessionId: '', name: '陈静', areas: [district] },
  roles: [{ role: 'community_admin', areaId: district }],
}

async function fill() {
  const random = numbers(11)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  const communities = Array.from({ length: COMMUNITIES }, () => ({
    id: new Types.ObjectId(),
    x: random(),
    y: random(),
  }))
  const categories = Array.from({ length: 40 }, () => new Types.ObjectId())
  const staff = Array.from({ length: 80 }, () => new Types.ObjectId())
  await makeIndexes()
  for (let start = 0; start < CASES; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, CASES - start) }, (_, n) => {
      const community = pick(communities)
      const near = () => (random() + random() - 1) * 0.1
      const at = (middle: number) => Math.min(0.999, Math.max(0, middle + near())) * SIDE
      const position = { lng: CORNER.lng + at(community.x), lat: CORNER.lat + at(community.y) }
      const dueAt = new Date(NOW.getTime() + (random() * 12 - 2) * 86_400_000)
      const _id = new Types.ObjectId()
      const areas = [community.id, district]
      return {
        words: {
          ...{ _id, areas, title: '路灯灭了', description: null, address: null, photoIds: [], digest: '', at: NOW },
          position: random() < 0.95 ? sealValue('position', position) : null,
        },
        record: {
          ...{ _id, number: String(start + n).padStart(10, '0'), kind: pick(CASE_KIND_CODES), channel: 'app' },
          ...{ communityId: community.id, areas, reporterId: null, anonymous: false, hasPhotos: random() < 0.4 },
          ...{ filedAt: NOW, seq: 1, follows: 0, events: [], state: pick(OPEN_CASE_STATES) },
          ...{ assigneeId: pick(staff), categoryId: pick(categories), dueAt, dueOrder: dueAt },
          ...{ supervisedAt: random() < 0.03 ? NOW : null, changedAt: NOW, outbox: [] },
        },
      }
    })
    await CaseWordsModel.collection.insertMany(
      rows.map(({ words }) => words),
      { ordered: false },
    )
    await CaseModel.collection.insertMany(rows.map(({ record }) => record) as never[], { ordered: false })
  }
  return { categoryId: String(categories[0]), first: (await CaseModel.findOne({}, { _id: 1 }).lean())!._id }
}

const within = (share: number, random: () => number) => {
  const [west, south] = [CORNER.lng + random() * SIDE * (1 - share), CORNER.lat + random() * SIDE * (1 - share)]
  return { west, south, east: west + SIDE * share, north: south + SIDE * share }
}

async function measure(uri: string) {
  await connect(uri, `yike_case_map_${Math.floor(performance.timeOrigin)}`)
  try {
    const { categoryId, first } = await fill()
    const begun = performance.now()
    const whole = await mapForStaff(actor, { view: 'open' }, null, NOW)
    const cold = performance.now() - begun
    if (whole.total !== CASES) throw new Error(`The map knows ${whole.total} of ${CASES} cases.`)
    const ask = async (what: string, question: (n: number) => Promise<number>): Promise<Figures> => {
      const took: number[] = []
      let [found, cpu] = [0, 0]
      for (let n = 0; n < ASKED; n++) {
        await CaseModel.collection.updateOne(
          { _id: first },
          { $set: { changedAt: new Date(), hasPhotos: n % 2 === 0 } },
        )
        const [at, used] = [performance.now(), process.cpuUsage()]
        found += await question(n)
        took.push(performance.now() - at)
        const { user, system } = process.cpuUsage(used)
        cpu += user + system
      }
      took.sort((a, b) => a - b)
      const [p50, p99, max] = [took[ASKED / 2]!, took[Math.floor(ASKED * 0.99)]!, took.at(-1)!]
      return { what, p50, p99, max, cpu: cpu / 1000 / ASKED, found: found / ASKED, load: loadavg()[0]! }
    }
    const random = numbers(3)
    const clusters = async (asked: Partial<Parameters<typeof mapForStaff>[1]>) => {
      const map = await mapForStaff(actor, { view: 'open', ...asked }, null, NOW)
      JSON.stringify(map)
      return map.clusters.length
    }
    return {
      cold,
      heapMb: process.memoryUsage().heapUsed / 2 ** 20,
      figures: [
        await ask('everything, to fit', () => clusters({})),
        await ask('a quarter of the ground, zoom 14', () => clusters({ within: within(0.5, random), zoom: 14 })),
        await ask('a street, zoom 17', () => clusters({ within: within(0.05, random), zoom: 17 })),
        await ask('everything, late, one kind, one category', () =>
          clusters({ view: 'late', kind: 'complaint', categoryId }),
        ),
        await ask('the cases of one cluster', async () => {
          const asked = { view: 'open', sort: 'due', limit: 20, within: within(0.05, random) } as const
          const { counts } = await listForStaff(actor, asked, NOW)
          return counts.submitted + counts.accepted + counts.in_progress + counts.waiting
        }),
      ],
    }
  } finally {
    await mongoose.connection.dropDatabase()
    await disconnect()
  }
}

useSealingSecrets(['bench'])
const mongodb = option('--mongodb')
const { cold, heapMb, figures } = mongodb ? await measure(mongodb) : await onMinidb(measure)
writeReport({
  name: 'case-map',
  mongodb,
  how: `${CASES.toLocaleString('en')} open cases, ${ASKED} questions each, one after the other, a step on a case before each`,
  beside: `The first question of the process, which reads and opens every position: ${(cold / 1000).toFixed(1)} s. Heap afterwards: ${heapMb.toFixed(0)} MB.`,
  figures,
})
