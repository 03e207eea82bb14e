import { Schema, model, type Types } from 'mongoose'
import type { ServiceKind } from '@yike/shared/directory/categories'
import type { BookingChannel, BookingState, SittingState } from '@yike/shared/booking/states'
import type { Relation } from '@yike/shared/people/relations'
import type { ErrorCode } from '@yike/shared/errors'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'

/** What a sitting and its bookings show of their service and place: copied when the sitting is made, so that booking reads neither. */
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
export interface Claim {
  bookingId: Types.ObjectId
  personId: Types.ObjectId
  seats: number
}

export interface Sitting {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  offer: Offer
  title: string
  day: string
  startsAt: Date
  endsAt: Date
  opensAt: Date
  /** Until when residents book and cancel. */
  closesAt: Date
  capacity: number
  /** Always the sum of the claims' seats: both change in one update. */
  taken: number
  claims: Claim[]
  state: SittingState
  cancelReason: string | null
  menu: string[]
  priceFen: number | null
  createdAt: Date
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
  cancelUntil: Date
  seats: number
  note: string | null
  priceFen: number | null
  /** Who comes. */
  personId: Types.ObjectId
  personName: string
  phone: string | null
  birthYear: number | null
  /** Who acted, and what the one who comes is to them. */
  bookedById: Types.ObjectId
  bookedByName: string
  relation: Relation | null
  channel: BookingChannel
  state: BookingState
  checkedInAt: Date | null
  cancelReason: string | null
  refusal: ErrorCode | null
  /** Set while a step of booking or cancelling is still to be done: what a crash left is found by it. */
  unsettledSince?: Date
  outbox: OutboxEntry[]
  outboxSeq: number
  idem?: Idem
  createdAt: Date
}

/** A person's week: what overlaps, and how often a service was booked. Id: person and Monday. */
export interface Diary {
  _id: string
  claims: {
    bookingId: Types.ObjectId
    sittingId: Types.ObjectId
    serviceId: Types.ObjectId
    startsAt: Date
    endsAt: Date
  }[]
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

const SittingSchema = new Schema<Sitting>(
  {
    areas: { type: [id], required: true },
    offer: { type: OfferSchema, required: true },
    title: text,
    day: text,
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    opensAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
    capacity: { type: Number, required: true },
    taken: { type: Number, default: 0 },
    claims: { type: [new Schema({ bookingId: id, personId: id, seats: Number }, { _id: false })], default: [] },
    state: { type: String, default: 'open' },
    cancelReason: maybeText,
    menu: { type: [String], default: [] },
    priceFen: maybeNumber,
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
SittingSchema.index({ 'offer.serviceId': 1, startsAt: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
SittingSchema.index({ 'offer.serviceId': 1, day: 1 })
SittingSchema.index({ day: 1, areas: 1 })
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
    cancelUntil: { type: Date, required: true },
    seats: { type: Number, required: true },
    note: maybeText,
    priceFen: maybeNumber,
    personId: { type: id, required: true },
    personName: text,
    phone: maybeText,
    birthYear: maybeNumber,
    bookedById: { type: id, required: true },
    bookedByName: text,
    relation: maybeText,
    channel: { type: String, required: true },
    state: { type: String, required: true },
    checkedInAt: { type: Date, default: null },
    cancelReason: maybeText,
    refusal: maybeText,
    unsettledSince: { type: Date },
    outbox: { type: [OutboxSchema], default: [] },
    outboxSeq: { type: Number, default: 0 },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
BookingSchema.index({ 'offer.placeId': 1, day: 1, code: 1 }, { unique: true })
BookingSchema.index({ bookedById: 1, startsAt: 1 })
BookingSchema.index({ personId: 1, startsAt: 1 })
BookingSchema.index({ sittingId: 1, state: 1 })
BookingSchema.index({ day: 1, areas: 1 })
BookingSchema.index({ endsAt: 1 })
BookingSchema.index({ unsettledSince: 1 }, { partialFilterExpression: { unsettledSince: { $exists: true } } })
withIdem(BookingSchema)
withOutbox(BookingSchema)
export const BookingModel = model<Booking>('Booking', BookingSchema, 'bookings')

const DiarySchema = new Schema<Diary>(
  {
    _id: text,
    claims: {
      type: [new Schema({ bookingId: id, sittingId: id, serviceId: id, startsAt: Date, endsAt: Date }, { _id: false })],
      default: [],
    },
  },
  { autoIndex: false, versionKey: false },
)
export const DiaryModel = model<Diary>('Diary', DiarySchema, 'diaries')
