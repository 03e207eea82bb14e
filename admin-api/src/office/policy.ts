import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'

export const officePolicy = {
  /** Invitations and handovers of the areas that the actor administers. */
  visible: (actor: Actor) => within(actor, 'staff.manage'),
  /** The areas that the actor administers; areas below them belong to it. */
  managed: (actor: Actor) => areasWith(actor, 'staff.manage'),
  /** Gives somebody a role in an area. */
  manage: (actor: Actor, { areas }: InAreas) => may(actor, 'staff.manage', areas),
  /** Leaves: one's own, and those of people whose accounts the actor manages. */
  leaves: (actor: Actor) => ({ $or: [{ personId: actor.personId }, within(actor, 'staff.manage')] }),
  enterLeave: (actor: Actor, person: { _id: Actor['personId'] } & InAreas) =>
    person._id.equals(actor.personId) || may(actor, 'staff.manage', person.areas),
  /** Gives out work in one of these areas: gets that of somebody there while they and those who stand in are away. */
  directs: (colleague: Pick<Actor, 'roles'>, { areas }: InAreas) => may(colleague, 'case.assign', areas),
  /** Nobody ends or changes their own account: an office keeps an administrator, and nobody gives rights to themself. */
  changeAccount: (actor: Actor, person: { _id: Actor['personId'] }) => !actor.personId.equals(person._id),
  /** The areas whose accounts, roles and rights the actor sees: by any of the three duties. */
  seen: (actor: Actor) => [
    ...areasWith(actor, 'staff.manage'),
    ...areasWith(actor, 'role.edit'),
    ...areasWith(actor, 'audit.read'),
  ],
  /** Roles that the actor changes. */
  editable: (actor: Actor) => within(actor, 'role.edit'),
  editRole: (actor: Actor, { areas }: InAreas) => may(actor, 'role.edit', areas),
}
