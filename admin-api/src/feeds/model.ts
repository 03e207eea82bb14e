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
  /** The events as the feed said them last, and how often that was written. */
  said?: SaidEvent[]
  revision?: number
}

/** An event as the feed said it last: the digest of its words, its version, and since when it says so. */
export interface SaidEvent {
  uid: string
  digest: string
  sequence: number
  changedAt: Date
}

const FeedSchema = new Schema<Feed>(
  {
    _id: { type: String, required: true },
    ownerId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, required: true },
    tokenHash: { type: String, required: true },
    madeAt: { type: Date, required: true },
    readAt: { type: Date, default: null },
    said: {
      type: [new Schema<SaidEvent>({ uid: String, digest: String, sequence: Number, changedAt: Date }, { _id: false })],
      default: undefined,
    },
    revision: { type: Number },
  },
  { autoIndex: false, versionKey: false },
)
FeedSchema.index({ tokenHash: 1 }, { unique: true })
export const FeedModel = model<Feed>('Feed', FeedSchema, 'feeds')
