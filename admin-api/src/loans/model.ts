import { Schema, model, type Types } from 'mongoose'
import type { Condition, ThingKind } from '@yike/shared/loans/rules'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedText } from '../sealed-text'

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const NO_ID = { _id: false }

/** The terms of a service that lends; its id is the service's. */
export interface LoanService {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  maxDays: number
}
const LoanServiceSchema = new Schema<LoanService>(
  {
    _id: { type: id, required: true },
    areas: { type: [id], required: true },
    maxDays: { type: Number, required: true },
  },
  { autoIndex: false, versionKey: false },
)
export const LoanServiceModel = model<LoanService>('LoanService', LoanServiceSchema, 'loan_services')

/** The person who has a thing now. */
interface Out {
  bookingId: Types.ObjectId
  personId: Types.ObjectId
  who: string
  due: string
  at: Date
  /** The time of the reminder to return it. */
  remindAt: Date
}

/** One line of the log: the thing left or came back, its condition, and the member of staff. */
export interface LogLine {
  at: Date
  by: string
  what: string
  condition: Condition
  note: string
  photoIds: Types.ObjectId[]
  bookingId: Types.ObjectId
}

/**
 * A wheelchair or a room. The diary under this id (`booking/diary.ts`) has all its loans; `out` the person who has it
 * now.
 */
export interface Thing {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  serviceId: Types.ObjectId
  serviceName: string
  placeName: string
  kind: ThingKind
  name: string
  number: string
  condition: Condition
  shelf: string
  note: string
  active: boolean
  out: Out | null
  /** An extension that is not complete yet, and since when. */
  extending?: { bookingId: Types.ObjectId; to: string; since: Date }
  /**
   * Its booking does not know yet that it left, came back or stays longer: the sweeper finds it by this after a crash.
   */
  unsettled?: { bookingId: Types.ObjectId; what: 'out' | 'back' | 'longer'; at: Date; to: string; since: Date }
  log: LogLine[]
  outbox: OutboxEntry[]
  outboxSeq: number
  revision: number
  idem?: Idem
  createdAt: Date
}
const ThingSchema = new Schema<Thing>(
  {
    areas: { type: [id], required: true },
    serviceId: { type: id, required: true },
    serviceName: text,
    placeName: text,
    kind: text,
    name: text,
    number: text,
    condition: text,
    shelf: { type: String, default: '' },
    note: { type: String, default: '' },
    active: { type: Boolean, default: true },
    out: {
      type: new Schema({ bookingId: id, personId: id, who: String, due: String, at: Date, remindAt: Date }, NO_ID),
      default: null,
    },
    extending: { type: new Schema({ bookingId: id, to: String, since: Date }, NO_ID) },
    unsettled: { type: new Schema({ bookingId: id, what: String, at: Date, to: String, since: Date }, NO_ID) },
    log: {
      type: [
        new Schema(
          { at: Date, by: String, what: String, condition: String, note: sealedText(), photoIds: [id], bookingId: id },
          NO_ID,
        ),
      ],
      default: [],
    },
    outbox: { type: [OutboxSchema], default: [] },
    outboxSeq: { type: Number, default: 0 },
    revision: { type: Number, default: 0 },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
ThingSchema.index({ serviceId: 1, number: 1 }, { unique: true })
ThingSchema.index({ areas: 1, name: 1, number: 1 })
ThingSchema.index({ 'out.bookingId': 1 }, { partialFilterExpression: { 'out.bookingId': { $exists: true } } })
for (const due of ['out.remindAt', 'extending.since', 'unsettled.since'])
  ThingSchema.index({ [due]: 1 }, { partialFilterExpression: { [due]: { $exists: true } } })
withIdem(ThingSchema)
withOutbox(ThingSchema)
export const ThingModel = model<Thing>('Thing', ThingSchema, 'things')
