import type {
  Coverage,
  LifeCircle,
  PlaceCard,
  PlaceView,
  ServiceCard,
  ServiceView,
  StaffPlace,
  StaffService,
} from '@yike/shared/directory/schemas'
import type { Correction } from '@yike/shared/directory/upkeep-schemas'
import type { Premises as PremisesView } from '@yike/shared/directory/premises-schemas'
import {
  ACCESSIBILITY,
  LANGUAGES,
  PREMISES_STATES,
  SERVICE_GROUPS,
  SERVICE_TOPICS,
} from '@yike/shared/directory/taxonomy'
import { PLACE_CATEGORIES, PLACE_STATUSES, SERVICE_KINDS } from '@yike/shared/directory/categories'
import { CORRECTABLE, CORRECTION_STATES, type Correctable } from '@yike/shared/directory/correctable'
import { scoreOf } from '@yike/shared/directory/coverage'
import { todayInWords, type OpeningHours } from '@yike/shared/directory/hours'
import { correctionReader, fieldCorrectedBy } from '@yike/shared/directory/place-fields'
import { COMPLETE_COMMUNITY } from '@yike/shared/directory/standard'
import { ruleInWords } from '@yike/shared/meals/rules'
import { isStale } from '@yike/shared/directory/staleness'
import { metresBetween, walkMinutes, type LngLat, type Pace } from '@yike/shared/geo/walking'
import { toApiTime } from '@yike/shared/time/china'
import { presentPhoto } from '../files/store'
import { type Actor } from '../http/policy'
import { holidayCalendar } from '../territory/calendar'
import type { communityCoverage } from './coverage'
import type { lifeCircle } from './find'
import type { KnownPlace } from './known-places'
import type { Correction as CorrectionRecord, Place, Premises, Service } from './model'
import { openState } from './opening'
import { positionOf, wordsOf } from './place-record'
import { placeCan, premisesCan, serviceCan } from './policy'

/** The starting point and pace of a walk; null when none was given. */
export type From = { near: LngLat; pace: Pace } | null

const minutesFrom = (place: KnownPlace, from: From) =>
  from && walkMinutes(metresBetween(from.near, positionOf(place)), from.pace)
const photoOf = ({ photoIds: [first] }: KnownPlace, now: Date) => (first ? presentPhoto(first, now) : null)

export const presentPlaceCard = (place: KnownPlace, from: From, now: Date): PlaceCard => ({
  id: String(place._id),
  name: place.name,
  category: { code: place.category, label: PLACE_CATEGORIES[place.category].label },
  icon: PLACE_CATEGORIES[place.category].icon,
  address: place.address,
  position: positionOf(place),
  phone: place.phone,
  walkMinutes: minutesFrom(place, from),
  isOpen: openState(place, now).open,
  openState: openState(place, now).words,
  photo: photoOf(place, now),
})

const presentHours = ({ rules, holidays, exceptions }: OpeningHours) => ({
  rules: rules.map(({ weekdays, from, to, validFrom, validTo }) => ({
    ...{ weekdays, from, to },
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
  })),
  holidays,
  exceptions: exceptions.map(({ day, periods, reason }) => ({
    day,
    periods: periods.map(({ from, to }) => ({ from, to })),
    ...(reason ? { reason } : {}),
  })),
})

const placeFacts = (place: Place, now: Date) => ({
  status: { code: place.status, label: PLACE_STATUSES[place.status] },
  alert: place.alert,
  today: todayInWords(place.hours, now, holidayCalendar),
  hours: presentHours(place.hours),
  about: place.about,
  accessibility: place.accessibility.map((code) => ({ code, label: ACCESSIBILITY[code] })),
  morePhones: place.morePhones ?? [],
  photos: place.photoIds.map((id) => presentPhoto(id, now)),
  organization: place.organizationName,
  verifiedAt: place.verifiedAt && toApiTime(place.verifiedAt),
})

export const presentPremises = (premises: Premises, community: string, actor: Actor): PremisesView => ({
  id: String(premises._id),
  community: { id: String(premises.communityId), name: community },
  name: premises.name,
  address: premises.address,
  squareMetres: premises.squareMetres,
  use: premises.use,
  owner: premises.owner,
  state: { code: premises.state, label: PREMISES_STATES[premises.state] },
  note: premises.note,
  revision: premises.revision,
  can: premisesCan(actor, premises),
})

export const presentPlace = (place: Place, services: ServiceCard[], from: From, now: Date): PlaceView => ({
  ...presentPlaceCard(place, from, now),
  ...placeFacts(place, now),
  services,
})

/** The fees of a service; for a meal its price rules, the lowest first. */
const feesOf = ({ fees, mealPrices = [] }: Service) =>
  fees.length > 0
    ? fees.map(({ who, priceFen }) => ({ who, priceFen }))
    : [...mealPrices]
        .sort((a, b) => a.payFen - b.payFen)
        .map((rule) => ({ who: ruleInWords(rule, mealPrices), priceFen: rule.payFen }))

/** The facts that a service is shown with: its place, the number to ring, and the words of its next sitting. */
export interface ServiceFacts {
  place: Place
  phone: string
  next: string | undefined
}

