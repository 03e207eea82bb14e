import type { QueryFilter } from 'mongoose'
import { familyIds, type Person } from '../people/me'
import type { Booking } from './model'

type Reader = Pick<Person, '_id' | 'family'>
type Sides = Pick<Booking, 'personId' | 'bookedById' | 'relation'>

/** Made at the counter or by phone for somebody: it is none of the member of staff's own. A relation is said by family only. */
export const isByOffice = ({ personId, bookedById, relation }: Sides) =>
  relation === null && !personId.equals(bookedById)

/**
 * Whose bookings a resident sees: their own, those they made for their family, and what the office made for their family.
 * Who works for the office does not find there what they made for others.
 */
export function visibleTo({ _id, family }: Reader): QueryFilter<Booking>[] {
  const kin = family.map(({ personId }) => personId)
  return [
    { personId: _id },
    { bookedById: _id, relation: { $ne: null } },
    ...(kin.length > 0
      ? [{ personId: { $in: kin }, relation: null, $expr: { $ne: ['$bookedById', '$personId'] } }]
      : []),
  ]
}

/** A booking with what its person is to who reads it, whoever made it. */
export function asSeenBy({ _id, family }: Reader, booking: Booking): Booking {
  const { personId } = booking
  if (personId.equals(_id)) return { ...booking, relation: null }
  const line = family.find((one) => one.personId.equals(personId))
  return line ? { ...booking, relation: line.relation } : booking
}

/** Who comes, and who booked it for them; where that was the office, the family in its stead. */
export async function recipientsOf(booking: Sides) {
  const { personId, bookedById } = booking
  if (personId.equals(bookedById)) return [personId]
  return [personId, ...(isByOffice(booking) ? await familyIds(personId) : [bookedById])]
}
