import type { MealDetails } from '@yike/shared/meals/details'
import type { SittingMeal } from '@yike/shared/meals/rules'
import { declareKindFields } from '../booking/kind-fields'

declare module '../booking/details' {
  interface BookingDetails {
    meal?: MealDetails
  }
  interface SittingDetails {
    /** The menu, with what it costs and how it is had. */
    meal?: SittingMeal
  }
}
declareKindFields({ sitting: ['meal'] })
