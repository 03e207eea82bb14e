import { Schema, model, type Types } from 'mongoose'

const id = Schema.Types.ObjectId

/** Says who the arbiter of an area is. The newest record of an area counts; the older ones tell who it was. */
export interface Arbiter {
  _id: Types.ObjectId
  /** The area that it holds in, then those above. */
  areas: Types.ObjectId[]
  /** Null: none of its own from then on. */
  personId: Types.ObjectId | null
  byId: Types.ObjectId
  at: Date
}
const ArbiterSchema = new Schema<Arbiter>(
  {
    areas: { type: [id], required: true },
    personId: { type: id, default: null },
    byId: { type: id, required: true },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
ArbiterSchema.index({ areas: 1, at: -1 })
export const ArbiterModel = model<Arbiter>('Arbiter', ArbiterSchema, 'case_arbiters')
