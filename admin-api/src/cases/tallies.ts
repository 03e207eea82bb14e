import { isDeepStrictEqual } from 'node:util'
import type { Types } from 'mongoose'
import { FILED_KINDS } from '@yike/shared/cases/kinds'
import { sumOfTallies, tallyOf, type Tally } from '@yike/shared/cases/tallies'
import { addDays, dayOf, instantAt, type Day } from '@yike/shared/time/china'
import { isDuplicate } from '../idempotency'
import { CaseModel, type CaseRecord } from './model'
import {
  CaseTallyModel,
  TALLIED_BY,
  type CaseTally,
  type TalliedBy,
  type TallyCell,
  type TallyRow,
} from './tally-model'

type Id = Types.ObjectId

/** The fields of a case that tallies read. */
const READ = {
  ...{ kind: 1, areas: 1, 'receiver.id': 1, categoryId: 1 },
  ...{ dueAt: 1, repliedAt: 1, answeredAt: 1, pausedAt: 1, merged: 1, 'rating.score': 1 },
} as const
type Counted = Pick<CaseRecord, 'kind' | 'areas' | 'receiver' | 'categoryId' | keyof Parameters<typeof tallyOf>[0]>

const receiverOf = ({ receiver }: Counted) => receiver?.id ?? null
const categoryOf = ({ categoryId }: Counted) => categoryId

const MONTH_LENGTH = '2026-11'.length
/** The month in which a case counts. */
export const monthOf = (filedAt: Date) => dayOf(filedAt).slice(0, MONTH_LENGTH)

/** One thing to be counted: in which areas, in which row, and its tally. */
interface Part {
  areas: Id[]
  kind: CaseRecord['kind']
  of: Id | null
  tally: Tally
}

/** Cells and rows of these parts, in an order that depends on nothing but them. */
function cellsOf(parts: readonly Part[]): TallyCell[] {
  const cells = new Map<string, Map<string, Part[]>>()
  for (const part of parts) {
    const [place, row] = [part.areas.join(), `${part.kind}:${String(part.of)}`]
    const rows = cells.get(place) ?? new Map<string, Part[]>()
    const others = rows.get(row) ?? []
    others.push(part)
    cells.set(place, rows.set(row, others))
  }
  const byKey = <Value>(map: Map<string, Value>) =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
  return byKey(cells).map((rows) => {
    const some = byKey(rows)
    return {
      areas: some[0]![0]!.areas,
      rows: some.map(([first, ...others]): TallyRow => ({
        kind: first!.kind,
        of: first!.of,
        ...sumOfTallies([first!, ...others].map(({ tally }) => tally)),
      })),
    }
  })
}

const areasOf = (cells: readonly TallyCell[]) => [
  ...new Map(cells.flatMap(({ areas }) => areas).map((area) => [String(area), area])).values(),
]

const plain = (cells: readonly TallyCell[] = []): unknown => JSON.parse(JSON.stringify(cells))
const areSame = (a: readonly TallyCell[] | undefined, b: readonly TallyCell[]) => isDeepStrictEqual(plain(a), plain(b))

/**
 * Writes tallies, all by one command. False when somebody else wrote one of them since it was read: what was counted may
 * be older than theirs.
 */
async function write(tallies: readonly CaseTally[]): Promise<boolean> {
  if (tallies.length === 0) return true
  const writes = tallies.map(({ _id, version, ...set }) => ({
    updateOne: { filter: { _id, version }, update: { $set: set, $inc: { version: 1 } }, upsert: version === 0 },
  }))
  try {
    const done = await CaseTallyModel.bulkWrite(writes, { ordered: false })
    return done.matchedCount + done.upsertedCount === writes.length
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return false
  }
}

/**
 * Counts one day or month of a community anew, as often as it takes: the tallies are read first, then what they count, and
 * only a tally that nobody wrote in between is written. Returns whether anything was different.
 */
async function tally(
  communityId: Id,
  period: string,
  read: () => Promise<Record<TalliedBy, Part[]>>,
): Promise<boolean> {
  const span = period.length > MONTH_LENGTH ? 'day' : 'month'
  const idOf = (by: TalliedBy) => `${String(communityId)}:${period}:${by}`
  for (let isChanged = false; ;) {
    const known = await CaseTallyModel.find({ _id: { $in: TALLIED_BY.map(idOf) } }).lean<CaseTally[]>()
    const parts = await read()
    const counted = TALLIED_BY.map((by): CaseTally => {
      const [_id, cells] = [idOf(by), cellsOf(parts[by])]
      const version = known.find((one) => one._id === _id)?.version ?? 0
      return { _id, communityId, period, series: `${span}:${by}`, areas: areasOf(cells), cells, version }
    })
    const before = (one: CaseTally) => known.find(({ _id }) => _id === one._id)?.cells
    isChanged ||= counted.some((one) => !areSame(before(one), one.cells))
    const isWritten = await write(counted.filter((one) => !before(one) || !areSame(before(one), one.cells)))
    if (isWritten) return isChanged
  }
}

