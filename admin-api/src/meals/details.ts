import type { MealDetails } from '@yike/shared/meals/details'
import type { SittingMeal } from '@yike/shared/meals/rules'
import { declareKindFields } from '../booking/kind-fields'

declare module '../booking/details' {
  interface BookingDetails {
    meal?: MealDetails
  }
  interface SittingDetails {
    /** The menu, with its prices and modes. */
    meal?: SittingMeal
  }
}
declareKindFields({ sitting: ['meal'] })
