import type { Types } from 'mongoose'
import type { Collector } from '@yike/shared/courses/schemas'
import { declareKindFields } from '../booking/kind-fields'
import type { Sealed } from '../care/sealing'

/** What a booking keeps of a child in a class for children. */
export interface Pupil {
  guardian: Collector
  collectors: Collector[]
  /** Allergies and what to look after, sealed for `owner`; null where nothing was said. */
  notes: Sealed | null
  owner: string
  /** Who agreed, and to whom they said so where staff wrote it down (`byId` is who did); absent where they tapped themselves. */
  consent: { version: string; byId: Types.ObjectId; by: string; at: Date; saidTo?: string } | null
}

declare module '../booking/details' {
  interface BookingDetails {
    course?: Pupil
  }
}
declareKindFields({ indexes: ['details.course.notes.key'] })
