import { Schema, model, type Types } from 'mongoose'
import type { Bounds, Shape } from '@yike/shared/geo/shape'
import type { AreaChangeKind, AreaChangeState } from '@yike/shared/territory/changes'
import type { WhistleLimits } from '@yike/shared/territory/whistle-limits'
import type { OfficeHours } from '@yike/shared/time/work-hours'
import type { Feature } from '@yike/shared/territory/features'
import { AREA_LEVEL_CODES, type AreaLevel } from '@yike/shared/territory/levels'
import { withChangedAt, type Stamped } from '../cache/changed-at'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

export type { AreaLevel } from '@yike/shared/territory/levels'

export interface Area extends Stamped {
  _id: Types.ObjectId
  level: AreaLevel
  name: string
  /**
   * Code of the national division data; null for made-up areas and grids. Not the identity: communities merge and are
   * renamed.
   */
  code: string | null
  parentId: Types.ObjectId | null
  /** This area and all above it: every record of the area has these. */
  areas: Types.ObjectId[]
  /** Communities: the number that home and the pages call. */
  phone: string | null
  /** Communities and residential compounds: their middle, GCJ-02. */
  position: { lng: number; lat: number } | null
  /** Its ground, GCJ-02; null before anybody drew it. */
  shape: Shape | null
  /** The bounds of the shape, for an index. */
  bounds: Bounds | null
  /** Former names and codes, its own and of areas merged into it: they stay findable. */
  former: string[]
  /** The time it was merged into another; null while it exists. */
  endedAt: Date | null
  successorId: Types.ObjectId | null
  /** The area it was split from: earlier notices concern it too. */
  splitFrom: { id: Types.ObjectId; at: Date } | null
  /** The features that are switched off here and below. */
  featuresOff?: Feature[]
  /** The office hours here and below; absent or null where those of the area above count. */
  hours?: OfficeHours | null
  /** By when the receivers of a whistle answer, here and below; absent or null where the limits of the area above count. */
  whistleLimits?: WhistleLimits | null
  revision: number
  idem?: Idem
}

const id = Schema.Types.ObjectId
const maybeId = { type: id, default: null }
const ShapeSchema = { type: new Schema({ type: { type: String }, coordinates: {} }, { _id: false }), default: null }
const position = new Schema({ lng: Number, lat: Number }, { _id: false })
const bounds = new Schema({ west: Number, south: Number, east: Number, north: Number }, { _id: false })

const HoursSchema = new Schema<OfficeHours>(
  {
    days: { type: String, required: true },
    periods: [new Schema({ from: Number, to: Number }, { _id: false })],
    daysOff: { type: [String], default: [] },
  },
  { _id: false },
)

const WhistleLimitsSchema = new Schema<WhistleLimits>(
  { signMinutes: Number, contactHours: Number, reportInWorkdays: Number, hardWorkdays: Number },
  { _id: false },
)

