import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import { checkIn } from './attendance'
import { stateOn, sessionToday } from './session-attendance'
import { findForCheckIn, listStaffBookings } from './list'
import { sittingsOn } from './sittings'
import type { Arriving, BookingDoor } from '../hall/arrivals'
import { openedPhone } from '../sealed-values'

type Booking = Awaited<ReturnType<typeof checkIn>>

/** For a course, the arrival is at today's session. */
const arriving = (booking: Booking, now: Date): Arriving => {
  const { _id, offer, sittingTitle, personId, personName } = booking
  const state = stateOn(booking, now)
  const { startsAt } = sessionToday(booking, now) ?? booking
  return {
    id: _id,
    placeId: offer.placeId,
    day: booking.sessions ? dayOf(startsAt) : booking.day,
    serviceId: offer.serviceId,
    title: sittingTitle.startsWith(offer.serviceName) ? sittingTitle : `${offer.serviceName} ${sittingTitle}`,
    personId,
    personName,
    startsAt,
    state: state === 'confirmed' || state === 'checked_in' ? state : 'other',
  }
}

/** No place has more bookings of one phone ending on one day. */
const MOST = 20

/** The answers of booking to the halls, a domain of the same floor. */
export const bookingDoor: BookingDoor = {
  byCode: async (desk, placeId, code, now) =>
    (await findForCheckIn(desk, code, String(placeId), now)).map((booking) => arriving(booking, now)),
  byPhone: async (desk, placeId, phoneLast4, now) => {
    const listing = { day: dayOf(now), placeId: String(placeId), q: phoneLast4, limit: MOST }
    const { items } = await listStaffBookings(desk, listing, now)
    // The search looks at codes and names too.
    return items
      .filter(({ phone }) => openedPhone(phone)?.endsWith(phoneLast4))
      .map((booking) => arriving(booking, now))
  },
  checkIn: async (desk, bookingId, now) => {
    const arrive = () => checkIn(desk, bookingId, now)
    // Two taps at once: the second read finds them here already, or gives the true reason.
    const isOvertaken = (cause: unknown) => cause instanceof AppError && cause.code === 'BOOKING_MOVED'
    return arriving(
      await arrive().catch((cause: unknown) => (isOvertaken(cause) ? arrive() : Promise.reject(cause))),
      now,
    )
  },
  sittingsToday: async (desk, placeId, now) =>
    (await sittingsOn(desk, dayOf(now), String(placeId))).map(
      ({ startsAt, endsAt, title, offer, capacity, taken, state }) => ({
        startsAt,
        endsAt,
        title,
        serviceName: offer.serviceName,
        left: Math.max(0, capacity - taken),
        isCancelled: state === 'cancelled',
      }),
    ),
}
