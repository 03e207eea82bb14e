import { may, within, type Actor, type InAreas } from '../http/policy'

export const needPolicy = {
  /** The projects of the actor's areas. */
  visible: (actor: Actor) => within(actor, 'case.read'),
  /** A project is kept where somebody decides who handles cases. */
  keep: (actor: Actor, { areas }: InAreas) => may(actor, 'case.assign', areas),
  kept: (actor: Actor) => within(actor, 'case.assign'),
}
