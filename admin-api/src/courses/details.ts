import type { Types } from 'mongoose'
import type { Collector } from '@yike/shared/courses/schemas'
import { declareKindFields } from '../booking/kind-fields'
import type { Sealed } from '../sealing'

/** The data of a child in a class for children, as a booking stores it. */
export interface Pupil {
  guardian: Collector
  collectors: Collector[]
  /** Allergies and care notes, sealed for `owner`; null where there are none. */
  notes: Sealed | null
  owner: string
  /**
   * The guardian who agreed, and the member of staff (`byId`) who wrote it down; absent where the guardian tapped
   * themself.
   */
  consent: { version: string; byId: Types.ObjectId; by: string; at: Date; saidTo?: string } | null
}

declare module '../booking/details' {
  interface BookingDetails {
    course?: Pupil
  }
}
declareKindFields({ indexes: ['details.course.notes.key'] })
