import { Schema, model, type Types } from 'mongoose'
import type { TicketChannel, TicketState } from '@yike/shared/hall/states'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'

/** A queue of a hall, by its letter. */
export interface Line {
  letter: string
  name: string
  /** People who check in with a booking of it join this line. */
  serviceId: Types.ObjectId | null
  windows: number[]
}

/** The lines, windows and screens of a place. */
export interface Hall {
  _id: Types.ObjectId
  placeId: Types.ObjectId
  placeName: string
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  lines: Line[]
  /** Covered names on the screen; only where staff turned it on. */
  showNames: boolean
  /**
   * Part of the address of the screens; null when no screen is allowed. Stored as it is, so that staff can read the
   * address again.
   */
  displaySecret: string | null
  revision: number
  createdAt: Date
}

/** The last step at the window, with the values that undo it. */
export type Step = 'call' | 'serve' | 'miss' | 'put_back' | 'transfer'
export interface Before {
  letter: string
  lineName: string
  order: number
  priorityAt: Date | null
  state: TicketState
}

export interface Ticket {
  _id: Types.ObjectId
  placeId: Types.ObjectId
  placeName: string
  areas: Types.ObjectId[]
  day: string
  /** 「A012」: stays with its holder whatever line it is moved to. */
  code: string
  /** The line it is in now. */
  letter: string
  lineName: string
  channel: TicketChannel
  personId?: Types.ObjectId
  personName: string | null
  /** The family member who took it for them, if one did. */
  takenById?: Types.ObjectId
  bookingId?: Types.ObjectId
  bookedFor: Date | null
  /** The instant from which it goes before tickets without a booking; absent without one. */
  priorityAt?: Date
  /** Milliseconds; its order among the others. */
  order: number
  takenAt: Date
  state: TicketState
  window: number | null
  /** Place, day and window while called: unique, so that a window has one number at hand. */
  at?: string
  /** Person, place, day and line while waiting or called: unique, so that nobody waits twice in one line. */
  holds?: string
  calledAt: Date | null
  saidAt: Date | null
  endedAt: Date | null
  calls: number
  putBacks: number
  lastStep: Step | null
  steppedAt: Date | null
  steppedByName: string | null
  before: Before | null
  /** The notification its holder has been sent so far. */
  told: 'nothing' | 'near' | 'called'
  seq: number
  outbox: OutboxEntry[]
  outboxSeq: number
  idem?: Idem
}

/** A device in the hall that anybody may use. */
export interface Kiosk {
  _id: Types.ObjectId
  placeId: Types.ObjectId
  areas: Types.ObjectId[]
  name: string
  /** While it waits for its device. */
  pairingCode?: string
  pairUntil: Date | null
  /** SHA-256 of the secret that the device alone holds. */
  tokenHash?: string
  lastSeenAt: Date | null
  helpAt: Date | null
  addedById: Types.ObjectId
  createdAt: Date
}

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const maybeText = { type: String, default: null }
const maybeDate = { type: Date, default: null }

const HallSchema = new Schema<Hall>(
  {
    placeId: { type: id, required: true },
    placeName: text,
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    lines: [
      new Schema<Line>(
        { letter: text, name: text, serviceId: { type: id, default: null }, windows: [Number] },
        { _id: false },
      ),
    ],
    showNames: { type: Boolean, default: false },
    displaySecret: maybeText,
    revision: { type: Number, default: 1 },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
HallSchema.index({ placeId: 1 }, { unique: true })
HallSchema.index({ areas: 1, placeName: 1 })
export const HallModel = model<Hall>('Hall', HallSchema, 'halls')

/** Attendance at a hall is nobody's business after a season. */
const KEPT_SECONDS = 90 * 86_400

const TicketSchema = new Schema<Ticket>(
  {
    placeId: { type: id, required: true },
    placeName: text,
    areas: { type: [id], required: true },
    day: text,
    code: text,
    letter: text,
    lineName: text,
    channel: text,
    personId: { type: id },
    personName: maybeText,
    takenById: { type: id },
    bookingId: { type: id },
    bookedFor: maybeDate,
    priorityAt: { type: Date },
    order: { type: Number, required: true },
    takenAt: { type: Date, required: true },
    state: text,
    window: { type: Number, default: null },
    at: { type: String },
    holds: { type: String },
    calledAt: maybeDate,
    saidAt: maybeDate,
    endedAt: maybeDate,
    calls: { type: Number, default: 0 },
    putBacks: { type: Number, default: 0 },
    lastStep: maybeText,
    steppedAt: maybeDate,
    steppedByName: maybeText,
    before: {
      type: new Schema<Before>(
        { letter: text, lineName: text, order: Number, priorityAt: maybeDate, state: text },
        { _id: false },
      ),
      default: null,
    },
    told: { type: String, default: 'nothing' },
    seq: { type: Number, default: 1 },
    outbox: { type: [OutboxSchema], default: [] },
    outboxSeq: { type: Number, default: 0 },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
TicketSchema.index({ placeId: 1, day: 1, code: 1 }, { unique: true })
TicketSchema.index({ at: 1 }, { unique: true, partialFilterExpression: { at: { $exists: true } } })
TicketSchema.index({ holds: 1 }, { unique: true, partialFilterExpression: { holds: { $exists: true } } })
TicketSchema.index({ bookingId: 1 }, { unique: true, partialFilterExpression: { bookingId: { $exists: true } } })
TicketSchema.index({ placeId: 1, day: 1, state: 1, endedAt: -1 })
TicketSchema.index({ personId: 1, day: 1 })
TicketSchema.index({ takenById: 1, day: 1 })
TicketSchema.index({ state: 1, day: 1 })
TicketSchema.index({ takenAt: 1 }, { expireAfterSeconds: KEPT_SECONDS })
withIdem(TicketSchema)
withOutbox(TicketSchema)
export const TicketModel = model<Ticket>('Ticket', TicketSchema, 'tickets')

/** The last number given in a line on a day. Id: place, day and letter. */
export const TicketCounterModel = model<{ _id: string; count: number; expiresAt: Date }>(
  'TicketCounter',
  new Schema(
    { _id: text, count: { type: Number, default: 0 }, expiresAt: { type: Date, required: true } },
    { autoIndex: false, versionKey: false },
  ).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
  'ticket_counters',
)

const KioskSchema = new Schema<Kiosk>(
  {
    placeId: { type: id, required: true },
    areas: { type: [id], required: true },
    name: text,
    pairingCode: { type: String },
    pairUntil: maybeDate,
    tokenHash: { type: String },
    lastSeenAt: maybeDate,
    helpAt: maybeDate,
    addedById: { type: id, required: true },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
KioskSchema.index({ placeId: 1 })
KioskSchema.index({ pairingCode: 1 }, { unique: true, partialFilterExpression: { pairingCode: { $exists: true } } })
KioskSchema.index({ tokenHash: 1 }, { unique: true, partialFilterExpression: { tokenHash: { $exists: true } } })
export const KioskModel = model<Kiosk>('Kiosk', KioskSchema, 'kiosks')

/** Tries within one minute. Id: the action, its author, and the minute. */
export const DeviceTriesModel = model<{ _id: string; count: number; expiresAt: Date }>(
  'DeviceTries',
  new Schema(
    { _id: text, count: { type: Number, default: 0 }, expiresAt: { type: Date, required: true } },
    { autoIndex: false, versionKey: false },
  ).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
  'device_tries',
)
