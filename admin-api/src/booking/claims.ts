import { isStanding } from '@yike/shared/booking/kinds'
import { AppError } from '@yike/shared/errors'
import type { Claim, Claiming } from './claim'
import { claimDiary, leaveDiary } from './diary'
import { BookingModel, type Booking } from './model'
import { takeKindClaims, giveBackKindClaims } from './kind-hooks'
import { claimSeats, leaveQueueForSeats, leaveSitting } from './seats'

/** The booking whose place this one takes: no other booking may replace it meanwhile. */
const replacedBooking: Claim = {
  async take(booking) {
    if (!booking.replaces) return booking
    const reserved = await BookingModel.updateOne(
      { _id: booking.replaces, state: 'confirmed', replacedBy: { $in: [null, booking._id] } },
      { $set: { replacedBy: booking._id } },
    )
    if (reserved.matchedCount === 0) throw new AppError('BOOKING_MOVED')
    return booking
  },
  async giveBack({ _id, replaces }) {
    if (!replaces) return
    await BookingModel.updateOne({ _id: replaces, state: 'confirmed', replacedBy: _id }, { $set: { replacedBy: null } })
  },
}

/** The time of the person who comes. A standing kind takes none of it. */
const diary: Claim = {
  async take(booking, claiming) {
    if (!isStanding(booking.offer.kind)) await claimDiary(booking, claiming)
    return booking
  },
  giveBack: leaveDiary,
}

/** The things that the kind itself counts: limited dishes, a carer, a thing. */
export const kindClaims = { take: takeKindClaims, giveBack: giveBackKindClaims } satisfies Claim

/** Seats of the sitting, from the line for somebody who waits in it. A standing kind has no seats. */
const seats: Claim = {
  async take(booking, claiming) {
    if (isStanding(booking.offer.kind)) return booking
    if (booking.state === 'waiting') return (await leaveQueueForSeats(booking, claiming)) ? booking : null
    try {
      await claimSeats(booking, claiming)
      return booking
    } catch (cause) {
      if (booking.orWait && cause instanceof AppError && cause.code === 'SITTING_FULL') return null
      throw cause
    }
  },
  giveBack: leaveSitting,
}

/**
 * The claims of a booking, in the order they are taken. They are given back in the opposite order: the seats go first,
 * and the claims before them are given back before the booking that it was to replace may be changed again.
 */
const CLAIMS: readonly Claim[] = [replacedBooking, diary, kindClaims, seats]

/** Takes every claim of a booking, resuming where an earlier try stopped. Null when it has to wait for a seat. */
export async function takeClaims(booking: Booking, claiming: Claiming): Promise<Booking | null> {
  let taken: Booking | null = booking
  for (const claim of CLAIMS) {
    taken = await claim.take(taken, claiming)
    if (!taken) return null
  }
  return taken
}

/**
 * Gives back every claim of a booking, or its place in the line. The booking stays unfinished: a process at work on it
 * may take something after this and die, so the sweeper gives back once more when no process can be at work on it.
 */
export async function giveBackClaims(booking: Booking): Promise<void> {
  for (const claim of [...CLAIMS].reverse()) await claim.giveBack(booking)
}

/** Gives back every claim but the place in the line: the booking still waits for a seat. */
export async function giveBackAllButSeats(booking: Booking): Promise<void> {
  for (const claim of [...CLAIMS].reverse()) if (claim !== seats) await claim.giveBack(booking)
}
