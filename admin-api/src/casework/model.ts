import { Schema, model, type Types } from 'mongoose'
import type { ConsentGiver, Outcome, SessionState } from '@yike/shared/casework/rules'
import type { Day } from '@yike/shared/time/china'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedField } from '../sealed-values'
import type { SealedValue } from '../sealing'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId
const plain = { autoIndex: false, versionKey: false } as const

/** The yes to a casework: whose, to which words, heard by whom. */
export interface Consent {
  version: string
  by: ConsentGiver
  heardBy: Id
  at: Date
  withdrawnAt: Date | null
}
interface Goal {
  goal: string
  steps: string[]
  reached: boolean
}

/** A casework, under the id of its case, from the consent on. Its sessions are in records of their own. */
export interface Casework {
  _id: Id
  personId: Id
  consent: Consent
  guardianName: SealedValue<string> | null
  goals: SealedValue<Goal[]> | null
  reviewOn: Day | null
  seq: number
  outcome: Outcome | null
  outcomeWords: SealedValue<string> | null
  endedAt: Date | null
  endedBy: Id | null
  /** Its case does not say yet that it has ended. */
  closing?: boolean
  /** Its words were removed then. */
  erasedAt?: Date
  outbox: OutboxEntry[]
}
const CaseworkSchema = new Schema<Casework>(
  {
    personId: { type: id, required: true },
    consent: {
      type: new Schema<Consent>(
        {
          version: { type: String, required: true },
          by: { type: String, required: true },
          heardBy: { type: id, required: true },
          at: { type: Date, required: true },
          withdrawnAt: { type: Date, default: null },
        },
        { _id: false },
      ),
      required: true,
    },
    guardianName: sealedField,
    goals: sealedField,
    reviewOn: { type: String, default: null },
    seq: { type: Number, required: true },
    outcome: { type: String, default: null },
    outcomeWords: sealedField,
    endedAt: { type: Date, default: null },
    endedBy: { type: id, default: null },
    closing: Boolean,
    erasedAt: Date,
    outbox: { type: [OutboxSchema], default: [] },
  },
  plain,
)
CaseworkSchema.index({ personId: 1 })
CaseworkSchema.index({ endedAt: 1 })
CaseworkSchema.index({ closing: 1 }, { partialFilterExpression: { closing: { $exists: true } } })
withOutbox(CaseworkSchema)
export const CaseworkModel = model<Casework>('Casework', CaseworkSchema, 'caseworks')

/** A meeting of the person and the social worker. Its notes are confidential. */
export interface CaseworkSession {
  _id: Id
  caseId: Id
  at: Date
  place: SealedValue<string>
  state: SessionState
  notes: SealedValue<string> | null
  outbox: OutboxEntry[]
  idem: Idem
}
const SessionSchema = new Schema<CaseworkSession>(
  {
    caseId: { type: id, required: true },
    at: { type: Date, required: true },
    place: sealedField,
    state: { type: String, required: true },
    notes: sealedField,
    outbox: { type: [OutboxSchema], default: [] },
    idem: { type: IdemSchema, required: true },
  },
  plain,
)
SessionSchema.index({ caseId: 1, at: 1 })
withIdem(SessionSchema)
withOutbox(SessionSchema)
export const CaseworkSessionModel = model<CaseworkSession>('CaseworkSession', SessionSchema, 'casework_sessions')
