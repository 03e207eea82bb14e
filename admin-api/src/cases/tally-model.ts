import { Schema, model, type Types } from 'mongoose'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import type { Tally } from '@yike/shared/cases/tallies'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId

/** The dimension that the rows of a tally count apart beside the kind: none, the receiver of the case, its category. */
export const TALLIED_BY = ['kind', 'receiver', 'category'] as const
export type TalliedBy = (typeof TALLIED_BY)[number]

/** The cases of one kind and one receiver or category; `of` is null where a case has none, and in rows by kind. */
export interface TallyRow extends Tally {
  kind: CaseKindCode
  of: Id | null
}

/** The cases that lie in the same areas. */
export interface TallyCell {
  areas: Id[]
  rows: TallyRow[]
}

/**
 * The tally of the cases that one community numbered and that were filed on one day, or in one month, by one dimension.
 * It is computed anew from the cases (a day) or from its days (a month) and never added to, so that counting twice
 * changes nothing.
 */
export interface CaseTally {
  /** `<communityId>:2026-11-23:kind`. */
  _id: string
  communityId: Id
  /** 「2026-11-23」 or 「2026-11」. */
  period: string
  /** `day:kind`: the tallies that one question reads. */
  series: `${'day' | 'month'}:${TalliedBy}`
  /** Every area of its cells, to be found by. */
  areas: Id[]
  cells: TallyCell[]
  /** Counts up with every write: whoever read the cases before another write came has to read them again. */
  version: number
}

const RowSchema = new Schema<TallyRow>(
  {
    ...{ kind: String, of: { type: id, default: null } },
    ...{ cases: Number, filed: Number, answered: Number, inTime: Number },
    ...{ rated: Number, solved: Number, satisfied: Number },
    limits: { type: [new Schema({ at: Date, count: Number }, { _id: false })] },
  },
  { _id: false },
)
const TallySchema = new Schema<CaseTally>(
  {
    _id: { type: String, required: true },
    communityId: { type: id, required: true },
    period: { type: String, required: true },
    series: { type: String, required: true },
    areas: { type: [id], required: true },
    cells: { type: [new Schema<TallyCell>({ areas: [id], rows: [RowSchema] }, { _id: false })], required: true },
    version: { type: Number, required: true },
  },
  { autoIndex: false, versionKey: false },
)
TallySchema.index({ areas: 1, series: 1, period: 1 })
TallySchema.index({ communityId: 1, series: 1, period: 1 })
export const CaseTallyModel = model<CaseTally>('CaseTally', TallySchema, 'case_tallies')
