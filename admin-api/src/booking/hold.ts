import type { DetailsInput } from '@yike/shared/booking/details'
import { holdEnds } from '@yike/shared/booking/rules'
import type { BookingChannel } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import type { Due } from '../jobs'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { book, type BookRequest } from './book'
import { isByOffice } from './audience'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { kindClaims } from './claims'
import { readDetails } from './kind-hooks'
import { firstReminder } from './reminders'
import { claimingAt, confirm, endHold } from './transitions'
import { confirmedNotification } from './notifications'

/** Holds places for a person who fills in the page; they count as taken while they are held. */
export const holdPlaces = (call: CallContext, request: BookRequest, channel: BookingChannel) =>
  book(call, request, { channel, holds: true })

async function ownHold(actor: Actor, id: string) {
  const booking = orNotFound(await BookingModel.findOne({ _id: id, bookedById: actor.personId }).lean<Booking>())
  return orNotFound(isByOffice(booking) ? null : booking)
}

/**
 * The page is still open: holds the places longer, up to a quarter of an hour from the beginning. Throws HOLD_LAPSED.
 */
export async function renewHold(actor: Actor, id: string, now: Date): Promise<Booking> {
  const { createdAt } = await ownHold(actor, id)
  const renewed = await BookingModel.findOneAndUpdate(
    { _id: id, state: 'held' },
    { $set: { holdUntil: holdEnds(createdAt, now) } },
    { returnDocument: 'after' },
  ).lean<Booking>()
  if (!renewed) throw new AppError('HOLD_LAPSED')
  return renewed
}

/**
 * Makes a hold a booking. A lapsed hold is booked anew, and the refusal of that booking is the answer. Called again it
 * returns the booking it made.
 */
export async function confirmHold(
  call: CallContext,
  { id, note, details = {} }: { id: string; note?: string; details?: DetailsInput },
  channel: BookingChannel,
): Promise<Booking> {
  const { actor, now } = call
  const held = await ownHold(actor, id)
  const confirmed = held.state === 'held' ? await confirmNow(held, note, details, now) : held
  if (confirmed.state !== 'refused' || confirmed.refusal !== 'HOLD_LAPSED') return confirmed
  const { sittingId, personId, seats } = held
  return book(call, { sittingId: String(sittingId), personId: String(personId), seats, note, details }, { channel })
}

async function confirmNow(held: Booking, note: string | undefined, details: DetailsInput, now: Date) {
  const sitting = orNotFound(await SittingModel.findById(held.sittingId, { claims: 0, queue: 0 }).lean<Sitting>())
  const read = await readDetails(details, { sitting, booking: held, now })
  const asked = await kindClaims.take({ ...held, ...read }, claimingAt(now))
  const set = {
    ...firstReminder(held, now),
    ...read,
    ...(asked.details ? { details: asked.details } : {}),
    note: note || null,
  }
  const done = await confirm(held, await confirmedNotification(held), set, now)
  // Lapsed meanwhile: the claims its parts made since are given back with the rest.
  if (done.state === 'refused') await kindClaims.giveBack(asked)
  return done
}

/** The page was left: ends the hold. A booking that is no hold any more stays as it is. */
export async function giveUpHold(actor: Actor, id: string, now: Date): Promise<void> {
  await endHold(await ownHold(actor, id), now)
}

const BATCH = 200

const lapsedHolds = (now: Date) => ({ holdUntil: { $lte: now }, state: 'held' as const })
export const holdsToEnd = (now: Date): Due[] => [{ model: BookingModel, filter: lapsedHolds(now) }]

/** A job: lapsed holds give their places back. Returns how many ended. */
export async function endHolds(now: Date): Promise<number> {
  const lapsed = await BookingModel.find(lapsedHolds(now)).limit(BATCH).lean<Booking[]>()
  for (const booking of lapsed) await endHold(booking, now)
  return lapsed.length
}
