import { Schema, model, type Types } from 'mongoose'
import type { CaseFilter } from '@yike/shared/cases/saved-filter-schemas'
import { sealedField } from '../sealed-values'
import type { SealedValue } from '../sealing'

export interface SavedFilter {
  name: string
  filter: CaseFilter
}

/** The shortcuts of a member of staff to their cases, under the id of the person. Nobody else reads them. */
export interface CaseShortcuts {
  _id: Types.ObjectId
  /** In their order. Sealed: a search, or the name somebody gives it, may be that of a resident. */
  filters: SealedValue<readonly SavedFilter[]> | null
  /** Counts the changes of `filters`. */
  revision: number
  /** The cases on their shortlist. */
  starred: Types.ObjectId[]
}
const ShortcutsSchema = new Schema<CaseShortcuts>(
  {
    filters: sealedField,
    revision: { type: Number, default: 0 },
    starred: { type: [Schema.Types.ObjectId], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
export const CaseShortcutsModel = model<CaseShortcuts>('CaseShortcuts', ShortcutsSchema, 'case_shortcuts')
