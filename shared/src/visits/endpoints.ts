import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

/** Carers of the caller's areas, former ones at the end. */
export const listCarers = endpoint<Record<string, never>, Out<typeof s.CarerList>>({
  method: 'GET',
  path: '/staff/carers',
  access: { staff: 'booking.read' },
  errors: [],
})
export const createCarer = endpoint<In<typeof s.CarerInput>, s.CarerView>({
  method: 'POST',
  path: '/staff/carers',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'NAME_TAKEN', 'KEY_REUSED', 'PHOTO_TAKEN'],
  idempotent: true,
})
/** Booked visits stay as they are: the calendar shows those that lie outside of the new hours. */
export const changeCarer = endpoint<In<typeof s.ChangeCarer>, s.CarerView>({
  method: 'PATCH',
  path: '/staff/carers/:id',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'NAME_TAKEN', 'PHOTO_TAKEN'],
})
/** A day or a week of all carers: their working hours and their visits. */
export const getCarerCalendar = endpoint<In<typeof s.CalendarAsked>, s.CarerCalendar>({
  method: 'GET',
  path: '/staff/carers/calendar',
  access: { staff: 'booking.read' },
  errors: [],
})
/** The requirements of a service for its carers, and its list of tasks. */
export const getVisitService = endpoint<In<typeof s.VisitById>, Out<typeof s.VisitServiceView>>({
  method: 'GET',
  path: '/staff/services/:id/visits',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
export const setVisitService = endpoint<In<typeof s.VisitService>, Out<typeof s.VisitServiceView>>({
  method: 'PUT',
  path: '/staff/services/:id/visits',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND'],
})
/**
 * The carers who could come to a sitting, and the reasons of the others. `bookingId`: for somebody who has a booking
 * there.
 */
export const listCarersOfSitting = endpoint<In<typeof s.CarersOfSitting>, Out<typeof s.CarersAsked>>({
  method: 'GET',
  path: '/staff/sittings/:sittingId/carers',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
/** Gives the visit to another carer. Refused with NOBODY_FREE and the reason when they cannot come. */
export const reassignVisit = endpoint<In<typeof s.Reassign>, Out<typeof s.VisitOfBooking>>({
  method: 'POST',
  path: '/staff/visits/:id/carer',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'NOBODY_FREE', 'BOOKING_MOVED', 'CONFLICT'],
})
/** Visits whose time is over without check-in or check-out, of this week and the last. */
export const listUnfinishedVisits = endpoint<Record<string, never>, Out<typeof s.UnfinishedList>>({
  method: 'GET',
  path: '/staff/unfinished-visits',
  access: { staff: 'booking.read' },
  errors: [],
})

/** The day of the carer who asks; empty for anybody else. */
export const getMyVisits = endpoint<In<typeof s.MyDay>, s.CarerDay>({
  method: 'GET',
  path: '/staff/my-visits',
  access: { staff: 'any' },
  errors: [],
})
export const checkInVisit = endpoint<In<typeof s.AtTheDoor>, s.CarerVisit>({
  method: 'POST',
  path: '/staff/visits/:id/check-in',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
export const checkOutVisit = endpoint<In<typeof s.AtTheDoor>, s.CarerVisit>({
  method: 'POST',
  path: '/staff/visits/:id/check-out',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** A later report replaces it, until a day after the visit. */
export const reportVisit = endpoint<In<typeof s.Report>, s.CarerVisit>({
  method: 'PUT',
  path: '/staff/visits/:id/report',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED', 'PHOTO_TAKEN'],
})
/** A visit as staff of the area see it. */
export const getStaffVisit = endpoint<In<typeof s.VisitById>, s.VisitView>({
  method: 'GET',
  path: '/staff/visits/:id',
  access: { staff: 'visit.read_report' },
  errors: ['NOT_FOUND'],
})
/** For the person visited, the person who booked, and their family. */
export const getVisit = endpoint<In<typeof s.VisitById>, s.VisitView>({
  method: 'GET',
  path: '/bookings/:id/visit',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

/** The days that a plan would book, and those that it cannot, by the rules of a booking. Writes nothing. */
export const previewPlan = endpoint<In<typeof s.PreviewPlan>, s.PlanPreview>({
  method: 'POST',
  path: '/plans/preview',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const previewPlanByStaff = endpoint<In<typeof s.PreviewPlan>, s.PlanPreview>({
  method: 'POST',
  path: '/staff/plans/preview',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND'],
})
/**
 * Makes a booking for each day; days that cannot be booked give the reason, and days that are not open yet are tried
 * again.
 */
export const createPlan = endpoint<In<typeof s.PlanInput>, s.PlanView>({
  method: 'POST',
  path: '/plans',
  access: 'resident',
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
export const createPlanByStaff = endpoint<In<typeof s.StaffPlanInput>, s.PlanView>({
  method: 'POST',
  path: '/staff/plans',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
export const listMyPlans = endpoint<Record<string, never>, Out<typeof s.PlanList>>({
  method: 'GET',
  path: '/me/plans',
  access: 'resident',
  errors: [],
})
export const listPlans = endpoint<In<typeof s.ListPlans>, Out<typeof s.PlanList>>({
  method: 'GET',
  path: '/staff/plans',
  access: { staff: 'booking.read' },
  errors: [],
})
/** The bookings from that day on are cancelled; those that cannot be cancelled any more give the reason. */
export const endPlan = endpoint<In<typeof s.EndPlan>, s.PlanView>({
  method: 'POST',
  path: '/plans/:id/end',
  access: 'resident',
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const endPlanByStaff = endpoint<In<typeof s.EndPlan>, s.PlanView>({
  method: 'POST',
  path: '/staff/plans/:id/end',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/**
 * Ends the plan from a day on and makes a new one from that day, which takes the bookings of the same days and hour along.
 * CONFLICT where it has ended or was changed before.
 */
export const changePlan = endpoint<In<typeof s.ChangePlan>, s.PlanView>({
  method: 'POST',
  path: '/plans/:id/change',
  access: 'resident',
  errors: ['NOT_FOUND', 'CONFLICT', 'KEY_REUSED'],
  idempotent: true,
})
export const changePlanByStaff = endpoint<In<typeof s.ChangePlan>, s.PlanView>({
  method: 'POST',
  path: '/staff/plans/:id/change',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND', 'CONFLICT', 'KEY_REUSED'],
  idempotent: true,
})
