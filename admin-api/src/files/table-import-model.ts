import { Schema, type SchemaDefinition, type Types } from 'mongoose'
import type { ImportState } from '@yike/shared/files/import-states'
import type { Sealed } from '../sealing'
import type { ImportStep } from './import-run'

/** A table of people that is being imported. Its rows are sealed. */
export interface TableImport<Step extends ImportStep, Settings, Left> {
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
  settings: Settings | null
  steps: Step[]
  /** Rows that were not confirmed, with the reason. */
  left: Left[]
  at: Date
  /** A draft is kept three days, a confirmed import thirty, for the undo. */
  expiresAt: Date
}

/** The schema of such an import, by the fields of its steps and of the rows that are left out. */
export function tableImportSchema<Import>(step: SchemaDefinition, left: SchemaDefinition) {
  const id = Schema.Types.ObjectId
  const fields: SchemaDefinition = {
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
    steps: { type: [new Schema(step, { _id: false })], default: [] },
    left: { type: [new Schema(left, { _id: false })], default: [] },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  }
  const schema = new Schema<Import>(fields as SchemaDefinition<Import>, { autoIndex: false, versionKey: false })
  schema.index({ areas: 1, _id: -1 })
  schema.index({ state: 1 })
  schema.index({ 'sealed.key': 1 })
  schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
  return schema
}
