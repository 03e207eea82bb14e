import type { Day } from '../time/china'
import type { CatalogueSource } from './kinds'

/** One line of the dispatch catalogue: for this category in this area the receiver answers, from a day to a day. */
export interface CatalogueLine<Id> {
  receiverId: Id
  categoryId: Id
  areaId: Id
  validFrom: Day
  /** The last day; null while it has no end. */
  validUntil: Day | null
  source: CatalogueSource
  /** The time at which it was written. */
  at: Date
}

const isValidOn = ({ validFrom, validUntil }: Pick<CatalogueLine<unknown>, 'validFrom' | 'validUntil'>, day: Day) =>
  validFrom <= day && (validUntil === null || validUntil >= day)

/**
 * The lines that answer for a case on a day, the most fitting first: its own category before the one above it, then
 * what an arbiter ruled, which binds in the whole area until the office ends the line, then the smaller area, then the
 * newer line. One line for each receiver. `areas`: those of the case, the smallest first;
 * `categories`: its category, then those above it.
 */
export function linesFor<Id, Line extends CatalogueLine<Id>>(
  lines: readonly Line[],
  { categories, areas, day }: { categories: readonly Id[]; areas: readonly Id[]; day: Day },
): Line[] {
  const placeIn = (ids: readonly Id[], id: Id) => ids.findIndex((one) => String(one) === String(id))
  const fitting = lines
    .map((line) => ({ line, category: placeIn(categories, line.categoryId), area: placeIn(areas, line.areaId) }))
    .filter(({ line, category, area }) => category >= 0 && area >= 0 && isValidOn(line, day))
    .sort(
      (a, b) =>
        a.category - b.category ||
        Number(b.line.source === 'ruling') - Number(a.line.source === 'ruling') ||
        a.area - b.area ||
        b.line.validFrom.localeCompare(a.line.validFrom) ||
        b.line.at.getTime() - a.line.at.getTime(),
    )
  const seen = new Set<string>()
  return fitting.flatMap(({ line }) => {
    if (seen.has(String(line.receiverId))) return []
    seen.add(String(line.receiverId))
    return [line]
  })
}
