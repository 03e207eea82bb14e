import { Schema, model, type Types } from 'mongoose'

const id = Schema.Types.ObjectId

/** Somebody said that what comes every year was seen to before it came: for one community, category and month. */
export interface HandledSeason {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  communityId: Types.ObjectId
  categoryId: Types.ObjectId
  /** 「2026-11」. */
  month: string
  byId: Types.ObjectId
  at: Date
}
const HandledSeasonSchema = new Schema<HandledSeason>(
  {
    areas: { type: [id], required: true },
    communityId: { type: id, required: true },
    categoryId: { type: id, required: true },
    month: { type: String, required: true },
    byId: { type: id, required: true },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
HandledSeasonSchema.index({ areas: 1, month: 1 })
export const HandledSeasonModel = model<HandledSeason>('HandledSeason', HandledSeasonSchema, 'handled_seasons')
