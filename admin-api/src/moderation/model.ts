import { Schema, model, type Types } from 'mongoose'
import type { ReportReason, ReportState, ReportSubject } from '@yike/shared/moderation/reports'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedText } from '../sealed-text'

/** A report that public words or pictures are wrong. */
export interface Report {
  _id: Types.ObjectId
  subjectType: ReportSubject
  subjectId: Types.ObjectId
  /** Its title when it was reported. */
  title: string
  /** The areas of the thing: its office decides. */
  areas: Types.ObjectId[]
  /** Null for the content check of pictures. */
  reporterId: Types.ObjectId | null
  reason: ReportReason | 'check'
  words: string
  at: Date
  state: ReportState
  answer: string
  decidedByName: string | null
  decidedAt: Date | null
  /** Half a year after the decision. */
  expiresAt: Date | null
  outbox: OutboxEntry[]
  idem?: Idem
}

const id = { type: Schema.Types.ObjectId, required: true }
const ReportSchema = new Schema<Report>(
  {
    subjectType: { type: String, required: true },
    subjectId: id,
    title: sealedText({ required: true }),
    areas: { type: [Schema.Types.ObjectId], required: true },
    reporterId: { type: Schema.Types.ObjectId, default: null },
    reason: { type: String, required: true },
    words: sealedText({ default: '' }),
    at: { type: Date, required: true },
    state: { type: String, required: true },
    answer: sealedText({ default: '' }),
    decidedByName: { type: String, default: null },
    decidedAt: { type: Date, default: null },
    expiresAt: { type: Date, default: null },
    outbox: { type: [OutboxSchema], default: [] },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
// Once for a person, until it is decided.
ReportSchema.index({ reporterId: 1, subjectId: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
ReportSchema.index({ areas: 1, state: 1, at: 1, _id: 1 })
ReportSchema.index({ reporterId: 1, at: -1 })
ReportSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
withOutbox(ReportSchema)
withIdem(ReportSchema)
export const ReportModel = model<Report>('Report', ReportSchema, 'content_reports')
