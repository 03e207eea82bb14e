import type { Types } from 'mongoose'
import { bookingPolicy } from '../booking/policy'
import { may, within, type Actor, type InAreas } from '../http/policy'

export const mealPolicy = {
  /** Writes the menus of a service. */
  editMenus: (actor: Actor, { areas }: InAreas) => may(actor, 'sitting.edit', areas),
  /** Prices, subsidies and ways to eat of a service. */
  editTerms: (actor: Actor, { areas }: InAreas) => may(actor, 'service.edit', areas),
  /** 低保: confirmed entitlements and their persons. */
  entitlements: (actor: Actor) => within(actor, 'meal.entitle'),
  entitle: (actor: Actor, { areas }: InAreas) => may(actor, 'meal.entitle', areas),
  /** Receives people who eat at a place, and sees the payments there. */
  seeTill: (actor: Actor, { _id, areas }: InAreas & { _id: Types.ObjectId }) =>
    bookingPolicy.receive(actor, { areas, offer: { kind: 'meal', placeId: _id } }),
  /** Takes the closing of a day back. */
  reopen: (actor: Actor, { areas }: InAreas) => may(actor, 'meal.reopen', areas),
  /** Closes a day, and corrects receipts of a closed one. */
  account: (actor: Actor, { areas }: InAreas) => may(actor, 'meal.account', areas),
}
