import { may, within, type Actor, type InAreas } from '../http/policy'
import type { Alert } from './model'
import type { Types } from 'mongoose'

/** The actor's standing towards the person: themself, family, or staff of an area the person lives in. */
export type Standing = 'self' | 'family' | 'staff'

interface Of {
  _id: Types.ObjectId
  areas: readonly Types.ObjectId[]
}

/**
 * Family: actors who have the person among those they care for. Staff: actors who hold any permission of this domain
 * over them.
 */
export function standingOf(actor: Actor, family: readonly { personId: Types.ObjectId }[], person: Of): Standing | null {
  if (person._id.equals(actor.personId)) return 'self'
  if (family.some(({ personId }) => personId.equals(person._id))) return 'family'
  const works = (['care.read', 'care.edit', 'care.respond'] as const).some((one) => may(actor, one, person.areas))
  return works ? 'staff' : null
}

const own = (as: Standing) => as !== 'staff'

export const carePolicy = {
  /** Records of people whose care files the actor may open, for the list. */
  visible: (actor: Actor) => within(actor, 'care.read'),
  /** A person of the list still lives where the actor works. */
  lists: (actor: Actor, { areas }: InAreas) => may(actor, 'care.read', areas),
  /** Sees the content of an alert. */
  seeAlert: (actor: Actor, as: Standing, { areas }: Of) => own(as) || may(actor, 'care.respond', areas),
  readFile: (actor: Actor, as: Standing, { areas }: Of) => own(as) || may(actor, 'care.read', areas),
  editFile: (actor: Actor, as: Standing, { areas }: Of) => own(as) || may(actor, 'care.edit', areas),
  /** Sees whether somebody lives alone, and says it. */
  readHousehold: (actor: Actor, as: Standing, { areas }: Of) => own(as) || may(actor, 'care.read', areas),
  /** Records home visits and reads those of others. */
  visitAtHome: (actor: Actor, { areas }: Of) => may(actor, 'care.read', areas),
  /** The person, the family, and staff who keep files see the readers of a file. */
  seeReads: (actor: Actor, as: Standing, { areas }: Of) => own(as) || may(actor, 'care.edit', areas),
  /** The staff that an alert of the person reaches, and those who are notified when nobody went. */
  responds: (one: Pick<Actor, 'roles'>, { areas }: InAreas) => may(one, 'care.respond', areas),
  directs: (one: Pick<Actor, 'roles'>, { areas }: InAreas) => may(one, 'care.direct', areas),
  /** Turns the daily check on and off, pauses it. */
  watch: (actor: Actor, as: Standing, { areas }: Of) => own(as) || may(actor, 'care.respond', areas),
  /** Staff who phoned settle the alert instead. */
  sayWell: (as: Standing) => own(as),

  /**
   * Alerts in the areas of staff, for list, load and update alike. A call that may still be taken back is not listed.
   */
  respondTo: (actor: Actor) => ({ ...within(actor, 'care.respond'), state: { $ne: 'held' as const } }),
  take: ({ state }: Alert) => state === 'open',
  settle: (actor: Actor, { state, takenBy, areas }: Alert) =>
    state === 'open' || (state === 'taken' && (takenBy!.equals(actor.personId) || may(actor, 'care.direct', areas))),
  cancel: (actor: Actor, { kind, personId, state }: Alert) =>
    kind === 'help' && personId.equals(actor.personId) && (state === 'held' || state === 'open' || state === 'taken'),
}
