// Over 300 lines: the records of a booking and its sitting, whose claims on each other are one subject.
import { Schema, model, type Types } from 'mongoose'
import type { ServiceKind } from '@yike/shared/directory/categories'
import type { Reserve } from '@yike/shared/booking/rules'
import type { Others } from '@yike/shared/schedule/series'
import type { AppealState, BookingChannel, BookingState, SittingState } from '@yike/shared/booking/states'
import type { Relation } from '@yike/shared/people/relations'
import type { ErrorCode } from '@yike/shared/errors'
import { withChangedAt, type Stamped } from '../cache/changed-at'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import type { BookingDetails, SittingDetails } from './details'
import type { Session, Times } from './times'
import { sealedText } from '../sealed-text'
import { sealedField, type SealedPhone } from '../sealed-values'

/**
 * The facts of their service and place that a sitting and its bookings show: copied when the sitting is made, so that
 * booking reads neither.
 */
export interface Offer {
  serviceId: Types.ObjectId
  serviceName: string
  kind: ServiceKind
  placeId: Types.ObjectId
  placeName: string
  address: string
  phone: string
  position: { lng: number; lat: number }
  minAge: number | null
  maxAge: number | null
  weeklyLimit: number | null
  maxSeats: number
}

/** A booking's places in a sitting. */
interface Claim {
  bookingId: Types.ObjectId
  personId: Types.ObjectId
  seats: number
  /** Taken by a person for whom places are reserved. */
  reserved?: boolean
}

/** One waiting booking in the line of a sitting. */
interface QueueEntry {
  bookingId: Types.ObjectId
  personId: Types.ObjectId
  seats: number
  /** The time that orders the line. */
  at: Date
}

export interface Sitting extends SittingDetails, Stamped {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  offer: Offer
  title: string
  day: string
  /** Start of the first session; `endsAt` is the end of the last one. */
  startsAt: Date
  endsAt: Date
  /** One enrolment for several times; missing or empty where there is only one. */
  sessions?: Session[]
  /** Counts the changes of the sessions; a booking has the count of the sessions it was made with or updated to. */
  sessionsRev?: number
  /** Set until every booking knows of the last change. */
  carrySince?: Date
  opensAt: Date
  /** Residents book and cancel until then. */
  closesAt: Date
  capacity: number
  /** Always the sum of the claims' seats: both change in one update. */
  taken: number
  claims: Claim[]
  reserve: Reserve | null
  /** Always the sum of the reserved claims' seats. */
  takenReserved: number
  /** The waiting bookings, in the order of their turn. */
  queue: QueueEntry[]
  state: SittingState
  cancelReason: string | null
  menu: string[]
  priceFen: number | null
  /**
   * The series that made it, its line and the day it was made for; `own`: changed alone, so the series no longer
   * changes it.
   */
  series?: { id: Types.ObjectId; key: string; day: string; own?: boolean }
  /** Cancelled because its series has no sitting here any more: when the series has one again, this one opens again. */
  byPlan?: boolean
  /** The sitting it was moved to; no list shows this one then. */
  movedTo?: Types.ObjectId
  /** Its bookings still have to be moved or notified. */
  moving?: Relocation
  createdAt: Date
}

/** The decision for the bookings of a sitting that is not held (any more), by whom and why. */
export interface Relocation {
  others: Others
  reason: string
  by: Types.ObjectId
  at: Date
}

export interface Attended {
  n: number
  at: Date
  byName: string
  left?: { at: Date; who: string; said: string | null; byName: string }
  /** Corrected minutes of the session, each with its reason; the last one counts. */
  corrections?: Correction[]
}

interface Correction {
  minutes: number
  reason: string
  byName: string
  at: Date
}

