import { Types } from 'mongoose'
import { isStanding } from '@yike/shared/booking/kinds'
import { WITH_PLACES, type BookingState } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { LOAN_STATES, loanStateOf, loanTimes, hoursInWords, spanProblem, spanTimes } from '@yike/shared/loans/rules'
import type { LoanOfBooking } from '@yike/shared/loans/schemas'
import { addDays, dayLabel, dayOf } from '@yike/shared/time/china'
import { claimTimes, leaveTimes, linesOf } from '../booking/diary'
import { bookingById, changeBooking } from '../booking/records'
import type { Booking } from '../booking/model'
import type { KindHooks } from '../booking/kind-hooks'
import type { Claiming } from '../booking/claim'
import { releaseStale } from '../booking/transitions'
import type { LoanDetails } from './details'
import { ThingModel, type Thing } from './model'
import { lateTimes, maxDaysOf } from './things'

/** Chooses the thing of a loan: the thing's diary decides, day by day or hour by hour. */
export const loanHooks: KindHooks = {
  read: async ({ loan }, { sitting, now }) => {
    if (!isStanding(sitting.offer.kind)) return {}
    if (!loan) throw NO_DAYS()
    const { thingId, ...span } = loan
    const problem = spanProblem(span, await maxDaysOf(sitting.offer.serviceId), dayOf(now))
    if (problem) throw badLoan(problem.field, problem.says)
    return {
      details: { loan: { ...span, wishes: thingId ? new Types.ObjectId(thingId) : null } },
      when: { day: span.from, ...loanTimes(span) },
    }
  },
  claim: claimThing,
  release: releaseThing,
  show: (booking, now) => (booking.details?.loan ? { loan: showLoan(booking, booking.details.loan, now) } : {}),
}

const badLoan = (field: string, says: string) =>
  new AppError('INVALID_INPUT', `${says}。`, { fields: { [`details.loan.${field}`]: [says] } })
const NO_DAYS = () => badLoan('from', '先选借和还的日子')

/** The loan as a booking shows it. */
export function showLoan({ state, offer }: Booking, loan: LoanDetails, now: Date): LoanOfBooking {
  const code = loanStateOf(
    {
      ...{ to: loan.to, isOff: state === 'cancelled' || state === 'refused' },
      ...{ handedOut: Boolean(loan.handedOutAt), returned: Boolean(loan.returnedAt) },
    },
    now,
  )
  const { thing } = loan
  return {
    thing: thing
      ? { id: String(thing.id), name: thing.name, number: thing.number, shelf: thing.shelf || offer.placeName }
      : null,
    from: loan.from,
    to: loan.to,
    hours: hoursInWords(loan),
    state: { code, label: LOAN_STATES[code] },
  }
}

const NOT_SURE = ['pending'] as const

async function claimThing(booking: Booking, { now }: Claiming): Promise<Booking> {
  const loan = booking.details?.loan
  if (!loan) throw NO_DAYS()
  const { serviceId } = booking.offer
  const isRoom = loan.fromMinute !== undefined
  const things = await ThingModel.find({
    ...{ serviceId, active: true, condition: { $ne: 'broken' }, kind: isRoom ? 'room' : 'item' },
    ...(loan.wishes ? { _id: loan.wishes } : {}),
  })
    .sort({ number: 1 })
    .limit(200)
    .lean<Thing[]>()
  if (things.length === 0) throw new AppError('NOTHING_FREE', '这一样现在不借，打电话问问社区。')
  for (const thing of await mineFirst(things, booking)) {
    if (isLate(thing, loan, now) || !(await claimSpan(thing, booking, loan, now))) continue
    const kept = { id: thing._id, name: thing.name, number: thing.number, shelf: thing.shelf }
    const claimed = await changeBooking(
      booking._id,
      NOT_SURE,
      { 'details.loan.thing.id': { $in: [null, thing._id] } },
      { $set: { 'details.loan.thing': kept } },
    )
    if (claimed) return claimed
    const other = await bookingById(booking._id)
    if (!other || !has(thing, other)) await leaveThing([thing._id], booking)
    return other ?? booking
  }
  throw new AppError('NOTHING_FREE', await whyNot(things, booking, loan, now))
}

