import { weekdayOf, dayOf } from '@yike/shared/time/china'
import { SittingModel } from '../../booking/model'
import type { Actor } from '../../http/policy'
import { confirmEntitlement } from '../../meals/entitlements'
import { setMenus } from '../../meals/menus'
import { setMealTerms } from '../../meals/terms'
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

/** A menu that an interrupted seeding wrote stays. */
export async function seedMenus(admin: Actor, id: string) {
  const sittings = await SittingModel.find({ 'offer.serviceId': id, state: 'open' }).lean()
  await setMenus(admin, {
    id,
    menus: sittings.map(({ _id, day }) => ({
      sittingId: String(_id),
      revision: 0,
      dishes: mealFacts.lunchOf(weekdayOf(day)),
    })),
  })
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
