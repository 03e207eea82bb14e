import type { ListStaffCases } from '@yike/shared/cases/schemas'
import type { MapStaffCases, StaffCaseMap } from '@yike/shared/cases/map-schemas'
import { boundsOfDots, clustersOf, liesWithin, ZOOM_MAX, zoomFor } from '@yike/shared/geo/clusters'
import type { Bounds } from '@yike/shared/geo/shape'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { casePoints, type CaseColumns } from './case-points'

type Asked = Pick<
  z.output<typeof ListStaffCases>,
  'view' | 'state' | 'kind' | 'categoryId' | 'assigneeId' | 'hasPhotos' | 'supervised'
>

/** The same filters as those of the list, on what is in memory. `ids`: the cases that the words of a search found. */
function matches(cases: CaseColumns, actor: Actor, asked: Asked, ids: ReadonlySet<string> | null, now: Date) {
  const isLate = isLateAt(cases, now)
  const numberOf = (text: string | undefined) => text && cases.texts.find(text)
  const me = cases.texts.find(String(actor.personId))
  const [kind, state] = [numberOf(asked.kind), numberOf(asked.state)]
  const [category, assignee] = [numberOf(asked.categoryId), numberOf(asked.assigneeId)]
  return (at: number) =>
    (asked.view !== 'late' || isLate(at)) &&
    (asked.view !== 'mine' || cases.assignee[at] === me) &&
    (!state || cases.state[at] === state) &&
    (!kind || cases.kind[at] === kind) &&
    (!category || cases.category[at] === category) &&
    (!assignee || cases.assignee[at] === assignee) &&
    (asked.hasPhotos === undefined || cases.hasPhotos[at] === Number(asked.hasPhotos)) &&
    (asked.supervised === undefined || cases.supervised[at] === Number(asked.supervised)) &&
    (!ids || ids.has(cases.ids[at]!))
}

/** As `lateAt` of the list: the sort key of an open case is its limit while that runs. */
const isLateAt = ({ dueOrder }: CaseColumns, now: Date) => {
  const until = now.getTime()
  return (at: number) => dueOrder[at]! < until
}

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
  const { cases, seen } = await casePoints(actor)
  const shown = seen.filter(matches(cases, actor, asked, found, now))
  const placed = shown.filter((at) => !Number.isNaN(cases.x[at]!))
  const bounds = boundsOfDots(cases, placed)
  const facts = { total: shown.length, unplaced: shown.length - placed.length, bounds }
  const part = asked.within ?? bounds
  if (!bounds || !part) return { clusters: [], ...facts }
  const isInside = liesWithin(part)
  const inside = asked.within ? placed.filter((at) => isInside(cases.x[at]!, cases.y[at]!)) : placed
  const zoom = zoomFor(part, Math.min(ZOOM_MAX, asked.zoom ?? zoomToFit(part)))
  const clusters = clustersOf(cases, inside, zoom, isLateAt(cases, now)).map(
    ({ position, within, count, marked, one }) => ({
      ...{ position, within, count, late: marked },
      id: count === 1 ? cases.ids[one]! : null,
    }),
  )
  return { clusters, ...facts }
}

/** The ids of the open cases on a part of the map that are due first, so many at most. */
export async function idsWithin(
  actor: Actor,
  bounds: Bounds,
  asked: Asked,
  { most, now }: { most: number; now: Date },
) {
  const { cases, seen } = await casePoints(actor)
  const isInside = liesWithin(bounds)
  const passes = matches(cases, actor, asked, null, now)
  return seen
    .filter((at) => isInside(cases.x[at]!, cases.y[at]!) && passes(at))
    .sort((a, b) => cases.dueOrder[a]! - cases.dueOrder[b]!)
    .slice(0, most)
    .map((at) => cases.ids[at]!)
}
