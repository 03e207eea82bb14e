import type { Permission } from '@yike/shared/people/permissions'
import { may, within, type Actor, type InAreas } from '../http/policy'

/** What is asked about bookings and sittings. */
export type BookingPermission = Extract<
  Permission,
  `booking.${string}` | 'sitting.edit' | 'course.lead' | 'course.certify'
>

export const bookingPolicy = {
  /** Bookings, sittings and series over which the actor holds a permission, for list, load and update alike. */
  visible: (actor: Actor, permission: BookingPermission = 'booking.read') => within(actor, permission),
  read: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.read', areas),
  /** Books for somebody who is not the actor's family. */
  book: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.book', areas),
  /** Says who came, and who did not. */
  checkIn: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.check_in', areas),
  /** Cancels and reschedules for others, and decides on appeals. */
  cancel: (actor: Actor, { areas }: InAreas) => may(actor, 'booking.cancel', areas),
  editSitting: (actor: Actor, { areas }: InAreas) => may(actor, 'sitting.edit', areas),
}
