import { Types, type QueryFilter } from 'mongoose'
import { numbersMeant } from '@yike/shared/cases/number'
import type { ListMyCases, ListStaffCases } from '@yike/shared/cases/schemas'
import { UNFINISHED_STATES } from '@yike/shared/cases/states'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import type { AnyModel } from '../any-model'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import type { Actor } from '../http/policy'
import { buildingsOf, MOST_COMPARED } from './buildings'
import { filedInMonth } from './filed'
import { KNOWN_STATES, knownCases, placedCases } from './known-cases'
import { categoriesUnder, categoryTree, type KnownTree } from './known-categories'
import { countStates, firstOf, isAskedFor, isInView, isOpenAt, isWithin, sortKeyAt, type SortKey } from './known-filter'
import { CaseModel, CaseReporterModel, CaseWordsModel, SUPERVISED, type CaseRecord } from './model'
import { byLimit } from './order'
import { casePolicy } from './policy'
import { starredBy } from './stars'
import { phoneIs } from '../sealed-values'
import { addressHas, titleHas } from '../addresses'

type Filter = QueryFilter<CaseRecord>

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
  CaseModel.find({ $and: [casePolicy.reached(actor), { _id: { $in: ids } }] }, { seq: 1 }).lean<
    Pick<CaseRecord, '_id' | 'seq'>[]
  >()

type Asked = z.output<typeof ListStaffCases>

/**
 * The cases that a member of staff sees, page by page, and how many of all that the filters reach are in each state. What
 * is not over is chosen and counted in memory; the other cases are read in the order of an index.
 */
export async function listForStaff(actor: Actor, asked: Asked, now: Date) {
  const [found, tree] = await Promise.all([idsChosen(actor, asked, now), categoryTree()])
  const { cases, seen } = await (asked.within ? placedCases(actor) : knownCases(actor))
  // From here on nothing waits: a later step on a case would move the columns.
  const isShown = isInView(cases, actor, asked, now)
  let reached = seen.filter(isAskedFor(cases, asked, { ids: found, tree }))
  if (asked.within) {
    const [isInside, isOpen] = [isWithin(cases, asked.within), isOpenAt(cases)]
    const inside = reached.filter((at) => isInside(at) && isOpen(at) && isShown(at))
    reached = inside.sort((a, b) => cases.dueOrder[a]! - cases.dueOrder[b]!).slice(0, MOST_FOUND)
  }
  const counts = countStates(cases, reached, now)
  const isKnown = asked.view !== 'all' || (asked.state && KNOWN_STATES.includes(asked.state)) || asked.within
  if (!isKnown) return { ...(await pageOfAll(actor, asked, { found, tree })), counts }
  const { sort, cursor, limit } = asked
  const keys = reached.filter(isShown).map((at) => sortKeyAt(cases, at))
  const behind = placeIn(sort, cursor)
  return { ...(await pageOfKnown(actor, firstOf(keys, sort, { most: limit + 1, behind }), asked)), counts }
}

/** The place of a cursor among the sort keys in memory. */
function placeIn(sort: Asked['sort'], cursor: string | undefined): SortKey | null {
  const place = ORDERS[sort].placeIn(cursor)
  if (!place) return null
  const none = { number: '', dueOrder: 0, filedAt: 0, id: String(place.at(-1)) }
  if (sort === 'newest') return { ...none, filedAt: (place[0] as Date).getTime() }
  return { ...none, dueOrder: (place[0] as Date).getTime(), number: place[1] as string }
}

