import { endpoint } from '../endpoint'
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
export const listMyBookings = endpoint<In<typeof s.ListMyBookings>, Out<typeof s.BookingPage>>({
  method: 'GET',
  path: '/me/bookings',
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

/** One sitting for each day. A day that already has the same time of this service is refused by name, and nothing is made. */
export const createSittings = endpoint<In<typeof s.SittingInput>, Out<typeof s.StaffSittingList>>({
  method: 'POST',
  path: '/staff/services/:id/sittings',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'KEY_REUSED'],
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
/** Whose booking a scanned QR code or four spoken digits are; nothing is changed yet. */
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
/** The wrong row was tapped: back to confirmed, on the same day only. */
export const undoCheckIn = endpoint<In<typeof s.CheckIn>, s.StaffBooking>({
  method: 'POST',
  path: '/staff/bookings/:id/undo-check-in',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** Only after the start. */
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
