import type { MealDetails } from '@yike/shared/meals/details'
import type { SittingMeal } from '@yike/shared/meals/rules'
import { declareKindFields } from '../booking/kind-fields'
import { openValue, sealValue, type SealedValue } from '../sealing'

/** The address that a meal is brought to, and the person to ring at the door. */
export type MealDelivery = Pick<MealDetails, 'address' | 'position' | 'phone' | 'doorNote'>

/** The meal as a booking stores it. */
export interface StoredMeal extends Omit<MealDetails, keyof MealDelivery> {
  /** Sealed; null where nothing is brought. */
  delivery: SealedValue<MealDelivery> | null
}

export const sealDelivery = (delivery: MealDelivery) => sealValue('delivery', delivery)

const NOT_BROUGHT: MealDelivery = { address: null, position: null, phone: null, doorNote: '' }
export const deliveryOf = ({ delivery }: Pick<StoredMeal, 'delivery'>): MealDelivery =>
  delivery ? openValue('delivery', delivery) : NOT_BROUGHT

declare module '../booking/details' {
  interface BookingDetails {
    meal?: StoredMeal
  }
  interface SittingDetails {
    /** The menu, with its prices and modes. */
    meal?: SittingMeal
  }
}
declareKindFields({ sitting: ['meal'] })
