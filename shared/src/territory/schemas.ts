import { boundsOf, problemWithShape, SHAPE_MAX_POINTS } from '../geo/shape'
import { COORDINATE_SYSTEM_CODES } from '../geo/systems'
import { Coded, Id, Instant, Near, PageQuery, Phone, Position, pageOf, text, z } from '../zod'
import { AREA_CHANGE_KIND_CODES } from './changes'
import { AREA_LEVEL_CODES } from './levels'

const Point = z.tuple([z.number(), z.number()])
/** GeoJSON MultiPolygon, GCJ-02. */
export const ShapeView = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(z.array(Point))),
})
export type ShapeView = z.output<typeof ShapeView>
const ShapeInput = z
  .strictObject({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(z.array(Point).max(SHAPE_MAX_POINTS)).max(200)).max(200),
  })
  .superRefine((shape, ctx) => {
    const problem = problemWithShape(shape)
    if (problem) ctx.addIssue({ code: 'custom', message: problem })
    else if (!Number.isFinite(boundsOf(shape).west)) ctx.addIssue({ code: 'custom', message: '边界的坐标不是数字' })
  })

const AreaName = z.object({ id: Id, name: z.string() })
const Code = z.string().trim().max(30, '最多 30 个字')
const Reason = z.string().trim().max(200, '最多 200 个字').default('')

export const FindArea = z.strictObject({ near: Near })
/** The areas a point lies in: null where no border was drawn around it. */
export const AreaAt = z.object({ community: AreaName.nullable(), grid: AreaName.nullable() })
export type AreaAt = z.output<typeof AreaAt>

export const GetGround = z.strictObject({ near: Near })
/** The background of a map around a point. */
export const Ground = z.object({
  /** Tiles of a base map; null: none is used, and roads and borders are drawn instead. */
  tiles: z.object({ url: z.string(), system: z.enum(['gcj02', 'wgs84']), attribution: z.string() }).nullable(),
  /** 审图号: the number under which the base map may be shown; null without one. */
  reviewNumber: z.string().nullable(),
  roads: z.array(z.object({ name: z.string(), path: z.array(Point) })),
  communities: z.array(AreaName.extend({ shape: ShapeView })),
})
export type Ground = z.output<typeof Ground>

export const ListAreas = z.strictObject({
  /** Children of this one; without it the areas one works for. */
  parentId: Id.optional(),
  /** By name or code, former ones too. */
  q: z.string().trim().max(40).optional(),
})
export const AreaCard = AreaName.extend({
  level: Coded,
  code: z.string().nullable(),
  parentId: Id.nullable(),
  hasShape: z.boolean(),
  childCount: z.int(),
  /** The end of the area: 「并入文汇社区」; null while it exists. */
  ended: z.string().nullable(),
  successorId: Id.nullable(),
  /** Earlier names and codes. */
  former: z.array(z.string()),
})
export type AreaCard = z.output<typeof AreaCard>
export const AreaList = z.object({ items: z.array(AreaCard) })

export const ById = z.strictObject({ id: Id })
const Drawn = AreaName.extend({ level: z.string(), shape: ShapeView.nullable(), position: Position.nullable() })
export const AreaView = AreaCard.extend({
  phone: z.string().nullable(),
  position: Position.nullable(),
  shape: ShapeView.nullable(),
  squareMetres: z.int().nullable(),
  /** From the street to the whole; areas above the caller's own cannot be opened. */
  above: z.array(AreaName.extend({ canOpen: z.boolean() })),
  /** Areas of the same level and parent. */
  beside: z.array(Drawn),
  below: z.array(Drawn),
  /** The fit of the borders of the areas below. */
  borders: z.object({
    overlaps: z.array(z.object({ of: z.array(AreaName), squareMetres: z.int(), shape: ShapeView })),
    /** The part of this area that none of the areas below covers; null when they cover it, or nothing is drawn. */
    uncovered: z.object({ squareMetres: z.int(), shape: ShapeView }).nullable(),
  }),
  revision: z.int(),
  can: z.object({ edit: z.boolean(), divide: z.boolean() }),
})
export type AreaView = z.output<typeof AreaView>

export const AreaInput = z.strictObject({
  parentId: Id,
  level: z.enum(AREA_LEVEL_CODES),
  name: text(40),
  code: Code.optional(),
  phone: Phone.optional(),
  position: Position.optional(),
  shape: ShapeInput.optional(),
})
/** Name and a code once given are changed by an AreaChange, which keeps the old ones findable. */
export const ChangeArea = z.strictObject({
  id: Id,
  revision: z.int(),
  code: Code.optional(),
  phone: Phone.nullable().optional(),
  position: Position.optional(),
  shape: ShapeInput.nullable().optional(),
})

/** Divisions of the national list below an area that are not here yet. */
export const DivisionList = z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) })
export const AddDivisions = z.strictObject({ id: Id, codes: z.array(Code).min(1, '至少选一个').max(1000) })
export const Added = z.object({ added: z.int() })

const ImportSettings = { underId: Id, system: z.enum(COORDINATE_SYSTEM_CODES) }
export const PreviewAreaImport = z.strictObject({ id: Id, ...ImportSettings })
export const AreaImport = z.object({ id: Id, fileName: z.string(), rowCount: z.int() })
export type AreaImport = z.output<typeof AreaImport>
export const AreaImportPreview = z.object({
  rows: z.array(
    z.object({
      row: z.int(),
      name: z.string(),
      code: z.string().nullable(),
      /** The effect of the row: new area, new border, road; or the reason for nothing. */
      does: z.enum(['add', 'border', 'road', 'nothing']),
      says: z.string(),
    }),
  ),
})
export type AreaImportPreview = z.output<typeof AreaImportPreview>

export const AreaChangeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), areaId: Id, name: text(40), code: Code.optional(), reason: Reason }),
  z.strictObject({
    kind: z.literal('merge'),
    /** The area that remains; the others end. */
    areaId: Id,
    fromIds: z.array(Id).min(1, '选要并进来的').max(20),
    name: text(40),
    code: Code.optional(),
    reason: Reason,
  }),
  z.strictObject({
    kind: z.literal('split'),
    areaId: Id,
    /** The name of the new area. */
    name: text(40),
    code: Code.optional(),
    /** Ground of the new area; without it, that of its grids. */
    shape: ShapeInput.optional(),
    /** Grids and compounds that go to the new area, beside those that lie on its ground. */
    childIds: z.array(Id).max(500).default([]),
    reason: Reason,
  }),
  z.strictObject({ kind: z.literal('settle'), areaId: Id, reason: Reason }),
])
/** The effect of a change, before anything is written. */
export const AreaChangePreview = z.object({
  says: z.string(),
  moves: z.array(z.object({ what: z.string(), to: z.string(), count: z.int() })),
  /** Records that stay, and warnings. */
  notes: z.array(z.string()),
})
export type AreaChangePreview = z.output<typeof AreaChangePreview>
export const AreaChange = z.object({
  id: Id,
  kind: z.object({ code: z.enum(AREA_CHANGE_KIND_CODES), label: z.string() }),
  state: Coded,
  says: z.string(),
  reason: z.string(),
  by: z.string(),
  at: Instant,
  /** Records that were moved so far. */
  moved: z.int(),
  undoUntil: Instant.nullable(),
})
export type AreaChange = z.output<typeof AreaChange>
export const ListAreaChanges = z.strictObject({ areaId: Id.optional(), ...PageQuery })
export const AreaChangePage = pageOf(AreaChange)
