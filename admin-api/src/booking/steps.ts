import type { Types } from 'mongoose'
import { AppError, type ErrorCode } from '@yike/shared/errors'
import { addDays, clockOf, dayOf, mondayOf, weekdayLabel } from '@yike/shared/time/china'
import { isDuplicate } from '../idempotency'
import type { OutboxEntry } from '../messages/outbox'
import { BookingModel, DiaryModel, SittingModel, type Booking, type Diary, type Sitting } from './model'

/**
 * The steps of a booking, in this order: booking on record as pending, the person's diary, the sitting, booking
 * confirmed. Each carries the booking's id and changes nothing when it is done a second time, so that whoever finds a
 * booking half made (a replay, the sweeper) goes on from any point. Only the write decides; why it refused is asked
 * afterwards, and when no reason is found it is tried again.
 */
const TRIES = 20

/** The weeks that a time touches: almost always one; a night over Sunday touches two. */
function weeksOf({ startsAt, endsAt }: Pick<Booking, 'startsAt' | 'endsAt'>) {
  const first = mondayOf(dayOf(startsAt))
  const last = mondayOf(dayOf(new Date(endsAt.getTime() - 1)))
  const weeks = [first]
  while (weeks[weeks.length - 1]! < last) weeks.push(addDays(weeks[weeks.length - 1]!, 7))
  return weeks
}

const diaryId = (booking: Pick<Booking, 'personId'>, monday: string) => `${String(booking.personId)}:${monday}`

export async function claimDiary(booking: Booking): Promise<void> {
  for (const [at, week] of weeksOf(booking).entries()) await claimWeek(booking, week, at === 0)
}

/** `counts`: the weekly limit is counted in the week that the sitting begins in. */
async function claimWeek(booking: Booking, week: string, counts: boolean) {
  const { _id: bookingId, sittingId, startsAt, endsAt, offer } = booking
  const _id = diaryId(booking, week)
  const limit = counts ? offer.weeklyLimit : null
  const claim = { bookingId, sittingId, serviceId: offer.serviceId, startsAt, endsAt }
  for (let tries = 0; tries < TRIES; tries++) {
    const claimed = await DiaryModel.updateOne(
      {
        _id,
        claims: { $not: { $elemMatch: { startsAt: { $lt: endsAt }, endsAt: { $gt: startsAt } } } },
        ...(limit === null
          ? {}
          : {
              $expr: {
                $lt: [
                  { $size: { $filter: { input: '$claims', cond: { $eq: ['$$this.serviceId', offer.serviceId] } } } },
                  limit,
                ],
              },
            }),
      },
      { $push: { claims: claim } },
    )
    if (claimed.modifiedCount > 0) return
    const diary = await DiaryModel.findById(_id).lean<Diary>()
    if (!diary) {
      await openDiary(_id)
      continue
    }
    if (diary.claims.some((one) => one.bookingId.equals(bookingId))) return
    const reason = diaryRefusal(diary, booking, limit)
    if (reason && !(await freed(diary.claims.map((one) => one.bookingId)))) throw reason
  }
  throw new AppError('CONFLICT')
}

