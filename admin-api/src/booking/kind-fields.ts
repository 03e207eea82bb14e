import { Schema } from 'mongoose'
import { phoneField, sealedAs, type SealedField } from '../sealed-values'
import { BookingModel, SittingModel } from './model'

interface KindFields {
  /** Fields of a sitting, as `SittingDetails` names them. */
  sitting?: readonly string[]
  /** Paths in a booking that the kind looks for and that few bookings have: each gets an index of those alone. */
  indexes?: readonly string[]
}

/** Declares the fields of a kind to the booking models; called once, where the kind declares its details. */
export function declareKindFields({ sitting = [], indexes = [] }: KindFields) {
  for (const field of sitting) SittingModel.schema.add({ [field]: { type: Schema.Types.Mixed } })
  for (const path of indexes)
    BookingModel.schema.index({ [path]: 1 }, { partialFilterExpression: { [path]: { $exists: true } } })
}

/** A sealed field among the details of a booking. */
export const sealedDetail = (path: string, what: string): SealedField => sealedAs(BookingModel, `details.${path}`, what)
export const sealedPhoneDetail = (path: string): SealedField => phoneField(BookingModel, `details.${path}`)
