import { Day, Id, Instant, Month, z } from '../zod'

const Format = z.enum(['xlsx', 'csv'])

/** By the days the sittings are on, both inclusive; at most 366 days. */
export const ExportBookings = z.strictObject({
  from: Day,
  to: Day,
  serviceId: Id.optional(),
  format: Format.default('xlsx'),
})
export const ExportAttendance = z.strictObject({
  month: Month,
  serviceId: Id.optional(),
  format: Format.default('xlsx'),
})

/** A calendar that other programs read, under an address that only its owner knows. */
export const FeedView = z.object({
  /** Null where no feed exists. */
  madeAt: Instant.nullable(),
  /** The time at which a calendar program last asked. */
  readAt: Instant.nullable(),
})
export type FeedView = z.output<typeof FeedView>
/** The secret is shown once, when the feed is made: only its hash is kept. */
export const FeedMade = FeedView.extend({
  /** Under the origin of the API: `/api/v1/feeds/….ics`. */
  path: z.string(),
})
export type FeedMade = z.output<typeof FeedMade>
export const ServiceById = z.strictObject({ id: Id })
export const ReadFeed = z.strictObject({ token: z.string().max(200) })
