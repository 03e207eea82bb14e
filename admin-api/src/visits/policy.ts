import { servesOf, type Role } from '@yike/shared/people/permissions'
import { bookingPolicy } from '../booking/policy'
import type { Booking } from '../booking/model'
import { may, rolesWith, within, type Actor, type InAreas } from '../http/policy'

const visits = (role: Role) => servesOf(role)?.kinds.includes('care') ?? true
const ownOnly = (role: Role) => servesOf(role)?.own ?? false

export const visitPolicy = {
  /** Carers with their calendars: those of an area for the office, themselves alone for a carer. */
  visible: (actor: Actor) => ({
    $or: [
      { areas: { $in: [] } },
      ...rolesWith(actor, 'booking.read')
        .filter(({ role, placeIds }) => visits(role) && !placeIds)
        .map(({ role, areaId }) => ({ areas: areaId, ...(ownOnly(role) ? { personId: actor.personId } : {}) })),
    ],
  }),
  /** Plans of visits, which name no carer. */
  visiblePlans: (actor: Actor) => bookingPolicy.visibleWhole(actor),
  /** Carers whom the actor changes. */
  editable: (actor: Actor) => within(actor, 'service.edit'),
  /** Changes carers, and the requirements of a service. */
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'service.edit', areas),
  /** Plans that the actor may change and end. */
  plannedBy: (actor: Actor) => within(actor, 'booking.book'),
  /** Makes, changes and ends a plan for somebody. */
  plan: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.book', areas),
  /** Reads the measurements and notes of a visit. A carer reads what they wrote themself. */
  readReport: (actor: Actor, booking: Booking) =>
    may(actor, 'visit.read_report', booking.areas) && bookingPolicy.read(actor, booking),
}
