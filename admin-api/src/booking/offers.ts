import type { Types } from 'mongoose'
import { isConfidential } from '@yike/shared/booking/kinds'
import { ageOn, offerEnds } from '@yike/shared/booking/rules'
import { AppError } from '@yike/shared/errors'
import { isQuiet } from '@yike/shared/messages/rules'
import type { Due } from '../jobs'
import { authorize, type Actor } from '../http/policy'
import { familyOfElder } from '../people/me'
import { cancelNow, staffBooking, toAccountsOnly } from './cancel'
import { giveBackAllButSeats, giveBackClaims, takeClaims } from './claims'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { leftFor } from './seats'
import { bookingPolicy } from './policy'
import { firstReminder } from './reminders'
import { claimingAt, confirm } from './transitions'
import { cancelledNotification, confirmedNotification, notifyOfBooking, offeredNotification } from './notifications'

const LINE = { claims: 0 } as const
const BATCH = 50

const WAITED_FOR = { 'queue.at': { $exists: true } }
const freedPlaces = (now: Date) => ({
  ...{ ...WAITED_FOR, state: 'open' as const, closesAt: { $gt: now } },
  $expr: { $lt: ['$taken', '$capacity'] },
})
const lapsedOffers = (now: Date) => ({ offerUntil: { $lte: now }, state: 'offered' as const })
const closedLines = (now: Date) => ({ ...WAITED_FOR, closesAt: { $lte: now } })
export const offersToMake = (now: Date): Due[] =>
  isQuiet(now) ? [] : [{ model: SittingModel, filter: freedPlaces(now) }]
export const offersToEnd = (now: Date): Due[] => [
  { model: BookingModel, filter: lapsedOffers(now) },
  { model: SittingModel, filter: closedLines(now) },
]

/** A job: offers free places to the next in line; never at night. Returns how many offers it made. */
export async function makeOffers(now: Date): Promise<number> {
  if (isQuiet(now)) return 0
  const sittings = await SittingModel.find(freedPlaces(now), LINE).limit(BATCH).lean<Sitting[]>()
  let made = 0
  for (const { _id, queue } of sittings)
    for (const { bookingId } of queue) {
      const sitting = await SittingModel.findById(_id, LINE).lean<Sitting>()
      if (!sitting || sitting.capacity <= sitting.taken) break
      if (await offer(bookingId, sitting, now)) made++
    }
  return made
}

/**
 * Offers a place to a waiting booking: marked first, so that one process at a time works on it and the sweeper finds
 * what a crash left; then the diary, the places, and the offer. Anyone who cannot come, or needs more seats, stays in
 * line and reads the reason.
 */
async function offer(bookingId: Types.ObjectId, sitting: Sitting, now: Date): Promise<boolean> {
  const booking = await BookingModel.findOneAndUpdate(
    { _id: bookingId, state: 'waiting', unsettledSince: { $exists: false } },
    { $set: { unsettledSince: now } },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!booking) return false
  const left = leftFor(sitting, ageOn(booking.day, booking.birthYear))
  if (left < booking.seats) return passOver(booking, tooFew(sitting, left, booking.seats))
  let why: string | null = null
  const ready = await takeClaims(booking, claimingAt(now, sitting.reserve)).catch((cause: unknown) => {
    if (!(cause instanceof AppError)) throw cause
    why = cause.message
    return null
  })
  if (ready) return sendOffer(booking, sitting, now)
  await giveBackAllButSeats(booking)
  return passOver(booking, why)
}

function tooFew({ reserve, capacity, taken }: Sitting, left: number, seats: number) {
  if (reserve && capacity - taken >= seats) return `空出来的位子留给 ${reserve.minAge} 岁以上的`
  return `空出 ${Math.max(0, left)} 位，不够 ${seats} 位`
}

async function passOver(booking: Booking, passedOver: string | null) {
  await BookingModel.updateOne(
    { _id: booking._id, state: 'waiting' },
    { $set: { passedOver }, $unset: { unsettledSince: 1 } },
  )
  return false
}

async function sendOffer(booking: Booking, { closesAt }: Pick<Sitting, 'closesAt'>, now: Date): Promise<boolean> {
  const offerUntil = offerEnds(now, closesAt)
  const family = isConfidential(booking.offer.kind) ? [] : await familyOfElder(booking.personId)
  const notification = await offeredNotification(booking, offerUntil, family)
  const offered = await BookingModel.findOneAndUpdate(
    { _id: booking._id, state: 'waiting' },
    {
      $set: { state: 'offered', offerUntil, passedOver: null },
      $unset: { unsettledSince: 1 },
      ...notifyOfBooking(notification, now),
    },
  ).lean<Booking>()
  if (offered) return true
  // A person who stopped waiting at this very moment does not keep the place; an offer that another process made
  // meanwhile is valid.
  const over = await BookingModel.findOne({
    _id: booking._id,
    state: { $in: ['cancelled', 'refused'] },
  }).lean<Booking>()
  if (over) await giveBackClaims(over)
  return false
}

