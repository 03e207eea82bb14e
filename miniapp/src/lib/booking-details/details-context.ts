import type { ReactNode } from 'react'
import type { bookSitting } from '@yike/shared/booking/endpoints'
import { NO_GUARDIAN, type GuardianForm } from '@yike/shared/courses/guardian'
import type { InputOf } from '@yike/shared/endpoint'
import { PLAIN_MEAL, type MealForm } from '@yike/shared/meals/wish'
import type { Day } from '@yike/shared/time/china'
import type { Read } from '@/lib/api/use-endpoint'

/** The booking that is being made, as far as its kind needs it for its questions. */
export interface DetailsContext {
  /** Code of the kind of the service. */
  kind: string
  serviceId: string
  sittingId: string
  day: Day
  seats: number
  /** Left out: the signed-in person. */
  personId?: string
  personName?: string
  /** Staff fill in the answers of the person before them. */
  atCounter?: boolean
  /** The sentence of the API for a field, such as `details.meal.address`. */
  problemWith: (field: string) => string | undefined
}

/** The answers filled in for all kinds; each kind reads its own part. They are kept with the form of the page. */
export interface DetailsForm {
  meal: MealForm
  guardian: GuardianForm
}
export const EMPTY_DETAILS: DetailsForm = { meal: PLAIN_MEAL, guardian: NO_GUARDIAN }

/** The parts of a kept form that exist; a form kept by an older version lacks the newer ones. */
export interface KeptDetails {
  form: Partial<{ [Part in keyof DetailsForm]: Partial<DetailsForm[Part]> }>
  change: (part: Partial<DetailsForm>) => void
}

/** The details for the API, by part. */
export type DetailsSaid = InputOf<typeof bookSitting>['details']

/** The details that a kind asks at booking. */
export interface KindDetails {
  /** The data it needs before it can ask, while it is missing. */
  missing?: Read<unknown>
  /** Its fields; null where it asks nothing of this booking. */
  fields: ReactNode
  /** The details for the API. */
  details?: DetailsSaid
  /** The price as the kind counts it; left out where seats times price is right. */
  price?: ReactNode
  /** The same in fen, for the line beside the button. */
  dueFen?: number
  /** It asks for wishes in its own fields, so that the choices of the service are not shown. */
  asksWishes?: boolean
}
