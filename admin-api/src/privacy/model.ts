import { Schema, model, type Types } from 'mongoose'
import type { ErasureState } from '@yike/shared/privacy/erasure'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'

/**
 * A request to delete an account, and how far the deletion is. It stays as the evidence that the deletion was asked for
 * and done; it has the id alone.
 */
export interface Erasure {
  _id: Types.ObjectId
  personId: Types.ObjectId
  state: ErasureState
  askedAt: Date
  eraseAt: Date
  /** The person, while it waits or is under way: one request at a time. */
  openOf?: Types.ObjectId
  /** The time of the next try; absent once nothing is left to do. */
  dueAt?: Date
  /** The steps that are done: `end:booking`, `erase:booking`. */
  done: string[]
  /** The first round is over; a second one finds what calls wrote that had begun before it. */
  round: 1 | 2
  endedAt: Date | null
  outbox: OutboxEntry[]
}

const id = Schema.Types.ObjectId
const ErasureSchema = new Schema<Erasure>(
  {
    personId: { type: id, required: true },
    state: { type: String, required: true },
    askedAt: { type: Date, required: true },
    eraseAt: { type: Date, required: true },
    openOf: id,
    dueAt: Date,
    done: { type: [String], default: [] },
    round: { type: Number, default: 1 },
    endedAt: { type: Date, default: null },
    outbox: { type: [OutboxSchema], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
ErasureSchema.index({ openOf: 1 }, { unique: true, partialFilterExpression: { openOf: { $exists: true } } })
ErasureSchema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } })
withOutbox(ErasureSchema)
export const ErasureModel = model<Erasure>('PersonErasure', ErasureSchema, 'person_erasures')
