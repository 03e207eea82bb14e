import { Schema, model, type Types } from 'mongoose'
import type { ImportState } from '@yike/shared/files/import-states'
import type { ResidentFact, ResidentMapping } from '@yike/shared/people/resident-import'
import type { ImportStep } from '../files/import-run'
import type { Sealed } from '../sealing'

/** The effect of one row on the people of the community. */
export interface ResidentStep extends ImportStep {
  /** Of a new person, or of the one whose record the row completes. */
  personId: Types.ObjectId
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  /** The facts that a merge adds; their values are those of the row. */
  facts?: ResidentFact[]
}

/** The way to read a file of residents. */
interface ResidentSettings {
  mapping: ResidentMapping
  communityId: Types.ObjectId | null
}

/** A file of residents that is being imported. Its rows are sealed. */
export interface ResidentImport {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  byId: Types.ObjectId
  byName: string
  fileName: string
  /** `table`: the rows of the file, without whole identity card numbers. */
  sealed: Sealed
  rowCount: number
  firstRow: number
  state: ImportState
  settings: ResidentSettings | null
  steps: ResidentStep[]
  /** Rows that were not confirmed, with the reason. */
  left: { at: number; reason: string }[]
  at: Date
  /** A draft is kept three days, a confirmed import thirty, for the undo. */
  expiresAt: Date
}

const id = Schema.Types.ObjectId
const ResidentImportSchema = new Schema<ResidentImport>(
  {
    areas: { type: [id], required: true },
    byId: { type: id, required: true },
    byName: { type: String, required: true },
    fileName: { type: String, default: '' },
    sealed: {
      type: new Schema<Sealed>({ key: String, wrapped: String, fields: Schema.Types.Mixed }, { _id: false }),
      required: true,
    },
    rowCount: { type: Number, required: true },
    firstRow: { type: Number, required: true },
    state: { type: String, required: true },
    settings: { type: Object, default: null },
    steps: {
      type: [
        new Schema(
          {
            at: Number,
            personId: id,
            communityId: id,
            areas: [id],
            kind: String,
            facts: { type: [String] },
            state: String,
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    left: { type: [new Schema({ at: Number, reason: String }, { _id: false })], default: [] },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
ResidentImportSchema.index({ areas: 1, _id: -1 })
ResidentImportSchema.index({ state: 1 })
ResidentImportSchema.index({ 'sealed.key': 1 })
ResidentImportSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const ResidentImportModel = model<ResidentImport>('ResidentImport', ResidentImportSchema, 'resident_imports')
