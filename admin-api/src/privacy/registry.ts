import type { Types } from 'mongoose'
import type { PurposeCode } from '@yike/shared/privacy/purposes'
import type { PersonData } from './person-data'

export interface NamedPersonData {
  /** The domain. */
  name: string
  data: PersonData
}

let personData: readonly NamedPersonData[] = []
/** Takes the declarations of all domains, from the top floor down: a plan ends before the bookings that it makes. */
export const usePersonData = (all: readonly NamedPersonData[]) => void (personData = all)
export const allPersonData = () => personData

/** A purpose that a domain carries out while somebody agrees. */
export interface PurposeHandler {
  code: PurposeCode
  /**
   * True when the data is there that the purpose needs: writing it down is the yes. Without this the purpose came with
   * the agreement and lasts until it is withdrawn.
   */
  isGiven?(personId: Types.ObjectId): Promise<boolean>
  /** Removes the data. Without it the domain asks `withdrawnFrom` each time. Repeating it changes nothing. */
  withdraw?(personId: Types.ObjectId, now: Date): Promise<void>
}

let purposes: readonly PurposeHandler[] = []
export const usePurposes = (all: readonly PurposeHandler[]) => void (purposes = all)
export const allPurposes = () => purposes
