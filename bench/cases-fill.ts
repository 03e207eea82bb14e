import { Types } from 'mongoose'
import { CASE_KIND_CODES } from '@yike/shared/cases/kinds'
import { OPEN_CASE_STATES, type CaseState } from '@yike/shared/cases/states'
import { loadFirstCategories } from '../admin-api/src/cases/categories'
import { newWords } from '../admin-api/src/cases/file'
import { CaseModel, CaseWordsModel, CategoryModel } from '../admin-api/src/cases/model'
import type { Actor } from '../admin-api/src/http/policy'
import { areasByIds } from '../admin-api/src/territory/areas'
import { buildCommunity, buildResident, CENTER, type BuiltPerson } from '../admin-api/src/testing/build'

/**
 * Cases of a district of forty communities, filed over a year: one in ten is open, two in a hundred are resolved and not
 * yet rated, the others are over. Open ones are newer, and each has its words, sealed as a report's are.
 */
export interface District {
  staff: Actor
  clerk: Actor
  resident: BuiltPerson
  assignees: Types.ObjectId[]
  categories: { complaint: Types.ObjectId; hazard: Types.ObjectId }
  /** Adds cases until there are so many. */
  fillTo(cases: number): Promise<void>
}

/** When a case came in, and the number between 0 and 1 that decides what became of it: open under a tenth. */
interface Arrival {
  chance: number
  daysAgo: number
}

export const NOW = new Date('2026-11-30T02:00:00Z')
const DAY_MS = 86_400_000
const COMMUNITIES = 40
const BATCH = 1000
/** As `dueOrderOf`: answered cases lie behind the others, the newest first. */
const ANSWERED_BEFORE_MS = 8e12
const TEXTS = [
  ...['楼下路灯灭了好几天，晚上看不见路', '单元门口垃圾堆着没人清，味道很大', '烧烤摊夜里十二点还在放音响'],
  ...['六号楼三单元暖气不热，只有十五度', '小区东门井盖松了，车压过去一响', '电梯停在四楼不动，老人下不来'],
  ...['健身器材断了一根横杆，孩子在玩', '绿化带里有人种菜浇粪', '消防通道停满了车，开不进去'],
]

