import { bookingsOfDay, sittingsToday } from '../booking/counts'
import { asSeenBy } from '../booking/audience'
import { bookingsAheadPart, soonest } from '../booking/list'
import { nextOfKinds } from '../booking/sittings'
import { casesPerDay, countCases, firstDue, myOpenCasesPart, rateCases } from '../cases/counts'
import { lifeCircle } from '../directory/find'
import { knownServicesOfCommunity } from '../directory/known-services'
import type { LngLat, Pace } from '@yike/shared/geo/walking'
import { HOME_KINDS, type ServiceKind } from '@yike/shared/directory/categories'
import type { Actor } from '../http/policy'
import { unreadPart } from '../messages/inbox'
import type { KnownNotice } from '../notices/known-notices'
import { firstNotice, readPart, recentNotices } from '../notices/read'
import { whereVisitorLives, type Person } from '../people/me'
import { countOf, readTogether } from '../read-together'
import { switchedOff } from '../territory/features'

/** The part of the home page that concerns one person, by one command. */
async function ofPerson(person: Person, actor: Actor, notices: readonly KnownNotice[], now: Date) {
  const [read, unread, openCases, ahead] = await readTogether([
    readPart(person._id, notices),
    unreadPart(person._id),
    myOpenCasesPart(actor),
    bookingsAheadPart(person, now),
  ])
  const next = soonest(ahead, now)
  const ids = new Set(read.map(({ noticeId }) => String(noticeId)))
  return {
    read: ids,
    unread: notices.filter(({ _id }) => !ids.has(String(_id))).length,
    unreadMessages: countOf(unread),
    openCases: countOf(openCases),
    nextBooking: next ? asSeenBy(person, next) : null,
  }
}
const OF_NOBODY = { read: null, unread: 0, unreadMessages: 0, openCases: 0, nextBooking: null }

/** Everything the home page shows: what is the same for everybody from memory, and what is the person's own. */
export async function gatherHome(visitor: Actor | null, near: LngLat | undefined, pace: Pace | undefined, now: Date) {
  const { person, community, home } = await whereVisitorLives(visitor, near)
  const from = near ?? home?.position ?? community.position
  const fromWords = near ? '您在的位置' : (home?.text ?? '社区中心')
  const walking = pace ?? person?.settings.pace ?? 'adult'
  const notices = await recentNotices(community, person, now)
  const [features, circle, services, own] = await Promise.all([
    switchedOff(),
    lifeCircle(from, walking, now),
    knownServicesOfCommunity(community._id),
    person && visitor ? ofPerson(person, visitor, notices, now) : OF_NOBODY,
  ])
  const byKind = new Map(
    HOME_KINDS.map((kind) => [kind, services.filter((service) => service.kind === kind).map(({ _id }) => _id)]),
  )
  const next = await nextOfKinds(byKind as Map<ServiceKind, (typeof services)[number]['_id'][]>, now)
  return {
    person,
    community,
    featuresOff: features.offIn(community.areas),
    from,
    fromWords,
    pace: walking,
    circle,
    notice: firstNotice(notices, now),
    ...own,
    next,
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
