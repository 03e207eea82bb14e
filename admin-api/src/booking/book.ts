import { randomInt } from 'node:crypto'
import { Types } from 'mongoose'
import type { DetailsInput } from '@yike/shared/booking/details'
import { isStanding } from '@yike/shared/booking/kinds'
import { ageOn, holdEnds, NO_SHOW_RULE, type Reserve } from '@yike/shared/booking/rules'
import type { BookingChannel } from '@yike/shared/booking/states'
import { instantInText } from '@yike/shared/time/words'
import { SERVICE_KINDS } from '@yike/shared/directory/categories'
import { AppError } from '@yike/shared/errors'
import type { Relation } from '@yike/shared/people/relations'
import { addMinutes, dayOf, toApiTime } from '@yike/shared/time/china'
import { dateInWords } from '@yike/shared/time/words'
import { authorize, orNotFound, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { personById, refuseForTheDead, relationTo, type Person } from '../people/me'
import { personPolicy } from '../people/policy'
import { isRealNameKnown } from '../people/real-name'
import { refuseWhereOff } from '../territory/features'
import { giveBackClaims, takeClaims } from './claims'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { resumeOffer } from './offers'
import { readDetails } from './kind-hooks'
import { fullFor, isByStaff, closedFor } from './seats'
import { bookingPolicy } from './policy'
import { realNameRefusal } from './real-name'
import { firstReminder } from './reminders'
import { claimingAt, confirm, giveUpReplaced, hold, markFinished, refuse, wait } from './transitions'
import { confirmedNotification } from './notifications'
import { asStored } from '../sealed-text'

export interface BookRequest {
  sittingId: string
  personId?: string
  seats: number
  note?: string
  /** The details for the parts of its kind. */
  details?: DetailsInput
  /** Joins the line where no place is left. */
  orWait?: boolean
  /** Staff saw that it is full and made room. */
  overbook?: boolean
}

/** The person who comes. */
type Attendee = Pick<Booking, 'personId' | 'personName' | 'phone' | 'birthYear' | 'relation'>

const attendeeOf = (
  person: Pick<Person, '_id' | 'name' | 'phone' | 'birthYear'>,
  relation: Relation | null,
): Attendee => ({
  personId: person._id,
  personName: person.name,
  phone: person.phone,
  birthYear: person.birthYear,
  relation,
})

/** The way a booking is made, beside what was asked for. */
interface BookingOptions {
  channel: BookingChannel
  /** The booking whose place the new one takes once it is sure. */
  replaces?: Types.ObjectId
  /** Only holds the places, until the person who fills in the page confirms. */
  holds?: boolean
  /**
   * The person who still sees it and is notified, when staff only move it to another time; the actor on record is the
   * one who acts now.
   */
  ownerId?: Types.ObjectId
  /**
   * Set for one of many bookings that are made at once: the text about all of them for its message, or null where
   * another message has it.
   */
  ofMany?: string | null
  /** Nobody has confirmed the name of the person who comes. Somebody who only moves is not asked again. */
  isUnknown?: boolean
}

/** A resident books for themself or for somebody of their family. */
export async function book(call: CallContext, request: BookRequest, options: BookingOptions): Promise<Booking> {
  const { actor, now } = call
  const { person, relation } = await relationTo(actor, new Types.ObjectId(request.personId ?? actor.personId))
  refuseForTheDead(person)
  const { bookingPausedUntil: until } = person
  if (until && until > now)
    throw new AppError(
      'BOOKING_PAUSED',
      `${person.name}最近 ${NO_SHOW_RULE.days} 天有 ${NO_SHOW_RULE.most} 次约了没来，${dateInWords(toApiTime(until))} 起又能自己约。急用打电话给社区，窗口可以帮着约。`,
    )
  const isUnknown = !isRealNameKnown(person)
  return createBooking(call, request, attendeeOf(person, relation), { ...options, isUnknown })
}

/** Staff book for somebody at the counter or on the phone; the member of staff who acted stays on record. */
export async function bookOnBehalf(
  call: CallContext,
  request: BookRequest & { personId: string; channel: 'counter' | 'phone' },
  options: Omit<BookingOptions, 'channel'> = {},
): Promise<Booking> {
  const { actor } = call
  const person = await personById(request.personId)
  // A person of another area gives NOT_FOUND, not FORBIDDEN: staff do not learn who lives elsewhere.
  orNotFound(personPolicy.find(actor, person) || null)
  refuseForTheDead(person)
  return createBooking(call, request, attendeeOf(person, null), {
    ...options,
    channel: request.channel,
    isUnknown: !isRealNameKnown(person),
  })
}

/**
 * The sitting without the claims of other people: two thousand claims would be read for one. No claims where the actor
 * has none.
 */
type SittingRead = Omit<Sitting, 'claims'> & Partial<Pick<Sitting, 'claims'>>
/** Asked each time: the domains above add the fields of their kinds to the schema. */
const sittingFields = () =>
  Object.fromEntries(
    Object.keys(SittingModel.schema.paths)
      .filter((path) => !path.includes('.') && path !== 'claims')
      .map((path) => [path, 1]),
  )
/** Passes Mongoose by: every booking and every refusal reads it. */
const readSitting = async (id: string, personId: Types.ObjectId) =>
  (await SittingModel.collection.findOne(
    { _id: new Types.ObjectId(id) },
    { projection: { ...sittingFields(), claims: { $elemMatch: { personId } } } },
  )) as SittingRead | null

/**
 * Creates a booking and takes it through all steps, or refuses it with the true reason. A replay of its key gets the
 * booking that it made.
 */
export async function createBooking(
  { actor, key, now }: CallContext,
  request: BookRequest,
  attendee: Attendee,
  { channel, replaces, holds, ownerId = actor.personId, ofMany, isUnknown }: BookingOptions,
) {
  const idem = idemOf(actor.personId, key, request)
  const { personId } = attendee
  const sitting = await readSitting(request.sittingId, personId)
  if (!sitting) throw new AppError('NOT_FOUND', '这一批撤下了，换一批看看。')
  await refuseWhereOff(SERVICE_KINDS[sitting.offer.kind].feature, sitting.areas)
  if (isByStaff({ channel })) authorize(bookingPolicy.book(actor, sitting))
  const pending: Omit<Booking, '_id' | 'code'> = {
    areas: sitting.areas,
    sittingId: sitting._id,
    sittingTitle: sitting.title,
    menu: sitting.menu,
    offer: sitting.offer,
    day: isStanding(sitting.offer.kind) ? dayOf(now) : sitting.day,
    startsAt: sitting.startsAt,
    endsAt: sitting.endsAt,
    sessions: sitting.sessions,
    ...(sitting.sessionsRev === undefined ? {} : { sessionsRev: sitting.sessionsRev }),
    cancelUntil: sitting.closesAt,
    seats: request.seats,
    note: request.note || null,
    priceFen: sitting.priceFen,
    ...attendee,
    bookedById: ownerId,
    bookedByName: actor.name,
    channel,
    state: 'pending',
    checkedInAt: null,
    cancelReason: null,
    refusal: null,
    orWait: request.orWait ?? false,
    passedOver: null,
    ...(holds ? { holdUntil: holdEnds(now, now) } : {}),
    ...(request.overbook ? { overbooks: true } : {}),
    replaces: replaces ?? null,
    replacedBy: null,
    unsettledSince: now,
    outbox: [],
    outboxSeq: 0,
    idem,
    createdAt: now,
  }
  const refusal =
    plainRefusal(sitting, pending, now) ?? (isUnknown ? await realNameRefusal(sitting.offer, pending) : null)
  if (refusal) {
    const before = await replayed<Booking>(BookingModel, idem)
    if (before) return advance(before, { now })
    throw refusal
  }
  // A person who only holds places gives the details when they confirm.
  const read =
    holds && !isStanding(sitting.offer.kind)
      ? {}
      : await readDetails(request.details ?? {}, { sitting, booking: pending, now })
  return advance(await putOnRecord({ ...pending, ...read }), { now, reserve: sitting.reserve, ofMany })
}

/**
 * A refusal that needs no write, because no wish of this kind can be granted now. Whether a place that looks free is
 * taken is decided only by the write that claims it.
 */
function plainRefusal(sitting: SittingRead, booking: Omit<Booking, '_id' | 'code'>, now: Date) {
  const { offer, capacity } = sitting
  const { day, seats, personName, personId } = booking
  const most = Math.min(offer.maxSeats, capacity)
  if (seats > most)
    return new AppError('INVALID_INPUT', `一次最多订 ${most} 份。`, { fields: { seats: [`最多 ${most}`] } })
  const age = ageOn(day, booking.birthYear)
  if (age !== null && offer.minAge !== null && age < offer.minAge)
    return new AppError('NOT_ELIGIBLE', `${offer.serviceName}是给 ${offer.minAge} 岁以上的，${personName}还不到。`)
  if (age !== null && offer.maxAge !== null && age > offer.maxAge)
    return new AppError('NOT_ELIGIBLE', `${offer.serviceName}是给 ${offer.maxAge} 岁以下的，${personName}超过了。`)
  const shut = closedFor(sitting, booking, now)
  if (shut) return shut.reason
  const isHere =
    (sitting.claims ?? []).length > 0 || (sitting.queue ?? []).some((waiter) => waiter.personId.equals(personId))
  const full = isHere || booking.orWait || booking.overbooks ? null : fullFor(sitting, booking)
  return full === null ? null : new AppError('SITTING_FULL', full)
}

/**
 * Inserts the booking under its key with a code that no other booking has at this place today; a replay gets the one
 * made before.
 */
async function putOnRecord(pending: Omit<Booking, '_id' | 'code'>): Promise<Booking> {
  for (let tries = 0; tries < 30; tries++) {
    try {
      const booking: Booking = { _id: new Types.ObjectId(), ...pending, code: String(randomInt(1000, 10_000)) }
      // Made here field by field: the model has nothing to cast or to fill in, and takes a millisecond for that.
      await BookingModel.collection.insertOne(asStored(BookingModel, booking), { ignoreUndefined: true })
      return booking
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
      const before = await replayed<Booking>(BookingModel, pending.idem!)
      if (before) return before
    }
  }
  throw new AppError('INTERNAL', '今天的取餐码用完了，请打电话给社区。')
}

/** The way a booking on record is advanced. */
interface Advancing {
  now: Date
  /** The seats kept for elders, as the sitting was last seen. */
  reserve?: Reserve | null
  /** The text about many bookings at once for its message; null where another message has it. */
  ofMany?: string | null
}

/** Advances a booking on record through the remaining steps, or refuses it with the reason. */
export async function advance(booking: Booking, { now, reserve, ofMany }: Advancing): Promise<Booking> {
  if (booking.state === 'refused') throw new AppError(booking.refusal ?? 'CONFLICT')
  if (booking.state === 'confirmed' && booking.replaces && booking.unsettledSince) return replace(booking, now)
  if (booking.state !== 'pending') return booking
  try {
    if (!(await takeClaims(booking, claimingAt(now, reserve)))) return await wait(booking, now)
  } catch (cause) {
    if (cause instanceof AppError) await refuse(booking, cause.code)
    throw cause
  }
  const done = booking.holdUntil
    ? await hold(booking, booking.holdUntil)
    : await confirm(
        booking,
        ofMany === null ? null : await confirmedNotification(booking, ofMany),
        firstReminder(booking, now),
        now,
      )
  if (done.state !== 'refused') return booking.replaces ? replace(done, now) : done
  // Another process that worked on the same booking was refused meanwhile: the claims made since are given back.
  await giveBackClaims(done)
  throw new AppError(done.refusal ?? 'CONFLICT')
}

async function replace(booking: Booking, now: Date): Promise<Booking> {
  await giveUpReplaced(booking, `改到 ${instantInText(booking.startsAt)}`, now)
  return { ...booking, unsettledSince: undefined }
}

/** Older than any request that could still be at work on it. */
const LEFT_BEHIND_MINUTES = 1

/**
 * A job: finishes bookings that a crash left between two steps, and marks those that are over as finished. Returns how
 * many it looked after.
 */
export async function resumeUnfinished(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const left = BookingModel.find({ unsettledSince: { $lte: addMinutes(now, -olderThanMinutes) } })
    .sort({ unsettledSince: 1 })
    .lean<Booking[]>()
    .cursor({ batchSize: 100 })
  let looked = 0
  const failures: unknown[] = []
  for await (const booking of left) {
    looked++
    // A booking that cannot be finished does not hold the others up.
    await resume(booking, now).catch((cause: unknown) => failures.push(cause))
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${looked} bookings stay unfinished.`)
  return looked
}

async function resume(booking: Booking, now: Date): Promise<void> {
  if (booking.state === 'waiting') return resumeOffer(booking, now)
  if (booking.state === 'refused' || booking.state === 'cancelled') {
    await giveBackClaims(booking)
    return markFinished(booking)
  }
  await advance(booking, { now: booking.createdAt }).catch((cause: unknown) => {
    if (!(cause instanceof AppError)) throw cause
  })
}