/** The same numbers in every run (mulberry32). */
export function numbers(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export async function buildDistrict(): Promise<District> {
  const random = numbers(17)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  await loadFirstCategories()
  const community = await buildCommunity()
  const resident = await buildResident({ community, name: '王秀英' })
  const above = community.areas.filter((area) => !area.equals(community._id))
  const district = (await areasByIds(above)).find(({ level }) => level === 'district')!._id
  const places = Array.from({ length: COMMUNITIES }, (_, n) => ({
    areas: n === 0 ? community.areas : [new Types.ObjectId(), ...above],
    id: n === 0 ? community._id : new Types.ObjectId(),
    middle: { lng: CENTER.lng + (n % 8) * 0.02, lat: CENTER.lat + Math.floor(n / 8) * 0.02 },
  })).map((place, n) => (n === 0 ? place : { ...place, id: place.areas[0]! }))
  const all = await CategoryModel.find({}).lean()
  const leavesOf = (kind: string) =>
    all.filter(({ parentId, kinds }) => parentId !== null && (kinds as string[]).includes(kind)).map(({ _id }) => _id)
  const leaves = new Map(CASE_KIND_CODES.map((kind) => [kind, leavesOf(kind)]))
  const assignees = Array.from({ length: 80 }, () => new Types.ObjectId())
  const receivers = Array.from({ length: 12 }, () => new Types.ObjectId())
  const as = (areaId: Types.ObjectId, personId = new Types.ObjectId()): Actor => ({
    ...{ personId, sessionId: '', name: '陈静', areas: [areaId] },
    roles: [{ role: 'community_admin', areaId }],
  })

  function oneCase(n: number, { chance, daysAgo }: Arrival) {
    const place = pick(places)
    const state: CaseState =
      chance < 0.1 ? pick(OPEN_CASE_STATES) : chance < 0.12 ? 'resolved' : chance < 0.15 ? 'returned' : 'closed'
    const isOpen = chance < 0.1
    const filedAt = new Date(NOW.getTime() - daysAgo * DAY_MS)
    const dueAt = new Date(filedAt.getTime() + (isOpen ? 12 : 5) * DAY_MS)
    const answeredAt = isOpen ? null : new Date(Math.min(NOW.getTime(), filedAt.getTime() + random() * 6 * DAY_MS))
    const kind = random() < 0.6 ? 'complaint' : pick(CASE_KIND_CODES)
    const categoryId = random() < 0.95 ? (pick(leaves.get(kind)!) ?? null) : null
    const _id = new Types.ObjectId()
    const actor = pick(assignees)
    const step = (seq: number, code: string, at: Date) => ({
      ...{ seq, at, actor, kind: code, reason: seq > 1 ? new Types.ObjectId() : null, visibleTo: 'all' },
      ...(seq === 1 ? { category: categoryId, promise: { workdays: 5 }, promisedAt: dueAt, dueAt } : {}),
    })
    const position = {
      lng: place.middle.lng + (random() - 0.5) * 0.018,
      lat: place.middle.lat + (random() - 0.5) * 0.018,
    }
    const words = newWords({
      ...{ kind, description: `${pick(TEXTS)}，${Math.floor(random() * 40)}号楼这边`, photoIds: [], position },
      address: `${Math.floor(random() * 40)}号楼`,
    })
    return {
      words: isOpen ? { _id, areas: place.areas, ...words, digest: '', at: filedAt } : null,
      record: {
        ...{ _id, number: `${filedAt.toISOString().slice(0, 10).replaceAll('-', '')}-${String(n).padStart(7, '0')}` },
        ...{ kind, channel: 'app', communityId: place.id, areas: place.areas, reporterId: null, anonymous: false },
        ...{ hasPhotos: random() < 0.4, order: null, filedAt, seq: 4, follows: 0, state, ownerId: null, categoryId },
        events: [
          step(1, 'filed', filedAt),
          step(2, 'accepted', filedAt),
          step(3, 'assigned', filedAt),
          ...(answeredAt ? [step(4, 'resolved', answeredAt)] : []),
        ],
        ...{ assigneeId: pick(assignees), promise: { workdays: 5 }, promisedAt: dueAt, dueAt, solve: null },
        ...{ acceptDueAt: null, fromAbove: false, returnUntil: null, acceptedAt: filedAt, pausedAt: null },
        ...{ waitUntil: null, extension: null, supervisedAt: random() < 0.03 ? filedAt : null },
        ...{ repliedAt: answeredAt, answeredAt, finishedAt: answeredAt, reopened: 0, parts: [], merged: null },
        ...{ receiver: random() < 0.3 ? { id: pick(receivers), since: filedAt, signedAt: filedAt } : null },
        ...{ rating: answeredAt && random() < 0.5 ? { score: 1 + Math.floor(random() * 3) } : null },
        dueOrder: answeredAt ? new Date(ANSWERED_BEFORE_MS - answeredAt.getTime()) : dueAt,
        ...{ changedAt: new Date(Date.now() - 3_600_000), outbox: [], handBacks: 0 },
      },
    }
  }

  /** So many cases, the oldest first, as they come in: an index by time then grows at its end. */
  const arriving = (count: number) =>
    Array.from({ length: count }, (): Arrival => {
      const chance = random()
      return { chance, daysAgo: random() * (chance < 0.1 ? 20 : 365) }
    }).sort((a, b) => b.daysAgo - a.daysAgo)

  let filled = 0
  return {
    ...{ staff: as(district), clerk: as(community._id, assignees[1]), resident, assignees },
    categories: { complaint: leaves.get('complaint')![0]!, hazard: leaves.get('hazard')![0]! },
    async fillTo(cases) {
      const arrivals = arriving(cases - filled)
      for (let from = 0; from < arrivals.length; from += BATCH) {
        const rows = arrivals.slice(from, from + BATCH).map((arrival, n) => oneCase(filled + n, arrival))
        const words = rows.flatMap(({ words: own }) => own ?? [])
        await Promise.all([
          words.length > 0 && CaseWordsModel.collection.insertMany(words as never[], { ordered: false }),
          CaseModel.collection.insertMany(rows.map(({ record }) => record) as never[], { ordered: false }),
        ])
        filled += rows.length
      }
    },
  }
}
