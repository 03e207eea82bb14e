import type { ComponentProps, ReactNode } from 'react'
import type { bookOnBehalf } from '@yike/shared/booking/endpoints'
import { NO_GUARDIAN, type GuardianForm } from '@yike/shared/courses/guardian'
import type { InputOf } from '@yike/shared/endpoint'
import { PLAIN_MEAL, type MealForm } from '@yike/shared/meals/wish'
import type { Refusal } from '../../kit/form/Refusal'

/** The booking that is being made, as far as its kind needs it for its questions. */
export interface DetailsContext {
  /** Code of the kind of the service. */
  kind: string
  serviceId: string
  sittingId: string
  day: string
  seats: number
  /** Left out while nobody is chosen. */
  personId?: string
}

/** The fields of all kinds in the form of a booking; each kind draws its own. */
export interface DetailsForm {
  meal?: Partial<MealForm>
  guardian?: Partial<GuardianForm>
}
export const EMPTY_DETAILS: Required<DetailsForm> = { meal: PLAIN_MEAL, guardian: NO_GUARDIAN }

/** The details that a kind asks at booking. */
export interface KindDetails {
  /** The data it needs before it can ask is on its way. */
  isAsking?: boolean
  error?: ComponentProps<typeof Refusal>['error']
  /** Its fields; nothing where it asks nothing for this booking. */
  fields: ReactNode
  /** The details for the API. */
  details?: (form: DetailsForm) => InputOf<typeof bookOnBehalf>['details']
  /** It asks for wishes in its own fields, so that the choices of the service are not shown. */
  asksWishes?: boolean
  /** Its fields show the amount due. */
  countsPrice?: boolean
}
