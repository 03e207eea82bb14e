import { Schema, model, type Types } from 'mongoose'
import type { NoticeKind, NoticeState } from '@yike/shared/notices/kinds'
import { withChangedAt, type Stamped } from '../cache/changed-at'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'

export interface Notice extends Stamped {
  _id: Types.ObjectId
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  /** Only for these grids and buildings of the community; with neither, for all of it. */
  gridIds?: Types.ObjectId[]
  buildings?: string[]
  kind: NoticeKind
  title: string
  urgent: boolean
  startsAt: Date | null
  endsAt: Date | null
  concerns: string
  spares: string
  body: string
  phone: string
  from: string
  state: NoticeState
  publishedAt: Date | null
  publishedByName: string | null
  withdrawnReason: string | null
  /** The number of residents who could receive it when it was published. */
  audience: number
  readers: number
  /** The last resident notified so far; set while residents are being notified, removed when all are. */
  tellingAfter?: Types.ObjectId | null
  revision: number
  outbox: OutboxEntry[]
  outboxSeq: number
  idem?: Idem
  updatedAt: Date
  createdAt: Date
}

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const maybeDate = { type: Date, default: null }

const NoticeSchema = new Schema<Notice>(
  {
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    gridIds: { type: [id], default: [] },
    buildings: { type: [String], default: [] },
    kind: text,
    title: text,
    urgent: { type: Boolean, default: false },
    startsAt: maybeDate,
    endsAt: maybeDate,
    concerns: { type: String, default: '' },
    spares: { type: String, default: '' },
    body: text,
    phone: text,
    from: text,
    state: { type: String, default: 'draft' },
    publishedAt: maybeDate,
    publishedByName: { type: String, default: null },
    withdrawnReason: { type: String, default: null },
    audience: { type: Number, default: 0 },
    readers: { type: Number, default: 0 },
    tellingAfter: { type: id },
    revision: { type: Number, default: 1 },
    outbox: { type: [OutboxSchema], default: [] },
    outboxSeq: { type: Number, default: 0 },
    idem: { type: IdemSchema },
    updatedAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
NoticeSchema.index({ communityId: 1, state: 1, publishedAt: -1 })
NoticeSchema.index({ areas: 1, updatedAt: -1 })
NoticeSchema.index({ tellingAfter: 1 }, { partialFilterExpression: { tellingAfter: { $exists: true } } })
withIdem(NoticeSchema)
withChangedAt(NoticeSchema, 'Notice')
withOutbox(NoticeSchema)
export const NoticeModel = model<Notice>('Notice', NoticeSchema, 'notices')

/** A person's reading of a notice. Id: notice and person, so that a second tap counts nothing. */
export interface NoticeRead {
  _id: string
  noticeId: Types.ObjectId
  personId: Types.ObjectId
  at: Date
}
const NoticeReadSchema = new Schema<NoticeRead>(
  {
    _id: text,
    noticeId: { type: id, required: true },
    personId: { type: id, required: true },
    at: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
NoticeReadSchema.index({ personId: 1, noticeId: 1 })
export const NoticeReadModel = model<NoticeRead>('NoticeRead', NoticeReadSchema, 'notice_reads')
