import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'

export const personPolicy = {
  /**
   * Residents that a member of staff finds. Nobody learns who lives elsewhere: a person of another area gives
   * NOT_FOUND.
   */
  visible: (actor: Actor) => within(actor, 'person.find'),
  find: (actor: Actor, { areas }: InAreas) => may(actor, 'person.find', areas),
  /** Confirms by a document that somebody acts for this person, sees the documents, and ends it. */
  bind: (actor: Actor, { areas }: InAreas) => may(actor, 'person.bind', areas),
  /** People whose documents a member of staff looks at. */
  visibleToBind: (actor: Actor) => within(actor, 'person.bind'),
  /** Corrects what is on record of this person. */
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'person.edit', areas),
  /** Makes one of two records of this person, and parts them again. */
  merge: (actor: Pick<Actor, 'roles'>, { areas }: InAreas) => may(actor, 'person.merge', areas),
  /** Registers people of these areas. */
  register: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.book', areas),
  registeredAreas: (actor: Actor) => areasWith(actor, 'booking.book'),
  /** Lists of residents that are being imported. */
  visibleToRegistrars: (actor: Actor) => within(actor, 'booking.book'),
  /** Whether booking for this person is offered; the service decides again when it is booked. */
  bookFor: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.book', areas),
}