/** Resumes an offer that a crash left: made where the place was taken already, returned to the line where not. */
export async function resumeOffer(booking: Booking, now: Date): Promise<void> {
  const sitting = await SittingModel.findOne(
    { _id: booking.sittingId, 'claims.bookingId': booking._id },
    LINE,
  ).lean<Sitting>()
  if (sitting) return void (await sendOffer(booking, sitting, now))
  await giveBackAllButSeats(booking)
  await passOver(booking, null)
}

/** Takes the place that was offered. Throws OFFER_LAPSED when its time was over. */
export async function acceptOffer(booking: Booking, now: Date): Promise<Booking> {
  if (booking.state === 'confirmed') return booking
  if (booking.state !== 'offered') throw new AppError(booking.state === 'cancelled' ? 'OFFER_LAPSED' : 'BOOKING_MOVED')
  const accepted = await confirm(booking, await confirmedNotification(booking), firstReminder(booking, now), now)
  if (accepted.state !== 'confirmed') throw new AppError('OFFER_LAPSED')
  return accepted
}

/** The person accepted on the phone. */
export async function acceptByStaff(actor: Actor, id: string, now: Date) {
  const booking = await staffBooking(actor, id)
  authorize(bookingPolicy.book(actor, booking))
  return acceptOffer(booking, now)
}

/**
 * The person declined on the phone, an offer or any further waiting. The one who booked is notified; a second call
 * changes nothing.
 */
export async function declineByStaff(actor: Actor, id: string, now: Date) {
  const booking = await staffBooking(actor, id)
  authorize(bookingPolicy.book(actor, booking))
  if (booking.state === 'cancelled') return booking
  if (booking.state !== 'offered' && booking.state !== 'waiting') throw new AppError('BOOKING_MOVED')
  const reason = '电话里说不要了'
  return cancelNow(booking, reason, await toAccountsOnly(await cancelledNotification(booking, reason, now)), now).catch(
    async (cause: unknown) => {
      const current = await staffBooking(actor, id)
      if (current.state === 'cancelled') return current
      throw cause
    },
  )
}

const NOT_ANSWERED = '到时间没有答应，让给后面的人了'
const NO_PLACE = '一直到截止都没有空出位子'

/** Ends an offer or the waiting itself, by one write, and gives back its claims. */
async function end(booking: Booking, state: 'offered' | 'waiting', reason: string, now: Date) {
  const notification = await cancelledNotification(booking, reason, now)
  const ended = await BookingModel.findOneAndUpdate(
    { _id: booking._id, state, ...(state === 'offered' ? { offerUntil: { $lte: now } } : {}) },
    {
      $set: { state: 'cancelled', cancelReason: reason, unsettledSince: now },
      $unset: { offerUntil: 1 },
      ...notifyOfBooking(notification, now),
    },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (ended) await giveBackClaims(ended)
}

/**
 * A job: offers that nobody answered pass to the next, and people who still wait when a sitting closes are notified.
 */
export async function endOffers(now: Date): Promise<void> {
  const lapsed = await BookingModel.find(lapsedOffers(now)).limit(BATCH).lean<Booking[]>()
  for (const booking of lapsed) await end(booking, 'offered', NOT_ANSWERED, now)
  const closed = await SittingModel.find(closedLines(now), { queue: 1 })
    .limit(BATCH)
    .lean<Pick<Sitting, '_id' | 'queue'>[]>()
  for (const { _id, queue } of closed) {
    const waiting = await BookingModel.find({ _id: { $in: queue.map(({ bookingId }) => bookingId) } }).lean<Booking[]>()
    for (const booking of waiting)
      if (booking.state === 'waiting') await end(booking, 'waiting', NO_PLACE, now)
      else await SittingModel.updateOne({ _id }, { $pull: { queue: { bookingId: booking._id } } })
  }
}

/** The number of people who wait before each of these bookings. */
export async function aheadOf(bookings: readonly Booking[]): Promise<Map<string, number>> {
  const waiting = bookings.filter(({ state }) => state === 'waiting')
  if (waiting.length === 0) return new Map()
  const sittings = await SittingModel.find(
    { _id: { $in: waiting.map(({ sittingId }) => sittingId) } },
    { queue: 1 },
  ).lean<Pick<Sitting, '_id' | 'queue'>[]>()
  return new Map(
    sittings.flatMap(({ queue }) => queue.map(({ bookingId }, ahead): [string, number] => [String(bookingId), ahead])),
  )
}

/** Open offers in the actor's areas that need a call, the one that ends first first. */
export const openOffers = (actor: Actor) =>
  BookingModel.find({
    ...bookingPolicy.visible(actor, 'booking.book'),
    offerUntil: { $exists: true },
    state: 'offered',
  })
    .sort({ offerUntil: 1 })
    .limit(200)
    .lean<Booking[]>()
