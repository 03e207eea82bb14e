import type { Types } from 'mongoose'
import { BOOKING_STATE_CODES } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { loanTimes, nextReturnReminder, spanProblem, spanTimes } from '@yike/shared/loans/rules'
import type { Extend, OverTheCounter } from '@yike/shared/loans/schemas'
import { addDays, addMinutes, dayLabel, dayOf, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { leaveTimes } from '../booking/diary'
import { bookingById, findBookings, changeBooking, bookingForStaff } from '../booking/records'
import { myBooking } from '../booking/cancel'
import type { Booking } from '../booking/model'
import { bookingPolicy } from '../booking/policy'
import { claimPhotos } from '../files/store'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { claimSpan, leaveThing } from './lend'
import { ThingModel, type LogLine, type Thing } from './model'
import { maxDaysOf } from './things'

/**
 * Loans over the counter. The thing decides, by one conditional write that also notes the update its booking still
 * needs; the booking follows, at once or by the sweeper.
 */
const LOG_KEPT = 50
type Counter = Omit<z.output<typeof OverTheCounter>, 'at'>

async function loanAt(actor: Actor, id: string) {
  const booking = await bookingForStaff(actor, id, 'booking.read')
  authorize(bookingPolicy.checkIn(actor, booking))
  return lent(booking)
}

/** A booking with its loan. */
function lent(booking: Booking) {
  const loan = booking.details?.loan
  if (!loan?.thing) throw new AppError('NOT_FOUND', '这不是借东西的预约。')
  return { booking, loan, thingId: loan.thing.id }
}

const lineOf = (
  { actor, now }: Pick<CallContext, 'actor' | 'now'>,
  what: string,
  bookingId: Types.ObjectId,
  { condition, note, photoIds }: Counter,
) => ({ at: now, by: actor.name, what, condition, note, photoIds, bookingId })

const logged = (line: Omit<LogLine, 'photoIds'> & { photoIds: string[] }) => ({
  $push: { log: { $each: [line], $slice: -LOG_KEPT } },
})

/**
 * Hands it out to the person who asked for it; throws BOOKING_MOVED while somebody else still has it. A second call
 * changes nothing.
 */
export async function handOut(actor: Actor, input: Counter, now: Date): Promise<Booking> {
  const { booking, loan, thingId } = await loanAt(actor, input.id)
  const { _id: bookingId, personId, personName } = booking
  if (loan.handedOutAt) return booking
  if (booking.state !== 'confirmed') throw new AppError('BOOKING_MOVED')
  if (loan.from > dayOf(now))
    throw new AppError('BOOKING_MOVED', `约的是${dayLabel(loan.from, dayOf(now))}起，到那天再给。`)
  await claimPhotos(actor, input.photoIds, photosOf(bookingId, 'out'))
  const due = loan.to
  const out = { bookingId, personId, who: personName, due, at: now, remindAt: nextReturnReminder(due, now) }
  const given = await ThingModel.findOneAndUpdate(
    { _id: thingId, out: null, unsettled: { $exists: false } },
    {
      $set: {
        out,
        condition: input.condition,
        unsettled: { bookingId, what: 'out', at: now, to: due, since: now },
      },
      ...logged(lineOf({ actor, now }, '借出', bookingId, input)),
    },
    { returnDocument: 'after' },
  ).lean<Thing>()
  if (!given) return already(thingId, booking)
  return updateBooking(given)
}

/** The thing cannot be handed out: the same booking has it already, or the reason is thrown. */
async function already(thingId: Types.ObjectId, booking: Booking): Promise<Booking> {
  const thing = orNotFound(await ThingModel.findById(thingId).lean<Thing>())
  if (thing.out?.bookingId.equals(booking._id)) return updateBooking(thing)
  if (thing.out)
    throw new AppError('BOOKING_MOVED', `${thing.number} 还在${thing.out.who}那里，先收回来，或者给换一件。`)
  throw new AppError('BOOKING_MOVED')
}

const photosOf = (bookingId: Types.ObjectId, what: 'out' | 'back') => `loan:${String(bookingId)}:${what}`

/** Takes it back; the rest of its days is free again. */
export async function takeBack(actor: Actor, input: Counter, now: Date): Promise<Booking> {
  const { booking, loan, thingId } = await loanAt(actor, input.id)
  if (loan.returnedAt) return booking
  const bookingId = booking._id
  await claimPhotos(actor, input.photoIds, photosOf(bookingId, 'back'))
  const back = await ThingModel.findOneAndUpdate(
    { _id: thingId, 'out.bookingId': bookingId },
    {
      $set: {
        out: null,
        condition: input.condition,
        unsettled: { bookingId, what: 'back', at: now, to: loan.to, since: now },
      },
      $unset: { extending: 1 },
      ...logged(lineOf({ actor, now }, '归还', bookingId, input)),
    },
    { returnDocument: 'after' },
  ).lean<Thing>()
  if (!back) {
    const thing = orNotFound(await ThingModel.findById(thingId).lean<Thing>())
    if (thing.unsettled?.bookingId.equals(bookingId)) return updateBooking(thing)
    throw new AppError('BOOKING_MOVED', '这一件还没借出去，或者已经还了。')
  }
  return updateBooking(back)
}

/** Updates the booking after a change of its thing; a second run changes nothing. */
async function updateBooking(thing: Thing): Promise<Booking> {
  const { unsettled, _id } = thing
  if (!unsettled) return orNotFound(await bookingById(thing.out!.bookingId))
  const { bookingId, what, at, to } = unsettled
  const booking = orNotFound(await bookingById(bookingId))
  if (what === 'out')
    await changeBooking(
      bookingId,
      ['confirmed', 'checked_in'],
      {},
      { $set: { state: 'checked_in', checkedInAt: at, 'details.loan.handedOutAt': at }, $unset: { remindAt: 1 } },
    )
  if (what === 'back') {
    await changeBooking(bookingId, BOOKING_STATE_CODES, {}, { $set: { 'details.loan.returnedAt': at } })
    await leaveThing([_id], booking)
  }
  if (what === 'longer') {
    const { endsAt } = loanTimes({ ...booking.details!.loan!, to })
    await changeBooking(bookingId, ['checked_in'], {}, { $set: { 'details.loan.to': to, endsAt } })
  }
  await ThingModel.updateOne({ _id, 'unsettled.since': unsettled.since }, { $unset: { unsettled: 1 } })
  return orNotFound(await bookingById(bookingId))
}

/** Older than any request that could still be at work on it. */
const LEFT_BEHIND_MINUTES = 1

/** A job: finishes what a crash left between a thing and its booking, and ends extensions that were not completed. */
export async function sweepThings(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const before = { $lte: addMinutes(now, -olderThanMinutes) }
  const left = await ThingModel.find({ $or: [{ 'unsettled.since': before }, { 'extending.since': before }] })
    .limit(100)
    .lean<Thing[]>()
  for (const thing of left) {
    if (thing.unsettled) await updateBooking(thing)
    if (thing.extending) await giveUpExtending(thing)
  }
  return left.length
}

/** The mark is removed first: a slow process then fails, and gives back its own days. */
async function giveUpExtending({ _id, extending, out }: Thing) {
  const { bookingId, since } = extending!
  const cleared = await ThingModel.updateOne({ _id, 'extending.since': since }, { $unset: { extending: 1 } })
  const booking = cleared.modifiedCount > 0 && out?.bookingId.equals(bookingId) && (await bookingById(bookingId))
  if (booking) await leaveAfter(_id, booking, out!.due, extending!.to)
}

/** Gives back the days of a loan after its last one, up to another. */
const leaveAfter = (thingId: Types.ObjectId, { _id: bookingId, offer }: Booking, due: string, to: string) =>
  leaveTimes(
    [thingId],
    { bookingId, serviceId: offer.serviceId },
    [spanTimes({ from: addDays(due, 1), to })],
    instantAt(addDays(due, 1), 0),
  )

/** Staff extend a loan for somebody who rang up. */
export async function extendByStaff(actor: Actor, input: z.output<typeof Extend>, now: Date) {
  return extend(await loanAt(actor, input.id), input.to, now)
}

/** The borrower, or the family member who booked it, extends it. */
export async function extendByResident(actor: Actor, input: z.output<typeof Extend>, now: Date) {
  return extend(lent(await myBooking(actor, input.id)), input.to, now)
}

/**
 * Extends a loan when nobody else has the thing then: marked first, so that the sweeper finds what a crash left; then
 * the diary, the thing, the booking. Throws NOTHING_FREE when somebody waits for it.
 */
async function extend({ booking, loan, thingId }: ReturnType<typeof lent>, to: string, now: Date) {
  if (loan.to === to) return booking
  if (!loan.handedOutAt || loan.returnedAt) throw new AppError('BOOKING_MOVED', '借走了的才能续，没取的改约就行。')
  if (loan.fromMinute !== undefined) throw new AppError('BOOKING_MOVED', '房间不能续，另约一次。')
  const today = dayOf(now)
  const most = await maxDaysOf(booking.offer.serviceId)
  const from = addDays(loan.to, 1)
  const problem = spanProblem({ from: from < today ? today : from, to }, most, today)
  if (to < loan.to || problem) {
    const says = problem?.says ?? '续借的日子要在原来的以后'
    throw new AppError('INVALID_INPUT', `${says}。`, { fields: { to: [says] } })
  }
  const bookingId = booking._id
  const extending = { bookingId, to, since: now }
  const isOut = { _id: thingId, 'out.bookingId': bookingId, 'out.due': loan.to, unsettled: { $exists: false } }
  const marked = await ThingModel.findOneAndUpdate(
    { ...isOut, extending: { $exists: false } },
    { $set: { extending } },
  ).lean<Thing>()
  if (!marked) throw new AppError('CONFLICT', '同事正在办这一件，过一分钟再试。')
  const mine = { ...isOut, 'extending.since': now, 'extending.to': to }
  if (!(await claimSpan({ _id: thingId }, booking, { from, to }, now))) {
    await ThingModel.updateOne(mine, { $unset: { extending: 1 } })
    throw new AppError('NOTHING_FREE', `后面有人约了，${dayLabel(loan.to, today)}要还回来。`)
  }
  const longer = await ThingModel.findOneAndUpdate(
    mine,
    {
      $set: {
        'out.due': to,
        'out.remindAt': nextReturnReminder(to, now),
        unsettled: { bookingId, what: 'longer', at: now, to, since: now },
      },
      $unset: { extending: 1 },
    },
    { returnDocument: 'after' },
  ).lean<Thing>()
  if (longer) return updateBooking(longer)
  await leaveAfter(thingId, booking, loan.to, to)
  throw new AppError('CONFLICT')
}

/** Filter of loans in the actor's areas. */
const loansWhere = (actor: Actor, where: object) =>
  findBookings({ ...bookingPolicy.visible(actor), 'details.loan.to': { $exists: true }, ...where }, { limit: LISTED })
const LISTED = 300

/** Loans of the actor's areas: to be fetched by today, out, or late. */
export async function listLoans(actor: Actor, view: 'asked' | 'out' | 'overdue', now: Date): Promise<Booking[]> {
  if (view === 'asked') return loansWhere(actor, { state: 'confirmed', day: { $lte: addDays(dayOf(now), AHEAD_DAYS) } })
  const isOut = { state: 'checked_in', 'details.loan.returnedAt': { $exists: false } }
  const today = dayOf(now)
  return loansWhere(actor, { ...isOut, 'details.loan.to': view === 'out' ? { $gte: today } : { $lt: today } })
}
/** Days ahead that the list of things to be fetched reaches. */
const AHEAD_DAYS = 7
