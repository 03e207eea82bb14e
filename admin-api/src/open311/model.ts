import { Schema, model, type Types } from 'mongoose'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

const id = Schema.Types.ObjectId

/** An outside system that files cases by Open311. Its id stands in the cases that it filed, whatever key it has. */
export interface PartnerRecord {
  _id: Types.ObjectId
  name: string
  communityId: Types.ObjectId
  /** Its community, then the areas above. */
  areas: Types.ObjectId[]
  /** SHA-256 of its key, which itself is stored nowhere; absent once it was revoked. */
  keyDigest?: string
  madeAt: Date
  madeBy: Types.ObjectId
  keyMadeAt: Date
  usedAt: Date | null
  revokedAt: Date | null
  idem: Idem
}
const PartnerSchema = new Schema<PartnerRecord>(
  {
    name: { type: String, required: true },
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    keyDigest: { type: String },
    madeAt: { type: Date, required: true },
    madeBy: { type: id, required: true },
    keyMadeAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
    idem: { type: IdemSchema, required: true },
  },
  { autoIndex: false, versionKey: false },
)
PartnerSchema.index({ areas: 1, name: 1 })
PartnerSchema.index({ communityId: 1, name: 1 }, { unique: true })
PartnerSchema.index({ keyDigest: 1 }, { unique: true, partialFilterExpression: { keyDigest: { $exists: true } } })
withIdem(PartnerSchema)
export const PartnerModel = model<PartnerRecord>('Partner', PartnerSchema, 'partners')
