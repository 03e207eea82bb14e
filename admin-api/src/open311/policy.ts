import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'

export const partnerPolicy = {
  /** The outside systems whose keys the actor makes and ends, for list and update alike. */
  visible: (actor: Actor) => within(actor, 'partner.edit'),
  areas: (actor: Actor) => areasWith(actor, 'partner.edit'),
  addIn: (actor: Actor, { areas }: InAreas) => may(actor, 'partner.edit', areas),
}
