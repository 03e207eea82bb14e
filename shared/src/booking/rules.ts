import { addMinutes } from '../time/china'
import type { BookingState, SittingState } from './states'

/** Left places at or under this share of the capacity are said to be few (and at most 5). */
const FEW_SHARE = 0.2

export interface SittingFacts {
  state: SittingState
  opensAt: Date
  closesAt: Date
  capacity: number
  taken: number
}

/** What can be done with a sitting now: book it, or why not. */
export type Availability = 'open' | 'few' | 'full' | 'closed' | 'not_open' | 'cancelled'

export function availability(sitting: SittingFacts, now: Date): Availability {
  if (sitting.state === 'cancelled') return 'cancelled'
  if (now >= sitting.closesAt) return 'closed'
  if (now < sitting.opensAt) return 'not_open'
  const left = Math.max(0, sitting.capacity - sitting.taken)
  if (left === 0) return 'full'
  return left <= Math.min(5, sitting.capacity * FEW_SHARE) ? 'few' : 'open'
}

/** A resident cancels until the sitting closes. */
export const canCancel = (booking: { state: BookingState; cancelUntil: Date }, now: Date) =>
  booking.state === 'confirmed' && now < booking.cancelUntil

/** A minute spare beside the walk: 11:30 and four minutes on foot is「11:25 出门」. */
export const LEAVE_SPARE_MINUTES = 1
export const leaveAt = (startsAt: Date, walkMinutes: number) =>
  addMinutes(startsAt, -(walkMinutes + LEAVE_SPARE_MINUTES))
