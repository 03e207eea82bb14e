import { weekdayOf, dayOf } from '@yike/shared/time/china'
import { SittingModel } from '../../booking/model'
import { keepPhoto } from '../../files/store'
import type { Actor } from '../../http/policy'
import { confirmEntitlement } from '../../meals/entitlements'
import { setMenus } from '../../meals/menus'
import { setMealTerms } from '../../meals/terms'
import { drawDish } from '../drawings/dish'
import { fixedId } from '../keys'
import * as mealFacts from './facts'

export const seedTerms = (admin: Actor, id: string, revision: number, now: Date) =>
  setMealTerms(
    admin,
    {
      id,
      revision,
      modes: mealFacts.MEAL_MODES_OF_CANTEEN,
      prices: mealFacts.MEAL_PRICES,
      payer: mealFacts.SUBSIDY,
    },
    now,
  )

/** Menus for the sittings that have none, each dish with its picture. */
export async function seedMenus(admin: Actor, id: string, now: Date) {
  const sittings = await SittingModel.find({
    'offer.serviceId': id,
    state: 'open',
    'meal.dishes.0': { $exists: false },
  })
    .sort({ startsAt: 1 })
    .lean()
  if (sittings.length === 0) return
  const photoIds = new Map<string, string>()
  for (const { name } of [1, 2, 3, 4, 5, 6, 7].flatMap(mealFacts.lunchOf))
    if (!photoIds.has(name)) {
      const photo = await keepPhoto(admin.personId, await drawDish(name, photoIds.size), now)
      photoIds.set(name, String(photo._id))
    }
  const menus = {
    id,
    menus: sittings.map(({ _id, day }) => ({
      sittingId: String(_id),
      revision: 0,
      dishes: mealFacts.lunchOf(weekdayOf(day)).map((dish) => ({ ...dish, photoId: photoIds.get(dish.name)! })),
    })),
  }
  await setMenus(admin, menus, now)
}

/** A person whose price depends on a confirmed entitlement. */
export async function seedEntitlements(clerk: Actor, now: Date) {
  const until = `${dayOf(now).slice(0, 4)}-12-31`
  for (const n of [2, 7])
    await confirmEntitlement(
      clerk,
      { personId: String(fixedId(2, n)), kind: 'low_income', evidence: `低保证尾号 0${n}17`, until },
      now,
    )
}