/** The cases with these keys as they are stored, in their order. */
export async function knownRows(actor: Actor, keys: readonly SortKey[]) {
  const ids = keys.map(({ id }) => id)
  const rows = await CaseModel.find({ $and: [{ _id: { $in: ids } }, casePolicy.visible(actor)] }).lean<CaseRecord[]>()
  const byId = new Map(rows.map((row) => [String(row._id), row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** A page of the cases with these keys, of which one more than the page holds was found. */
async function pageOfKnown(actor: Actor, found: readonly SortKey[], { sort, limit }: Pick<Asked, 'sort' | 'limit'>) {
  const keys = found.slice(0, limit)
  const last = keys.at(-1)
  return {
    items: await knownRows(actor, keys),
    nextCursor:
      last && found.length > limit
        ? ORDERS[sort].cursorAt({
            ...{ _id: new Types.ObjectId(last.id), number: last.number },
            ...{ dueOrder: new Date(last.dueOrder), filedAt: new Date(last.filedAt) },
          } as CaseRecord)
        : null,
  }
}

/**
 * A page of the cases of any state. The cases of some areas and those assigned to the actor are read one beside the
 * other: each in the order of an index, which none gives for both.
 */
async function pageOfAll(
  actor: Actor,
  asked: Asked,
  { found, tree }: { found: ReadonlySet<string> | null; tree: KnownTree },
) {
  const order = ORDERS[asked.sort]
  const filters = [...chosen(asked, tree), ...(found ? [{ _id: { $in: [...found] } }] : []), order.from(asked.cursor)]
  const parts = await Promise.all(
    casePolicy.visible(actor).$or.map((part) =>
      CaseModel.find({ $and: [part, ...filters] })
        .sort(order.sort)
        .limit(asked.limit + 1)
        .lean<CaseRecord[]>(),
    ),
  )
  const byId = new Map(parts.flat().map((row) => [String(row._id), row]))
  const keys = [...byId.values()].map(({ _id, number, dueOrder, filedAt }) => ({
    ...{ id: String(_id), number, dueOrder: dueOrder.getTime(), filedAt: filedAt.getTime() },
  }))
  const rows = firstOf(keys, asked.sort, { most: asked.limit + 1 }).map(({ id }) => byId.get(id)!)
  return order.page(rows, asked.limit)
}

/** The filters beside the view: all is everything. */
function chosen(asked: Asked, tree: KnownTree): Filter[] {
  const filters: Filter[] = []
  if (asked.state) filters.push({ state: asked.state })
  if (asked.kind) filters.push({ kind: asked.kind })
  if (asked.categoryId) filters.push({ categoryId: { $in: tree.under(asked.categoryId).map(({ _id }) => _id) } })
  if (asked.assigneeId) filters.push({ assigneeId: asked.assigneeId })
  if (asked.areaId) filters.push({ areas: new Types.ObjectId(asked.areaId) })
  if (asked.hasPhotos !== undefined) filters.push({ hasPhotos: asked.hasPhotos })
  if (asked.supervised !== undefined) filters.push({ supervisedAt: asked.supervised ? SUPERVISED : null })
  return filters
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** More cases than anybody reads through: the search is too broad, and the newest are shown. */
const MOST_FOUND = 500

/**
 * The ids of the cases that a search finds: by number, ours or that of a work order, words of title or address, the
 * reporter's name or the end of their phone number. The actor may not see all of them.
 */
async function idsMatching(actor: Actor, q: string, now: Date): Promise<ReadonlySet<string>> {
  const numbers = numbersMeant(q, Number(dayOf(now).slice(0, 4)))
  const [own, others] = await Promise.all([
    numbers.length > 0 ? idsOf(CaseModel, { number: { $in: numbers } }) : idsByWords(actor, q),
    Promise.all([idsOf(CaseModel, { 'order.number': q }), idsOf(CaseModel, { 'order.upperNumber': q })]),
  ])
  return new Set([...own, ...others.flat()])
}

type Chosen = Pick<Asked, 'q' | 'starred'> & Partial<Pick<Asked, 'areaId' | 'building' | 'months' | 'categoryId'>>

/**
 * The ids of the cases that a search finds, that the actor follows, and that were filed at a building or in some months:
 * those that are all of these. Null where none is asked.
 */
export async function idsChosen(actor: Actor, asked: Chosen, now: Date): Promise<ReadonlySet<string> | null> {
  const isFiledAsked = asked.building || asked.months
  const sets = await Promise.all([
    asked.q ? idsMatching(actor, asked.q, now) : null,
    asked.starred ? starredBy(actor) : null,
    isFiledAsked ? idsFiled(actor, asked) : null,
  ])
  const [first, ...others] = sets.flatMap((one) => one ?? [])
  return first ? new Set([...first].filter((id) => others.every((other) => other.has(id)))) : null
}

/**
 * The ids of the newest cases of a category, or of one below it, that were filed in an area, at a building, in some
 * months, as far as asked.
 */
async function idsFiled(actor: Actor, { areaId, building, months, categoryId }: Chosen): Promise<ReadonlySet<string>> {
  const areas = areaId ? [areaId] : casePolicy.seenIn(actor).flatMap((one) => one.areas)
  const ofCategory = categoryId ? { categoryId: { $in: await categoriesUnder(categoryId) } } : {}
  const filter = { areas: { $in: areas }, ...ofCategory }
  const most = building ? MOST_COMPARED : MOST_FOUND
  const read = (filed: ReturnType<typeof filedInMonth> | object) =>
    CaseModel.find({ ...filter, ...filed }, { communityId: 1 })
      .sort({ filedAt: -1 })
      .limit(most)
      .lean<Pick<CaseRecord, '_id' | 'communityId'>[]>()
  const found = (await Promise.all((months?.map(filedInMonth) ?? [{}]).map(read))).flat().slice(0, most)
  const buildings = building ? await buildingsOf(found) : null
  const ids = found.map(({ _id }) => String(_id))
  return new Set(buildings ? ids.filter((id) => buildings.get(id) === building) : ids)
}

const idsOf = async (model: AnyModel, filter: object, sort: Record<string, -1> = {}) =>
  (await model.find(filter, { _id: 1 }).sort(sort).limit(MOST_FOUND).lean()).map(({ _id }) => String(_id))

async function idsByWords(actor: Actor, q: string) {
  const mine = casePolicy.searched(actor)
  const said = [titleHas('title', q), addressHas('address', q)].filter((one) => one !== null)
  const reporter = /^\d{4}$/.test(q) ? phoneIs('phone', q) : { name: new RegExp(`^${escaped(q)}`) }
  // Nobody finds an anonymous case by a name they may not read on it.
  const known = casePolicy.namesReporter(actor)
  const ids = await Promise.all([
    said.length > 0 ? idsOf(CaseWordsModel, { ...mine, $or: said }, { at: -1 }) : [],
    idsOf(CaseReporterModel, { $and: [mine, reporter, known] }),
  ])
  return ids.flat()
}
