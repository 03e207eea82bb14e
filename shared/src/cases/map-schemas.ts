import { ZOOM_MAX, ZOOM_MIN } from '../geo/clusters'
import { Id, Position, QueryInt, Within, z } from '../zod'
import { ListStaffCases } from './schemas'

const Bounds = z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() })

/** The filters of the list, and the part of the map that is looked at. */
export const MapStaffCases = ListStaffCases.omit({ cursor: true, limit: true, sort: true, within: true }).extend({
  /** Open cases only: the map shows what is still to do. */
  view: z.enum(['open', 'late', 'mine']).default('open'),
  /** Left out: everywhere. */
  within: Within.optional(),
  /** Left out: that at which everything is in sight. */
  zoom: QueryInt(ZOOM_MIN, ZOOM_MAX).optional(),
})
const CaseCluster = z.object({
  position: Position,
  /** The part of the map that it stands for, as `within` of the list takes it. */
  within: Bounds,
  count: z.int(),
  /** Those whose limit has passed. */
  late: z.int(),
  /** The case, where it is only one. */
  id: Id.nullable(),
})
export const StaffCaseMap = z.object({
  clusters: z.array(CaseCluster),
  /** All that the filters find, on the part of the map that is looked at or not. */
  total: z.int(),
  /** Those of `total` that nobody gave a position. */
  unplaced: z.int(),
  /** The bounds of all that have one; null where none has. */
  bounds: Bounds.nullable(),
})
export type StaffCaseMap = z.output<typeof StaffCaseMap>
