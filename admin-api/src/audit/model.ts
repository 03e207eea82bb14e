import { Schema, model, type Types } from 'mongoose'
import type { AuditKind } from '@yike/shared/audit/kinds'

/**
 * One entry of the audit log: who saw or did what, when. It has ids, codes and digests only, so that erasing a person
 * leaves the chain whole. Written once by `record.ts`; afterwards only its place in the chain is added, once.
 */
export interface AuditEntry {
  /** Random, or made of the reading, so that the same reading within half an hour is one entry. */
  _id: string
  at: Date
  kind: AuditKind
  /** A reason (`phone_booking`), a security event, or a method and an address: `GET /staff/people/:personId`. */
  act: string
  /** The sentence of the reason, as the person concerned reads it. */
  why: string | null
  actorId: Types.ObjectId | null
  /** The people whose data it was. */
  people: Types.ObjectId[]
  /** Ids and codes of the request, such as `id`; digests of everything else. */
  facts: Record<string, string>
  /** Areas of the actor: an auditor of one of them reads the entry. */
  areas: Types.ObjectId[]
  /** Digest of the network address. */
  from: string
  /** Set until the entry is in the chain. */
  open?: true
  /** Its place in the chain, from 1 without gaps. */
  seq?: number
  /** Digest of the entry, its place and the entry before it. */
  hash?: string
}

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const AuditEntrySchema = new Schema<AuditEntry>(
  {
    _id: text,
    at: { type: Date, required: true },
    kind: text,
    act: text,
    why: { type: String, default: null },
    actorId: { type: id, default: null },
    people: { type: [id], default: [] },
    facts: { type: Schema.Types.Mixed, default: {} },
    areas: { type: [id], default: [] },
    from: { type: String, default: '' },
    open: { type: Boolean },
    seq: { type: Number },
    hash: { type: String },
  },
  { autoIndex: false, versionKey: false, minimize: false },
)
AuditEntrySchema.index({ areas: 1, at: -1, _id: -1 })
AuditEntrySchema.index({ people: 1, at: -1, _id: -1 })
AuditEntrySchema.index({ actorId: 1, at: -1, _id: -1 })
AuditEntrySchema.index({ open: 1, at: 1, _id: 1 }, { partialFilterExpression: { open: true } })
/** No two entries have one place: of two processes that seal at once, the second is refused. */
AuditEntrySchema.index({ seq: 1 }, { unique: true, partialFilterExpression: { seq: { $exists: true } } })
export const AuditEntryModel = model<AuditEntry>('AuditEntry', AuditEntrySchema, 'audit_entries')

/** A closed stretch of the chain, signed. It stays when its entries have reached the end of their time. */
export interface AuditSegment {
  /** Its first place in the chain. */
  _id: number
  to: number
  /** The hash before its first entry, and that of its last one. */
  before: string
  head: string
  firstAt: Date
  lastAt: Date
  /** The key that signed it, by a fingerprint of its secret. */
  key: string
  signature: string
  /** Set before its entries are removed. */
  prunedAt: Date | null
}
const AuditSegmentSchema = new Schema<AuditSegment>(
  {
    _id: { type: Number, required: true },
    to: { type: Number, required: true },
    before: text,
    head: text,
    firstAt: { type: Date, required: true },
    lastAt: { type: Date, required: true },
    key: text,
    signature: text,
    prunedAt: { type: Date, default: null },
  },
  { autoIndex: false, versionKey: false },
)
export const AuditSegmentModel = model<AuditSegment>('AuditSegment', AuditSegmentSchema, 'audit_segments')
