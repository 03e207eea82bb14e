import { may, within, type Actor, type InAreas } from '../http/policy'

export const loanPolicy = {
  /** Things that are lent, for whoever sees bookings. */
  visible: (actor: Actor) => within(actor, 'booking.read'),
  editable: (actor: Actor) => within(actor, 'service.edit'),
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'service.edit', areas),
}
