import type { ListStaffCases } from '@yike/shared/cases/schemas'
import { OPEN_CASE_STATES, type CaseState } from '@yike/shared/cases/states'
import { liesWithin } from '@yike/shared/geo/clusters'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import type { CaseColumns } from './case-columns'
import type { KnownTree } from './known-categories'

export type Asked = Pick<
  z.output<typeof ListStaffCases>,
  'view' | 'state' | 'kind' | 'categoryId' | 'assigneeId' | 'hasPhotos' | 'supervised' | 'areaId'
>

/** Whether a case is open, on what is in memory. */
export function isOpenAt({ state, texts }: CaseColumns) {
  const open = new Set(OPEN_CASE_STATES.map(texts.find))
  return (at: number) => open.has(state[at]!)
}

/** Whether the limit in force of an open case has passed: its sort key is that limit while it runs. */
export const isLateAt = ({ dueOrder }: CaseColumns, now: Date) => {
  const until = now.getTime()
  return (at: number) => dueOrder[at]! < until
}

/**
 * The filters of the list beside view and state, on what is in memory. A category is that and what is below it in `tree`.
 * `ids`: the cases that the words of a search found.
 */
export function isAskedFor(
  cases: CaseColumns,
  asked: Omit<Asked, 'view' | 'state'>,
  { ids, tree }: { ids: ReadonlySet<string> | null; tree: KnownTree },
) {
  const numberOf = (text: string | undefined) => text && cases.texts.find(text)
  const kind = numberOf(asked.kind)
  const assignee = numberOf(asked.assigneeId)
  const below = asked.categoryId && [asked.categoryId, ...tree.under(asked.categoryId).map(({ id }) => id)]
  const categories = below ? new Set(below.map(cases.texts.find)) : null
  const { areaId } = asked
  const isInArea = areaId ? cases.areaLists.map((areas) => areas.includes(areaId)) : null
  return (at: number) =>
    (!kind || cases.kind[at] === kind) &&
    (!categories || categories.has(cases.category[at]!)) &&
    (!assignee || cases.assignee[at] === assignee) &&
    (!isInArea || isInArea[cases.areas[at]!]!) &&
    (asked.hasPhotos === undefined || cases.hasPhotos[at] === Number(asked.hasPhotos)) &&
    (asked.supervised === undefined || cases.supervised[at] === Number(asked.supervised)) &&
    (!ids || ids.has(cases.ids[at]!))
}

/** The view and the state of the list, on what is in memory. */
export function isInView(cases: CaseColumns, actor: Actor, { view, state }: Pick<Asked, 'view' | 'state'>, now: Date) {
  const [isOpen, isLate] = [isOpenAt(cases), isLateAt(cases, now)]
  const me = cases.texts.find(String(actor.personId))
  const wanted = state && cases.texts.find(state)
  return (at: number) =>
    (!wanted || cases.state[at] === wanted) &&
    (view === 'all' || isOpen(at)) &&
    (view !== 'late' || isLate(at)) &&
    (view !== 'mine' || cases.assignee[at] === me)
}

/** Whether a case lies within bounds; one without a position nowhere. */
export const isWithin = (cases: CaseColumns, bounds: Parameters<typeof liesWithin>[0]) => {
  const isInside = liesWithin(bounds)
  return (at: number) => isInside(cases.x[at]!, cases.y[at]!)
}

/** The values that lists of cases are in order of. */
export interface SortKey {
  id: string
  number: string
  dueOrder: number
  filedAt: number
}
export const sortKeyAt = (cases: CaseColumns, at: number): SortKey => ({
  id: cases.ids[at]!,
  number: cases.numbers[at]!,
  dueOrder: cases.dueOrder[at]!,
  filedAt: cases.filedAt[at]!,
})
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
export const COMPARE = {
  due: (a: SortKey, b: SortKey) => a.dueOrder - b.dueOrder || byText(a.number, b.number) || byText(a.id, b.id),
  newest: (a: SortKey, b: SortKey) => b.filedAt - a.filedAt || byText(b.id, a.id),
}

/** The first of some cases in an order, behind a place in it: read once, without sorting them all. */
export function firstOf(
  keys: Iterable<SortKey>,
  sort: keyof typeof COMPARE,
  { most, behind = null }: { most: number; behind?: SortKey | null },
): SortKey[] {
  const compare = COMPARE[sort]
  const first: SortKey[] = []
  for (const key of keys) {
    if (behind && compare(key, behind) <= 0) continue
    if (first.length === most && compare(key, first[most - 1]!) >= 0) continue
    let [from, to] = [0, first.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (compare(key, first[middle]!) < 0) to = middle
      else from = middle + 1
    }
    first.splice(from, 0, key)
    if (first.length > most) first.pop()
  }
  return first
}

const COUNTED = ['submitted', 'accepted', 'in_progress', 'waiting', 'resolved'] as const satisfies readonly CaseState[]

/** The number of some of the cases in each state that the list counts, and of those past their limit. */
export function countStates(cases: CaseColumns, some: readonly number[], now: Date) {
  const [isOpen, isLate] = [isOpenAt(cases), isLateAt(cases, now)]
  const byState = new Map<number, number>()
  let late = 0
  for (const at of some) {
    byState.set(cases.state[at]!, (byState.get(cases.state[at]!) ?? 0) + 1)
    if (isLate(at) && isOpen(at)) late++
  }
  const counts = COUNTED.map((state) => [state, byState.get(cases.texts.find(state)) ?? 0])
  return { ...(Object.fromEntries(counts) as Record<(typeof COUNTED)[number], number>), late }
}
