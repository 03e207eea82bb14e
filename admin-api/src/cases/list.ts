import type { QueryFilter } from 'mongoose'
import { numbersMeant } from '@yike/shared/cases/number'
import type { ListMyCases, ListStaffCases } from '@yike/shared/cases/schemas'
import { OPEN_CASE_STATES, UNFINISHED_STATES } from '@yike/shared/cases/states'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import type { Actor } from '../http/policy'
import { idsWithin } from './case-map'
import { CaseModel, CaseReporterModel, CaseWordsModel, SUPERVISED, type CaseRecord } from './model'
import { byLimit } from './order'
import { casePolicy } from './policy'
import { phoneIs } from '../sealed-values'
import { addressHas } from '../addresses'

type Filter = QueryFilter<CaseRecord>
const OPEN = { state: { $in: [...OPEN_CASE_STATES] } }
/** The open cases whose limit in force has passed: `dueOrder` is that limit while it runs. */
export const lateAt = (now: Date) => ({ ...OPEN, dueOrder: { $lt: now } })

const MINE = pagedList<CaseRecord>('listMyCases', { filedAt: [-1, INSTANT], _id: [-1, OBJECT_ID] })
const ORDERS = {
  due: byLimit('listStaffCases:due'),
  newest: pagedList<CaseRecord>('listStaffCases:newest', { filedAt: [-1, INSTANT], _id: [-1, OBJECT_ID] }),
}

/** One page in an order that no two cases share a place in. */
async function page(
  filter: Filter,
  order: Pick<typeof MINE, 'from' | 'sort' | 'page'>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await CaseModel.find({ $and: [filter, order.from(cursor)] })
    .sort(order.sort)
    .limit(limit + 1)
    .lean<CaseRecord[]>()
  return order.page(rows, limit)
}

export function listMine(actor: Actor, { state, ...asked }: z.output<typeof ListMyCases>) {
  const ofState = { open: { $in: [...UNFINISHED_STATES] }, done: { $nin: [...UNFINISHED_STATES] } }
  const within = state === undefined ? {} : { state: ofState[state] }
  return page({ ...casePolicy.mine(actor), ...within }, MINE, asked)
}

/** The versions of those of these cases that the actor sees. */
export const versionsOf = (actor: Actor, ids: readonly string[]) =>
  CaseModel.find({ $and: [casePolicy.visible(actor), { _id: { $in: ids } }] }, { seq: 1 }).lean<
    Pick<CaseRecord, '_id' | 'seq'>[]
  >()

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
  const [found, counts] = await Promise.all([page(shown, ORDERS[asked.sort], asked), countStates(base, now)])
  return { ...found, counts }
}

/** The filters beside state and view; the counts are for choosing between those two. */
async function chosen(actor: Actor, asked: Asked, now: Date): Promise<Filter[]> {
  const filters: Filter[] = []
  if (asked.kind) filters.push({ kind: asked.kind })
  if (asked.categoryId) filters.push({ categoryId: asked.categoryId })
  if (asked.assigneeId) filters.push({ assigneeId: asked.assigneeId })
  if (asked.hasPhotos !== undefined) filters.push({ hasPhotos: asked.hasPhotos })
  if (asked.supervised !== undefined) filters.push({ supervisedAt: asked.supervised ? SUPERVISED : null })
  if (asked.q) filters.push(await matching(actor, asked.q, now))
  if (asked.within) {
    const ids = await idsWithin(actor, asked.within, asked, { most: MOST_FOUND, now })
    filters.push({ _id: { $in: ids } })
  }
  return filters
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** More cases than anybody reads through: the search is too broad, and the newest are shown. */
const MOST_FOUND = 500

/** Cases by number, ours or that of a work order, words of title or address, the reporter's name or the end of their phone number. */
async function matching(actor: Actor, q: string, now: Date): Promise<Filter> {
  const numbers = numbersMeant(q, Number(dayOf(now).slice(0, 4)))
  const ofOrder = [{ 'order.number': q }, { 'order.upperNumber': q }]
  if (numbers.length > 0) return { $or: [{ number: { $in: numbers } }, ...ofOrder] }
  const mine = casePolicy.searched(actor)
  const words = new RegExp(escaped(q), 'i')
  const address = addressHas('address', q)
  const reporter = /^\d{4}$/.test(q) ? phoneIs('phone', q) : { name: new RegExp(`^${escaped(q)}`) }
  // Nobody finds an anonymous case by a name they may not read on it.
  const known = casePolicy.namesReporter(actor)
  const ids = await Promise.all([
    CaseWordsModel.find({ ...mine, $or: [{ title: words }, ...(address ? [address] : [])] }, { _id: 1 })
      .sort({ at: -1 })
      .limit(MOST_FOUND)
      .lean(),
    CaseReporterModel.find({ $and: [mine, reporter, known] }, { _id: 1 })
      .limit(MOST_FOUND)
      .lean(),
  ])
  return { $or: [{ _id: { $in: ids.flat().map(({ _id }) => _id) } }, ...ofOrder] }
}

/** The ids of the cases that a search finds, for filters that work on them. */
export async function idsMatching(actor: Actor, q: string, now: Date): Promise<ReadonlySet<string>> {
  const found = await CaseModel.find(
    { $and: [casePolicy.visible(actor), OPEN, await matching(actor, q, now)] },
    { _id: 1 },
  )
    .limit(MOST_FOUND * 2)
    .lean()
  return new Set(found.map(({ _id }) => String(_id)))
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
