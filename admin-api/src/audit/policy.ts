import { areasWith, may, type Actor, type InAreas } from '../http/policy'

export const auditPolicy = {
  /** Entries of staff of the actor's areas, and those of nobody, such as failed sign-ins. */
  visible: (actor: Actor) => ({
    $or: [{ areas: { $in: areasWith(actor, 'audit.read') } }, { areas: { $size: 0 } }],
  }),
  /** Those who look after security where somebody works. */
  hearsOfBulkReading: (one: Pick<Actor, 'roles'>, { areas }: InAreas) => may(one, 'role.edit', areas),
  /** People whose entries the actor may ask for: those of the same areas. */
  named: (actor: Actor) => ({ areas: { $in: areasWith(actor, 'audit.read') } }),
}
