import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type { StaffSitting } from '../booking/schemas'
import type * as s from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>
type Out<Schema extends z.ZodType> = z.output<Schema>

/** The series of the areas the caller works in, those that are over at the end. */
export const listSeries = endpoint<In<typeof s.ListSeries>, Out<typeof s.SeriesList>>({
  method: 'GET',
  path: '/staff/series',
  access: { staff: 'booking.read' },
  errors: [],
})
/** The days that would get sittings, closed days with the reason, and days that already have one. Nothing is made. */
export const previewSeries = endpoint<In<typeof s.SeriesInput>, s.SeriesPreview>({
  method: 'POST',
  path: '/staff/services/:id/series/look',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND'],
})
/** Makes the sittings ahead at once: as far as residents can book, and a week more. A day that has such a sitting keeps it. */
export const createSeries = endpoint<In<typeof s.SeriesInput>, s.SeriesView>({
  method: 'POST',
  path: '/staff/services/:id/series',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'KEY_REUSED', 'ROOM_TAKEN'],
  idempotent: true,
})
/** The effect of a change on the existing sittings, with the bookings it touches by name. */
export const previewSeriesChange = endpoint<In<typeof s.ChangeSeries>, s.SeriesPreview>({
  method: 'POST',
  path: '/staff/series/:id/look',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/**
 * Takes effect from a day on. People who fit where their sitting goes stay, `others` decides about the rest; all of
 * them are notified.
 */
export const changeSeries = endpoint<In<typeof s.ChangeSeries>, s.SeriesView>({
  method: 'PATCH',
  path: '/staff/series/:id',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'ROOM_TAKEN'],
})
export const previewReschedule = endpoint<In<typeof s.RescheduleSitting>, s.SeriesPreview>({
  method: 'POST',
  path: '/staff/sittings/:id/look',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'SITTING_CANCELLED', 'SITTING_CLOSED'],
})
/** Changes this sitting alone. With another time it becomes another sitting, and the people who fit move with it. */
export const rescheduleSitting = endpoint<In<typeof s.RescheduleSitting>, StaffSitting>({
  method: 'POST',
  path: '/staff/sittings/:id/rearrange',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'CONFLICT', 'ROOM_TAKEN', 'SITTING_CANCELLED', 'SITTING_CLOSED'],
})
/** Whether a booking would fit into another sitting, before it is moved there. */
export const previewBookingMove = endpoint<In<typeof s.PreviewBookingMove>, s.BookingMovePreview>({
  method: 'GET',
  path: '/staff/bookings/:id/look',
  access: { staff: 'booking.cancel' },
  errors: ['NOT_FOUND'],
})
/** The sittings of several days over all services of the caller's areas, with their conflicts. */
export const listCalendar = endpoint<In<typeof s.ListCalendar>, s.Calendar>({
  method: 'GET',
  path: '/staff/calendar',
  access: { staff: 'booking.read' },
  errors: [],
})