/** The times of a day, as a filter. */
export const filedOn = (day: Day) => ({ $gte: instantAt(day, 0), $lt: instantAt(addDays(day, 1), 0) })

/** Counts the cases that a community numbered and that somebody filed on one day. */
const tallyDay = (communityId: Id, day: Day) =>
  tally(communityId, day, async () => {
    const filter = { communityId, filedAt: filedOn(day), kind: { $in: FILED_KINDS } }
    const cases = await CaseModel.find(filter, READ).lean<Counted[]>()
    const partsOf = (of: (c: Counted) => Id | null) =>
      cases.map((c): Part => ({ areas: c.areas, kind: c.kind, of: of(c), tally: tallyOf(c) }))
    return { kind: partsOf(() => null), receiver: partsOf(receiverOf), category: partsOf(categoryOf) }
  })

/** Adds up the days of one month of a community. */
const tallyMonth = (communityId: Id, month: string) =>
  tally(communityId, month, async () => {
    const period = { $gte: `${month}-01`, $lte: `${month}-31` }
    const series = { $in: TALLIED_BY.map((by) => `day:${by}` as const) }
    const days = await CaseTallyModel.find({ communityId, series, period }).lean<CaseTally[]>()
    const partsBy = (by: TalliedBy) =>
      days
        .filter((one) => one.series === `day:${by}`)
        .flatMap(({ cells }) => cells)
        .flatMap(({ areas, rows }) => rows.map(({ kind, of, ...tally }): Part => ({ areas, kind, of, tally })))
    return { kind: partsBy('kind'), receiver: partsBy('receiver'), category: partsBy('category') }
  })

type Filed = Pick<CaseRecord, 'communityId' | 'filedAt' | 'leftIds'>
/** A case is counted where it is; a community that it left counts without it. */
const whereCounted = ({ communityId, leftIds = [], filedAt }: Filed) =>
  [communityId, ...leftIds].map((one) => ({ communityId: one, filedAt }))

/** The days of some cases, each once, by community and month. */
function daysOf(cases: readonly Filed[]) {
  const months = new Map<string, { communityId: Id; month: string; days: Set<Day> }>()
  for (const { communityId, filedAt } of cases.flatMap(whereCounted)) {
    const day = dayOf(filedAt)
    const month = monthOf(filedAt)
    const key = `${String(communityId)}:${month}`
    const one = months.get(key) ?? { communityId, month, days: new Set<Day>() }
    one.days.add(day)
    months.set(key, one)
  }
  return [...months.values()]
}

/** Counts days anew, then the months that they are in. Returns the number of days that were different. */
export async function tallyDays(cases: Parameters<typeof daysOf>[0]): Promise<number> {
  let changed = 0
  for (const { communityId, month, days } of daysOf(cases)) {
    const different = await Promise.all([...days].map((day) => tallyDay(communityId, day)))
    changed += different.filter(Boolean).length
    await tallyMonth(communityId, month)
  }
  return changed
}

const WAITING = { untallied: { $exists: true } }
const BATCH = 2000

/** The records that `tallyWaiting` would find. */
export const waitingForTally = () => [{ model: CaseModel, filter: WAITING }]

/**
 * Counts the cases that were written since they were counted. Their marks go last: after a crash the next round counts
 * the same days again, to the same figures. Several processes may run it at once. Returns the number of marks removed.
 */
async function tallyMarked(): Promise<number> {
  let done = 0
  for (let after: Id | null = null; ;) {
    const marked: Pick<CaseRecord, '_id' | 'communityId' | 'leftIds' | 'filedAt' | 'untallied'>[] =
      await CaseModel.find(
        { ...WAITING, ...(after ? { untallied: { $gt: after } } : {}) },
        { communityId: 1, leftIds: 1, filedAt: 1, untallied: 1 },
      )
        .sort({ untallied: 1 })
        .limit(BATCH)
        .lean()
    await tallyDays(marked)
    if (marked.length > 0)
      await CaseModel.bulkWrite(
        marked.map(({ _id, untallied }) => ({
          updateOne: { filter: { _id, untallied }, update: { $unset: { untallied: 1 } } },
        })),
        { ordered: false },
      )
    done += marked.length
    if (marked.length < BATCH) return done
    after = marked.at(-1)!.untallied!
  }
}

let running: Promise<number> | null = null
let next: Promise<number> | null = null

/**
 * A job, and the first step of every reader: what the job has not come to yet is counted before it is read, so that
 * figures are never behind. Calls that come while a round runs share the one after it.
 */
export function tallyWaiting(): Promise<number> {
  if (!running) return (running = tallyMarked().finally(() => (running = null)))
  next ??= running
    .catch(() => 0)
    .then(() => {
      next = null
      return (running = tallyMarked().finally(() => (running = null)))
    })
  return next
}
