import { may, within, type Actor, type InAreas } from '../http/policy'

export const privacyPolicy = {
  /** Records that somebody of these areas has died, and takes it back. */
  recordDeath: (actor: Actor, { areas }: InAreas) => may(actor, 'person.death', areas),
  deaths: (actor: Actor) => within(actor, 'person.death'),
}
