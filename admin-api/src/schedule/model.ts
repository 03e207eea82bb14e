import { Schema, model, type Types } from 'mongoose'
import type { SeriesPlan } from '@yike/shared/schedule/series'
import { HOLIDAY_HOURS_CODES } from '@yike/shared/directory/hours'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import type { Relocation, Offer } from '../booking/model'

/** Rules from which sittings of one service are made. */
export interface Series extends SeriesPlan {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  /** Copied, so that lists read neither service nor place. */
  offer: Pick<Offer, 'serviceId' | 'serviceName' | 'placeId' | 'placeName' | 'position'>
  name: string
  /** The last day for which sittings were made; null before the first. */
  madeUntil: string | null
  /** The person who made it or changed it last. */
  changedBy: Types.ObjectId
  /** A change that has not reached all sittings yet, from this day on. */
  settling?: Relocation & { from: string }
  revision: number
  idem?: Idem
  createdAt: Date
}

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const PeriodSchema = new Schema({ from: Number, to: Number }, { _id: false })

const LineSchema = new Schema(
  {
    key: text,
    title: text,
    weekdays: { type: [Number], required: true },
    from: { type: Number, required: true },
    to: { type: Number, required: true },
    capacity: { type: Number, required: true },
    menu: { type: [String], default: [] },
    priceFen: { type: Number, default: null },
    reserve: { type: new Schema({ minAge: Number, seats: Number }, { _id: false }), default: null },
    closesBeforeMinutes: { type: Number, default: null },
    opensBeforeDays: { type: Number, default: null },
    validFrom: String,
    validTo: String,
  },
  { _id: false },
)

const SeriesSchema = new Schema<Series>(
  {
    areas: { type: [id], required: true },
    offer: {
      type: new Schema(
        {
          serviceId: { type: id, required: true },
          serviceName: text,
          placeId: { type: id, required: true },
          placeName: text,
          position: new Schema({ lng: Number, lat: Number }, { _id: false }),
        },
        { _id: false },
      ),
      required: true,
    },
    name: text,
    lines: { type: [LineSchema], required: true },
    exceptions: {
      type: [new Schema({ day: String, periods: [PeriodSchema], reason: String }, { _id: false })],
      default: [],
    },
    holidays: { type: String, enum: HOLIDAY_HOURS_CODES, default: 'same' },
    validFrom: text,
    validTo: { type: String, default: null },
    madeUntil: { type: String, default: null },
    changedBy: { type: id, required: true },
    settling: {
      type: new Schema({ from: String, others: String, reason: String, by: id, at: Date }, { _id: false }),
    },
    revision: { type: Number, default: 1 },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
SeriesSchema.index({ areas: 1 })
SeriesSchema.index({ 'offer.serviceId': 1 })
SeriesSchema.index({ validTo: 1 })
SeriesSchema.index({ 'settling.at': 1 }, { partialFilterExpression: { 'settling.at': { $exists: true } } })
withIdem(SeriesSchema)
export const SeriesModel = model<Series>('Series', SeriesSchema, 'series')
