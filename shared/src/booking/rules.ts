import { afterWakingMinutes } from '../messages/rules'
import { addDays, addMinutes, dayOf, instantAt } from '../time/china'
import { OPEN_STATES, type BookingState, type SittingState } from './states'

/** Places left at or under this share of the capacity are called few (and at most 5). */
const FEW_SHARE = 0.2

export interface SittingFacts {
  state: SittingState
  opensAt: Date
  closesAt: Date
  capacity: number
  taken: number
  /** People who wait for a place come before anybody new. */
  queue?: readonly unknown[]
}

/** Whether a sitting can be booked now, or why not. */
export type Availability = 'open' | 'few' | 'full' | 'closed' | 'not_open' | 'cancelled'

export function availability(sitting: SittingFacts, now: Date): Availability {
  if (sitting.state === 'cancelled') return 'cancelled'
  if (now >= sitting.closesAt) return 'closed'
  if (now < sitting.opensAt) return 'not_open'
  const left = Math.max(0, sitting.capacity - sitting.taken)
  if (left === 0 || (sitting.queue?.length ?? 0) > 0) return 'full'
  return left <= Math.min(5, sitting.capacity * FEW_SHARE) ? 'few' : 'open'
}

/** The greatest age of a check-in that reaches the API only now, in hours. */
export const CHECK_IN_LATE_HOURS = 24

/** The states from which staff take each step: buttons are offered and writes decide by the same table. */
export const STAFF_STEPS = {
  checkIn: ['confirmed', 'no_show'],
  undoCheckIn: ['checked_in'],
  noShow: ['confirmed'],
  cancel: OPEN_STATES,
  reschedule: ['confirmed'],
  accept: ['offered'],
  decline: ['offered', 'waiting'],
} as const satisfies Record<string, readonly BookingState[]>
export type StaffStep = keyof typeof STAFF_STEPS

/** A booking can be marked as missed once its time has begun. A course is marked session by session instead. */
export const canMarkNoShow = (booking: { state: BookingState; startsAt: Date; sessions?: unknown }, now: Date) =>
  STAFF_STEPS.noShow.some((state) => state === booking.state) && !booking.sessions && now >= booking.startsAt

/** A resident cancels until the sitting closes, and stops waiting at any time. */
export const canCancel = (booking: { state: BookingState; cancelUntil: Date }, now: Date) =>
  booking.state === 'waiting' || booking.state === 'offered' || canReschedule(booking, now)

/** A resident moves a booking to another sitting of the same service until this one closes. */
export const canReschedule = (booking: { state: BookingState; cancelUntil: Date }, now: Date) =>
  booking.state === 'confirmed' && now < booking.cancelUntil

/** Minutes for which a place is kept for a waiting person, the night not counted; never beyond the end of booking. */
const OFFER_MINUTES = 120
export function offerEnds(now: Date, closesAt: Date): Date {
  const end = afterWakingMinutes(now, OFFER_MINUTES)
  return end < closesAt ? end : closesAt
}

/**
 * Minutes for which a place is held while somebody fills in the page, renewed while the page stays open, up to a
 * quarter of an hour.
 */
const HOLD_MINUTES = 5
const LONGEST_HOLD_MINUTES = 15
export function holdEnds(heldAt: Date, now: Date): Date {
  const [end, last] = [addMinutes(now, HOLD_MINUTES), addMinutes(heldAt, LONGEST_HOLD_MINUTES)]
  return end < last ? end : last
}

/** The most people that wait for one sitting: beyond that nobody's turn comes. */
export const MOST_WAITING = 200

/** The age of somebody in the year of a day; null when the year of birth is not known. */
export const ageOn = (day: string, birthYear: number | null) =>
  birthYear === null ? null : Number(day.slice(0, 4)) - birthYear

/** Places of a sitting that are kept for people from an age on (留给 80 岁以上). */
export interface Reserve {
  minAge: number
  seats: number
}
/** Whether somebody may take a reserved place; a person whose age is unknown may not. */
export const isReservedFor = (reserve: Pick<Reserve, 'minAge'> | null, age: number | null) =>
  reserve !== null && age !== null && age >= reserve.minAge

/** Minutes of the day: people are notified at seven the evening before, and an hour before it begins. */
const EVENING = 19 * 60
const LAST_REMINDER_MINUTES = 60
/** The next reminder after `now` for something that begins at these times; null when no reminder is left. */
export function nextReminder(times: readonly { startsAt: Date }[], now: Date): Date | null {
  const due = times
    .flatMap(({ startsAt }) => [
      instantAt(addDays(dayOf(startsAt), -1), EVENING),
      addMinutes(startsAt, -LAST_REMINDER_MINUTES),
    ])
    .filter((at) => at > now)
    .sort((a, b) => a.getTime() - b.getTime())
  return due[0] ?? null
}

/**
 * A person who misses this many bookings within this many days cannot book for a time; the office still books for them,
 * and each missed booking can be appealed against.
 */
export const NO_SHOW_RULE = { most: 3, days: 30, pausedDays: 14, appealDays: 14 } as const

export const canAppeal = (booking: { state: BookingState; startsAt: Date; appeal?: unknown }, now: Date) =>
  booking.state === 'no_show' &&
  !booking.appeal &&
  now < addMinutes(booking.startsAt, NO_SHOW_RULE.appealDays * 24 * 60)

/** A minute spare beside the walk: 11:30 and four minutes on foot is「11:25 出门」. */
const LEAVE_SPARE_MINUTES = 1
export const leaveAt = (startsAt: Date, walkMinutes: number) =>
  addMinutes(startsAt, -(walkMinutes + LEAVE_SPARE_MINUTES))
