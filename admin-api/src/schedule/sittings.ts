import { createHash } from 'node:crypto'
import { bookingPolicy } from '../booking/policy'
import { Types } from 'mongoose'
import type { CancelSitting, ChangeSitting, SittingInput } from '@yike/shared/booking/schemas'
import type { LineFacts } from '@yike/shared/schedule/series'
import { OPEN_STATES } from '@yike/shared/booking/states'
import { AppError } from '@yike/shared/errors'
import { addMinutes, clock, dayLabel, dayOf, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { cancelNow } from '../booking/cancel'
import { BookingModel, SittingModel, type Booking, type Sitting } from '../booking/model'
import { kindFieldsOf } from '../booking/kind-hooks'
import { STANDING_DAY } from '../booking/sittings'
import { cancelledNotification } from '../booking/notifications'
import { offerOf } from '../directory/services'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { refuseClash } from './clashes'
import { isDuplicate } from '../idempotency'

/**
 * One sitting for each day. All or none: a day that already has this time is named, and the sittings made before it in
 * this call are taken back. The same call again (same key) returns what it made: the ids follow from the key and the
 * day.
 */
export async function createSittings(
  actor: Actor,
  key: string,
  input: z.output<typeof SittingInput>,
  now: Date,
): Promise<Sitting[]> {
  if (input.to <= input.from) throw new AppError('INVALID_INPUT', undefined, { fields: { to: ['结束要晚于开始'] } })
  const { service, offer, areas } = await offerOf(input.id)
  authorize(bookingPolicy.editSitting(actor, { areas, offer }))
  const { title, from, to, capacity, menu } = input
  const facts: LineFacts = {
    ...{ title, from, to, capacity, menu },
    priceFen: input.priceFen === undefined ? service.priceFen : input.priceFen,
    reserve: input.reserve ?? null,
    closesBeforeMinutes: input.closesBeforeMinutes ?? null,
    opensBeforeDays: null,
  }
  const planned = [...new Set(input.days)].sort().map((day) => ({
    ...{ _id: new Types.ObjectId(idOf(actor, key, day)), areas, offer, createdAt: now },
    ...dayFacts(service, day, facts),
    ...kindFieldsOf(service),
  }))
  await refuseClash(input.despiteClash, planned)
  const made: Types.ObjectId[] = []
  for (const sitting of planned) {
    const { _id, day } = sitting
    try {
      await SittingModel.create(sitting)
      made.push(_id)
    } catch (cause) {
      if (isDuplicate(cause, '_id')) made.push(_id)
      else if (isDuplicate(cause)) {
        await SittingModel.deleteMany({ _id: { $in: made }, taken: 0 })
        throw new AppError(
          'CONFLICT',
          `${dayLabel(day, dayOf(now))} ${clock(input.from)} 已经排了一场，去掉这一天再排。`,
        )
      } else throw cause
    }
  }
  return SittingModel.find({ _id: { $in: made } })
    .sort({ startsAt: 1 })
    .lean<Sitting[]>()
}

/** A line of facts on a day, with the service's values where the line has none. */
export function dayFacts(
  service: { opensBeforeDays: number; closesBeforeMinutes: number },
  day: string,
  { title, from, to, capacity, menu, priceFen, reserve, closesBeforeMinutes, opensBeforeDays }: LineFacts,
) {
  const startsAt = instantAt(day, from)
  return {
    ...{ title, day, startsAt, capacity, menu, priceFen, reserve },
    endsAt: instantAt(day, to),
    opensAt: addMinutes(startsAt, -(opensBeforeDays ?? service.opensBeforeDays) * 1440),
    closesAt: addMinutes(startsAt, -(closesBeforeMinutes ?? service.closesBeforeMinutes)),
  }
}

export const idOf = (actor: Actor, key: string, day: string) =>
  createHash('sha256')
    .update(`${String(actor.personId)}:${key}:${day}`)
    .digest('hex')
    .slice(0, 24)

/** A sitting that stands for its whole service is neither changed nor cancelled: the service is. */
const WITH_TIMES = { day: { $lt: STANDING_DAY } }

/**
 * Changes a sitting. Capacity never goes below the places taken: one conditional update decides. A sitting of a series
 * is its own from then on.
 */
export async function changeSitting(
  actor: Actor,
  { id, sittingId, closesBeforeMinutes, ...change }: z.output<typeof ChangeSitting>,
) {
  const sitting = orNotFound(
    await SittingModel.findOne({
      _id: sittingId,
      'offer.serviceId': id,
      ...WITH_TIMES,
      ...bookingPolicy.visibleSittings(actor, 'sitting.edit'),
    }).lean<Sitting>(),
  )
  const set = {
    ...change,
    ...(closesBeforeMinutes === undefined ? {} : { closesAt: addMinutes(sitting.startsAt, -closesBeforeMinutes) }),
    ...(sitting.series ? { 'series.own': true } : {}),
  }
  const changed = await SittingModel.findOneAndUpdate(
    { _id: sittingId, state: 'open', ...(change.capacity === undefined ? {} : { taken: { $lte: change.capacity } }) },
    { $set: set },
    { returnDocument: 'after' },
  ).lean<Sitting>()
  if (changed) {
    if (set.closesAt)
      await BookingModel.updateMany(
        { sittingId, state: { $in: [...OPEN_STATES] } },
        { $set: { cancelUntil: set.closesAt } },
      )
    return changed
  }
  const current = orNotFound(await SittingModel.findById(sittingId).lean<Sitting>())
  if (current.state === 'cancelled') throw new AppError('SITTING_CANCELLED')
  throw new AppError('CAPACITY_BELOW_TAKEN', `已经订出 ${current.taken} 份，名额不能少于这个数。`)
}

/**
 * Cancels a sitting: nobody can book it from now on, then every booking is cancelled and its people are notified. A
 * second call resumes where it stopped.
 */
export async function cancelSitting(
  actor: Actor,
  { id, sittingId, reason }: z.output<typeof CancelSitting>,
  now: Date,
): Promise<Sitting> {
  const sitting = orNotFound(
    await SittingModel.findOne({
      _id: sittingId,
      'offer.serviceId': id,
      ...WITH_TIMES,
      ...bookingPolicy.visibleSittings(actor, 'sitting.edit'),
    }).lean<Sitting>(),
  )
  // The job that finishes `moving` sittings finds what a crash leaves, and bookings that were just about to get a
  // place.
  await SittingModel.updateOne(
    { _id: sitting._id },
    {
      $set: {
        state: 'cancelled',
        cancelReason: reason,
        moving: { others: 'tell', reason, by: actor.personId, at: now },
      },
    },
  )
  for (;;) {
    const bookings = await BookingModel.find({ sittingId: sitting._id, state: { $in: [...OPEN_STATES] } })
      .limit(100)
      .lean<Booking[]>()
    if (bookings.length === 0) break
    for (const booking of bookings)
      await cancelNow(booking, reason, await cancelledNotification(booking, reason, now), now).catch(
        (cause: unknown) => {
          // Somebody cancelled or came at this very moment: the booking is no longer ours to cancel.
          if (!(cause instanceof AppError)) throw cause
        },
      )
  }
  return orNotFound(await SittingModel.findById(sitting._id).lean<Sitting>())
}

const FAR = new Date('9999-12-30T16:00:00Z')
const MANY = 2000

/**
 * The one sitting of a service whose part counts for itself: it holds the service's place and price, and has no places
 * or times of its own. Made once (its id is the service's), and updated when called again.
 */
export async function standFor(serviceId: string, now: Date): Promise<void> {
  const { service, offer, areas } = await offerOf(serviceId)
  await SittingModel.updateOne(
    { _id: service._id },
    {
      $set: { areas, offer, title: service.name, priceFen: service.priceFen },
      $setOnInsert: {
        ...{ day: STANDING_DAY, startsAt: now, endsAt: FAR, opensAt: now, closesAt: FAR, capacity: MANY },
        ...{
          taken: 0,
          claims: [],
          reserve: null,
          takenReserved: 0,
          queue: [],
          state: 'open',
          menu: [],
          createdAt: now,
        },
      },
    },
    { upsert: true },
  )
}
