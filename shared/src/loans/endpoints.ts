import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

/**
 * The things that can be borrowed and their free days, for 120 days. Booked like any other service, with
 * `details.loan`.
 */
export const getLoanOffer = endpoint<In<typeof s.LoanById>, s.LoanOffer>({
  method: 'GET',
  path: '/services/:id/loans',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** Extends a loan when nobody else has the thing then. */
export const extendMyLoan = endpoint<In<typeof s.Extend>, s.LoanOfBooking>({
  method: 'POST',
  path: '/bookings/:id/extend',
  access: 'resident',
  errors: ['NOT_FOUND', 'BOOKING_MOVED', 'NOTHING_FREE', 'CONFLICT'],
})

export const listThings = endpoint<In<typeof s.ListThings>, Out<typeof s.ThingList>>({
  method: 'GET',
  path: '/staff/things',
  access: { staff: 'booking.read' },
  errors: [],
})
export const createThing = endpoint<In<typeof s.ThingInput>, s.ThingView>({
  method: 'POST',
  path: '/staff/things',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const changeThing = endpoint<In<typeof s.ChangeThing>, s.ThingView>({
  method: 'PATCH',
  path: '/staff/things/:id',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN'],
})
export const getThingCalendar = endpoint<In<typeof s.ThingCalendarAsked>, s.ThingCalendar>({
  method: 'GET',
  path: '/staff/things/calendar',
  access: { staff: 'booking.read' },
  errors: [],
})
export const getLoanService = endpoint<In<typeof s.LoanById>, Out<typeof s.LoanServiceView>>({
  method: 'GET',
  path: '/staff/services/:id/loans',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
/** Sets how long a thing may be kept. Also makes the service bookable. */
export const setLoanService = endpoint<In<typeof s.LoanServiceInput>, Out<typeof s.LoanServiceView>>({
  method: 'PUT',
  path: '/staff/services/:id/loans',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND'],
})
export const listLoans = endpoint<In<typeof s.ListLoans>, Out<typeof s.LoanList>>({
  method: 'GET',
  path: '/staff/loans',
  access: { staff: 'booking.read' },
  errors: [],
})
/**
 * Lends a thing to somebody who stands at the counter without a booking: books it from today on, and hands it out.
 * Refused with NOTHING_FREE when it is promised to somebody else within these days.
 */
export const lendAtCounter = endpoint<In<typeof s.LendAtCounter>, s.LoanRow>({
  method: 'POST',
  path: '/staff/loans',
  access: { staff: 'booking.book' },
  errors: [
    'NOT_FOUND',
    'SITTING_CLOSED',
    'SITTING_CANCELLED',
    'NOT_ELIGIBLE',
    'REAL_NAME_NEEDED',
    'NOTHING_FREE',
    'BOOKING_MOVED',
    'PHOTO_TAKEN',
    'CONFLICT',
    'KEY_REUSED',
  ],
  idempotent: true,
})
/**
 * Hands a thing over the counter to the person who asked for it. Refused with BOOKING_MOVED while somebody else still
 * has it.
 */
export const handOut = endpoint<In<typeof s.OverTheCounter>, s.LoanRow>({
  method: 'POST',
  path: '/staff/loans/:id/hand-out',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED', 'PHOTO_TAKEN'],
})
export const takeBack = endpoint<In<typeof s.OverTheCounter>, s.LoanRow>({
  method: 'POST',
  path: '/staff/loans/:id/return',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED', 'PHOTO_TAKEN'],
})
export const extendLoan = endpoint<In<typeof s.Extend>, s.LoanRow>({
  method: 'POST',
  path: '/staff/loans/:id/extend',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED', 'NOTHING_FREE', 'CONFLICT'],
})
