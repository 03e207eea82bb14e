import { Instant, z } from '../zod'

/** One of the times of a sitting that is held more than once under one booking. */
export const Session = z.object({
  /** Stays the same when the session is moved. */
  n: z.int(),
  startsAt: Instant,
  endsAt: Instant,
  cancelReason: z.string().nullable(),
})
