import type { Types } from 'mongoose'
import { isStanding } from '@yike/shared/booking/kinds'
import { canAppeal, canMarkNoShow, NO_SHOW_RULE, STAFF_STEPS } from '@yike/shared/booking/rules'
import type { BookingState } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { addMinutes, clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { pauseBooking } from '../people/me'
import { myBooking, staffBooking } from './cancel'
import { markPresent, rollBooking, unmarkPresent, sessionToday, todays } from './session-attendance'
import { rollOf } from './kind-hooks'
import { BookingModel, type Booking } from './model'
import { nameForOthers } from './name-for-others'
import { notifyOfBooking } from './notifications'
import { recipientsOf } from './audience'
import { bookingPolicy } from './policy'

const DAY_MINUTES = 1440

interface Move {
  from: readonly BookingState[]
  set: Partial<Booking>
  /** Whether it is allowed now; throws where there is a better reason than that somebody else was faster. */
  allowed: (booking: Booking) => boolean
}

/** Moves one booking from one state to another, by one write. */
async function move(actor: Actor, id: string, { from, set, allowed }: Move) {
  const booking = await staffBooking(actor, id)
  authorize(bookingPolicy.checkIn(actor, booking))
  if (isStanding(booking.offer.kind)) throw new AppError('BOOKING_MOVED', `这是借东西的预约，在“借出、归还”里办。`)
  if (booking.state === set.state) return booking
  if (!allowed(booking)) throw new AppError('BOOKING_MOVED')
  const moved = await BookingModel.findOneAndUpdate(
    { _id: id, state: { $in: [...from] } },
    { $set: set, $unset: { remindAt: 1 } },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!moved) throw new AppError('BOOKING_MOVED')
  return moved
}

const isToday = (booking: Booking, now: Date) => sessionToday(booking, now) !== null

/** Checks in, also somebody who was marked as missing and came late after all. */
export async function checkIn(actor: Actor, id: string, now: Date) {
  const onRoll = await rollBooking(actor, id)
  if (onRoll) {
    const present = await markPresent(actor, onRoll, todays(onRoll, now), now)
    if (onRoll.state === 'no_show') await countNoShows(onRoll.personId, now)
    return present
  }
  const here = await move(actor, id, {
    from: STAFF_STEPS.checkIn,
    set: { state: 'checked_in', checkedInAt: now },
    allowed: (booking) => {
      if (isToday(booking, now)) return true
      throw new AppError('BOOKING_MOVED', `这份预约是${dayLabel(booking.day, dayOf(now))}的，不是今天的。`)
    },
  })
  await countNoShows(here.personId, now)
  return here
}

export async function undoCheckIn(actor: Actor, id: string, now: Date) {
  const onRoll = await rollBooking(actor, id)
  if (onRoll) return unmarkPresent(actor, onRoll, todays(onRoll, now), now)
  return move(actor, id, {
    from: STAFF_STEPS.undoCheckIn,
    set: { state: 'confirmed', checkedInAt: null },
    allowed: (booking) => isToday(booking, now),
  })
}

/** Marks somebody as not come. Counted by `NO_SHOW_RULE`; each one can be appealed against. */
export async function markNoShow(actor: Actor, id: string, now: Date) {
  // One missed session of several is only left unmarked: it counts towards no pause.
  const onRoll = await rollBooking(actor, id)
  if (onRoll?.sessions) throw new AppError('BOOKING_MOVED', rollOf(onRoll).noNoShow)
  const missed = await move(actor, id, {
    from: STAFF_STEPS.noShow,
    set: { state: 'no_show' },
    allowed: (booking) => {
      if (canMarkNoShow(booking, now)) return true
      if (now >= booking.startsAt) return false
      throw new AppError('BOOKING_MOVED', `${clockOf(booking.startsAt)} 还没到，等开始了再记。`)
    },
  })
  await countNoShows(missed.personId, now)
  return missed
}

/** Sets or lifts the pause that follows from missed bookings; counted anew each time, so that it is always right. */
async function countNoShows(personId: Types.ObjectId, now: Date) {
  const missed = await BookingModel.countDocuments({
    personId,
    state: 'no_show',
    startsAt: { $gt: addMinutes(now, -NO_SHOW_RULE.days * DAY_MINUTES) },
    'appeal.state': { $ne: 'accepted' },
  })
  await pauseBooking(
    personId,
    missed >= NO_SHOW_RULE.most ? addMinutes(now, NO_SHOW_RULE.pausedDays * DAY_MINUTES) : null,
  )
}

/** Gives the reason for not coming, once, within `NO_SHOW_RULE.appealDays`. */
export async function appeal(actor: Actor, id: string, words: string, now: Date) {
  const booking = await myBooking(actor, id)
  if (booking.appeal?.words === words) return booking
  if (!canAppeal(booking, now)) throw new AppError('BOOKING_MOVED', '这一次已经不能再说明了，请打电话给社区。')
  const appealed = await BookingModel.findOneAndUpdate(
    { _id: booking._id, state: 'no_show', appeal: { $exists: false } },
    { $set: { appeal: { words, at: now, state: 'open', decidedByName: null, reason: null } } },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!appealed) throw new AppError('BOOKING_MOVED')
  return appealed
}

/** Appeals in the actor's areas that nobody decided yet, the oldest first. */
export const openAppeals = (actor: Actor) =>
  BookingModel.find({ 'appeal.state': 'open', ...bookingPolicy.visible(actor, 'booking.cancel') })
    .sort({ 'appeal.at': 1 })
    .limit(200)
    .lean<Booking[]>()

/**
 * Decides an appeal. An accepted one means that the booking no longer counts as missed. The person who appealed is
 * notified with the reason.
 */
export async function decideAppeal(
  actor: Actor,
  id: string,
  { accept, reason }: { accept: boolean; reason: string },
  now: Date,
) {
  const booking = await staffBooking(actor, id)
  authorize(bookingPolicy.cancel(actor, booking))
  const state = accept ? 'accepted' : 'refused'
  if (booking.appeal?.state === state) return booking
  const decided = await BookingModel.findOneAndUpdate(
    { _id: booking._id, 'appeal.state': 'open' },
    {
      $set: { 'appeal.state': state, 'appeal.decidedByName': actor.name, 'appeal.reason': reason },
      ...notifyOfBooking(
        {
          kind: 'booking_appeal',
          recipients: await recipientsOf(booking),
          title: accept ? '这一次不算没来' : '这一次还是算没来',
          body: `${dateInText(booking.day)} ${nameForOthers(booking.offer)}。${reason}`,
          about: { type: 'booking', id: booking._id },
        },
        now,
      ),
    },
    { returnDocument: 'after' },
  ).lean<Booking>()
  await countNoShows(booking.personId, now)
  return orNotFound(decided)
}
