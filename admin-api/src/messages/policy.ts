import { may, type Actor, type InAreas } from '../http/policy'

export const deliveryPolicy = {
  /** Sees the messages that did not reach this person, and phones them. */
  followUp: (actor: Actor, { areas }: InAreas) => may(actor, 'message.follow_up', areas),
}
