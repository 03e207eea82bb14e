import { Schema, model, type Types } from 'mongoose'
import { MERGE_REASONS, type MergeReason, type MergeState } from '@yike/shared/people/merge'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import type { Family, Person } from './model'

/** Fields of the surviving record that were empty and are taken from the other; of `realName` the proofs it lacked. */
export type Filled = Partial<
  Pick<
    Person,
    'phone' | 'phoneVerifiedAt' | 'birthYear' | 'home' | 'idLast4' | 'consentVersion' | 'homeProof' | 'realName'
  >
>

/** Two records of one person become one: the intent, written first, and its way back. */
export interface PersonMerge {
  _id: Types.ObjectId
  /** The record that ends. */
  fromId: Types.ObjectId
  fromName: string
  /** The record that stays. */
  intoId: Types.ObjectId
  /** Older records lack it: the office made them. */
  reason?: MergeReason
  state: MergeState
  filled: Filled
  /** Lines of the ended record's own family that the other did not have. */
  family: Family[]
  byId: Types.ObjectId
  byName: string
  at: Date
  undoneByName: string | null
  undoneAt: Date | null
  /** Set while records may not agree with the state yet. */
  unsettledSince: Date | null
  /** Calls that had read the old record before the merge have ended by then: records are looked through once more. */
  lookAgainAt: Date | null
  outbox: OutboxEntry[]
  idem?: Idem
}

const id = { type: Schema.Types.ObjectId, required: true }
const maybeDate = { type: Date, default: null }

const MergeSchema = new Schema<PersonMerge>(
  {
    fromId: id,
    fromName: { type: String, required: true },
    intoId: id,
    reason: { type: String, enum: MERGE_REASONS },
    state: { type: String, required: true },
    filled: { type: Schema.Types.Mixed, default: {} },
    family: { type: [Schema.Types.Mixed], default: [] } as never,
    byId: id,
    byName: { type: String, required: true },
    at: { type: Date, required: true },
    undoneByName: { type: String, default: null },
    undoneAt: maybeDate,
    unsettledSince: maybeDate,
    lookAgainAt: maybeDate,
    outbox: { type: [OutboxSchema], default: [] },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false, minimize: false },
)
// A record ends in one other at a time.
MergeSchema.index({ fromId: 1 }, { unique: true, partialFilterExpression: { undoneAt: null } })
MergeSchema.index({ intoId: 1, at: -1 })
MergeSchema.index({ unsettledSince: 1 })
MergeSchema.index({ lookAgainAt: 1 })
withOutbox(MergeSchema)
withIdem(MergeSchema)
export const PersonMergeModel = model<PersonMerge>('PersonMerge', MergeSchema, 'person_merges')

/** A record that a merge took along, and the fields that named the ended record. Id: merge, model and record. */
export interface PersonMove {
  _id: string
  mergeId: Types.ObjectId
  model: string
  /** Records of some domains have a text as id. */
  recordId: Types.ObjectId | string
  fields: string[]
  /** For somebody's family: the line that named the ended record, and whether another named the survivor already. */
  line?: Family
  isDouble?: boolean
}
const MoveSchema = new Schema<PersonMove>(
  {
    _id: { type: String, required: true },
    mergeId: id,
    model: { type: String, required: true },
    recordId: { type: Schema.Types.Mixed, required: true } as never,
    fields: { type: [String], default: [] },
    line: { type: Schema.Types.Mixed } as never,
    isDouble: { type: Boolean },
  },
  { autoIndex: false, versionKey: false },
)
MoveSchema.index({ mergeId: 1 })
export const PersonMoveModel = model<PersonMove>('PersonMove', MoveSchema, 'person_moves')
