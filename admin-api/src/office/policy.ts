import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'

export const officePolicy = {
  /** Invitations to the areas that the actor administers. */
  visible: (actor: Actor) => within(actor, 'staff.manage'),
  /** The areas that the actor administers; areas below them belong to it. */
  managed: (actor: Actor) => areasWith(actor, 'staff.manage'),
  /** Gives somebody a role in an area. */
  manage: (actor: Actor, { areas }: InAreas) => may(actor, 'staff.manage', areas),
  /** Nobody ends their own account: an office keeps an administrator. */
  deactivate: (actor: Actor, person: { _id: Actor['personId'] }) => !actor.personId.equals(person._id),
}
