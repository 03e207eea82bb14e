import { bookingPolicy } from '../booking/policy'
import { may, within, type Actor, type InAreas } from '../http/policy'

export const loanPolicy = {
  /** Things that are lent: for people who have all bookings of an area. */
  visible: (actor: Actor) => bookingPolicy.visibleWhole(actor),
  editable: (actor: Actor) => within(actor, 'service.edit'),
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'service.edit', areas),
}
