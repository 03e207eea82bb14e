import type { Types } from 'mongoose'
import type { Reserve } from '@yike/shared/booking/rules'
import type { Booking } from './model'

/** Whether some of what stands in the way of a booking is gone by now; asked before it is refused. */
export type ReleaseStale = (bookingIds: readonly Types.ObjectId[], booking: Booking) => Promise<boolean>

/** What claims are made with. */
export interface Claiming {
  now: Date
  /** The seats kept for elders, as the sitting was last seen. */
  reserve: Reserve | null
  releaseStale: ReleaseStale
}

/**
 * One thing that a booking takes. Both steps carry the booking's id and change nothing when they are done a second time,
 * so that a replay or the sweeper goes on from any point.
 */
export interface Claim {
  /**
   * The booking as it is with what was taken; null when no seat is left for somebody who waits for one. Throws the reason
   * why it cannot be had.
   */
  take(booking: Booking, claiming: Claiming): Promise<Booking | null>
  /** Gives it back, also what was never taken. */
  giveBack(booking: Booking): Promise<void>
}
