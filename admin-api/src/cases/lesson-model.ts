import { Schema, model, type Types } from 'mongoose'
import type { ByCategory } from '@yike/shared/cases/category-suggestions'
import { blindIndex } from '../sealing'

type Id = Types.ObjectId

/**
 * The number of confirmed cases with one pair of characters, by category. A pair stands nowhere in the clear: its id is a
 * blind index, and its row goes once no case has it. One more row (`rowOfAll`) counts the cases and their pairs.
 */
export interface PairCount {
  _id: string
  /** The round of lessons that changed it last: each round is added once, however often it is tried. */
  version: number
  /** Over all categories. */
  total: number
  counts: ByCategory
  /** Only in the row of all pairs: the confirmed cases of each category. */
  cases?: ByCategory
  at: Date
}
/** The id of the row of all pairs. Under another key there is another one: counts of a replaced secret are not read. */
export const rowOfAll = () => blindIndex('pair', 'all pairs')
const PairCountSchema = new Schema<PairCount>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    total: { type: Number },
    counts: { type: Schema.Types.Mixed },
    cases: { type: Schema.Types.Mixed },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false, minimize: false },
)
PairCountSchema.index({ total: 1, at: 1 }, { partialFilterExpression: { total: { $lte: 0 } } })
export const PairCountModel = model<PairCount>('CasePairCount', PairCountSchema, 'case_pair_counts')

/** The words of one case, leaving one category and coming to another; null for none. */
export interface Lesson {
  caseId: Id
  from: Id | null
  to: Id | null
  /** Blind indexes of its pairs. */
  pairs: string[]
}

/** The rounds of lessons of the installation: one document, whose version says which round was the last. */
export interface LessonRounds {
  _id: 'cases'
  version: number
  /** The round that is being added to the counts; empty once it is. */
  lessons: Lesson[]
  /** This round empties the counts instead. */
  empties: boolean
  /** The round that emptied them last: what a case taught before it counts no more. */
  emptiedBy: number
  /** The name of the key that made the blind indexes. */
  key: string
}
const LessonSchema = new Schema<Lesson>(
  { caseId: Schema.Types.ObjectId, from: Schema.Types.ObjectId, to: Schema.Types.ObjectId, pairs: [String] },
  { _id: false },
)
const RoundsSchema = new Schema<LessonRounds>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    lessons: { type: [LessonSchema], default: [] },
    empties: { type: Boolean, default: false },
    emptiedBy: { type: Number, required: true },
    key: { type: String, required: true },
  },
  { autoIndex: false, versionKey: false },
)
export const LessonRoundsModel = model<LessonRounds>('CaseLessonRounds', RoundsSchema, 'case_lesson_rounds')
