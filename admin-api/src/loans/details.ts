import type { Types } from 'mongoose'
import type { LoanSpan } from '@yike/shared/loans/rules'
import { declareKindFields } from '../booking/kind-fields'

/** The thing and its days; `thing` once it is sure. */
export interface LoanDetails extends LoanSpan {
  wishes: Types.ObjectId | null
  thing?: { id: Types.ObjectId; name: string; number: string; shelf: string }
  handedOutAt?: Date
  returnedAt?: Date
}

declare module '../booking/details' {
  interface BookingDetails {
    loan?: LoanDetails
  }
}
declareKindFields({ indexes: ['details.loan.to'] })