const has = ({ _id }: Thing, { state, details }: Booking) =>
  (WITH_PLACES as readonly BookingState[]).includes(state) && details?.loan?.thing?.id.equals(_id) === true

const isLate = (thing: Thing, span: Parameters<typeof spanTimes>[0], now: Date) => {
  const late = lateTimes(thing, now)
  return late !== null && spanTimes(span).startsAt < late.endsAt
}

/** A thing that this booking claimed before a repeated step comes first. */
async function mineFirst(things: readonly Thing[], booking: Booking) {
  const lines = await linesOf(
    things.map(({ _id }) => _id),
    spanTimes(booking.details!.loan!),
  )
  const isMine = ({ _id }: Thing) => lines.get(String(_id))?.some((line) => line.bookingId.equals(booking._id)) ?? false
  return [...things].sort((a, b) => Number(isMine(b)) - Number(isMine(a)))
}

/** Writes a span into the diary of a thing; false when somebody else has it then. */
export async function claimSpan(
  { _id }: Pick<Thing, '_id'>,
  booking: Booking,
  span: Parameters<typeof spanTimes>[0],
  now: Date,
): Promise<boolean> {
  const { _id: bookingId, sittingId, offer } = booking
  const release = releaseStale(now)
  const claim = { bookingId, sittingId, serviceId: offer.serviceId, times: [spanTimes(span)] }
  try {
    await claimTimes(_id, claim, { overlaps: () => new AppError('NOTHING_FREE') }, async (bookingIds) =>
      release(bookingIds, booking),
    )
    return true
  } catch (cause) {
    if (!(cause instanceof AppError) || (cause.code !== 'NOTHING_FREE' && cause.code !== 'CONFLICT')) throw cause
    // A span of several weeks may be written for the first already.
    await leaveTimes([_id], claim, claim.times, claim.times[0]!.startsAt)
    return false
  }
}

/** The true reason, and the first day from which the thing is free for long enough. */
async function whyNot(things: readonly Thing[], { offer }: Booking, loan: LoanDetails, now: Date) {
  const late = things.every((thing) => isLate(thing, loan, now))
  if (late) return `${offer.serviceName}都还没还回来，打电话问问${offer.placeName}。`
  if (loan.fromMinute !== undefined) return `${offer.serviceName}这个时间有人用了，换个时间看看。`
  const days = spanTimes(loan)
  const span = { startsAt: days.startsAt, endsAt: new Date(days.endsAt.getTime() + SEARCH_DAYS * 86_400_000) }
  const lines = await linesOf(
    things.map(({ _id }) => _id),
    span,
  )
  for (let later = 1; later < SEARCH_DAYS; later++) {
    const moved = { from: addDays(loan.from, later), to: addDays(loan.to, later) }
    const { startsAt, endsAt } = spanTimes(moved)
    const isFree = (thing: Thing) =>
      !isLate(thing, moved, now) &&
      !lines.get(String(thing._id))?.some((line) => line.startsAt < endsAt && line.endsAt > startsAt)
    if (things.some(isFree))
      return `${offer.serviceName}这几天都借出去了，最早 ${dayLabel(moved.from, dayOf(now))}起有。`
  }
  return `${offer.serviceName}这几天都借出去了，换几天看看。`
}
const SEARCH_DAYS = 60

export const leaveThing = (thingIds: readonly Types.ObjectId[], { _id: bookingId, offer, details }: Booking) =>
  details?.loan
    ? leaveTimes(thingIds, { bookingId, serviceId: offer.serviceId }, [spanTimes(details.loan)])
    : Promise.resolve()

/** Gives the days back, whichever things of the service have them. */
async function releaseThing(booking: Booking): Promise<void> {
  const things = await ThingModel.find({ serviceId: booking.offer.serviceId }, { _id: 1 }).lean<Pick<Thing, '_id'>[]>()
  const named = booking.details?.loan?.thing?.id
  await leaveThing([...things.map(({ _id }) => _id), ...(named ? [named] : [])], booking)
}
