import { Schema, model, type Types } from 'mongoose'
import type { PurposeCode } from '@yike/shared/privacy/purposes'

/** One yes, and its end. */
export interface GivenConsent {
  version: string
  at: Date
  withdrawnAt: Date | null
}

/**
 * The consent of somebody to one purpose, with the earlier ones. Id: purpose and the person who gave it first; a merge
 * of two records takes it along to the one that stays.
 */
export interface PurposeConsent {
  _id: string
  personId: Types.ObjectId
  purpose: PurposeCode
  /** The last yes; null where the purpose was refused that came with the agreement. */
  version: string | null
  at: Date | null
  withdrawnAt: Date | null
  past: GivenConsent[]
}

const given = { version: { type: String, default: null }, at: { type: Date, default: null } }
const withdrawnAt = { type: Date, default: null }
const ConsentSchema = new Schema<PurposeConsent>(
  {
    _id: { type: String, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    purpose: { type: String, required: true },
    ...given,
    withdrawnAt,
    past: { type: [new Schema<GivenConsent>({ ...given, withdrawnAt } as never, { _id: false })], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
ConsentSchema.index({ personId: 1, purpose: 1 }, { unique: true })
export const PurposeConsentModel = model<PurposeConsent>('PurposeConsent', ConsentSchema, 'purpose_consents')
