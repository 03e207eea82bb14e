import { Types, type QueryFilter } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { numbersMeant } from '@yike/shared/cases/number'
import type { ListMyCases, ListStaffCases } from '@yike/shared/cases/schemas'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { cursorOf, readCursor } from '../http/cursor'
import type { Actor } from '../http/policy'
import { CaseModel, CaseReporterModel, CaseWordsModel, type CaseRecord } from './model'
import { casePolicy } from './policy'

type Filter = QueryFilter<CaseRecord>
const OPEN = { state: { $in: [...OPEN_CASE_STATES] } }
export const lateAt = (now: Date) => ({ ...OPEN, pausedAt: null, dueAt: { $lt: now } })

const ORDERS = { due: { field: 'dueOrder', way: 1 }, newest: { field: 'filedAt', way: -1 } } as const
type Order = keyof typeof ORDERS

/** One page in an order that no two cases share a place in. */
async function page(filter: Filter, order: Order, cursor: string | undefined, limit: number) {
  const { field, way } = ORDERS[order]
  const past = way === 1 ? '$gt' : '$lt'
  const after = placeOf(cursor)
  const beyond = after
    ? { $or: [{ [field]: { [past]: after.at } }, { [field]: after.at, _id: { [past]: after.id } }] }
    : {}
  const rows = await CaseModel.find({ $and: [filter, beyond] })
    .sort({ [field]: way, _id: way })
    .limit(limit + 1)
    .lean<CaseRecord[]>()
  const items = rows.slice(0, limit)
  const last = items[items.length - 1]
  return {
    items,
    nextCursor: rows.length > limit && last ? cursorOf(last[field].toISOString(), String(last._id)) : null,
  }
}

function placeOf(cursor: string | undefined) {
  const values = readCursor(cursor)
  if (!values) return null
  const [at, id] = [new Date(values[0] ?? ''), values[1] ?? '']
  if (!Number.isNaN(at.getTime()) && Types.ObjectId.isValid(id)) return { at, id: new Types.ObjectId(id) }
  throw new AppError('INVALID_INPUT', undefined, { fields: { cursor: ['这一页接不上了，从头再看'] } })
}

export function listMine(actor: Actor, { state, cursor, limit }: z.output<typeof ListMyCases>) {
  const within = state === undefined ? {} : state === 'open' ? OPEN : { state: { $nin: [...OPEN_CASE_STATES] } }
  return page({ ...casePolicy.mine(actor), ...within }, 'newest', cursor, limit)
}

type Asked = z.output<typeof ListStaffCases>

export async function listForStaff(actor: Actor, asked: Asked, now: Date) {
  const base: Filter = { $and: [casePolicy.visible(actor), ...(await chosen(actor, asked, now))] }
  const views: Record<Asked['view'], Filter> = {
    open: OPEN,
    late: lateAt(now),
    mine: { ...OPEN, assigneeId: actor.personId },
    all: {},
  }
  const shown: Filter = { $and: [base, views[asked.view], asked.state ? { state: asked.state } : {}] }
  const [found, counts] = await Promise.all([
    page(shown, asked.sort, asked.cursor, asked.limit),
    countStates(base, now),
  ])
  return { ...found, counts }
}

/** What was chosen beside state and view, which the counts are there to choose between. */
async function chosen(actor: Actor, asked: Asked, now: Date): Promise<Filter[]> {
  const filters: Filter[] = []
  if (asked.kind) filters.push({ kind: asked.kind })
  if (asked.categoryId) filters.push({ categoryId: asked.categoryId })
  if (asked.assigneeId) filters.push({ assigneeId: asked.assigneeId })
  if (asked.hasPhotos !== undefined) filters.push({ hasPhotos: asked.hasPhotos })
  if (asked.q) filters.push(await matching(actor, asked.q, now))
  return filters
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** More cases than anybody reads through: the search says too little, and the newest are shown. */
const MOST_FOUND = 500

/** Cases by number, words of title or address, the reporter's name or the end of their phone number. */
async function matching(actor: Actor, q: string, now: Date): Promise<Filter> {
  const numbers = numbersMeant(q, Number(dayOf(now).slice(0, 4)))
  if (numbers.length > 0) return { number: { $in: numbers } }
  const mine = casePolicy.searched(actor)
  const words = new RegExp(escaped(q), 'i')
  const reporter = /^\d{4}$/.test(q) ? { phone: new RegExp(`${q}$`) } : { name: new RegExp(`^${escaped(q)}`) }
  // Nobody finds an anonymous case by a name they may not read on it.
  const known = casePolicy.namesReporter(actor)
  const ids = await Promise.all([
    CaseWordsModel.find({ ...mine, $or: [{ title: words }, { address: words }] }, { _id: 1 })
      .sort({ at: -1 })
      .limit(MOST_FOUND)
      .lean(),
    CaseReporterModel.find({ $and: [mine, reporter, known] }, { _id: 1 })
      .limit(MOST_FOUND)
      .lean(),
  ])
  return { _id: { $in: ids.flat().map(({ _id }) => _id) } }
}

const COUNTED = ['submitted', 'accepted', 'in_progress', 'waiting', 'resolved'] as const

async function countStates(base: Filter, now: Date) {
  const [late, ...counts] = await Promise.all([
    CaseModel.countDocuments({ $and: [base, lateAt(now)] }),
    ...COUNTED.map((state) => CaseModel.countDocuments({ $and: [base, { state }] })),
  ])
  return {
    ...(Object.fromEntries(COUNTED.map((state, index) => [state, counts[index]!])) as Record<
      (typeof COUNTED)[number],
      number
    >),
    late,
  }
}
