import { Schema, model, type Types } from 'mongoose'
import type { LngLat } from '@yike/shared/geo/walking'
import type { WorkHours } from '@yike/shared/visits/rules'
import type { BookingChannel } from '@yike/shared/booking/states'
import type { Sealed, SealedValue } from '../sealing'
import { sealedField, type SealedPhone } from '../sealed-values'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { sealedText, withSealedText } from '../sealed-text'

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const maybeText = { type: String, default: null }
const NO_ID = { _id: false }

/** A person who visits. The diary under this id (`booking/diary.ts`) has their visits. */
export interface Carer {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  communityId: Types.ObjectId
  name: string
  phone: SealedPhone | null
  /** The staff account that sees these visits. */
  personId: Types.ObjectId | null
  skills: string[]
  serviceIds: Types.ObjectId[]
  hours: WorkHours[]
  daysOff: string[]
  bufferMinutes: number
  active: boolean
  /** Missing on records from before there were portraits. */
  photoId?: Types.ObjectId | null
  revision: number
  idem?: Idem
  createdAt: Date
}
const CarerSchema = new Schema<Carer>(
  {
    areas: { type: [id], required: true },
    communityId: { type: id, required: true },
    name: text,
    phone: sealedField,
    personId: { type: id, default: null },
    skills: { type: [String], default: [] },
    serviceIds: { type: [id], default: [] },
    hours: { type: [new Schema({ weekdays: [Number], from: Number, to: Number }, NO_ID)], default: [] },
    daysOff: { type: [String], default: [] },
    bufferMinutes: { type: Number, default: 20 },
    active: { type: Boolean, default: true },
    photoId: { type: id, default: null },
    revision: { type: Number, default: 0 },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
CarerSchema.index({ communityId: 1, name: 1 }, { unique: true })
CarerSchema.index({ serviceIds: 1 })
CarerSchema.index({ areas: 1, name: 1 })
CarerSchema.index({ personId: 1 })
withIdem(CarerSchema)
export const CarerModel = model<Carer>('Carer', CarerSchema, 'carers')

/** The requirements of a service for its carers and its tasks; its id is the service's. */
export interface VisitService {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  skills: string[]
  tasks: string[]
}
const VisitServiceSchema = new Schema<VisitService>(
  { _id: { type: id, required: true }, areas: { type: [id], required: true }, skills: [String], tasks: [String] },
  { autoIndex: false, versionKey: false },
)
export const VisitServiceModel = model<VisitService>('VisitService', VisitServiceSchema, 'visit_services')

/** A tap at the door. */
export interface Stamp {
  /** The time of the tap, and the time it was received. */
  at: Date
  heardAt: Date
  position: SealedValue<LngLat> | null
  metres: number | null
  reason: string | null
}
/** The record of a visit; its id is the booking's. Made by the check-in. */
export interface Visit {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  carerId: Types.ObjectId
  endsAt: Date
  checkedIn: Stamp
  checkedOut: Stamp | null
  tasks: { name: string; done: boolean | null; reason: string | null }[]
  /** Measurements and notes about somebody: see health.ts. */
  sealed: Sealed | null
  photoIds: Types.ObjectId[]
}
const StampSchema = new Schema<Stamp>(
  {
    at: Date,
    heardAt: Date,
    position: sealedField,
    metres: { type: Number, default: null },
    reason: sealedText({ default: null }),
  },
  NO_ID,
)
const VisitSchema = new Schema<Visit>(
  {
    _id: { type: id, required: true },
    areas: { type: [id], required: true },
    carerId: { type: id, required: true },
    endsAt: { type: Date, required: true },
    checkedIn: { type: StampSchema, required: true },
    checkedOut: { type: StampSchema, default: null },
    tasks: { type: [new Schema({ name: String, done: Boolean, reason: sealedText() }, NO_ID)], default: [] },
    sealed: {
      type: new Schema({ key: String, wrapped: String, fields: Schema.Types.Mixed }, NO_ID),
      default: null,
    },
    photoIds: { type: [id], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
withSealedText(VisitSchema)
VisitSchema.index({ endsAt: 1 })
VisitSchema.index({ 'sealed.key': 1 })
export const VisitModel = model<Visit>('Visit', VisitSchema, 'visits')

/** The result of one day of a plan. */
export interface PlannedDay {
  day: string
  bookingId: Types.ObjectId | null
  reason: string | null
  /** Not open yet: tried again. */
  again: boolean
}
/** A repeated visit. Every day is a booking of its own, made with a key that follows from plan and day. */
export interface Plan {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  serviceId: Types.ObjectId
  serviceName: string
  personId: Types.ObjectId
  personName: string
  madeById: Types.ObjectId
  madeByName: string
  byStaff: boolean
  channel: BookingChannel
  weekdays: number[]
  minute: number
  from: string
  until: string
  endsFrom: string | null
  /** The plan that a change made of it. */
  changedTo?: Types.ObjectId
  /** The plan that this one changes, until that has ended. */
  takesOver?: Types.ObjectId
  recordDay: string | null
  days: PlannedDay[]
  /** The time of the next try: after a crash, or for days that were not open yet. */
  tryAt?: Date
  idem?: Idem
  createdAt: Date
}
const PlanSchema = new Schema<Plan>(
  {
    areas: { type: [id], required: true },
    serviceId: { type: id, required: true },
    serviceName: text,
    personId: { type: id, required: true },
    personName: text,
    madeById: { type: id, required: true },
    madeByName: text,
    byStaff: { type: Boolean, required: true },
    channel: text,
    weekdays: { type: [Number], required: true },
    minute: { type: Number, required: true },
    from: text,
    until: text,
    endsFrom: maybeText,
    changedTo: { type: id },
    takesOver: { type: id },
    recordDay: sealedText({ default: null }),
    days: {
      type: [new Schema({ day: String, bookingId: id, reason: sealedText(), again: Boolean }, NO_ID)],
      default: [],
    },
    tryAt: { type: Date },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
withSealedText(PlanSchema)
PlanSchema.index({ personId: 1, until: -1 })
PlanSchema.index({ madeById: 1, until: -1 })
PlanSchema.index({ areas: 1, until: -1 })
PlanSchema.index({ tryAt: 1 }, { partialFilterExpression: { tryAt: { $exists: true } } })
withIdem(PlanSchema)
export const PlanModel = model<Plan>('VisitPlan', PlanSchema, 'visit_plans')