export interface Booking {
  _id: Types.ObjectId
  /** Four digits, unique at a place on a day. */
  code: string
  areas: Types.ObjectId[]
  sittingId: Types.ObjectId
  sittingTitle: string
  menu: string[]
  offer: Offer
  day: string
  startsAt: Date
  endsAt: Date
  sessions?: Session[]
  sessionsRev?: number
  /** The sessions somebody came to, and the adults who collected a child. */
  attended?: Attended[]
  /** Counts the changes of attendance; `toTally` until the floor above has counted them. */
  attendSeq?: number
  toTally?: boolean
  cancelUntil: Date
  seats: number
  note: string | null
  priceFen: number | null
  /** The details that it stores for its kind. */
  details?: BookingDetails
  /** The person who comes. */
  personId: Types.ObjectId
  personName: string
  phone: SealedPhone | null
  birthYear: number | null
  /** The person who booked, and the relation to them of the person who comes. */
  bookedById: Types.ObjectId
  bookedByName: string
  relation: Relation | null
  channel: BookingChannel
  state: BookingState
  checkedInAt: Date | null
  cancelReason: string | null
  refusal: ErrorCode | null
  /** Accepts waiting where no place is left. */
  orWait: boolean
  /** The reason why the waiting person's turn was passed over, in words. */
  passedOver: string | null
  /** The offered place is kept until then. */
  offerUntil?: Date
  /** The place is held until then for somebody who is still filling in the page. */
  holdUntil?: Date
  /** The time of the next reminder. */
  remindAt?: Date
  /** The reason for not coming, and the office's answer. */
  appeal?: {
    words: string
    at: Date
    state: AppealState
    decidedByName: string | null
    reason: string | null
  }
  /** Staff saw that it is full and made room. */
  overbooks?: boolean
  /** The booking that this one replaces, and the one that replaces this one. */
  replaces: Types.ObjectId | null
  replacedBy: Types.ObjectId | null
  /** Set while a step of booking or cancelling is still to be done: the sweeper finds unfinished bookings by it. */
  unsettledSince?: Date
  outbox: OutboxEntry[]
  outboxSeq: number
  idem?: Idem
  createdAt: Date
}

/** One time in a diary. */
export interface DiaryLine extends Times {
  bookingId: Types.ObjectId
  sittingId: Types.ObjectId
  serviceId: Types.ObjectId
}

/**
 * A week of a person, a carer, a room or a thing: its lines, and for a person the bookings of each service. Id: owner
 * and Monday.
 */
export interface Diary {
  _id: string
  /** The bookings of the week by service, each once. */
  counted?: Record<string, Types.ObjectId[]>
  claims: DiaryLine[]
}

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const maybeText = { type: String, default: null }
const maybeNumber = { type: Number, default: null }

const OfferSchema = new Schema<Offer>(
  {
    serviceId: { type: id, required: true },
    serviceName: text,
    kind: { type: String, required: true },
    placeId: { type: id, required: true },
    placeName: text,
    address: text,
    phone: text,
    position: { type: new Schema({ lng: Number, lat: Number }, { _id: false }), required: true },
    minAge: maybeNumber,
    maxAge: maybeNumber,
    weeklyLimit: maybeNumber,
    maxSeats: { type: Number, default: 1 },
  },
  { _id: false },
)

const SessionSchema = new Schema<Session>(
  { n: Number, startsAt: Date, endsAt: Date, cancelReason: String, moveReason: String },
  { _id: false },
)

