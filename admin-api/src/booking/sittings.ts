import type { Types } from 'mongoose'
import { addDays, clockOf, dayLabel, dayOf, instantAt } from '@yike/shared/time/china'
import { availability } from '@yike/shared/booking/rules'
import { type Actor } from '../http/policy'
import { knownSittings, type KnownSitting } from './known-sittings'
import { SittingModel, type Sitting } from './model'
import { bookingPolicy } from './policy'
import { sessionsOf } from './times'

const DEFAULT_DAYS = 14
const MAX_DAYS = 31

/** The requested days: today and 13 days after when left out, at most 31. */
export function daysAsked(from: string | undefined, to: string | undefined, now: Date) {
  const first = from ?? dayOf(now)
  const last = to ?? addDays(first, DEFAULT_DAYS - 1)
  return { $gte: first, $lte: last > addDays(first, MAX_DAYS) ? addDays(first, MAX_DAYS) : last }
}

/** A sitting that was moved to another time is shown there only. */
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
    ...bookingPolicy.visibleSittings(actor),
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

/** Filter of the records with a session on a day, or on one of some days. */
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
 * The next sitting of each service, in the words of a door: 「午餐 10:55 前可订」, 「明天 9:00 余 4 位」. One query for
 * many services.
 */
export async function nextSittings(serviceIds: readonly Types.ObjectId[], now: Date): Promise<Map<string, string>> {
  const first = await firstToBook(serviceIds, now)
  return new Map([...first].map(([id, sitting]) => [id, inWords(sitting, now)]))
}

/** The next sitting of each service in which somebody can still book, where there is one within two weeks. */
async function firstToBook(serviceIds: readonly Types.ObjectId[], now: Date): Promise<Map<string, KnownSitting>> {
  const days = { $gte: dayOf(now), $lte: addDays(dayOf(now), DEFAULT_DAYS - 1) }
  const sittings = await knownSittings(serviceIds, days)
  const isBookable = (sitting: KnownSitting) => ['open', 'few'].includes(availability(sitting, now))
  return new Map(
    serviceIds.flatMap((id, at): [string, KnownSitting][] => {
      const first = sittings[at]!.find(isBookable)
      return first ? [[String(id), first]] : []
    }),
  )
}

function inWords({ title, startsAt, closesAt, capacity, taken }: KnownSitting, now: Date) {
  const today = dayOf(now)
  if (dayOf(startsAt) === today) return `${title} ${clockOf(closesAt)} 前可订`
  return `${dayLabel(dayOf(startsAt), today)} ${clockOf(startsAt)} 余 ${capacity - taken} 位`
}

/** The day of a sitting that represents its service and has no times: later than any list of days reaches. */
export const STANDING_DAY = '9999-12-31'

/** Whether a service still has open sittings: then it cannot be removed from the list. */
export const hasSittingsAhead = async (serviceId: Types.ObjectId, now: Date) =>
  (await SittingModel.exists({
    'offer.serviceId': serviceId,
    state: 'open',
    day: { $gte: dayOf(now), $lt: STANDING_DAY },
  })) !== null

/** For each kind of service the soonest sitting of its services, in words. */
export async function nextOfKinds<Kind extends string>(
  byKind: Map<Kind, Types.ObjectId[]>,
  now: Date,
): Promise<Map<Kind, string>> {
  const next = await firstToBook([...byKind.values()].flat(), now)
  return new Map(
    [...byKind].flatMap(([kind, ids]): [Kind, string][] => {
      const [soonest] = ids
        .flatMap((id) => next.get(String(id)) ?? [])
        .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
      return soonest ? [[kind, inWords(soonest, now)]] : []
    }),
  )
}
