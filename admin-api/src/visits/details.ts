import type { Types } from 'mongoose'
import { declareKindFields } from '../booking/kind-fields'
import type { SealedPhone } from '../sealed-values'

/** The carer who comes. */
export interface VisitDetails {
  carerId: Types.ObjectId
  carerName: string
  carerPhone: SealedPhone | null
}

/** A move from one carer (or none) to another, and since when: both have the time in their diaries meanwhile. */
export interface VisitMove {
  from: Types.ObjectId | null
  to: Types.ObjectId
  since: Date
}

declare module '../booking/details' {
  interface BookingDetails {
    visit?: VisitDetails
    visitMove?: VisitMove
  }
}
declareKindFields({ indexes: ['details.visitMove.since'] })
