import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>

/** Bookings of a period, one a row, as Excel or CSV. */
export const exportBookings = endpoint<In<typeof s.ExportBookings>, never>({
  method: 'GET',
  path: '/staff/bookings/export',
  access: { staff: 'booking.read' },
  errors: [],
})
/** Persons × days of a month: came, did not come, cancelled; with sums. */
export const exportAttendance = endpoint<In<typeof s.ExportAttendance>, never>({
  method: 'GET',
  path: '/staff/attendance/export',
  access: { staff: 'booking.read' },
  errors: [],
})
export const getMyFeed = endpoint<Record<string, never>, s.FeedView>({
  method: 'GET',
  path: '/me/feed',
  access: 'resident',
  errors: [],
})
/** Makes a new secret address; the one before is not valid any more. */
export const makeMyFeed = endpoint<Record<string, never>, s.FeedMade>({
  method: 'POST',
  path: '/me/feed',
  access: 'resident',
  errors: [],
})
export const revokeMyFeed = endpoint<Record<string, never>, { done: true }>({
  method: 'DELETE',
  path: '/me/feed',
  access: 'resident',
  errors: [],
})
/** Sittings of a service with their counts; nobody's name. All staff of the service share one address. */
export const getServiceFeed = endpoint<In<typeof s.ServiceById>, s.FeedView>({
  method: 'GET',
  path: '/staff/services/:id/feed',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
export const makeServiceFeed = endpoint<In<typeof s.ServiceById>, s.FeedMade>({
  method: 'POST',
  path: '/staff/services/:id/feed',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND'],
})
export const revokeServiceFeed = endpoint<In<typeof s.ServiceById>, { done: true }>({
  method: 'DELETE',
  path: '/staff/services/:id/feed',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND'],
})
/** iCalendar (RFC 5545). An address that is not (any more) valid gives NOT_FOUND. */
export const readFeed = endpoint<In<typeof s.ReadFeed>, never>({
  method: 'GET',
  path: '/feeds/:token',
  access: 'public',
  errors: ['NOT_FOUND', 'TOO_MANY_REQUESTS'],
})
