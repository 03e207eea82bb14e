import type { Types } from 'mongoose'
import type { Collector } from '@yike/shared/courses/schemas'
import { declareKindFields } from '../booking/kind-fields'
import { openValue, sealValue, type Sealed, type SealedValue } from '../sealing'

/** The data of a child in a class for children, as a booking stores it. */
export interface Pupil {
  guardian: SealedValue<Collector>
  collectors: SealedValue<Collector[]>
  /** Allergies and care notes, sealed for `owner`; null where there are none. */
  notes: Sealed | null
  owner: string
  /**
   * The guardian who agreed, and the member of staff (`byId`) who wrote it down; absent where the guardian tapped
   * themself.
   */
  consent: { version: string; byId: Types.ObjectId; by: string; at: Date; saidTo?: string } | null
}

export const sealGuardian = (guardian: Collector) => sealValue('guardian', guardian)
export const sealCollectors = (collectors: Collector[]) => sealValue('collectors', collectors)
export const guardianOf = ({ guardian }: Pupil) => openValue('guardian', guardian)
export const collectorsOf = ({ collectors }: Pupil) => openValue('collectors', collectors)
/** Everybody who may collect the child. */
export const mayCollect = (pupil: Pupil) => [guardianOf(pupil), ...collectorsOf(pupil)]

declare module '../booking/details' {
  interface BookingDetails {
    course?: Pupil
  }
}
declareKindFields({ indexes: ['details.course.notes.key'] })
