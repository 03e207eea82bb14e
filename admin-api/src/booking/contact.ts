import type { Actor } from '../http/policy'
import { personById } from '../people/me'
import { staffBooking } from './cancel'
import { isByStaff } from './seats'

/**
 * The person to phone about a booking: the one who comes, or without a number of their own the family member who
 * booked.
 */
export async function contactOf(actor: Actor, id: string) {
  const booking = await staffBooking(actor, id)
  const { personId, personName, phone, bookedById } = booking
  if (phone === null && !isByStaff(booking)) return personById(bookedById)
  return { _id: personId, name: personName, phone }
}
