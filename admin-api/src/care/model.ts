import { Schema, model, type Types } from 'mongoose'
import type { AlertKind, AlertState, Outcome, Pause } from '@yike/shared/care/rules'
import type { Day } from '@yike/shared/time/china'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import type { Sealed } from '../sealing'
import { sealedText, withSealedText } from '../sealed-text'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId
const plain = { autoIndex: false, versionKey: false } as const
const DAY_SECONDS = 86_400
/** An alert is removed with its messages: after a year. */
const ALERT_KEPT_SECONDS = 366 * DAY_SECONDS

export const CONSENT_WAYS = {
  self: '本人同意',
  family: '家人代为同意',
  guardian: '监护人同意',
  paper: '纸面签字',
} as const
export interface Consent {
  version: string
  how: keyof typeof CONSENT_WAYS
  by: Id
  guardianName: string | null
  at: Date
  withdrawnAt: Date | null
  withdrawnBy: Id | null
}
const ConsentSchema = new Schema<Consent>(
  {
    version: String,
    how: String,
    by: id,
    guardianName: { type: String, default: null },
    at: Date,
    withdrawnAt: { type: Date, default: null },
    withdrawnBy: { type: id, default: null },
  },
  { _id: false },
)
const SealedSchema = new Schema<Sealed>(
  { key: String, wrapped: String, fields: Schema.Types.Mixed },
  { _id: false, minimize: false },
)

/**
 * An elder's file, under the person's own id. Consent and contents are in one record, so that withdrawing the consent
 * and removing the contents is one write. `past` has the earlier consents.
 */
export interface CareFile {
  _id: Id
  areas: Id[]
  revision: number
  consent: Consent | null
  past: Consent[]
  sealed: Sealed | null
  changedAt: Date
  changedBy: Id
}
const FileSchema = new Schema<CareFile>(
  {
    areas: { type: [id], required: true },
    revision: { type: Number, required: true },
    consent: { type: ConsentSchema, default: null },
    past: { type: [ConsentSchema], default: [] },
    sealed: { type: SealedSchema, default: null },
    changedAt: { type: Date, required: true },
    changedBy: { type: id, required: true },
  },
  plain,
)
FileSchema.index({ areas: 1, _id: 1 })
FileSchema.index({ 'sealed.key': 1 })
export const CareFileModel = model<CareFile>('CareFile', FileSchema, 'care_files')

/** The daily 我很好 of one person, under the person's own id; gone when turned off. */
export interface Check {
  _id: Id
  areas: Id[]
  /** Counts writes: the job decides by it, so that a tap or a pause in between wins. */
  seq: number
  until: number
  /** The time of the next look. */
  dueAt: Date
  tappedOn: Day | null
  tappedAt: Date | null
  tappedBy: Id | null
  pause: Pause | null
  /** A day that passed without a tap, until its alert exists. */
  missed: Day | null
  since: Date
  startedBy: Id
}
const CheckSchema = new Schema<Check>(
  {
    areas: { type: [id], required: true },
    seq: { type: Number, required: true },
    until: { type: Number, required: true },
    dueAt: { type: Date, required: true },
    tappedOn: { type: String, default: null },
    tappedAt: { type: Date, default: null },
    tappedBy: { type: id, default: null },
    pause: {
      type: new Schema<Pause>({ from: String, to: String, reason: sealedText() }, { _id: false }),
      default: null,
    },
    missed: { type: String, default: null },
    since: { type: Date, required: true },
    startedBy: { type: id, required: true },
  },
  plain,
)
withSealedText(CheckSchema)
CheckSchema.index({ areas: 1, _id: 1 })
CheckSchema.index({ dueAt: 1 })
CheckSchema.index({ missed: 1 })
export const CheckModel = model<Check>('CareCheck', CheckSchema, 'care_checks')

/** A person who needs somebody to look after them: 我很好 was not tapped, or they called for help. */
export interface Alert {
  /** For a missed day: made from person and day, so that it exists once. */
  _id: Id
  kind: AlertKind
  personId: Id
  communityId: Id
  areas: Id[]
  seq: number
  state: AlertState
  /** For a missed tap: the day and the minute it was due. */
  day: Day
  until: number | null
  raisedAt: Date
  /** A call that may still be taken back unheard. */
  heldUntil: Date | null
  /** The person, while the call is live: one call at a time. */
  helpOf?: Id
  told: { family: Id[]; staff: Id[] }
  takenBy: Id | null
  takenAt: Date | null
  needsHelpAt: Date | null
  escalatedAt: Date | null
  /** `tapped` when the person settled it by tapping. */
  outcome: Outcome | 'tapped' | null
  settledBy: Id | null
  endedAt: Date | null
  /** The words about it, and the position of the call. */
  words: Sealed | null
  where: Sealed | null
  outbox: OutboxEntry[]
}
const AlertSchema = new Schema<Alert>(
  {
    kind: { type: String, required: true },
    personId: { type: id, required: true },
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    seq: { type: Number, required: true },
    state: { type: String, required: true },
    day: { type: String, required: true },
    until: { type: Number, default: null },
    raisedAt: { type: Date, required: true },
    heldUntil: { type: Date, default: null },
    helpOf: id,
    told: { type: new Schema({ family: [id], staff: [id] }, { _id: false }), required: true },
    takenBy: { type: id, default: null },
    takenAt: { type: Date, default: null },
    needsHelpAt: { type: Date, default: null },
    escalatedAt: { type: Date, default: null },
    outcome: { type: String, default: null },
    settledBy: { type: id, default: null },
    endedAt: { type: Date, default: null },
    words: { type: SealedSchema, default: null },
    where: { type: SealedSchema, default: null },
    outbox: { type: [OutboxSchema], default: [] },
  },
  plain,
)
AlertSchema.index({ areas: 1, state: 1, raisedAt: -1 })
AlertSchema.index({ state: 1, raisedAt: 1 })
AlertSchema.index({ personId: 1, state: 1 })
AlertSchema.index({ helpOf: 1 }, { unique: true, partialFilterExpression: { helpOf: { $exists: true } } })
AlertSchema.index({ 'words.key': 1 })
AlertSchema.index({ 'where.key': 1 })
AlertSchema.index({ endedAt: 1 }, { expireAfterSeconds: ALERT_KEPT_SECONDS })
withOutbox(AlertSchema)
export const AlertModel = model<Alert>('CareAlert', AlertSchema, 'care_alerts')
