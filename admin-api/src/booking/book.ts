import { randomInt } from 'node:crypto'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { BookingChannel } from '@yike/shared/booking/states'
import type { Relation } from '@yike/shared/people/relations'
import { addMinutes, clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { authorize, found, may, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { personById, relationTo } from '../people/me'
import { BookingModel, SittingModel, type Booking, type Sitting } from './model'
import { claimDiary, claimSeats, confirm, refuse, release } from './steps'

export interface BookRequest {
  sittingId: string
  personId?: string
  seats: number
  note?: string
}

interface Comer {
  personId: Types.ObjectId
  personName: string
  phone: string | null
  birthYear: number | null
  relation: Relation | null
}

/** A resident books for themself or for somebody of their family. */
export async function book(
  actor: Actor,
  key: string,
  request: BookRequest,
  channel: BookingChannel,
  now: Date,
): Promise<Booking> {
  const personId = request.personId ? new Types.ObjectId(request.personId) : actor.personId
  const { person, relation } = await relationTo(actor, personId)
  const comer = { personId, personName: person.name, phone: person.phone, birthYear: person.birthYear, relation }
  return make(actor, key, request, comer, channel, now)
}

/** Staff book for somebody at the counter or on the phone; who acted stays on record. */
export async function bookOnBehalf(
  actor: Actor,
  key: string,
  request: BookRequest & { personId: string; channel: 'counter' | 'phone' },
  now: Date,
): Promise<Booking> {
  const person = await personById(request.personId)
  // A person of another area is not found, not forbidden: staff do not learn who lives elsewhere.
  found(may(actor, 'person.find', person.areas) || null)
  const sitting = found(await SittingModel.findById(request.sittingId).lean<Sitting>())
  authorize(may(actor, 'booking.book', sitting.areas))
  const comer = {
    personId: person._id,
    personName: person.name,
    phone: person.phone,
    birthYear: person.birthYear,
    relation: null,
  }
  return make(actor, key, request, comer, request.channel, now)
}

async function make(actor: Actor, key: string, request: BookRequest, comer: Comer, channel: BookingChannel, now: Date) {
  const idem = idemOf(actor.personId, key, request)
  const sitting = await SittingModel.findById(request.sittingId, { claims: 0 }).lean<Sitting>()
  if (!sitting) throw new AppError('NOT_FOUND', '这一批撤下了，换一批看看。')
  checkRequest(sitting, request, comer)
  const pending: Omit<Booking, '_id' | 'code'> = {
    areas: sitting.areas,
    sittingId: sitting._id,
    sittingTitle: sitting.title,
    menu: sitting.menu,
    offer: sitting.offer,
    day: sitting.day,
    startsAt: sitting.startsAt,
    endsAt: sitting.endsAt,
    cancelUntil: sitting.closesAt,
    seats: request.seats,
    note: request.note || null,
    priceFen: sitting.priceFen === null ? null : sitting.priceFen * request.seats,
    ...comer,
    bookedById: actor.personId,
    bookedByName: actor.name,
    channel,
    state: 'pending',
    checkedInAt: null,
    cancelReason: null,
    refusal: null,
    unsettledSince: now,
    outbox: [],
    outboxSeq: 0,
    idem,
    createdAt: now,
  }
  return finish(await putOnRecord(pending), now)
}

function checkRequest({ offer, startsAt }: Sitting, { seats }: BookRequest, { birthYear, personName }: Comer) {
  if (seats > offer.maxSeats)
    throw new AppError('INVALID_INPUT', `一次最多订 ${offer.maxSeats} 份。`, {
      fields: { seats: [`最多 ${offer.maxSeats}`] },
    })
  if (birthYear === null) return
  const age = Number(dayOf(startsAt).slice(0, 4)) - birthYear
  if (offer.minAge !== null && age < offer.minAge)
    throw new AppError('NOT_ELIGIBLE', `${offer.serviceName}是给 ${offer.minAge} 岁以上的，${personName}还不到。`)
  if (offer.maxAge !== null && age > offer.maxAge)
    throw new AppError('NOT_ELIGIBLE', `${offer.serviceName}是给 ${offer.maxAge} 岁以下的，${personName}超过了。`)
}

const CODE_TRIES = 50

/** The booking and its key are one write. A replay gives the booking it made before. */
async function putOnRecord(pending: Omit<Booking, '_id' | 'code'>): Promise<Booking> {
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const code = String(randomInt(10_000)).padStart(4, '0')
    try {
      const made = await BookingModel.create({ ...pending, code })
      return made.toObject<Booking>()
    } catch (cause) {
      if (isDuplicate(cause, 'idem.key')) return found(await replayed<Booking>(BookingModel, pending.idem!))
      if (!isDuplicate(cause)) throw cause
    }
  }
  throw new AppError('CONFLICT', '今天这里的取餐码用完了，请打电话订。')
}

/** Takes a booking that is on record through the steps that are left, or refuses it with the reason. */
export async function finish(booking: Booking, now: Date): Promise<Booking> {
  if (booking.state === 'refused') throw new AppError(booking.refusal ?? 'CONFLICT')
  if (booking.state !== 'pending') return booking
  try {
    await claimDiary(booking)
    await claimSeats(booking, now)
  } catch (cause) {
    if (cause instanceof AppError) await refuse(booking, cause.code)
    throw cause
  }
  const confirmed = await confirm(booking, confirmation(booking), now)
  if (confirmed.state !== 'refused') return confirmed
  // Somebody else at work on the same booking met a reason meanwhile: what was claimed since goes back.
  await release(confirmed)
  throw new AppError(confirmed.refusal ?? 'CONFLICT')
}

/** Who comes and who acted are both told; they are often the same. */
export const toldOf = ({ personId, bookedById }: Pick<Booking, 'personId' | 'bookedById'>) =>
  personId.equals(bookedById) ? [personId] : [personId, bookedById]

function confirmation(booking: Booking) {
  const { offer, startsAt, code } = booking
  return {
    kind: 'booking_confirmed',
    recipients: toldOf(booking),
    title: `${offer.serviceName}约好了`,
    body: `${booking.personName}，${dayLabel(dayOf(startsAt), dayOf(booking.createdAt))} ${clockOf(startsAt)}，${offer.placeName}，到时报 ${code}`,
    about: { type: 'booking' as const, id: booking._id },
  }
}

/** Older than any request that could still be at work on it. */
const LEFT_BEHIND_MINUTES = 1

/** A job: finishes or releases what a crash left between two steps. The number looked after. */
export async function sweepUnsettled(now: Date, olderThanMinutes = LEFT_BEHIND_MINUTES): Promise<number> {
  const left = await BookingModel.find({ unsettledSince: { $lte: addMinutes(now, -olderThanMinutes) } })
    .limit(200)
    .lean<Booking[]>()
  for (const booking of left)
    if (booking.state === 'pending')
      await finish(booking, booking.createdAt).catch((cause: unknown) => {
        if (!(cause instanceof AppError)) throw cause
      })
    else if (booking.state === 'refused' || booking.state === 'cancelled') await release(booking)
  return left.length
}
