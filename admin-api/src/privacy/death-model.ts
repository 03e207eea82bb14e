import { Schema, model, type Types } from 'mongoose'
import type { DeathState } from '@yike/shared/privacy/death'
import type { Day } from '@yike/shared/time/china'

/** A death that staff recorded, and how far the ending of what was open is. */
export interface Death {
  _id: Types.ObjectId
  personId: Types.ObjectId
  /** The person, until the record is taken back: one record at a time. */
  openOf?: Types.ObjectId
  areas: Types.ObjectId[]
  name: string
  diedOn: Day
  proof: string
  state: DeathState
  /** The time of the next try; absent once nothing is left to do. */
  dueAt?: Date
  /** The domains that have ended what was open. */
  done: string[]
  byId: Types.ObjectId
  byName: string
  at: Date
}

const id = { type: Schema.Types.ObjectId, required: true }
const text = { type: String, required: true }
const DeathSchema = new Schema<Death>(
  {
    ...{ personId: id, openOf: Schema.Types.ObjectId, areas: { type: [Schema.Types.ObjectId], required: true } },
    ...{ name: text, diedOn: text, proof: text, state: text, dueAt: Date, done: { type: [String], default: [] } },
    ...{ byId: id, byName: text, at: { type: Date, required: true } },
  },
  { autoIndex: false, versionKey: false },
)
DeathSchema.index({ openOf: 1 }, { unique: true, partialFilterExpression: { openOf: { $exists: true } } })
DeathSchema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } })
DeathSchema.index({ areas: 1, at: -1 })
export const DeathModel = model<Death>('PersonDeath', DeathSchema, 'person_deaths')
