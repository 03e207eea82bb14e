import { may, within, type Actor, type InAreas } from '../http/policy'

export const mealPolicy = {
  /** Writes the menus of a service. */
  editMenus: (actor: Actor, { areas }: InAreas) => may(actor, 'sitting.edit', areas),
  /** Prices, subsidies and ways to eat of a service. */
  editTerms: (actor: Actor, { areas }: InAreas) => may(actor, 'service.edit', areas),
  /** 低保: who confirmed it for whom. */
  entitlements: (actor: Actor) => within(actor, 'meal.entitle'),
  entitle: (actor: Actor, { areas }: InAreas) => may(actor, 'meal.entitle', areas),
  /** Sees what was received at a place. */
  seeTill: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.check_in', areas),
  /** Closes a day, and puts right what was received on a closed one. */
  account: (actor: Actor, { areas }: InAreas) => may(actor, 'meal.account', areas),
}
