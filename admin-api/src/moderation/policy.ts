import { within, type Actor } from '../http/policy'

export const moderationPolicy = {
  /** Reports that a member of staff reads and decides: those about things of their areas. */
  decidable: (actor: Actor) => within(actor, 'report.decide'),
}
