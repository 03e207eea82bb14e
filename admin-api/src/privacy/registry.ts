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
