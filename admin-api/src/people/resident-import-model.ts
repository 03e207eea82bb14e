import { Schema, model, type Types } from 'mongoose'
import type { ResidentFact, ResidentMapping } from '@yike/shared/people/resident-import'
import type { ImportStep } from '../files/import-run'
import { tableImportSchema, type TableImport } from '../files/table-import-model'

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

/** A file of residents that is being imported. */
export type ResidentImport = TableImport<ResidentStep, ResidentSettings, { at: number; reason: string }>

const id = Schema.Types.ObjectId
const ResidentImportSchema = tableImportSchema<ResidentImport>(
  {
    ...{ at: Number, kind: String, state: String },
    ...{ personId: id, communityId: id, areas: [id], facts: { type: [String] } },
  },
  { at: Number, reason: String },
)
export const ResidentImportModel = model<ResidentImport>('ResidentImport', ResidentImportSchema, 'resident_imports')
