import type { QueryFilter } from 'mongoose'
import { PUBLISHED_KINDS } from '@yike/shared/cases/published'
import { monthAfter, type Month } from '@yike/shared/cases/seasonal'
import { instantAt } from '@yike/shared/time/china'
import type { CaseRecord } from './model'
import type { SeenIn } from './policy'

/** The cases that were filed in a month. */
export const filedInMonth = (month: Month) => ({
  filedAt: { $gte: instantAt(`${month}-01`, 0), $lt: instantAt(`${monthAfter(month)}-01`, 0) },
})

/**
 * The cases that are seen and whose kind neighbours may know of: none about somebody's own life or a dispute, since the
 * building of such a case says whose it is. An absorbed case is counted by the one it went into.
 */
export function ofNeighbours(seen: readonly SeenIn[]): QueryFilter<CaseRecord> {
  const parts = seen.map(({ areas, kinds }) => ({
    areas,
    kinds: kinds.filter((kind) => PUBLISHED_KINDS.includes(kind)),
  }))
  const [one, ...others] = parts
    .filter(({ areas, kinds }) => areas.length > 0 && kinds.length > 0)
    .map(({ areas, kinds }) => ({ areas: { $in: areas }, kind: { $in: kinds } }))
  return { ...(one && others.length === 0 ? one : { $or: [one ?? { _id: null }, ...others] }), merged: null }
}
