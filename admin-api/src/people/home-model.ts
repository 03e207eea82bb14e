import { Schema, model, type Types } from 'mongoose'
import { HOME_REQUEST_STATES, type HomeRequestState } from '@yike/shared/people/home'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedField } from '../sealed-values'
import type { SealedValue } from '../sealing'
import type { Home } from './sealed-facts'
import { sealedText } from '../sealed-text'

/** Photos by which a resident proves where they live, and what staff decided. */
export interface HomeRequest {
  _id: Types.ObjectId
  personId: Types.ObjectId
  /** The areas of the person when it was sent, or moved to since. */
  areas: Types.ObjectId[]
  /** The address as it was when it was sent; null once it is settled. */
  home: SealedValue<Home> | null
  /** Empty once it is settled: the photos are deleted. */
  photoIds: Types.ObjectId[]
  state: HomeRequestState
  reason: string
  /** The compound that staff chose. */
  compoundId: Types.ObjectId | null
  decidedById: Types.ObjectId | null
  sentAt: Date
  decidedAt: Date | null
  /** Thirty days after the decision: the resident has read it. */
  expiresAt: Date | null
  outbox: OutboxEntry[]
  idem?: Idem
}

const id = Schema.Types.ObjectId
const HomeRequestSchema = new Schema<HomeRequest>(
  {
    personId: { type: id, required: true },
    areas: { type: [id], required: true },
    home: sealedField,
    photoIds: { type: [id], required: true },
    state: { type: String, enum: Object.keys(HOME_REQUEST_STATES), required: true },
    reason: sealedText({ default: '' }),
    compoundId: { type: id, default: null },
    decidedById: { type: id, default: null },
    sentAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    expiresAt: { type: Date, default: null },
    outbox: { type: [OutboxSchema], default: [] },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
// One at a time.
HomeRequestSchema.index({ personId: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
HomeRequestSchema.index({ personId: 1, sentAt: -1 })
HomeRequestSchema.index({ state: 1, areas: 1, sentAt: 1, _id: 1 })
HomeRequestSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
withOutbox(HomeRequestSchema)
withIdem(HomeRequestSchema)
export const HomeRequestModel = model<HomeRequest>('HomeRequest', HomeRequestSchema, 'home_requests')
