import { Schema, model, type Types } from 'mongoose'

export const AREA_LEVELS = ['city', 'district', 'street', 'community', 'grid', 'compound'] as const
export type AreaLevel = (typeof AREA_LEVELS)[number]

export interface Area {
  _id: Types.ObjectId
  level: AreaLevel
  name: string
  /** Of the national division data; null for made-up and for grids. Not the identity: communities merge and are renamed. */
  code: string | null
  parentId: Types.ObjectId | null
  /** This area and all above it: what every record of it carries. */
  areas: Types.ObjectId[]
  /** Communities: what home and the pages call. */
  phone: string | null
  /** Communities and residential compounds: their middle, GCJ-02. */
  position: { lng: number; lat: number } | null
}

const id = Schema.Types.ObjectId
const AreaSchema = new Schema<Area>(
  {
    level: { type: String, enum: AREA_LEVELS, required: true },
    name: { type: String, required: true },
    code: { type: String, default: null },
    parentId: { type: id, default: null },
    areas: { type: [id], required: true },
    phone: { type: String, default: null },
    position: { type: new Schema({ lng: Number, lat: Number }, { _id: false }), default: null },
  },
  { autoIndex: false, versionKey: false },
)
AreaSchema.index({ parentId: 1, name: 1 })
AreaSchema.index({ level: 1, name: 1 })
AreaSchema.index({ areas: 1, level: 1 })
export const AreaModel = model<Area>('Area', AreaSchema, 'areas')
