import { Schema, model, type Types } from 'mongoose'
import type { Outcome, Side } from '@yike/shared/mediation/rules'
import type { Day } from '@yike/shared/time/china'
import { sessionSchema, type CaseSession } from '../cases/sessions'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedField, type SealedPhone } from '../sealed-values'
import type { SealedValue } from '../sealing'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId
const plain = { autoIndex: false, versionKey: false } as const

/** The signature of a party, under the id of the party, or of the mediator, under the id of the person. */
interface Signature {
  by: Id
  at: Date
  photoId: Id
}

/** The agreement without its words, which are sealed beside it. */
interface AgreementRecord {
  form: 'written' | 'oral'
  revision: number
  partyIds: Id[]
  performBy: Day | null
  signatures: Signature[]
  effectiveAt: Date | null
}

/** The state of a mediation, under the id of its case. Parties and sessions are in records of their own. */
export interface Mediation {
  _id: Id
  seq: number
  agreement: AgreementRecord | null
  facts: SealedValue<string> | null
  terms: SealedValue<string> | null
  outcome: Outcome | null
  outcomeWords: SealedValue<string> | null
  endedAt: Date | null
  endedBy: Id | null
  /** Its case does not say yet that it has ended. */
  closing?: boolean
  /** The time at which the parties are reminded of the court; absent where they are not to be. */
  remindAt?: Date
  /** Its words and names were removed then. */
  erasedAt?: Date
  outbox: OutboxEntry[]
}
const SignatureSchema = new Schema<Signature>({ by: id, at: Date, photoId: id }, { _id: false })
const AgreementSchema = new Schema<AgreementRecord>(
  {
    form: { type: String, required: true },
    revision: { type: Number, required: true },
    partyIds: { type: [id], required: true },
    performBy: { type: String, default: null },
    signatures: { type: [SignatureSchema], default: [] },
    effectiveAt: { type: Date, default: null },
  },
  { _id: false },
)
const MediationSchema = new Schema<Mediation>(
  {
    seq: { type: Number, required: true },
    agreement: { type: AgreementSchema, default: null },
    facts: sealedField,
    terms: sealedField,
    outcome: { type: String, default: null },
    outcomeWords: sealedField,
    endedAt: { type: Date, default: null },
    endedBy: { type: id, default: null },
    closing: Boolean,
    remindAt: Date,
    erasedAt: Date,
    outbox: { type: [OutboxSchema], default: [] },
  },
  plain,
)
MediationSchema.index({ endedAt: 1 })
MediationSchema.index({ closing: 1 }, { partialFilterExpression: { closing: { $exists: true } } })
MediationSchema.index({ remindAt: 1 }, { partialFilterExpression: { remindAt: { $exists: true } } })
withOutbox(MediationSchema)
export const MediationModel = model<Mediation>('Mediation', MediationSchema, 'mediations')

/** A party of a dispute (当事人). */
export interface MediationParty {
  _id: Id
  caseId: Id
  side: Side
  /** Null where no resident with an account is known to be them. */
  personId: Id | null
  name: SealedValue<string>
  phone: SealedPhone | null
  addedAt: Date
  idem?: Idem
}
const PartySchema = new Schema<MediationParty>(
  {
    caseId: { type: id, required: true },
    side: { type: String, required: true },
    personId: { type: id, default: null },
    name: sealedField,
    phone: sealedField,
    addedAt: { type: Date, required: true },
    idem: { type: IdemSchema, default: undefined },
  },
  plain,
)
PartySchema.index({ caseId: 1, addedAt: 1 })
PartySchema.index({ personId: 1 })
withIdem(PartySchema)
export const MediationPartyModel = model<MediationParty>('MediationParty', PartySchema, 'mediation_parties')

/** A session (调解会): who leads it, who was invited, and who came. */
export interface MediationSession extends CaseSession {
  mediatorId: Id
  partyIds: Id[]
  attendedIds: Id[] | null
}
const SessionSchema = sessionSchema({
  mediatorId: { type: id, required: true },
  partyIds: { type: [id], required: true },
  attendedIds: { type: [id], default: null },
})
export const MediationSessionModel = model<MediationSession>('MediationSession', SessionSchema, 'mediation_sessions')