/** Two who open the same one at the same moment: one of them meets the other's, which is as good. */
async function openDiary(_id: string) {
  try {
    await DiaryModel.create({ _id, claims: [] })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
}

/**
 * Whether some of these claims belonged to bookings that are over and only had not been given back: who died between the
 * two steps leaves that to whoever it stands in the way of, or to the sweeper.
 */
async function freed(bookingIds: readonly Types.ObjectId[]) {
  const over = await BookingModel.find({
    _id: { $in: bookingIds },
    state: { $in: ['refused', 'cancelled'] },
    unsettledSince: { $exists: true },
  }).lean<Booking[]>()
  for (const booking of over) await release(booking)
  return over.length > 0
}

function diaryRefusal(
  { claims }: Diary,
  { sittingId, startsAt, endsAt, offer, personName }: Booking,
  limit: number | null,
) {
  const overlapping = claims.find((one) => one.startsAt < endsAt && one.endsAt > startsAt)
  if (overlapping?.sittingId.equals(sittingId))
    return new AppError('ALREADY_BOOKED', `${personName}这个时间已经有一份了。`)
  if (overlapping)
    return new AppError('OVERLAPS', `${personName}${clockOf(overlapping.startsAt)} 已经约了别的，先取消那一个再约。`)
  if (limit !== null && claims.filter((one) => one.serviceId.equals(offer.serviceId)).length >= limit)
    return new AppError('LIMIT_REACHED', `这周的${offer.serviceName} ${limit} 次已用完，下周一重新算。`)
  return null
}

/** Staff book until the end; a resident while it is open. */
const bookableAt = (booking: Booking, now: Date) =>
  booking.channel === 'counter' || booking.channel === 'phone'
    ? { endsAt: { $gt: now } }
    : { opensAt: { $lte: now }, closesAt: { $gt: now } }

export async function claimSeats(booking: Booking, now: Date): Promise<void> {
  const { _id: bookingId, sittingId, personId, seats } = booking
  for (let tries = 0; tries < TRIES; tries++) {
    const claimed = await SittingModel.updateOne(
      {
        _id: sittingId,
        state: 'open',
        ...bookableAt(booking, now),
        'claims.personId': { $ne: personId },
        $expr: { $lte: [{ $add: ['$taken', seats] }, '$capacity'] },
      },
      { $inc: { taken: seats }, $push: { claims: { bookingId, personId, seats } } },
    )
    if (claimed.modifiedCount > 0) return
    const sitting = await SittingModel.findById(sittingId).lean<Sitting>()
    if (sitting?.claims.some((one) => one.bookingId.equals(bookingId))) return
    const reason = sittingRefusal(sitting, booking, now)
    const own = sitting?.claims.filter((one) => one.personId.equals(personId)) ?? []
    if (reason && !(await freed(own.map((one) => one.bookingId)))) throw reason
  }
  throw new AppError('CONFLICT')
}

function sittingRefusal(sitting: Sitting | null, booking: Booking, now: Date) {
  if (!sitting) return new AppError('NOT_FOUND')
  const { startsAt, closesAt, opensAt, endsAt } = sitting
  const at = clockOf(startsAt)
  const byStaff = booking.channel === 'counter' || booking.channel === 'phone'
  if (sitting.state === 'cancelled') return new AppError('SITTING_CANCELLED')
  if (byStaff ? now >= endsAt : now >= closesAt)
    return new AppError('SITTING_CLOSED', `${at} 这一批 ${clockOf(byStaff ? endsAt : closesAt)} 就截止了。`)
  if (!byStaff && now < opensAt) {
    const day = dayOf(opensAt)
    return new AppError(
      'SITTING_NOT_OPEN',
      `这一批 ${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${weekdayLabel(day)}才开始约。`,
    )
  }
  if (sitting.claims.some((one) => one.personId.equals(booking.personId)))
    return new AppError('ALREADY_BOOKED', `${booking.personName}这个时间已经有一份了。`)
  const left = sitting.capacity - sitting.taken
  if (left < booking.seats)
    return new AppError(
      'SITTING_FULL',
      left > 0 ? `${at} 这一批只剩 ${left} 位，不够 ${booking.seats} 位。` : `${at} 这一批刚满，换一批看看。`,
    )
  return null
}

const settled = { $unset: { unsettledSince: 1 as const } }

/** The last step: from now on everybody sees it, and who comes is told. */
export async function confirm(booking: Booking, told: Omit<OutboxEntry, 'seq' | 'at'>, now: Date): Promise<Booking> {
  const confirmed = await BookingModel.findOneAndUpdate(
    { _id: booking._id, state: 'pending' },
    {
      $set: { state: 'confirmed' },
      ...settled,
      $inc: { outboxSeq: 1 },
      $push: { outbox: { ...told, seq: booking.outboxSeq + 1, at: now } },
    },
    { returnDocument: 'after' },
  ).lean<Booking>()
  return confirmed ?? (await BookingModel.findById(booking._id).lean<Booking>())!
}

/** Gives back what a booking holds: its places in the sitting and its line in the diary. Done twice it gives nothing back twice. */
export async function release(booking: Booking): Promise<void> {
  const { _id: bookingId, sittingId, seats } = booking
  await SittingModel.updateOne(
    { _id: sittingId, 'claims.bookingId': bookingId },
    { $inc: { taken: -seats }, $pull: { claims: { bookingId } } },
  )
  for (const week of weeksOf(booking))
    await DiaryModel.updateOne({ _id: diaryId(booking, week) }, { $pull: { claims: { bookingId } } })
  await BookingModel.updateOne({ _id: bookingId, state: { $in: ['refused', 'cancelled'] } }, settled)
}

/** A pending booking that cannot be: what it holds goes back, and its key is free for another try. */
export async function refuse(booking: Booking, code: ErrorCode): Promise<void> {
  const refused = await BookingModel.updateOne(
    { _id: booking._id, state: 'pending' },
    { $set: { state: 'refused', refusal: code }, $unset: { idem: 1 } },
  )
  if (refused.modifiedCount > 0) await release(booking)
}
