import type { CaseKindCode } from '../cases/kinds'
import { PUBLISHED_KINDS } from '../cases/published'
import { OPEN_CASE_STATES, type CaseState } from '../cases/states'

/** Words of the Open311 GeoReport v2 specification, and how ours translate into them. */

export const GEO_REPORT_STATUSES = ['open', 'closed'] as const
export type GeoReportStatus = (typeof GEO_REPORT_STATUSES)[number]
const OPEN: readonly CaseState[] = OPEN_CASE_STATES

/** A case that was merged is closed: the one that goes on for it stays open. */
export const statusOf = (state: CaseState): GeoReportStatus => (OPEN.includes(state) ? 'open' : 'closed')

/** A kind with a category: `complaint-` and the id of the category. */
export const serviceCodeOf = (kind: CaseKindCode, categoryId: unknown) => `${kind}-${String(categoryId)}`

/** Null for a text that is no service code. */
export function readServiceCode(code: string): { kind: CaseKindCode; categoryId: string } | null {
  const [, kind, categoryId] = /^([a-z_]{1,30})-([0-9a-f]{24})$/.exec(code) ?? []
  const known = PUBLISHED_KINDS.find((one) => one === kind)
  return known && categoryId ? { kind: known, categoryId } : null
}

/** The longest span of a list, and the most rows of an answer. */
const SPAN_DAYS = 90
export const MOST_ROWS = 1000
/** The span of a list of updates that names no start. */
export const UPDATE_DAYS = 7

const DAY_MS = 86_400_000

/**
 * The span that a list covers: both ends as they are named, else `days` up to the named end or now. A span of more than
 * 90 days is null. Instants are written in whole seconds, so the last second belongs to it.
 */
export function spanOf(
  { start, end }: { start?: Date | undefined; end?: Date | undefined },
  now: Date,
  days = SPAN_DAYS,
): { from: Date; before: Date } | null {
  const longest = SPAN_DAYS * DAY_MS
  const last = end ?? (start ? new Date(Math.min(now.getTime(), start.getTime() + longest)) : now)
  const from = start ?? new Date(last.getTime() - days * DAY_MS)
  if (last.getTime() - from.getTime() > longest) return null
  return { from, before: new Date(last.getTime() + 1000) }
}
