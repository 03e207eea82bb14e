import { Schema, model, type Types } from 'mongoose'
import type { DeliveryMark, Entitlement, PayMethod } from '@yike/shared/meals/kinds'
import type { TillSheet } from '@yike/shared/meals/schemas'
import { sealedText, withSealedText } from '../sealed-text'

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const position = { type: new Schema({ lng: Number, lat: Number }, { _id: false }), default: null }
type Point = { lng: number; lat: number } | null

/** The servings taken of each limited dish at one sitting. Id: the sitting. */
export interface DishPlaces {
  _id: Types.ObjectId
  /** By dish; always the sum of the claims: both change in one update. */
  taken: Record<string, number>
  claims: { bookingId: Types.ObjectId; dishes: { id: string; count: number }[] }[]
}
const DishPlacesSchema = new Schema<DishPlaces>(
  {
    taken: { type: Schema.Types.Mixed, required: true },
    claims: {
      type: [
        new Schema(
          { bookingId: id, dishes: [new Schema({ id: String, count: Number }, { _id: false })] },
          { _id: false },
        ),
      ],
      default: [],
    },
  },
  { autoIndex: false, versionKey: false, minimize: false },
)
export const DishPlacesModel = model<DishPlaces>('DishPlaces', DishPlacesSchema, 'dish_places')

/** An entitlement that an office confirmed. Id: person and kind. */
export interface EntitlementRecord {
  _id: string
  personId: Types.ObjectId
  areas: Types.ObjectId[]
  position: Point
  kind: Entitlement
  evidence: string
  /** The last day it is valid. */
  until: string
  confirmedByName: string
  confirmedAt: Date
}
const EntitlementSchema = new Schema<EntitlementRecord>(
  {
    _id: text,
    personId: { type: id, required: true },
    areas: { type: [id], required: true },
    position,
    kind: text,
    evidence: text,
    until: text,
    confirmedByName: text,
    confirmedAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
EntitlementSchema.index({ personId: 1 })
EntitlementSchema.index({ areas: 1, confirmedAt: -1 })
export const EntitlementModel = model<EntitlementRecord>('Entitlement', EntitlementSchema, 'entitlements')

/** The mark of a delivery. Id: the booking. */
export interface Delivery {
  _id: Types.ObjectId
  areas: Types.ObjectId[]
  position: Point
  mark: DeliveryMark
  /** The time of the delivery; the mark may come later. */
  at: Date
  byName: string
}
const DeliverySchema = new Schema<Delivery>(
  { areas: { type: [id], required: true }, position, mark: text, at: { type: Date, required: true }, byName: text },
  { autoIndex: false, versionKey: false },
)
DeliverySchema.index({ at: 1 })
DeliverySchema.index({ areas: 1 })
export const DeliveryModel = model<Delivery>('MealDelivery', DeliverySchema, 'meal_deliveries')

/** One entry of a till. Names are in the bookings and are removed with them after a year. */
export interface ReceiptRecord {
  id: string
  bookingId: Types.ObjectId
  /** Below zero: given back, or corrected. */
  amountFen: number
  method: PayMethod
  reason: string | null
  isCorrection: boolean
  /** Written after the day was closed. */
  isLate: boolean
  byName: string
  at: Date
  /** Key of the request that wrote it; two entries of one correction share it. */
  key: string
  digest: string
}

/**
 * The till of a place on a day, in one document, so that closing it and writing into it decide against each other. Id:
 * place and day.
 */
export interface TillDay {
  _id: string
  placeId: Types.ObjectId
  areas: Types.ObjectId[]
  position: Point
  day: string
  receipts: ReceiptRecord[]
  /** Counts the entries: a sheet is closed in the state that was shown. */
  revision: number
  closed: {
    at: Date
    byName: string
    sheet: TillSheet
    expectedCashFen: number
    countedCashFen: number
    reason: string | null
  } | null
  /** Closings that were taken back, in order. */
  reopened?: { at: Date; byName: string; reason: string; closed: NonNullable<TillDay['closed']> }[]
}
const TillDaySchema = new Schema<TillDay>(
  {
    _id: text,
    placeId: { type: id, required: true },
    areas: { type: [id], required: true },
    position,
    day: text,
    receipts: {
      type: [
        new Schema(
          {
            id: String,
            bookingId: id,
            amountFen: Number,
            method: String,
            reason: sealedText({ default: null }),
            isCorrection: Boolean,
            isLate: Boolean,
            byName: String,
            at: Date,
            key: String,
            digest: String,
          },
          { _id: false, id: false },
        ),
      ],
      default: [],
    },
    revision: { type: Number, default: 0 },
    closed: { type: Schema.Types.Mixed, default: null },
    reopened: { type: [Schema.Types.Mixed], default: undefined },
  },
  { autoIndex: false, versionKey: false },
)
withSealedText(TillDaySchema)
TillDaySchema.index({ placeId: 1, day: 1 })
TillDaySchema.index({ areas: 1 })
export const TillDayModel = model<TillDay>('TillDay', TillDaySchema, 'till_days')
