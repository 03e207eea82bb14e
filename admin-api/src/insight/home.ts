import { bookingsOfDay, sittingsToday } from '../booking/counts'
import { nextBookingOf } from '../booking/list'
import { nextOfKinds } from '../booking/sittings'
import { casesPerDay, countCases, countMyOpenCases, firstDue, rateCases } from '../cases/counts'
import { lifeCircle } from '../directory/find'
import { servicesOfCommunity } from '../directory/services'
import type { LngLat, Pace } from '@yike/shared/geo/walking'
import { SERVICE_KIND_CODES, type ServiceKind } from '@yike/shared/directory/categories'
import type { Actor } from '../http/policy'
import { unreadOf } from '../messages/inbox'
import { noticesForHome } from '../notices/read'
import { whereVisitorLives } from '../people/me'

/** Everything the home page shows, gathered at once. */
export async function gatherHome(visitor: Actor | null, near: LngLat | undefined, pace: Pace | undefined, now: Date) {
  const { person, community, home } = await whereVisitorLives(visitor, near)
  const from = near ?? home?.position ?? community.position
  const fromWords = near ? '您在的位置' : (home?.text ?? '社区中心')
  const walking = pace ?? person?.settings.pace ?? 'adult'
  const [circle, notices, nextBooking, unreadMessages, services, openCases] = await Promise.all([
    lifeCircle(from, walking, now),
    noticesForHome(visitor, person, community._id, now),
    visitor ? nextBookingOf(visitor, now) : null,
    visitor ? unreadOf(visitor.personId) : 0,
    servicesOfCommunity(community._id),
    visitor ? countMyOpenCases(visitor) : 0,
  ])
  const byKind = new Map(
    SERVICE_KIND_CODES.map((kind) => [kind, services.filter((service) => service.kind === kind).map(({ _id }) => _id)]),
  )
  const next = await nextOfKinds(byKind as Map<ServiceKind, (typeof services)[number]['_id'][]>, now)
  return {
    person,
    community,
    from,
    fromWords,
    pace: walking,
    circle,
    ...notices,
    nextBooking,
    unreadMessages,
    next,
    openCases,
  }
}

const FIRST = 8

/** Today for staff: the deadlines that come first, the numbers, the sittings. */
export async function gatherToday(actor: Actor, now: Date) {
  const [cases, due, rates, week, bookings, sittings] = await Promise.all([
    countCases(actor, now),
    firstDue(actor, now, FIRST),
    rateCases(actor, now),
    casesPerDay(actor, now, 7),
    bookingsOfDay(actor, now),
    sittingsToday(actor, now),
  ])
  return { cases, due, rates, week, bookings, sittings }
}
