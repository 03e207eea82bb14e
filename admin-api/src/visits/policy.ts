import { may, within, type Actor, type InAreas } from '../http/policy'

export const visitPolicy = {
  /** Carers and plans, for whoever sees bookings. */
  visible: (actor: Actor) => within(actor, 'booking.read'),
  editable: (actor: Actor) => within(actor, 'service.edit'),
  /** Carers, and what a service asks of them. */
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'service.edit', areas),
  /** Plans that the actor may change and end. */
  plannedBy: (actor: Actor) => within(actor, 'booking.book'),
  /** Makes, changes and ends a plan for somebody. */
  plan: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.book', areas),
}