const SittingSchema = new Schema<Sitting>(
  {
    areas: { type: [id], required: true },
    offer: { type: OfferSchema, required: true },
    title: text,
    day: text,
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    sessions: { type: [SessionSchema], default: undefined },
    sessionsRev: { type: Number },
    carrySince: { type: Date },
    opensAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
    capacity: { type: Number, required: true },
    taken: { type: Number, default: 0 },
    claims: {
      type: [new Schema({ bookingId: id, personId: id, seats: Number, reserved: Boolean }, { _id: false })],
      default: [],
    },
    reserve: { type: new Schema({ minAge: Number, seats: Number }, { _id: false }), default: null },
    takenReserved: { type: Number, default: 0 },
    queue: {
      type: [new Schema({ bookingId: id, personId: id, seats: Number, at: Date }, { _id: false })],
      default: [],
    },
    state: { type: String, default: 'open' },
    cancelReason: maybeText,
    menu: { type: [String], default: [] },
    priceFen: maybeNumber,
    series: { type: new Schema({ id, key: String, day: String, own: Boolean }, { _id: false }) },
    byPlan: { type: Boolean },
    movedTo: { type: id },
    moving: { type: new Schema<Relocation>({ others: String, reason: String, by: id, at: Date }, { _id: false }) },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
SittingSchema.index(
  { 'series.id': 1, 'series.day': 1 },
  { partialFilterExpression: { 'series.id': { $exists: true } } },
)
SittingSchema.index({ 'moving.at': 1 }, { partialFilterExpression: { 'moving.at': { $exists: true } } })
SittingSchema.index({ 'offer.serviceId': 1, startsAt: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
SittingSchema.index({ 'offer.serviceId': 1, day: 1 })
SittingSchema.index({ day: 1, areas: 1 })
SittingSchema.index({ 'queue.at': 1 }, { partialFilterExpression: { 'queue.at': { $exists: true } } })
SittingSchema.index({ 'sessions.startsAt': 1 }, { partialFilterExpression: { 'sessions.startsAt': { $exists: true } } })
SittingSchema.index({ carrySince: 1 }, { partialFilterExpression: { carrySince: { $exists: true } } })
withChangedAt(SittingSchema, 'Sitting')
export const SittingModel = model<Sitting>('Sitting', SittingSchema, 'sittings')

const BookingSchema = new Schema<Booking>(
  {
    code: text,
    areas: { type: [id], required: true },
    sittingId: { type: id, required: true },
    sittingTitle: text,
    menu: { type: [String], default: [] },
    offer: { type: OfferSchema, required: true },
    day: text,
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    sessions: { type: [SessionSchema], default: undefined },
    sessionsRev: { type: Number },
    attended: {
      type: [
        new Schema(
          {
            n: Number,
            at: Date,
            byName: String,
            left: new Schema({ at: Date, who: String, said: sealedText(), byName: String }, { _id: false }),
            corrections: {
              type: [new Schema({ minutes: Number, reason: sealedText(), byName: String, at: Date }, { _id: false })],
              default: undefined,
            },
          },
          { _id: false },
        ),
      ],
      default: undefined,
    },
    attendSeq: { type: Number },
    toTally: { type: Boolean },
    cancelUntil: { type: Date, required: true },
    seats: { type: Number, required: true },
    note: sealedText({ default: null }),
    priceFen: maybeNumber,
    details: { type: Schema.Types.Mixed },
    personId: { type: id, required: true },
    personName: text,
    phone: sealedField,
    birthYear: maybeNumber,
    bookedById: { type: id, required: true },
    bookedByName: text,
    relation: maybeText,
    channel: { type: String, required: true },
    state: { type: String, required: true },
    checkedInAt: { type: Date, default: null },
    cancelReason: sealedText({ default: null }),
    refusal: maybeText,
    orWait: { type: Boolean, default: false },
    passedOver: maybeText,
    offerUntil: { type: Date },
    holdUntil: { type: Date },
    remindAt: { type: Date },
    overbooks: { type: Boolean },
    appeal: {
      type: new Schema(
        { words: sealedText(), at: Date, state: String, decidedByName: String, reason: sealedText() },
        { _id: false },
      ),
    },
    replaces: { type: id, default: null },
    replacedBy: { type: id, default: null },
    unsettledSince: { type: Date },
    outbox: { type: [OutboxSchema], default: [] },
    outboxSeq: { type: Number, default: 0 },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
BookingSchema.index({ 'offer.placeId': 1, day: 1, code: 1 }, { unique: true })
BookingSchema.index({ bookedById: 1, relation: 1, startsAt: 1 })
BookingSchema.index({ personId: 1, startsAt: 1 })
BookingSchema.index({ sittingId: 1, state: 1 })
BookingSchema.index({ day: 1, areas: 1 })
BookingSchema.index({ endsAt: 1 })
BookingSchema.index({ 'appeal.at': 1 }, { partialFilterExpression: { 'appeal.state': 'open' } })
BookingSchema.index({ unsettledSince: 1 }, { partialFilterExpression: { unsettledSince: { $exists: true } } })
for (const due of ['offerUntil', 'holdUntil', 'remindAt'])
  BookingSchema.index({ [due]: 1 }, { partialFilterExpression: { [due]: { $exists: true } } })
BookingSchema.index({ toTally: 1 }, { partialFilterExpression: { toTally: { $exists: true } } })
BookingSchema.index({ 'sessions.startsAt': 1 }, { partialFilterExpression: { 'sessions.startsAt': { $exists: true } } })
withIdem(BookingSchema)
withOutbox(BookingSchema)
export const BookingModel = model<Booking>('Booking', BookingSchema, 'bookings')

const DiarySchema = new Schema<Diary>(
  {
    _id: text,
    counted: { type: Schema.Types.Mixed },
    claims: {
      type: [new Schema({ bookingId: id, sittingId: id, serviceId: id, startsAt: Date, endsAt: Date }, { _id: false })],
      default: [],
    },
  },
  { autoIndex: false, versionKey: false },
)
export const DiaryModel = model<Diary>('Diary', DiarySchema, 'diaries')
