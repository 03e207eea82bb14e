import type { QueryFilter } from 'mongoose'
import { CONFIDENTIAL_BOOKINGS, isConfidential } from '@yike/shared/booking/kinds'
import { familyIds, type Person } from '../people/me'
import type { Booking } from './model'

type Reader = Pick<Person, '_id' | 'family'>
type Sides = Pick<Booking, 'personId' | 'bookedById' | 'relation'>
/** A booking and its kind. */
type SidesOfKind = Sides & { offer: Pick<Booking['offer'], 'kind'> }

/**
 * Whether the office made it at the counter or by phone: it is not the member of staff's own booking. Only family
 * members give a relation.
 */
export const isByOffice = ({ personId, bookedById, relation }: Sides) =>
  relation === null && !personId.equals(bookedById)

/**
 * Filter of the bookings that a resident sees: their own, those they made for their family, and those the office made
 * for their family, unless it is confidential: somebody may see a lawyer about their family. A member of staff does not
 * find bookings there that they made for others at work.
 */
export function visibleTo({ _id, family }: Reader): QueryFilter<Booking>[] {
  const kin = family.map(({ personId }) => personId)
  return [
    { personId: _id },
    { bookedById: _id, relation: { $ne: null } },
    ...(kin.length > 0
      ? [
          {
            personId: { $in: kin },
            relation: null,
            'offer.kind': { $nin: [...CONFIDENTIAL_BOOKINGS] },
            $expr: { $ne: ['$bookedById', '$personId'] },
          },
        ]
      : []),
  ]
}

/** A booking with the relation of its person to the reader, whoever made it. */
export function asSeenBy({ _id, family }: Reader, booking: Booking): Booking {
  const { personId } = booking
  if (personId.equals(_id)) return { ...booking, relation: null }
  const line = family.find((one) => one.personId.equals(personId))
  return line ? { ...booking, relation: line.relation } : booking
}

/**
 * The accounts that are notified: the person who comes, and the one who booked; for a booking by the office, the family
 * instead, unless its kind is confidential.
 */
export async function recipientsOf(booking: SidesOfKind) {
  const { personId, bookedById, offer } = booking
  if (personId.equals(bookedById)) return [personId]
  if (!isByOffice(booking)) return [personId, bookedById]
  return isConfidential(offer.kind) ? [personId] : [personId, ...(await familyIds(personId))]
}
