import { Schema, model, type Types } from 'mongoose'
import type { StoredAdmissionState } from '@yike/shared/admission/states'
import type { Day } from '@yike/shared/time/china'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId
const plain = { autoIndex: false, versionKey: false } as const

/** The word of somebody who works in `areaId`; the id is the same for every try of one tap. */
interface Remark {
  _id: Id
  objects: boolean
  words: string
  areaId: Id
  byId: Id
  at: Date
}
const RemarkSchema = new Schema<Remark>({
  ...{ objects: Boolean, words: String },
  ...{ areaId: id, byId: id, at: Date },
})

/** A work that a department wishes to hand to the communities of a street (工作准入). */
export interface Admission {
  _id: Id
  receiverId: Id
  /** The street first, then the areas above it. */
  areas: Id[]
  title: string
  what: string
  purpose: string
  basis: string
  /** The terms that were asked for; after the answer of the street, those that were admitted. */
  from: Day
  until: Day
  hoursMonthly: number
  doneBy: string
  state: StoredAdmissionState
  askedById: Id
  askedAt: Date
  decidedById: Id | null
  decidedAt: Date | null
  decision: string
  endedById: Id | null
  endedOn: Day | null
  endReason: string
  remarks: Remark[]
  outbox: OutboxEntry[]
  idem?: Idem
}
const AdmissionSchema = new Schema<Admission>(
  {
    receiverId: { type: id, required: true },
    areas: { type: [id], required: true },
    title: { type: String, required: true },
    what: { type: String, required: true },
    purpose: { type: String, required: true },
    basis: { type: String, default: '' },
    from: { type: String, required: true },
    until: { type: String, required: true },
    hoursMonthly: { type: Number, required: true },
    doneBy: { type: String, required: true },
    state: { type: String, required: true },
    askedById: { type: id, required: true },
    askedAt: { type: Date, required: true },
    decidedById: { type: id, default: null },
    decidedAt: { type: Date, default: null },
    decision: { type: String, default: '' },
    endedById: { type: id, default: null },
    endedOn: { type: String, default: null },
    endReason: { type: String, default: '' },
    remarks: { type: [RemarkSchema], default: [] },
    outbox: { type: [OutboxSchema], default: [] },
    idem: { type: IdemSchema },
  },
  plain,
)
AdmissionSchema.index({ areas: 1, askedAt: -1 })
AdmissionSchema.index({ receiverId: 1, askedAt: -1 })
withIdem(AdmissionSchema)
withOutbox(AdmissionSchema)
export const AdmissionModel = model<Admission>('Admission', AdmissionSchema, 'admissions')

/** Hours of one day that a community spent on a work. Sums are made by month and community alone. */
export interface AdmissionHours {
  _id: Id
  admissionId: Id
  communityId: Id
  /** The community first, then the areas above it. */
  areas: Id[]
  day: Day
  /** Of the day: 「2026-11」. */
  month: string
  hours: number
  /** Its writer, who alone may take it back. */
  byId: Id
  at: Date
  idem?: Idem
}
const HoursSchema = new Schema<AdmissionHours>(
  {
    admissionId: { type: id, required: true },
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    day: { type: String, required: true },
    month: { type: String, required: true },
    hours: { type: Number, required: true },
    byId: { type: id, required: true },
    at: { type: Date, required: true },
    idem: { type: IdemSchema },
  },
  plain,
)
HoursSchema.index({ admissionId: 1, day: -1 })
HoursSchema.index({ areas: 1 })
HoursSchema.index({ byId: 1, day: -1 })
withIdem(HoursSchema)
export const AdmissionHoursModel = model<AdmissionHours>('AdmissionHours', HoursSchema, 'admission_hours')
