import { Schema, model, type Types } from 'mongoose'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { sealedText } from '../sealed-text'

/** A sitting with several sessions, beside its times. Id: the sitting's. */
export interface Course {
  _id: Types.ObjectId
  /** A class for children: guardian, consent, who may collect. */
  forChildren: boolean
  /** Minutes that one session counts for; null where it gives none. */
  sessionMinutes: number | null
  /** Sessions one must have come to for a certificate; null where there is none. */
  certificateSessions: number | null
  createdAt: Date
}

/**
 * The hours that one booking gave, from its attendance, counted anew with each change of it. `seq` is the attendance it
 * was counted from, so that an older count never replaces a newer one. Id: the booking's. It outlives the booking.
 */
export interface Hours {
  _id: Types.ObjectId
  personId: Types.ObjectId
  sittingId: Types.ObjectId
  title: string
  areas: Types.ObjectId[]
  seq: number
  lines: { n: number; day: string; minutes: number }[]
}

/** Id: the number on the paper. Its text stays as it was when it was issued. */
export interface Certificate {
  _id: string
  bookingId: Types.ObjectId
  sittingId: Types.ObjectId
  personId: Types.ObjectId
  personName: string
  course: string
  community: string
  areas: Types.ObjectId[]
  minutes: number
  day: string
  issuedById: Types.ObjectId
  issuedByName: string
  withdrawn: { at: Date; byName: string; reason: string } | null
  /** The accounts that were notified; older certificates name nobody, and their holder is notified. */
  told?: Types.ObjectId[]
  outbox: OutboxEntry[]
}

const id = { type: Schema.Types.ObjectId, required: true }
const text = { type: String, required: true }
const bare = { autoIndex: false, versionKey: false } as const

export const CourseModel = model<Course>(
  'Course',
  new Schema<Course>(
    {
      forChildren: { type: Boolean, required: true },
      sessionMinutes: { type: Number, default: null },
      certificateSessions: { type: Number, default: null },
      createdAt: { type: Date, required: true },
    },
    bare,
  ),
  'courses',
)

const HoursSchema = new Schema<Hours>(
  {
    personId: id,
    sittingId: id,
    title: text,
    areas: { type: [Schema.Types.ObjectId], required: true },
    seq: { type: Number, required: true },
    lines: { type: [new Schema({ n: Number, day: String, minutes: Number }, { _id: false })], default: [] },
  },
  bare,
)
HoursSchema.index({ personId: 1 })
HoursSchema.index({ sittingId: 1 })
export const HoursModel = model<Hours>('Hours', HoursSchema, 'training_hours')

const CertificateSchema = new Schema<Certificate>(
  {
    _id: text,
    bookingId: id,
    sittingId: id,
    personId: id,
    personName: text,
    course: text,
    community: text,
    areas: { type: [Schema.Types.ObjectId], required: true },
    minutes: { type: Number, required: true },
    day: text,
    issuedById: id,
    issuedByName: text,
    withdrawn: {
      type: new Schema({ at: Date, byName: String, reason: sealedText() }, { _id: false }),
      default: null,
    },
    told: { type: [Schema.Types.ObjectId], default: undefined },
    outbox: { type: [OutboxSchema], default: [] },
  },
  bare,
)
withOutbox(CertificateSchema)
// Each booking has one valid certificate; withdrawn ones are kept beside it.
CertificateSchema.index(
  { bookingId: 1 },
  { unique: true, name: 'standing', partialFilterExpression: { withdrawn: null } },
)
CertificateSchema.index({ sittingId: 1 })
CertificateSchema.index({ personId: 1 })
export const CertificateModel = model<Certificate>('Certificate', CertificateSchema, 'certificates')
