import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { addDays, addMinutes, clockOf, dayOf, mondayOf } from '@yike/shared/time/china'
import { isDuplicate } from '../idempotency'
import type { Claiming } from './claim'
import { DiaryModel, type Booking, type Diary, type DiaryLine } from './model'
import { timesOf, type Times } from './times'

/**
 * Weeks of a person, a carer, a room or a thing. A line is written by one conditional upsert: no other line of the week
 * overlaps it, with the minutes between where somebody has a way to go, and a person has fewer bookings of the service
 * than the limit. Writing it twice has the effect of once.
 */
const TRIES = 20

const diaryId = (ownerId: Types.ObjectId, monday: string) => `${String(ownerId)}:${monday}`

/** The weeks that a time touches: almost always one; a night over Sunday touches two, a loan of a month five. */
function weeksOf({ startsAt, endsAt }: Times) {
  const last = mondayOf(dayOf(new Date(endsAt.getTime() - 1)))
  const weeks = [mondayOf(dayOf(startsAt))]
  while (weeks[weeks.length - 1]! < last) weeks.push(addDays(weeks[weeks.length - 1]!, 7))
  return weeks
}

const widened = ({ startsAt, endsAt }: Times, minutes: number): Times => ({
  startsAt: addMinutes(startsAt, -minutes),
  endsAt: addMinutes(endsAt, minutes),
})

/** Times by the weeks that they touch, in order; with the way before and after, so that Sunday night sees Monday morning. */
function timesByWeek(times: readonly Times[], apartMinutes: number) {
  const byWeek = new Map<string, Times[]>()
  for (const time of times)
    for (const week of weeksOf(widened(time, apartMinutes))) byWeek.set(week, [...(byWeek.get(week) ?? []), time])
  return byWeek
}

/** The entry that a booking writes into a diary under its id. */
export interface DiaryClaim {
  bookingId: Types.ObjectId
  sittingId: Types.ObjectId
  serviceId: Types.ObjectId
  times: readonly Times[]
  /** The booking that this one replaces does not count against it. */
  replaces?: Types.ObjectId | null
  /** Free minutes before and after, for the way. */
  apartMinutes?: number
  /** For a person: the weekly limit, counted in the week that it begins in; null without limit. */
  counted?: { most: number | null }
}

/** The reasons why it cannot be written, in the words of the diary's owner. */
export interface DiaryWords {
  overlaps: (line: DiaryLine) => AppError
  limit?: (most: number) => AppError
}

/**
 * Whether the bookings in the way are gone now: they may be over already, or be no more than holds. Asked before a
 * refusal.
 */
export type FreeLines = (bookingIds: readonly Types.ObjectId[]) => Promise<boolean>

/** Writes a booking into the diary of the person who comes; throws ALREADY_BOOKED, OVERLAPS or LIMIT_REACHED. */
export function claimDiary(booking: Booking, { releaseStale }: Pick<Claiming, 'releaseStale'>): Promise<void> {
  const { _id: bookingId, sittingId, offer, replaces, personName } = booking
  return claimTimes(
    booking.personId,
    {
      ...{ bookingId, sittingId, serviceId: offer.serviceId, replaces, times: timesOf(booking) },
      counted: { most: offer.weeklyLimit },
    },
    {
      overlaps: (line) =>
        line.sittingId.equals(sittingId)
          ? new AppError('ALREADY_BOOKED', `${personName}这个时间已经约过了。`)
          : new AppError('OVERLAPS', `${personName}${clockOf(line.startsAt)} 已经约了别的，先取消那一个再约。`),
      limit: (most) => new AppError('LIMIT_REACHED', `这周的${offer.serviceName} ${most} 次已用完，下周一重新算。`),
    },
    (bookingIds) => releaseStale(bookingIds, booking),
  )
}

