import type { z } from 'zod'
import { endpoint } from '../endpoint'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>

/**
 * One enrolment for several sessions. A course whose first session is at a time that the service already has is refused
 * by name.
 */
export const createCourse = endpoint<In<typeof s.CourseInput>, s.CourseView>({
  method: 'POST',
  path: '/staff/services/:id/courses',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'KEY_REUSED', 'ROOM_TAKEN'],
  idempotent: true,
})
/** Hours are counted anew from attendance; certificates that were issued stay as they are. */
export const changeCourse = endpoint<In<typeof s.ChangeCourse>, s.StaffCourse>({
  method: 'PATCH',
  path: '/staff/courses/:sittingId',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND'],
})
/** The facts to know before enrolling; also for a sitting that is no course. */
export const getCourse = endpoint<In<typeof s.OfSitting>, s.CourseView>({
  method: 'GET',
  path: '/sittings/:sittingId/course',
  access: 'public',
  errors: ['NOT_FOUND'],
})
export const getStaffCourse = endpoint<In<typeof s.OfSitting>, s.StaffCourse>({
  method: 'GET',
  path: '/staff/courses/:sittingId',
  access: { staff: 'course.lead' },
  errors: ['NOT_FOUND'],
})
/** One session is cancelled, the others stay; everybody is notified with the reason. */
export const cancelSession = endpoint<In<typeof s.CancelSession>, s.StaffCourse>({
  method: 'POST',
  path: '/staff/courses/:sittingId/sessions/:n/cancel',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'SITTING_CANCELLED', 'LAST_SESSION'],
})
/** Moves a session to another time; people who have something else then are notified of the clash too. */
export const moveSession = endpoint<In<typeof s.MoveSession>, s.StaffCourse>({
  method: 'POST',
  path: '/staff/courses/:sittingId/sessions/:n/move',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'ROOM_TAKEN', 'SITTING_CANCELLED'],
})
/** Somebody came to a session: on its day, or entered from a paper list in the two weeks after. */
export const markPresent = endpoint<In<typeof s.Came>, s.StaffCourse>({
  method: 'POST',
  path: '/staff/course-bookings/:bookingId/sessions/:n/came',
  access: { staff: 'course.lead' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
export const unmarkPresent = endpoint<In<typeof s.Came>, s.StaffCourse>({
  method: 'POST',
  path: '/staff/course-bookings/:bookingId/sessions/:n/undo',
  access: { staff: 'course.lead' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/** 接走了: by somebody of the list, or by another person with the words of the guardian on the phone. */
export const markCollected = endpoint<In<typeof s.Collected>, s.StaffCourse>({
  method: 'POST',
  path: '/staff/course-bookings/:bookingId/sessions/:n/collected',
  access: { staff: 'course.lead' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED', 'NOT_ON_LIST'],
})
/**
 * Corrects the minutes that a session counts for somebody who came, with a reason that they read; certificates stay as
 * they are.
 */
export const correctHours = endpoint<In<typeof s.CorrectHours>, s.StaffCourse>({
  method: 'POST',
  path: '/staff/course-bookings/:bookingId/sessions/:n/hours',
  access: { staff: 'course.certify' },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'BOOKING_MOVED', 'CONFLICT'],
})
export const getPupilAsStaff = endpoint<In<typeof s.OfBooking>, s.PupilView>({
  method: 'GET',
  path: '/staff/pupils/:bookingId',
  access: { staff: 'course.lead' },
  errors: ['NOT_FOUND'],
})
/** A guardian's notes about a child. */
export const getPupil = endpoint<In<typeof s.OfBooking>, s.PupilView>({
  method: 'GET',
  path: '/bookings/:bookingId/pupil',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const changePupil = endpoint<In<typeof s.ChangePupil>, s.PupilView>({
  method: 'PUT',
  path: '/bookings/:bookingId/pupil',
  access: 'resident',
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/**
 * Each booking has at most one valid certificate: asked again it stays the same. A person named here gets another after
 * one was withdrawn.
 */
export const issueCertificates = endpoint<In<typeof s.IssueCertificates>, s.StaffCourse>({
  method: 'POST',
  path: '/staff/courses/:sittingId/certificates',
  access: { staff: 'course.certify' },
  errors: ['NOT_FOUND', 'NOT_ELIGIBLE'],
})
/** The holder reads the reason; anybody who checks the number reads that it was withdrawn. */
export const withdrawCertificate = endpoint<In<typeof s.WithdrawCertificate>, s.CertificateCheck>({
  method: 'POST',
  path: '/staff/certificates/:number/withdraw',
  access: { staff: 'course.certify' },
  errors: ['NOT_FOUND'],
})
/** Whether a certificate is real: name masked, course, hours and date, nothing else. */
export const checkCertificate = endpoint<In<typeof s.ByNumber>, s.CertificateCheck>({
  method: 'GET',
  path: '/certificates/:number',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** The caller's hours by year, and certificates. */
export const getMyHours = endpoint<Record<string, never>, s.MyHours>({
  method: 'GET',
  path: '/me/hours',
  access: 'resident',
  errors: [],
})
