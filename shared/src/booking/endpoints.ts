import { endpoint } from '../endpoint'
import type { ShownPhone } from '../people/schemas'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

const BOOK_ERRORS = [
  'NOT_FOUND',
  'SITTING_FULL',
  'SITTING_CLOSED',
  'SITTING_NOT_OPEN',
  'SITTING_CANCELLED',
  'ALREADY_BOOKED',
  'OVERLAPS',
  'LIMIT_REACHED',
  'NOT_ELIGIBLE',
  'REAL_NAME_NEEDED',
  'BOOKING_PAUSED',
  'NOBODY_FREE',
  'NOTHING_FREE',
  'GUARDIAN_CONSENT_NEEDED',
  'CONFLICT',
  'KEY_REUSED',
] as const

/** Sittings of a service from one day to another (today and 13 days after when left out; at most 31 days). */
export const listSittings = endpoint<In<typeof s.ListSittings>, Out<typeof s.SittingList>>({
  method: 'GET',
  path: '/services/:id/sittings',
  access: 'public',
  errors: ['NOT_FOUND'],
})
export const bookSitting = endpoint<In<typeof s.BookSitting>, s.BookingView>({
  method: 'POST',
  path: '/sittings/:sittingId/bookings',
  access: 'resident',
  errors: BOOK_ERRORS,
  idempotent: true,
})
/**
 * Keeps the places for 5 minutes; they count as taken meanwhile. The caller's own hold that is in the way is released.
 */
