import { Schema, model, type Types } from 'mongoose'
import type { ImportSettings } from '@yike/shared/directory/import'
import type { ImportState } from '@yike/shared/files/import-states'
import type { CoordinateSystem } from '@yike/shared/geo/systems'
import type { ImportStep as Step } from '../files/import-run'
import type { Place } from './model'

/** The effect of one row on the directory. */
export interface ImportStep extends Step {
  placeId: Types.ObjectId
  communityId: Types.ObjectId
  /** The values that a merge replaced, for the undo; written before the place is. */
  before?: Partial<Place>
}

/** A file of places that is being imported; kept 90 days for the undo. */
export interface PlaceImport {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  byId: Types.ObjectId
  byName: string
  fileName: string
  headings: string[]
  rows: string[][]
  firstRow: number
  system: CoordinateSystem
  state: ImportState
  settings: ImportSettings | null
  steps: ImportStep[]
  /** Rows that were not confirmed, with the reason. */
  left: { at: number; reason: string }[]
  at: Date
}

const id = Schema.Types.ObjectId
const KEPT_SECONDS = 90 * 86_400
const PlaceImportSchema = new Schema<PlaceImport>(
  {
    areas: { type: [id], required: true },
    byId: { type: id, required: true },
    byName: { type: String, required: true },
    fileName: { type: String, default: '' },
    headings: [String],
    rows: [[String]],
    firstRow: { type: Number, required: true },
    system: { type: String, required: true },
    state: { type: String, required: true },
    settings: { type: Object, default: null },
    steps: {
      type: [
        new Schema(
          { at: Number, placeId: id, communityId: id, kind: String, before: {}, state: String },
          { _id: false },
        ),
      ],
      default: [],
    },
    left: { type: [new Schema({ at: Number, reason: String }, { _id: false })], default: [] },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
PlaceImportSchema.index({ areas: 1, _id: -1 })
PlaceImportSchema.index({ state: 1 })
PlaceImportSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })
export const PlaceImportModel = model<PlaceImport>('PlaceImport', PlaceImportSchema, 'place_imports')
