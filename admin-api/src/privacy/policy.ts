import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'

export const privacyPolicy = {
  /** Records that somebody of these areas has died, and takes it back. */
  recordDeath: (actor: Actor, { areas }: InAreas) => may(actor, 'person.death', areas),
  deaths: (actor: Actor) => within(actor, 'person.death'),
  /** Incidents that the offices of these areas recorded. */
  incidents: (actor: Actor) => within(actor, 'incident.edit'),
  incidentAreas: (actor: Actor) => areasWith(actor, 'incident.edit'),
  /** The people who are told that a deadline of an incident is near. */
  hearsOfDeadline: (person: Pick<Actor, 'roles'>, { areas }: InAreas) => may(person, 'incident.edit', areas),
  /** People whose data the yearly audit is about. */
  audited: (actor: Actor) => within(actor, 'audit.read'),
}
