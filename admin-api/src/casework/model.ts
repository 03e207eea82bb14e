import { Schema, model, type Types } from 'mongoose'
import type { ConsentGiver, Outcome } from '@yike/shared/casework/rules'
import type { Day } from '@yike/shared/time/china'
import { sessionSchema, type CaseSession } from '../cases/sessions'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedField } from '../sealed-values'
import type { SealedValue } from '../sealing'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId

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
  { autoIndex: false, versionKey: false },
)
CaseworkSchema.index({ personId: 1 })
CaseworkSchema.index({ endedAt: 1 })
CaseworkSchema.index({ closing: 1 }, { partialFilterExpression: { closing: { $exists: true } } })
withOutbox(CaseworkSchema)
export const CaseworkModel = model<Casework>('Casework', CaseworkSchema, 'caseworks')

/** The meetings of the person and the social worker. */
export const CaseworkSessionModel = model<CaseSession>('CaseworkSession', sessionSchema(), 'casework_sessions')
