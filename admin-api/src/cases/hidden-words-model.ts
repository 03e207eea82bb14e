import { Schema, model, type Types } from 'mongoose'
import type { ReportPart } from '@yike/shared/cases/hidden-words'
import { sealedField } from '../sealed-values'
import type { SealedValue } from '../sealing'

type Id = Types.ObjectId

/**
 * A text of a case before words of it were hidden. The text of the case itself is what everybody reads; this one is
 * opened for its author, and for a look that is on record.
 */
export interface HiddenWords {
  /** From the record that holds the text, and the part. */
  _id: Id
  caseId: Id
  /** The record of the report, or of what was said with a step. */
  heldBy: Id
  part: ReportPart | 'text'
  original: SealedValue<string>
  /** The passages that are hidden now. */
  passages: SealedValue<readonly string[]>
  whole: boolean
  /** Counts up with every change: of two writers none undoes what the other has hidden. */
  round: number
  /** The request that changed it last: sent again after it was cut off, it goes on where it was. */
  tap: Id | null
  at: Date
}
const HiddenWordsSchema = new Schema<HiddenWords>(
  {
    caseId: { type: Schema.Types.ObjectId, required: true },
    heldBy: { type: Schema.Types.ObjectId, required: true },
    part: { type: String, required: true },
    original: sealedField,
    passages: sealedField,
    whole: { type: Boolean, required: true },
    round: { type: Number, required: true },
    tap: { type: Schema.Types.ObjectId, default: null },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
HiddenWordsSchema.index({ caseId: 1 })
HiddenWordsSchema.index({ heldBy: 1 })
export const HiddenWordsModel = model<HiddenWords>('HiddenWords', HiddenWordsSchema, 'case_hidden_words')
