import { Schema, model, type Types } from 'mongoose'
import type { IncidentDatum, IncidentKind, IncidentLevel, IncidentStep } from '@yike/shared/privacy/incidents'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedText } from '../sealed-text'

/** A step that was taken after an incident. Entries are added and never changed. */
interface IncidentEntry {
  _id: Types.ObjectId
  step: IncidentStep
  at: Date
  to: string
  words: string
  isWaived: boolean
  byId: Types.ObjectId
  byName: string
}

/** An incident with personal data as staff recorded it; it names no resident. */
export interface Incident {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  /** The name of the area whose office recorded it. */
  office: string
  /** Counts the changes of the facts. */
  revision: number
  kinds: IncidentKind[]
  isCertain: boolean
  what: string
  cause: string
  harm: string
  measures: string
  advice: string
  noticedAt: Date
  happenedAt: Date | null
  data: IncidentDatum[]
  people: number
  minors: number
  level: IncidentLevel
  isCrime: boolean
  contact: { name: string; phone: string }
  entries: IncidentEntry[]
  /** The time at which the job of the alerts looks at it: after each change, and when a clock is near its end. */
  alertAt?: Date
  /** The steps of whose end somebody was told, or that were over when they were written down. */
  told: IncidentStep[]
  outbox: OutboxEntry[]
  byId: Types.ObjectId
  byName: string
  at: Date
  idem?: Idem
}

const id = { type: Schema.Types.ObjectId, required: true }
const text = { type: String, required: true }
const words = sealedText({ default: '' })
const wordsSaid = sealedText({ required: true })
const date = { type: Date, required: true }
const flag = { type: Boolean, required: true }
const count = { type: Number, required: true }
const EntrySchema = new Schema<IncidentEntry>({
  ...{ _id: id, step: text, at: date, to: words, words: wordsSaid, isWaived: flag, byId: id, byName: text },
})
const IncidentSchema = new Schema<Incident>(
  {
    ...{ areas: { type: [Schema.Types.ObjectId], required: true }, office: text, revision: count },
    ...{ kinds: { type: [String], required: true }, isCertain: flag, what: wordsSaid },
    ...{ cause: words, harm: words, measures: words, advice: words, noticedAt: date },
    ...{ happenedAt: { type: Date, default: null }, data: { type: [String], required: true }, people: count },
    ...{ minors: count, level: text, isCrime: flag },
    contact: { type: new Schema({ name: String, phone: String }, { _id: false }), required: true },
    entries: { type: [EntrySchema], default: [] },
    ...{ alertAt: Date, told: { type: [String], default: [] }, outbox: { type: [OutboxSchema], default: [] } },
    ...{ byId: id, byName: text, at: date, idem: { type: IdemSchema } },
  },
  { autoIndex: false, versionKey: false },
)
IncidentSchema.index({ areas: 1, noticedAt: -1 })
IncidentSchema.index({ alertAt: 1 }, { sparse: true })
withOutbox(IncidentSchema)
withIdem(IncidentSchema)
export const IncidentModel = model<Incident>('Incident', IncidentSchema, 'privacy_incidents')