export const holdPlaces = endpoint<In<typeof s.HoldPlaces>, s.BookingView>({
  method: 'POST',
  path: '/sittings/:sittingId/holds',
  access: 'resident',
  errors: BOOK_ERRORS,
  idempotent: true,
})
/** The page is still open: 5 minutes more, at most 15 in all. */
export const renewHold = endpoint<In<typeof s.ById>, s.BookingView>({
  method: 'POST',
  path: '/holds/:id/renew',
  access: 'resident',
  errors: ['NOT_FOUND', 'HOLD_LAPSED'],
})
/** Makes the hold a booking; one that lapsed is booked anew where there still is a place. */
export const confirmHold = endpoint<In<typeof s.ConfirmHold>, s.BookingView>({
  method: 'POST',
  path: '/holds/:id/confirm',
  access: 'resident',
  errors: BOOK_ERRORS,
  idempotent: true,
})
export const giveUpHold = endpoint<In<typeof s.ById>, { done: true }>({
  method: 'DELETE',
  path: '/holds/:id',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** Takes the place that became free for a waiting person. */
export const acceptOffer = endpoint<In<typeof s.ById>, s.BookingView>({
  method: 'POST',
  path: '/bookings/:id/accept',
  access: 'resident',
  errors: ['NOT_FOUND', 'OFFER_LAPSED', 'BOOKING_MOVED'],
})
/** Moves the booking to another sitting of the same service; without a place there everything stays as it is. */
export const rescheduleBooking = endpoint<In<typeof s.Reschedule>, s.BookingView>({
  method: 'POST',
  path: '/bookings/:id/reschedule',
  access: 'resident',
  errors: [...BOOK_ERRORS, 'BOOKING_MOVED', 'CANCEL_TOO_LATE'],
  idempotent: true,
})
/** The reason why somebody did not come; once, within 14 days. */
export const appealNoShow = endpoint<In<typeof s.Appeal>, s.BookingView>({
  method: 'POST',
  path: '/bookings/:id/appeal',
  access: 'resident',
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
export const listMyBookings = endpoint<In<typeof s.ListMyBookings>, Out<typeof s.BookingPage>>({
  method: 'GET',
  path: '/me/bookings',
  access: 'resident',
  errors: [],
})
/** The usual bookings of each of the reader's people: the last booking of each service, the most frequent first. */
export const listUsualBookings = endpoint<Record<string, never>, Out<typeof s.UsualBookings>>({
  method: 'GET',
  path: '/me/usual-bookings',
  access: 'resident',
  errors: [],
})
export const getBooking = endpoint<In<typeof s.ById>, s.BookingView>({
  method: 'GET',
  path: '/bookings/:id',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const cancelBooking = endpoint<In<typeof s.CancelBooking>, s.BookingView>({
  method: 'POST',
  path: '/bookings/:id/cancel',
  access: 'resident',
  errors: ['NOT_FOUND', 'CANCEL_TOO_LATE', 'BOOKING_MOVED'],
})

/**
 * Makes one sitting for each day. A day that already has the same time of this service is refused by name, and nothing
 * is made.
 */
export const createSittings = endpoint<In<typeof s.SittingInput>, Out<typeof s.StaffSittingList>>({
  method: 'POST',
  path: '/staff/services/:id/sittings',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'KEY_REUSED', 'ROOM_TAKEN'],
  idempotent: true,
})
export const listStaffSittings = endpoint<In<typeof s.ListSittings>, Out<typeof s.StaffSittingList>>({
  method: 'GET',
  path: '/staff/services/:id/sittings',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
export const changeSitting = endpoint<In<typeof s.ChangeSitting>, s.StaffSitting>({
  method: 'PATCH',
  path: '/staff/services/:id/sittings/:sittingId',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CAPACITY_BELOW_TAKEN', 'SITTING_CANCELLED'],
})
export const cancelSitting = endpoint<In<typeof s.CancelSitting>, s.StaffSitting>({
  method: 'POST',
  path: '/staff/services/:id/sittings/:sittingId/cancel',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND'],
})
export const listDay = endpoint<In<typeof s.ListDay>, Out<typeof s.StaffSittingList>>({
  method: 'GET',
  path: '/staff/sittings',
  access: { staff: 'booking.read' },
  errors: [],
})
export const listStaffBookings = endpoint<In<typeof s.ListStaffBookings>, Out<typeof s.StaffBookingPage>>({
  method: 'GET',
  path: '/staff/bookings',
  access: { staff: 'booking.read' },
  errors: [],
})
export const bookOnBehalf = endpoint<In<typeof s.BookOnBehalf>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings',
  access: { staff: 'booking.book' },
  errors: BOOK_ERRORS,
  idempotent: true,
})
/** Finds the booking that a scanned QR code or four spoken digits belong to; nothing is changed yet. */
export const findForCheckIn = endpoint<In<typeof s.FindForCheckIn>, Out<typeof s.StaffBookingPage>>({
  method: 'GET',
  path: '/staff/check-in',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND'],
})
export const checkIn = endpoint<In<typeof s.CheckIn>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/check-in',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** Takes a mistaken check-in back: the booking is confirmed again; on the same day only. */
export const undoCheckIn = endpoint<In<typeof s.CheckIn>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/undo-check-in',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** Possible only after the start. */
export const markNoShow = endpoint<In<typeof s.CheckIn>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/no-show',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
export const cancelByStaff = endpoint<In<typeof s.CancelByStaff>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/cancel',
  access: { staff: 'booking.cancel' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
export const rescheduleByStaff = endpoint<In<typeof s.Reschedule>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/reschedule',
  access: { staff: 'booking.cancel' },
  errors: [...BOOK_ERRORS, 'BOOKING_MOVED'],
  idempotent: true,
})
/** Offers that wait for an answer and need a call, the first to end first. */
export const listOffers = endpoint<Record<string, never>, Out<typeof s.StaffBookingPage>>({
  method: 'GET',
  path: '/staff/offers',
  access: { staff: 'booking.book' },
  errors: [],
})
/** The person accepted on the phone. */
export const acceptByStaff = endpoint<In<typeof s.ById>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/accept',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'OFFER_LAPSED', 'BOOKING_MOVED'],
})
/** The person declined on the phone: the place passes to the next in line. */
export const declineByStaff = endpoint<In<typeof s.ById>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/decline',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** Appeals of people who said why they did not come and wait for an answer. */
export const listAppeals = endpoint<Record<string, never>, Out<typeof s.StaffBookingPage>>({
  method: 'GET',
  path: '/staff/appeals',
  access: { staff: 'booking.cancel' },
  errors: [],
})
export const decideAppeal = endpoint<In<typeof s.DecideAppeal>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/appeal',
  access: { staff: 'booking.cancel' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** The number of the person who comes, or of the one who booked for them, to phone them: it goes on record. */
export const showBookingPhone = endpoint<In<typeof s.ById>, ShownPhone>({
  method: 'POST',
  path: '/staff/bookings/:id/phone/show',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
