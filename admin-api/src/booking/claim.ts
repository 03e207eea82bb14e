import type { Types } from 'mongoose'
import type { Reserve } from '@yike/shared/booking/rules'
import type { Booking } from './model'

/** Whether some of what is in the way of a booking is gone by now; asked before the booking is refused. */
export type ReleaseStale = (bookingIds: readonly Types.ObjectId[], booking: Booking) => Promise<boolean>

/** The context of taking a claim. */
export interface Claiming {
  now: Date
  /** The seats kept for elders, as the sitting was last seen. */
  reserve: Reserve | null
  releaseStale: ReleaseStale
}

/**
 * One thing that a booking takes. Both steps carry the booking's id and change nothing when they are done a second
 * time, so that a replay or the sweeper resumes from any point.
 */
export interface Claim {
  /**
   * Takes it. The booking with the taken thing; null when no seat is left for a booking that waits for one. Throws the
   * reason of a refusal.
   */
  take(booking: Booking, claiming: Claiming): Promise<Booking | null>
  /** Gives it back; safe also when it was never taken. */
  giveBack(booking: Booking): Promise<void>
}
