import type { MapStaffCases, StaffCaseMap } from '@yike/shared/cases/map-schemas'
import { boundsOfDots, clustersOf, ZOOM_MAX, zoomFor } from '@yike/shared/geo/clusters'
import type { Bounds } from '@yike/shared/geo/shape'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { categoryTree } from './known-categories'
import { isAskedFor, isInView, isLateAt, isWithin } from './known-filter'
import { placedCases } from './known-cases'

const WHOLE_PX = 1024
/** The zoom at which bounds fill about a screen. */
const zoomToFit = (bounds: Bounds) => {
  const wide = Math.max(bounds.east - bounds.west, bounds.north - bounds.south, 0.0005)
  return Math.floor(Math.log2((360 * WHOLE_PX) / (256 * wide)))
}

/** The map of the open cases that the actor sees: see `mapStaffCases`. */
export async function mapForStaff(
  actor: Actor,
  asked: z.output<typeof MapStaffCases>,
  found: ReadonlySet<string> | null,
  now: Date,
): Promise<StaffCaseMap> {
  const tree = await categoryTree()
  const { cases, seen } = await placedCases(actor)
  const [isAsked, isShown] = [isAskedFor(cases, asked, { ids: found, tree }), isInView(cases, actor, asked, now)]
  const shown = seen.filter((at) => isAsked(at) && isShown(at))
  const placed = shown.filter((at) => !Number.isNaN(cases.x[at]!))
  const bounds = boundsOfDots(cases, placed)
  const facts = { total: shown.length, unplaced: shown.length - placed.length, bounds }
  const part = asked.within ?? bounds
  if (!bounds || !part) return { clusters: [], ...facts }
  const inside = asked.within ? placed.filter(isWithin(cases, part)) : placed
  const zoom = zoomFor(part, Math.min(ZOOM_MAX, asked.zoom ?? zoomToFit(part)))
  const clusters = clustersOf(cases, inside, zoom, isLateAt(cases, now)).map(
    ({ position, within, count, marked, one }) => ({
      ...{ position, within, count, late: marked },
      id: count === 1 ? cases.ids[one]! : null,
    }),
  )
  return { clusters, ...facts }
}
