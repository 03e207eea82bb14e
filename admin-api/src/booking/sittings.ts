import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import type { ChangeSitting, SittingInput } from '@yike/shared/booking/schemas'
import { addDays, addMinutes, clock, clockOf, dayLabel, dayOf, instantAt } from '@yike/shared/time/china'
import { availability } from '@yike/shared/booking/rules'
import type { LineFacts } from '@yike/shared/booking/series'
import { OPEN_STATES } from '@yike/shared/booking/states'
import { offerOf } from '../directory/services'
import { authorize, found, may, within, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { STANDING_DAY } from './kept'
import { BookingModel, SittingModel, type Sitting } from './model'
import { arrangeParts } from './parts'
import { sessionsOf } from './times'

const DEFAULT_DAYS = 14
const MAX_DAYS = 31

/** The days asked for: today and 13 days after when left out, at most 31. */
export function daysAsked(from: string | undefined, to: string | undefined, now: Date) {
  const first = from ?? dayOf(now)
  const last = to ?? addDays(first, DEFAULT_DAYS - 1)
  return { $gte: first, $lte: last > addDays(first, MAX_DAYS) ? addDays(first, MAX_DAYS) : last }
}

/** What went to another time is seen there. */
const STILL_HERE = { movedTo: { $exists: false } } as const

/** Sittings of a service by time; cancelled ones too, so that a page can say so. */
export const sittingsOf = (serviceId: string, day: { $gte: string; $lte: string }) =>
  SittingModel.find({ 'offer.serviceId': serviceId, day, ...STILL_HERE })
    .sort({ startsAt: 1 })
    .lean<Sitting[]>()

/**
 * Sittings of a day or of some days in the areas where the actor may read bookings; a course on each day it has a session,
 * at the time of that session.
 */
export async function sittingsOn(
  actor: Actor,
  day: string | { $gte: string; $lte: string },
  placeId: string | undefined,
  serviceId?: string,
): Promise<Sitting[]> {
  const mine = {
    ...within(actor, 'booking.read'),
    ...STILL_HERE,
    ...(placeId ? { 'offer.placeId': placeId } : {}),
    ...(serviceId ? { 'offer.serviceId': serviceId } : {}),
  }
  const [first, last] = typeof day === 'string' ? [day, day] : [day.$gte, day.$lte]
  const [single, courses] = await Promise.all([
    SittingModel.find({ day, ...mine }).lean<Sitting[]>(),
    SittingModel.find({ ...withSessionOn(first, last), ...mine }).lean<Sitting[]>(),
  ])
  const that = [...single.filter(({ sessions }) => !sessions), ...courses.flatMap((one) => onDays(one, first, last))]
  return that.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (String(a._id) < String(b._id) ? -1 : 1))
}

/** Whose sessions begin on a day, or on one of some days. */
export const withSessionOn = (first: string, last = first) => ({
  sessions: { $elemMatch: { startsAt: { $gte: instantAt(first, 0), $lt: instantAt(last, 1440) } } },
})

/** A course as it is on each of these days. */
const onDays = (course: Sitting, first: string, last: string): Sitting[] =>
  sessionsOf(course).flatMap(({ startsAt, endsAt, cancelReason }) => {
    const day = dayOf(startsAt)
    if (day < first || day > last) return []
    return [
      { ...course, day, startsAt, endsAt, ...(cancelReason ? { state: 'cancelled' as const, cancelReason } : {}) },
    ]
  })

/**
 * One sitting for each day. All or none: a day that already has this time is named, and what was made before it in this
 * call is taken back. The same call again (same key) gives what it made: the ids follow from the key and the day.
 */
export async function createSittings(
  actor: Actor,
  key: string,
  input: z.output<typeof SittingInput>,
  now: Date,
): Promise<Sitting[]> {
  if (input.to <= input.from) throw new AppError('INVALID_INPUT', undefined, { fields: { to: ['结束要晚于开始'] } })
  const { service, offer, areas } = await offerOf(input.id)
  authorize(may(actor, 'sitting.edit', areas))
  const made: Types.ObjectId[] = []
  for (const day of [...new Set(input.days)].sort()) {
    const _id = new Types.ObjectId(idOf(actor, key, day))
    const { title, from, to, capacity, menu } = input
    const facts: LineFacts = {
      ...{ title, from, to, capacity, menu },
      priceFen: input.priceFen === undefined ? service.priceFen : input.priceFen,
      reserve: input.reserve ?? null,
      closesBeforeMinutes: input.closesBeforeMinutes ?? null,
      opensBeforeDays: null,
    }
    try {
      await SittingModel.create({
        ...{ _id, areas, offer, createdAt: now },
        ...dayFacts(service, day, facts),
        ...arrangeParts(service),
      })
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

/** What a line of facts makes of a day, where the service says the rest. */
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

/** Capacity never goes below what is taken: one conditional update decides. One of a series is its own from then on. */
export async function changeSitting(
  actor: Actor,
  { id, sittingId, closesBeforeMinutes, ...change }: z.output<typeof ChangeSitting>,
) {
  const sitting = found(
    await SittingModel.findOne({
      _id: sittingId,
      'offer.serviceId': id,
      ...within(actor, 'sitting.edit'),
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
  const current = found(await SittingModel.findById(sittingId).lean<Sitting>())
  if (current.state === 'cancelled') throw new AppError('SITTING_CANCELLED')
  throw new AppError('CAPACITY_BELOW_TAKEN', `已经订出 ${current.taken} 份，名额不能少于这个数。`)
}

/** What a service offers next, in the words of a door: 「午餐 10:55 前可订」, 「明天 9:00 余 4 位」. One query for many services. */
export async function nextSittings(serviceIds: readonly Types.ObjectId[], now: Date): Promise<Map<string, string>> {
  const rows = await SittingModel.find(
    {
      'offer.serviceId': { $in: serviceIds },
      day: { $gte: dayOf(now), $lte: addDays(dayOf(now), DEFAULT_DAYS - 1) },
      state: 'open',
    },
    { claims: 0 },
  )
    .sort({ startsAt: 1 })
    .lean<Sitting[]>()
  const next = new Map<string, string>()
  for (const row of rows) {
    const id = String(row.offer.serviceId)
    const state = availability(row, now)
    if (next.has(id) || (state !== 'open' && state !== 'few')) continue
    next.set(id, inWords(row, now))
  }
  return next
}

function inWords({ title, startsAt, closesAt, capacity, taken }: Sitting, now: Date) {
  const today = dayOf(now)
  if (dayOf(startsAt) === today) return `${title} ${clockOf(closesAt)} 前可订`
  return `${dayLabel(dayOf(startsAt), today)} ${clockOf(startsAt)} 余 ${capacity - taken} 位`
}

/** Whether a service still has open sittings: then it is not taken out of the list. */
export const hasSittingsAhead = async (serviceId: Types.ObjectId, now: Date) =>
  (await SittingModel.exists({
    'offer.serviceId': serviceId,
    state: 'open',
    day: { $gte: dayOf(now), $lt: STANDING_DAY },
  })) !== null

/** For each kind of service the soonest of what its services offer, in words. */
export async function nextOfKinds<Kind extends string>(
  byKind: Map<Kind, Types.ObjectId[]>,
  now: Date,
): Promise<Map<Kind, string>> {
  const next = await nextSittings([...byKind.values()].flat(), now)
  return new Map(
    [...byKind].flatMap(([kind, ids]) => {
      const [first] = [...next.keys()].filter((id) => ids.some((one) => String(one) === id))
      return first === undefined ? [] : [[kind, next.get(first)!] as [Kind, string]]
    }),
  )
}
