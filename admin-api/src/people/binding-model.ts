import { Schema, model, type Types } from 'mongoose'
import type { BindingState, EvidenceKind } from '@yike/shared/people/family'
import type { Relation } from '@yike/shared/people/relations'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedField } from '../sealed-values'
import { type SealedValue } from '../sealing'
import { sealedText } from '../sealed-text'

/** The confirmation of one side's wish to act for the other. */
interface Confirmation {
  by: Types.ObjectId
  byName: string
  /** Null where the other side agreed by themselves. */
  evidence: { kind: EvidenceKind; photoIds: Types.ObjectId[]; note: string } | null
  at: Date
}

/**
 * One wish to act for somebody, from the request to its end. Each state is decided by one write; the right itself is
 * the line in the family of the person who acts, which `applyBinding` makes agree.
 */
export interface Binding {
  _id: Types.ObjectId
  askerId: Types.ObjectId
  askerName: string
  askerPhoneLast4: SealedValue<string> | null
  /** Null when nobody of the typed name and number is registered: the asker does not learn it. */
  personId: Types.ObjectId | null
  /** As typed, or as registered where the code or staff vouched for it. */
  personName: string
  personPhoneLast4: SealedValue<string> | null
  relation: Relation
  state: BindingState
  /** Both sides: one pair has only one live binding. */
  pair: string
  /** Open or confirmed. */
  live: boolean
  /** The asker's slot that it uses, of the few open requests they may have. */
  slot: number | null
  confirmation: Confirmation | null
  endedBy: Types.ObjectId | null
  endedAt: Date | null
  expiresAt: Date
  /** Set while the family lines may not agree with the state yet. */
  unsettledSince: Date | null
  outbox: OutboxEntry[]
  idem?: Idem
  createdAt: Date
}

const id = Schema.Types.ObjectId
const confirmation = new Schema(
  {
    by: id,
    byName: String,
    evidence: {
      type: new Schema({ kind: String, photoIds: [id], note: sealedText({ default: '' }) }, { _id: false }),
      default: null,
    },
    at: Date,
  },
  { _id: false },
)
const BindingSchema = new Schema<Binding>(
  {
    askerId: { type: id, required: true },
    askerName: { type: String, required: true },
    askerPhoneLast4: sealedField,
    personId: { type: id, default: null },
    personName: { type: String, required: true },
    personPhoneLast4: sealedField,
    relation: { type: String, required: true },
    state: { type: String, required: true },
    pair: { type: String, required: true },
    live: { type: Boolean, required: true },
    slot: { type: Number, default: null },
    confirmation: { type: confirmation, default: null },
    endedBy: { type: id, default: null },
    endedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
    unsettledSince: { type: Date, default: null },
    outbox: { type: [OutboxSchema], default: [] },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
BindingSchema.index({ pair: 1 }, { unique: true, partialFilterExpression: { live: true } })
BindingSchema.index({ askerId: 1, slot: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
BindingSchema.index({ personId: 1, state: 1 })
BindingSchema.index({ askerId: 1, state: 1 })
BindingSchema.index({ state: 1, expiresAt: 1 })
BindingSchema.index({ unsettledSince: 1 })
withOutbox(BindingSchema)
withIdem(BindingSchema)
export const BindingModel = model<Binding>('Binding', BindingSchema, 'family_bindings')

/** The six digits that somebody shows on their phone: they are the id. */
export interface FamilyCode {
  _id: string
  personId: Types.ObjectId
  expiresAt: Date
}
const FamilyCodeSchema = new Schema<FamilyCode>(
  {
    _id: { type: String, required: true },
    personId: { type: id, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
FamilyCodeSchema.index({ personId: 1 })
FamilyCodeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const FamilyCodeModel = model<FamilyCode>('FamilyCode', FamilyCodeSchema, 'family_codes')