const AreaSchema = new Schema<Area>(
  {
    level: { type: String, enum: AREA_LEVEL_CODES, required: true },
    name: { type: String, required: true },
    code: { type: String, default: null },
    parentId: maybeId,
    areas: { type: [id], required: true },
    phone: { type: String, default: null },
    position: { type: position, default: null },
    shape: ShapeSchema,
    bounds: { type: bounds, default: null },
    former: { type: [String], default: [] },
    endedAt: { type: Date, default: null },
    successorId: maybeId,
    splitFrom: { type: new Schema({ id, at: Date }, { _id: false }), default: null },
    featuresOff: { type: [String], default: undefined },
    hours: { type: HoursSchema },
    whistleLimits: { type: WhistleLimitsSchema },
    revision: { type: Number, default: 1 },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
AreaSchema.index({ parentId: 1, name: 1 })
AreaSchema.index({ level: 1, name: 1 })
AreaSchema.index({ areas: 1, level: 1 })
AreaSchema.index({ level: 1, 'bounds.west': 1 })
AreaSchema.index({ code: 1 })
AreaSchema.index({ former: 1 })
withIdem(AreaSchema)
withChangedAt(AreaSchema, 'Area')
export const AreaModel = model<Area>('Area', AreaSchema, 'areas')

/** The change of one area: the fields before and after. Null before: it is made; null after never occurs. */
export interface AreaEdit {
  areaId: Types.ObjectId
  before: Partial<Area> | null
  after: Partial<Area>
}

/** A guided change of areas: areas first, then every record that has them. */
export interface AreaChange {
  _id: Types.ObjectId
  kind: AreaChangeKind
  /** One sentence about it, with the names of that day. */
  says: string
  reason: string
  /** Staff who work for any of these see it. */
  areas: Types.ObjectId[]
  edits: AreaEdit[]
  /** Communities or grids whose records are checked. */
  of: Types.ObjectId[]
  /** Staff of the one work for the other too. */
  roles: { from: Types.ObjectId; to: Types.ObjectId }[]
  state: AreaChangeState
  moved: number
  byId: Types.ObjectId
  byName: string
  at: Date
  idem?: Idem
}
const AreaChangeSchema = new Schema<AreaChange>(
  {
    kind: { type: String, required: true },
    says: { type: String, required: true },
    reason: { type: String, default: '' },
    areas: { type: [id], required: true },
    edits: [new Schema({ areaId: id, before: {}, after: {} }, { _id: false, minimize: false })],
    of: { type: [id], required: true },
    roles: { type: [new Schema({ from: id, to: id }, { _id: false })], default: [] },
    state: { type: String, required: true },
    moved: { type: Number, default: 0 },
    byId: { type: id, required: true },
    byName: { type: String, required: true },
    at: { type: Date, required: true },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
AreaChangeSchema.index({ areas: 1, _id: -1 })
AreaChangeSchema.index({ state: 1, at: 1 })
withIdem(AreaChangeSchema)
export const AreaChangeModel = model<AreaChange>('AreaChange', AreaChangeSchema, 'area_changes')

/** The fields of a record that a change of areas writes. */
export interface Standing {
  areas: Types.ObjectId[]
  communityId?: Types.ObjectId
  name?: string
}

/** A record's move by a change, and the way back. Id: change, model and record. */
export interface AreaMove {
  _id: string
  changeId: Types.ObjectId
  /** Name of the model. */
  carrier: string
  /** Records of some domains have a text as id: person and kind. */
  recordId: Types.ObjectId | string
  from: Standing
  to: Standing
}
const StandingSchema = new Schema<Standing>({ areas: [id], communityId: id, name: String }, { _id: false })
const AreaMoveSchema = new Schema<AreaMove>(
  {
    _id: { type: String, required: true },
    changeId: { type: id, required: true },
    carrier: { type: String, required: true },
    recordId: { type: Schema.Types.Mixed, required: true },
    from: { type: StandingSchema, required: true },
    to: { type: StandingSchema, required: true },
  },
  { autoIndex: false, versionKey: false },
)
AreaMoveSchema.index({ changeId: 1 })
export const AreaMoveModel = model<AreaMove>('AreaMove', AreaMoveSchema, 'area_moves')

/** A road to draw where there is no base map. */
export interface Road {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  name: string
  path: [number, number][]
  bounds: Bounds
}
const RoadSchema = new Schema<Road>(
  {
    areas: { type: [id], required: true },
    name: { type: String, default: '' },
    path: {},
    bounds: { type: bounds, required: true },
  },
  { autoIndex: false, versionKey: false },
)
RoadSchema.index({ 'bounds.west': 1 })
RoadSchema.index({ areas: 1 })
export const RoadModel = model<Road>('Road', RoadSchema, 'roads')

/** A file of areas or roads that is being imported. */
export interface AreaImport {
  _id: Types.ObjectId
  byId: Types.ObjectId
  fileName: string
  rows: AreaImportRow[]
  at: Date
}
export interface AreaImportRow {
  name: string
  code: string
  parentCode: string
  /** As in the file; converted to GCJ-02 when it is written. */
  shape: Shape | null
  path: [number, number][] | null
}
const DAY_SECONDS = 86_400
const AreaImportSchema = new Schema<AreaImport>(
  {
    byId: { type: id, required: true },
    fileName: { type: String, default: '' },
    rows: { type: [{}], required: true },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
AreaImportSchema.index({ at: 1 }, { expireAfterSeconds: DAY_SECONDS })
export const AreaImportModel = model<AreaImport>('AreaImport', AreaImportSchema, 'area_imports')
