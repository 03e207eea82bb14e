import { domain, every, HOUR_MS } from '../domain'
import './details'
import { mealAreaRecords } from './area-records'
import { DeliveryModel, DishPlacesModel, EntitlementModel, TillDayModel } from './model'
import { mealHooks } from './kind-hooks'
import { entitlementKeepsRecord } from './merge-guard'
import { forgetOldMeals, mealRetention } from './retention'
import { mealRoutes } from './routes'
import { sealedDetail } from '../booking/kind-fields'
import { mealData } from './person-data'

/**
 * A kind of booking with a kitchen behind it. More than a dozen files: the dishes (`menus`, `dish-places`), the prices
 * (`terms`, `entitlements`, `figures`), the handing out (`kitchen`, `deliveries`, `till`) and the accounts of the
 * office (`statement*`).
 */
export const meals = domain({
  name: 'meals',
  floor: 'kinds',
  feature: 'meals',
  models: [DishPlacesModel, EntitlementModel, DeliveryModel, TillDayModel],
  areaRecords: mealAreaRecords,
  mergeGuards: [entitlementKeepsRecord],
  bookingKinds: { meal: mealHooks },
  permissions: [
    'service.edit',
    'sitting.edit',
    'booking.read',
    'booking.book',
    'booking.check_in',
    'meal.account',
    'meal.reopen',
    'meal.entitle',
  ],
  sealedFields: [sealedDetail('meal.delivery', 'delivery')],
  personData: mealData,
  retention: mealRetention,
  keepsPeople: [
    { model: TillDayModel, why: 'Books of money: an entry names its booking, which is without the person.' },
  ],
  routes: () => [mealRoutes()],
  jobs: () => [every(HOUR_MS, 'old meals', forgetOldMeals)],
})
