import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { addDays, clockOf, dayOf, mondayOf } from '@yike/shared/time/china'
import { isDuplicate } from '../idempotency'
import { DiaryModel, type Booking, type Diary } from './model'
import { timesOf, type Times } from './times'

/**
 * A person's weeks. A line is written by one conditional upsert: no other line of the week overlaps it, and of its
 * service there are fewer than the limit. Written twice it stands once.
 */
const TRIES = 20

const diaryId = (personId: Types.ObjectId, monday: string) => `${String(personId)}:${monday}`

/** The weeks that a time touches: almost always one; a night over Sunday touches two. */
function weeksOf({ startsAt, endsAt }: Times) {
  const last = mondayOf(dayOf(new Date(endsAt.getTime() - 1)))
  const weeks = [mondayOf(dayOf(startsAt))]
  while (weeks[weeks.length - 1]! < last) weeks.push(addDays(weeks[weeks.length - 1]!, 7))
  return weeks
}

/** The times of a booking by the weeks that they touch, in order. */
function timesByWeek(booking: Pick<Booking, 'startsAt' | 'endsAt' | 'sessions'>) {
  const byWeek = new Map<string, Times[]>()
  for (const time of timesOf(booking))
    for (const week of weeksOf(time)) byWeek.set(week, [...(byWeek.get(week) ?? []), time])
  return byWeek
}

/** What stands in the way may be over already, or be no more than a hold: asked before a refusal. True when it is gone now. */
export type Free = (bookingIds: readonly Types.ObjectId[], booking: Booking) => Promise<boolean>

/** Writes a booking into the diary of who comes; throws ALREADY_BOOKED, OVERLAPS or LIMIT_REACHED. */
export async function claimDiary(booking: Booking, free: Free): Promise<void> {
  let limit = booking.offer.weeklyLimit
  for (const [week, times] of timesByWeek(booking)) {
    await claimWeek(booking, diaryId(booking.personId, week), times, limit, free)
    // The limit is counted in the week that the booking begins in.
    limit = null
  }
}

async function claimWeek(booking: Booking, _id: string, times: Times[], limit: number | null, free: Free) {
  const { _id: bookingId, sittingId, offer, replaces } = booking
  const counted = `counted.${String(offer.serviceId)}`
  for (let tries = 0; tries < TRIES; tries++) {
    const most = limit === null ? null : limit + (await ownShare(_id, booking))
    const written = await upsert(
      {
        _id,
        $and: times.map(({ startsAt, endsAt }) => ({
          claims: {
            $not: {
              $elemMatch: {
                ...(replaces ? { bookingId: { $ne: replaces } } : {}),
                startsAt: { $lt: endsAt },
                endsAt: { $gt: startsAt },
              },
            },
          },
        })),
        ...(most === null ? {} : { [`${counted}.${most - 1}`]: { $exists: false } }),
      },
      {
        $push: {
          claims: { $each: times.map((time) => ({ bookingId, sittingId, serviceId: offer.serviceId, ...time })) },
          [counted]: bookingId,
        },
      },
    )
    if (written) return
    const diary = await DiaryModel.findById(_id).lean<Diary>()
    if (!diary) continue
    if (diary.claims.some((one) => one.bookingId.equals(bookingId))) return
    const refusal = refusalOf(diary, booking, times, limit)
    if (refusal && !(await free(refusal.inTheWay, booking))) throw refusal.reason
  }
  throw new AppError('CONFLICT')
}

/** False when the week is there and does not allow it. */
async function upsert(filter: object, update: object) {
  try {
    const { modifiedCount, upsertedCount } = await DiaryModel.updateOne(filter, update, { upsert: true })
    return modifiedCount + upsertedCount > 0
  } catch (cause) {
    if (isDuplicate(cause)) return false
    throw cause
  }
}

/** What a booking replaces does not count against it: one more of its service if that stands in the same week. */
async function ownShare(_id: string, { replaces, offer }: Booking) {
  if (!replaces) return 0
  return (await DiaryModel.exists({ _id, [`counted.${String(offer.serviceId)}`]: replaces })) ? 1 : 0
}

function refusalOf(diary: Diary, booking: Booking, times: Times[], limit: number | null) {
  const { sittingId, offer, personName, replaces } = booking
  const others = diary.claims.filter(({ bookingId }) => !replaces || !bookingId.equals(replaces))
  const overlapping = others.filter((one) =>
    times.some(({ startsAt, endsAt }) => one.startsAt < endsAt && one.endsAt > startsAt),
  )
  const [first] = overlapping
  if (first)
    return {
      inTheWay: overlapping.map(({ bookingId }) => bookingId),
      reason: first.sittingId.equals(sittingId)
        ? new AppError('ALREADY_BOOKED', `${personName}这个时间已经有一份了。`)
        : new AppError('OVERLAPS', `${personName}${clockOf(first.startsAt)} 已经约了别的，先取消那一个再约。`),
    }
  const same = (diary.counted?.[String(offer.serviceId)] ?? []).filter((id) => !replaces || !id.equals(replaces))
  if (limit !== null && same.length >= limit)
    return {
      inTheWay: same,
      reason: new AppError('LIMIT_REACHED', `这周的${offer.serviceName} ${limit} 次已用完，下周一重新算。`),
    }
  return null
}

/**
 * Sessions of a booking that has its line are at other times now: the new ones are written, whatever else stands there,
 * and the old ones go. Done twice it changes nothing. What else its person has at a new time, for them to hear of.
 */
export async function moveInDiary(booking: Booking, to: readonly Times[]): Promise<Diary['claims']> {
  const { _id: bookingId, personId, sittingId, offer } = booking
  const inTheWay: Diary['claims'] = []
  const stays = new Set<string>()
  for (const { startsAt, endsAt } of to)
    for (const week of weeksOf({ startsAt, endsAt })) {
      const _id = diaryId(personId, week)
      stays.add(week)
      await upsert(
        { _id, claims: { $not: { $elemMatch: { bookingId, startsAt } } } },
        { $push: { claims: { bookingId, sittingId, serviceId: offer.serviceId, startsAt, endsAt } } },
      )
      const diary = await DiaryModel.findById(_id).lean<Diary>()
      inTheWay.push(
        ...(diary?.claims ?? []).filter(
          (one) => !one.bookingId.equals(bookingId) && one.startsAt < endsAt && one.endsAt > startsAt,
        ),
      )
    }
  for (const old of timesOf(booking)) {
    if (to.some(({ startsAt }) => startsAt.getTime() === old.startsAt.getTime())) continue
    for (const week of weeksOf(old))
      await DiaryModel.updateOne(
        { _id: diaryId(personId, week) },
        {
          $pull: {
            claims: { bookingId, startsAt: old.startsAt },
            ...(stays.has(week) ? {} : { [`counted.${String(offer.serviceId)}`]: bookingId }),
          },
        },
      )
  }
  return inTheWay
}

/** Takes a booking out of the diary again; done twice it changes nothing. */
export async function leaveDiary(booking: Booking): Promise<void> {
  for (const week of timesByWeek(booking).keys())
    await DiaryModel.updateOne(
      { _id: diaryId(booking.personId, week) },
      { $pull: { claims: { bookingId: booking._id }, [`counted.${String(booking.offer.serviceId)}`]: booking._id } },
    )
}