export function presentServiceCard(
  service: Service,
  { place, next }: { place: KnownPlace; next: string | undefined },
  from: From,
  now: Date,
): ServiceCard {
  return {
    id: String(service._id),
    kind: { code: service.kind, label: SERVICE_KINDS[service.kind].label },
    icon: SERVICE_KINDS[service.kind].icon,
    name: service.name,
    placeId: String(place._id),
    placeName: place.name,
    position: positionOf(place),
    walkMinutes: minutesFrom(place, from),
    next: next ?? null,
    priceFen: service.priceFen,
    minAge: service.minAge,
    maxAge: service.maxAge,
    fees: feesOf(service),
    topic: service.topic && { code: service.topic, label: SERVICE_TOPICS[service.topic].label },
    photo: photoOf(place, now),
  }
}

export const presentService = (
  service: Service,
  { place, phone, next }: ServiceFacts,
  from: From,
  now: Date,
): ServiceView => ({
  ...presentServiceCard(service, { place, next }, from, now),
  about: service.about,
  eligibility: service.eligibility,
  needsRealName: service.needsRealName ?? false,
  phone,
  address: place.address,
  maxSeats: service.maxSeats,
  noteChoices: service.noteChoices,
  status: { code: service.status, label: PLACE_STATUSES[service.status] },
  today: service.hours && todayInWords(service.hours, now, holidayCalendar),
  groups: service.groups.map((code) => ({ code, label: SERVICE_GROUPS[code] })),
  documents: service.documents,
  subsidy: service.subsidy,
  languages: service.languages.map((code) => ({ code, label: LANGUAGES[code] })),
})

export const presentStaffPlace = (
  place: Place,
  { serviceCount, from }: { serviceCount: number; from: From },
  actor: Actor,
  now: Date,
): StaffPlace => ({
  ...presentPlaceCard(place, from, now),
  ...placeFacts(place, now),
  communityId: String(place.communityId),
  verifiedBy: place.verifiedByName ?? null,
  isStale: place.status !== 'closed' && isStale(place.verifiedAt, now),
  revision: place.revision,
  serviceCount,
  can: placeCan(actor, place),
})

export function presentStaffService(service: Service, facts: ServiceFacts, actor: Actor, now: Date): StaffService {
  const { walkMinutes: _, ...view } = presentService(service, facts, null, now)
  return {
    ...view,
    hours: service.hours && presentHours(service.hours),
    ownPhone: service.phone,
    weeklyLimit: service.weeklyLimit,
    closesBeforeMinutes: service.closesBeforeMinutes,
    opensBeforeDays: service.opensBeforeDays,
    room: service.room ?? null,
    revision: service.revision,
    can: serviceCan(actor, service),
  }
}

export const presentLifeCircle = ({
  center,
  pace,
  reaches,
  categories,
}: Awaited<ReturnType<typeof lifeCircle>>): LifeCircle => ({
  center,
  pace,
  reaches,
  categories: categories.map(({ code, within, nearestMinutes, nearestId }) => ({
    category: { code, label: PLACE_CATEGORIES[code].label },
    icon: PLACE_CATEGORIES[code].icon,
    within,
    nearestMinutes,
    nearestId: nearestId && String(nearestId),
  })),
  standard: {
    version: COMPLETE_COMMUNITY.version,
    minutes: COMPLETE_COMMUNITY.minutes,
    score: scoreOf(
      COMPLETE_COMMUNITY.categories.map((code) => categories.find((one) => one.code === code)!.nearestMinutes),
      COMPLETE_COMMUNITY.minutes,
    ),
    categories: [...COMPLETE_COMMUNITY.categories],
  },
})

const written = (place: Place | undefined, field: Correctable) => {
  const name = fieldCorrectedBy(field)
  return (place && name && wordsOf(place, name)) || null
}

/** `place` is missing once it was removed from the directory. */
export const presentCorrection = (correction: CorrectionRecord, place: Place | undefined): Correction => ({
  id: String(correction._id),
  place: { id: String(correction.placeId), name: place?.name ?? '撤下了的地点' },
  by: correction.personName,
  at: toApiTime(correction.at),
  fields: correction.fields.map(({ field, value, state, decidedByName, reason }) => ({
    field: { code: field, label: CORRECTABLE[field].label },
    now: written(place, field),
    value,
    state: { code: state, label: CORRECTION_STATES[state] },
    decidedBy: decidedByName,
    reason,
    applied: correctionReader(field) !== null,
  })),
})

export const presentCoverage = ({
  community,
  pace,
  coverage,
}: Awaited<ReturnType<typeof communityCoverage>>): Coverage => ({
  community: { id: String(community._id), name: community.name, position: community.position },
  pace,
  standard: {
    version: COMPLETE_COMMUNITY.version,
    minutes: COMPLETE_COMMUNITY.minutes,
    categories: COMPLETE_COMMUNITY.categories.map((code) => ({ code, label: PLACE_CATEGORIES[code].label })),
  },
  compounds: coverage.map(({ id, name, position, minutes, score }) => ({ id, name, position, minutes, score })),
})