/** Writes times into the diary of a person, a carer, a room or a thing; throws the reason from `words`. */
export async function claimTimes(
  ownerId: Types.ObjectId,
  claim: DiaryClaim,
  words: DiaryWords,
  free: FreeLines,
): Promise<void> {
  let most = claim.counted?.most ?? null
  for (const [week, times] of timesByWeek(claim.times, claim.apartMinutes ?? 0)) {
    await claimWeek(diaryId(ownerId, week), { ...claim, times }, most, { words, free })
    // The limit is counted in the week that the booking begins in.
    most = null
  }
}

async function claimWeek(
  _id: string,
  claim: DiaryClaim,
  limit: number | null,
  { words, free }: { words: DiaryWords; free: FreeLines },
) {
  const { bookingId, sittingId, serviceId, times, replaces, apartMinutes = 0 } = claim
  const counted = `counted.${String(serviceId)}`
  for (let tries = 0; tries < TRIES; tries++) {
    const most = limit === null ? null : limit + (await ownShare(_id, claim))
    const written = await upsert(
      {
        _id,
        $and: times.map((time) => {
          const { startsAt, endsAt } = widened(time, apartMinutes)
          return {
            claims: {
              $not: {
                $elemMatch: {
                  ...(replaces ? { bookingId: { $ne: replaces } } : {}),
                  startsAt: { $lt: endsAt },
                  endsAt: { $gt: startsAt },
                },
              },
            },
          }
        }),
        ...(most === null ? {} : { [`${counted}.${most - 1}`]: { $exists: false } }),
      },
      {
        $push: {
          claims: {
            $each: times.map(({ startsAt, endsAt }) => ({ bookingId, sittingId, serviceId, startsAt, endsAt })),
          },
          ...(claim.counted ? { [counted]: bookingId } : {}),
        },
      },
    )
    if (written) return
    const diary = await DiaryModel.findById(_id).lean<Diary>()
    if (!diary) continue
    const isThere = ({ startsAt }: Times) =>
      diary.claims.some((one) => one.bookingId.equals(bookingId) && one.startsAt.getTime() === startsAt.getTime())
    if (times.every(isThere)) return
    const refusal = refusalOf(diary, claim, limit, words)
    if (refusal && !(await free(refusal.inTheWay))) throw refusal.reason
  }
  throw new AppError('CONFLICT')
}

/** False when the week exists and does not allow it. */
async function upsert(filter: object, update: object) {
  try {
    const { modifiedCount, upsertedCount } = await DiaryModel.collection.updateOne(filter, update, { upsert: true })
    return modifiedCount + upsertedCount > 0
  } catch (cause) {
    if (isDuplicate(cause)) return false
    throw cause
  }
}

/**
 * A replaced booking does not count against the limit: one more of its service is allowed if it is in the same week.
 */
async function ownShare(_id: string, { replaces, serviceId }: DiaryClaim) {
  if (!replaces) return 0
  return (await DiaryModel.exists({ _id, [`counted.${String(serviceId)}`]: replaces })) ? 1 : 0
}

function refusalOf(diary: Diary, claim: DiaryClaim, limit: number | null, words: DiaryWords) {
  const { times, serviceId, replaces, apartMinutes = 0 } = claim
  const others = diary.claims.filter(({ bookingId }) => !replaces || !bookingId.equals(replaces))
  const overlapping = others.filter((one) =>
    times
      .map((time) => widened(time, apartMinutes))
      .some(({ startsAt, endsAt }) => one.startsAt < endsAt && one.endsAt > startsAt),
  )
  const [first] = overlapping
  if (first) return { inTheWay: overlapping.map(({ bookingId }) => bookingId), reason: words.overlaps(first) }
  const same = (diary.counted?.[String(serviceId)] ?? []).filter((id) => !replaces || !id.equals(replaces))
  if (limit !== null && same.length >= limit && words.limit) return { inTheWay: same, reason: words.limit(limit) }
  return null
}

