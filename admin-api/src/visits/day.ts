import type { Types } from 'mongoose'
import { OPEN_STATES, type BookingState } from '@yike/shared/booking/states'
import { metresBetween, walkMinutes, type LngLat } from '@yike/shared/geo/walking'
import { addDays, addMinutes, dayOf, daysAhead, instantAt, mondayOf } from '@yike/shared/time/china'
import { hoursOn } from '@yike/shared/visits/rules'
import { linesOf } from '../booking/diary'
import { bookingsByIds } from '../booking/records'
import type { Booking } from '../booking/model'
import { type Actor } from '../http/policy'
import { familyOf, peopleByIds, type Person } from '../people/me'
import { compoundsIn, homePosition } from '../territory/areas'
import { visitServicesOf } from './carers'
import { CarerModel, VisitModel, type Carer, type Visit } from './model'
import { visitPolicy } from './policy'
import { stateOf } from './state'
import { homeOf } from '../people/sealed-facts'
import { openedPhone } from '../sealed-values'

const SHOWN: readonly BookingState[] = [...OPEN_STATES, 'checked_in', 'no_show']

/**
 * Visits of some carers between two days, by carer, in the order of their times. Diaries give the visits; bookings
 * their data.
 */
async function visitsOf(carers: readonly Pick<Carer, '_id'>[], from: string, until: string) {
  const lines = await linesOf(
    carers.map(({ _id }) => _id),
    { startsAt: instantAt(from, 0), endsAt: instantAt(until, 0) },
  )
  const ids = [...lines.values()].flat().map(({ bookingId }) => bookingId)
  const [bookings, visits] = await Promise.all([bookingsByIds(ids), visitsByIds(ids)])
  return (carerId: Types.ObjectId) =>
    bookings
      .filter(({ details, state }) => details?.visit?.carerId.equals(carerId) && SHOWN.includes(state))
      .filter((booking) => lines.get(String(carerId))?.some(({ bookingId }) => bookingId.equals(booking._id)))
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
      .map((booking) => ({ booking, visit: visits.get(String(booking._id)) ?? null }))
}

async function visitsByIds(ids: readonly Types.ObjectId[]) {
  const rows = await VisitModel.find({ _id: { $in: ids } }).lean<Visit[]>()
  return new Map(rows.map((row) => [String(row._id), row]))
}

/** A day or a week of all carers of the actor's areas. */
export async function calendar(actor: Actor, from: string, count: number) {
  const carers = await CarerModel.find({ ...visitPolicy.visible(actor), active: true })
    .sort({ name: 1 })
    .limit(200)
    .lean<Carer[]>()
  const days = daysAhead(from, count)
  const of = await visitsOf(carers, from, addDays(from, count))
  return {
    days,
    carers: carers.map((carer) => ({
      carer,
      hours: days.map((day) => hoursOn(carer, day)),
      visits: of(carer._id),
    })),
  }
}

/** Visits that are over and lack a check-in or a check-out, of this week and the last. */
export async function unfinished(actor: Actor, now: Date) {
  const carers = await CarerModel.find(visitPolicy.visible(actor), { _id: 1 }).limit(500).lean<Carer[]>()
  const of = await visitsOf(carers, addDays(mondayOf(dayOf(now)), -7), addDays(dayOf(now), 1))
  return carers
    .flatMap(({ _id }) => of(_id))
    .filter(
      ({ booking, visit }) => ['missing', 'open'].includes(stateOf(booking, visit, now)) && booking.state !== 'no_show',
    )
    .sort((a, b) => a.booking.startsAt.getTime() - b.booking.startsAt.getTime())
}

/** Everything that a carer needs to know of one visit. */
export interface Stop {
  booking: Booking
  visit: Visit | null
  tasks: readonly string[]
  address: string
  position: LngLat | null
  phone: string | null
  family: Awaited<ReturnType<typeof familyOf>>
  walkMinutes: number | null
}

export const carerOf = (actor: Actor) => CarerModel.findOne({ personId: actor.personId }).lean<Carer>()

/** The carer's own day in the order they walk it; null for somebody who is no carer. */
export async function myDay(actor: Actor, day: string): Promise<Stop[] | null> {
  const carer = await carerOf(actor)
  if (!carer) return null
  const of = await visitsOf([carer], day, addDays(day, 1))
  return stopsOf(of(carer._id))
}

/** The position of each visit and the minutes from the one before; the first from the place of the service. */
export async function stopsOf(found: readonly { booking: Booking; visit: Visit | null }[]): Promise<Stop[]> {
  const [people, services] = await Promise.all([
    peopleByIds(found.map(({ booking }) => booking.personId)),
    visitServicesOf(found.map(({ booking }) => booking.offer.serviceId)),
  ])
  const stops: Stop[] = []
  for (const { booking, visit } of found) {
    const person = people.find(({ _id }) => _id.equals(booking.personId))
    const position = await positionOfHome(person)
    const before = stops.length === 0 ? booking.offer.position : stops[stops.length - 1]!.position
    stops.push({
      ...{ booking, visit, position },
      tasks: services.get(String(booking.offer.serviceId))?.tasks ?? [],
      address: (person && homeOf(person)?.text) ?? '没有登记地址，打电话问',
      phone: openedPhone(booking.phone ?? person?.phone),
      family: await familyOf(booking.personId),
      walkMinutes: before && position ? walkMinutes(metresBetween(before, position)) : null,
    })
  }
  return stops
}

async function positionOfHome(person: Pick<Person, 'home' | 'communityId'> | undefined) {
  const home = person && homeOf(person)
  if (!home) return null
  return home.position ?? homePosition(home, await compoundsIn(person.communityId))
}

/** The distance of a position from somebody's home, in metres; null when one of the two is not known. */
export async function metresFrom(personId: Types.ObjectId, position: LngLat | null) {
  if (!position) return null
  const [person] = await peopleByIds([personId])
  const home = await positionOfHome(person)
  return home && Math.round(metresBetween(home, position))
}

/** Whether a visit can be checked in to at an instant: from `EARLY_MINUTES` before its beginning. */
export const isOpenFor = ({ startsAt }: Booking, at: Date) => at >= addMinutes(startsAt, -EARLY_MINUTES)
/** Minutes by which a carer may be early. */
const EARLY_MINUTES = 120
