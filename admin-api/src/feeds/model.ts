import { Schema, model, type Types } from 'mongoose'

/** A secret address under which a calendar is read. Id: its owner, so that each has at most one. */
export interface Feed {
  /** `person:…` or `service:…`. */
  _id: string
  ownerId: Types.ObjectId
  kind: 'person' | 'service'
  /** SHA-256 of the secret, which itself is stored nowhere. */
  tokenHash: string
  madeAt: Date
  readAt: Date | null
}

const FeedSchema = new Schema<Feed>(
  {
    _id: { type: String, required: true },
    ownerId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, required: true },
    tokenHash: { type: String, required: true },
    madeAt: { type: Date, required: true },
    readAt: { type: Date, default: null },
  },
  { autoIndex: false, versionKey: false },
)
FeedSchema.index({ tokenHash: 1 }, { unique: true })
export const FeedModel = model<Feed>('Feed', FeedSchema, 'feeds')