/**
 * Moves the diary lines of a booking whose sessions have other times now: the new lines are written, whatever else is
 * there, and the old ones removed. A second run changes nothing. Returns the person's other bookings at a new time, for
 * the notification.
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

/** Takes the lines of a booking from one person's diary to another's; a second run changes nothing. */
export async function moveDiaryLines(booking: Booking, from: Types.ObjectId, to: Types.ObjectId): Promise<void> {
  const { _id: bookingId, offer } = booking
  const weeks = [...timesByWeek(timesOf(booking), DAY_MINUTES).keys()]
  for (const week of weeks) {
    const diary = await DiaryModel.findById(diaryId(from, week)).lean<Diary>()
    const _id = diaryId(to, week)
    for (const line of diary?.claims.filter((one) => one.bookingId.equals(bookingId)) ?? [])
      await upsert(
        { _id, claims: { $not: { $elemMatch: { bookingId, startsAt: line.startsAt } } } },
        { $push: { claims: line } },
      )
    const counted = `counted.${String(offer.serviceId)}`
    if (diary?.counted?.[String(offer.serviceId)]?.some((id) => id.equals(bookingId)))
      await DiaryModel.collection.updateOne({ _id } as object, { $addToSet: { [counted]: bookingId } })
  }
  await leaveTimes([from], { bookingId, serviceId: offer.serviceId }, timesOf(booking))
}

/** Removes a booking from the diary of the person who comes; a second run changes nothing. */
export const leaveDiary = (booking: Booking): Promise<void> =>
  leaveTimes(
    [booking.personId],
    { ...booking, bookingId: booking._id, serviceId: booking.offer.serviceId },
    timesOf(booking),
  )

/**
 * Takes the lines of a booking out of diaries, in the weeks that these times touch. `from`: only those that begin then or
 * later.
 */
export async function leaveTimes(
  ownerIds: readonly Types.ObjectId[],
  { bookingId, serviceId }: Pick<DiaryClaim, 'bookingId' | 'serviceId'>,
  times: readonly Times[],
  from?: Date,
): Promise<void> {
  const weeks = [...timesByWeek(times, DAY_MINUTES).keys()]
  const _id = { $in: ownerIds.flatMap((ownerId) => weeks.map((week) => diaryId(ownerId, week))) }
  if (from)
    await DiaryModel.updateMany(
      { _id, 'claims.bookingId': bookingId },
      { $pull: { claims: { bookingId, startsAt: { $gte: from } } } },
    )
  else
    await DiaryModel.updateMany(
      { _id, 'claims.bookingId': bookingId },
      { $pull: { claims: { bookingId }, [`counted.${String(serviceId)}`]: bookingId } },
    )
}

const DAY_MINUTES = 1440

/** The lines of diaries between two instants, by owner: how resources see their days. */
export async function linesOf(
  ownerIds: readonly Types.ObjectId[],
  { startsAt, endsAt }: Times,
): Promise<Map<string, DiaryLine[]>> {
  const weeks = weeksOf({ startsAt, endsAt })
  const diaries = await DiaryModel.find({
    _id: { $in: ownerIds.flatMap((ownerId) => weeks.map((week) => diaryId(ownerId, week))) },
  }).lean<Diary[]>()
  const lines = new Map<string, DiaryLine[]>()
  for (const { _id, claims } of diaries) {
    const owner = _id.slice(0, _id.indexOf(':'))
    const seen = lines.get(owner) ?? []
    const isNew = (line: DiaryLine) =>
      !seen.some((one) => one.bookingId.equals(line.bookingId) && one.startsAt.getTime() === line.startsAt.getTime())
    // A line over Sunday is stored in two weeks.
    seen.push(...claims.filter((line) => line.startsAt < endsAt && line.endsAt > startsAt && isNew(line)))
    lines.set(owner, seen)
  }
  for (const seen of lines.values()) seen.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return lines
}
