import type { Types } from 'mongoose'
import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'

export const receiverPolicy = {
  /** Receivers of the actor's areas and of the areas above them (`above`), for list and choice alike. */
  visible: (actor: Actor, above: readonly Types.ObjectId[]) => ({
    $or: [within(actor, 'case.assign'), { 'areas.0': { $in: above } }],
  }),
  /** The areas for which the actor dispatches. */
  dispatched: (actor: Actor) => areasWith(actor, 'case.assign'),
  editable: (actor: Actor) => within(actor, 'receiver.edit'),
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'receiver.edit', areas),
  /** Somebody who can be a member of a receiver of this area: they hold the duty in it or above it. */
  join: (person: Pick<Actor, 'roles'>, { areas }: InAreas) => may(person, 'case.receive', areas),
}
