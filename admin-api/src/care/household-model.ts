import { Schema, model, type Types } from 'mongoose'
import type { HomeVisitEnd, Living } from '@yike/shared/care/households'
import { sealedField } from '../sealed-values'
import type { SealedValue } from '../sealing'
import type { Standing } from './policy'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId

/** Whether somebody lives alone, and by whom and when that was said: ids as text and times as ISO text, to be sealed. */
export interface SaidLiving {
  living: Living
  as: Standing
  by: string
  at: string
}

/** One home visit, sealed with the others of the person. `key` and `digest`: the request that recorded it. */
export interface KeptVisit {
  id: string
  key: string
  digest: string
  by: string
  at: string
  recordedAt: string
  end: HomeVisitEnd
  note: string
  takenBackAt?: string
}

/**
 * With whom a person lives, and the home visits of the last year, in one record: a visit and the days that lists are
 * ordered by are one write. `metAt` and `triedAt` follow from the visits.
 */
export interface Household {
  _id: Id
  personId: Id
  areas: Id[]
  /** Counts writes: each is based on the record as it was read. */
  seq: number
  living: SealedValue<SaidLiving> | null
  visits: SealedValue<KeptVisit[]> | null
  /** The last time that staff met the person, and that they were at the door. */
  metAt: Date | null
  triedAt: Date | null
  /** The time of the oldest visit, by which it is removed. */
  oldestAt: Date | null
}
const HouseholdSchema = new Schema<Household>(
  {
    personId: { type: id, required: true },
    areas: { type: [id], required: true },
    seq: { type: Number, required: true },
    living: sealedField,
    visits: sealedField,
    metAt: { type: Date, default: null },
    triedAt: { type: Date, default: null },
    oldestAt: { type: Date, default: null },
  },
  { autoIndex: false, versionKey: false },
)
HouseholdSchema.index({ personId: 1 }, { unique: true })
HouseholdSchema.index({ areas: 1, personId: 1 })
HouseholdSchema.index({ oldestAt: 1 })
export const HouseholdModel = model<Household>('CareHousehold', HouseholdSchema, 'care_households')
