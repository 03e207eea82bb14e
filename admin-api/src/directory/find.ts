import type { Types } from 'mongoose'
import {
  PLACE_CATEGORIES,
  SERVICE_KINDS,
  type PlaceCategory,
  type ServiceKind,
} from '@yike/shared/directory/categories'
import type { FindPlaces, FindServices } from '@yike/shared/directory/schemas'
import { metresBetween, metresWithin, walkMinutes, type LngLat, type Pace } from '@yike/shared/geo/walking'
import type { z } from '@yike/shared/zod'
import { allRead } from '../http/all-read'
import { countedList } from '../http/cursor'
import { orNotFound } from '../http/policy'
import { refuseWhereAllOff, refuseWhereOff } from '../territory/features'
import { knownPlaces, knownPlacesNear, type KnownPlace } from './known-places'
import { byName, knownServices, knownServicesAtPlaces } from './known-services'
import { PlaceModel, ServiceModel, type Place, type Service } from './model'
import { openState } from './opening'
import { positionOf, SEARCHED_BY, searchedWords } from './place-record'
import { relevance } from './relevance'
import { forgivingFilter, searchFilter } from './tokens'

/** A place as a search reads it, with its distance in metres from the starting point; null without one. */
type PlaceAt = Place & { metres: number | null }

const SHOWN = { removed: false, status: { $ne: 'closed' as const } }
/** Fields that no endpoint returns, and large ones. */
const UNSHOWN = { tokens: 0, changes: 0, idem: 0 }
const OPEN_BY = { status: 1, hours: 1 }
/** The most places within a walk that are read: far above what a city has within an hour. */
const MOST = 2000

const nearPipeline = (near: LngLat, maxDistance: number, query: object, limit: number) => [
  {
    $geoNear: {
      near: { type: 'Point' as const, coordinates: [near.lng, near.lat] as [number, number] },
      key: 'location',
      distanceField: 'metres',
      maxDistance,
      spherical: true as const,
      query,
    },
  },
  { $limit: limit },
  { $project: UNSHOWN },
]

/** Places within a distance in metres, nearest first. */
export const placesNear = (near: LngLat, metres: number, filter: object = {}, limit = MOST) =>
  PlaceModel.aggregate<Place & { metres: number }>(nearPipeline(near, metres, { ...SHOWN, ...filter }, limit))

/**
 * The most matches of words without a starting point that are ranked; for more, the person gives a position or one word
 * more. Of the candidates for a forgiving match more are read, since most of them do not match.
 */
const CANDIDATES = { exact: 100, forgiving: 200 }

const PLACES = countedList('findPlaces')
const SERVICES = countedList('findServices')

/**
 * Places on foot from a point, nearest first; by name when no point is given. With words the best match first, then the
 * nearest; without any exact match, places that match but for one character. The cursor counts rows: a place that moved
 * between pages may be shown twice, none is lost.
 */
export async function findPlaces(
  {
    near,
    walkMinutes: minutes,
    pace,
    category,
    q,
    openNow,
    openFirst,
    cursor,
    limit,
    ...left
  }: z.output<typeof FindPlaces>,
  now: Date,
) {
  allRead(left)
  const from = PLACES.from(cursor)
  const bySight = openNow || openFirst
  const ofCategory = category ? { category } : {}
  const inReach: Reach = async (words, most) => {
    const filter = { ...ofCategory, ...words }
    if (near) return placesNear(near, metresWithin(minutes, pace), filter)
    // Matches without a starting point are ranked afterwards, by few fields: sorting by name first would read every
    // match of a common word.
    const found = PlaceModel.find({ ...SHOWN, ...filter }, { ...SEARCHED_BY, ...(bySight && OPEN_BY) })
    return (await found.limit(most).lean<Place[]>()).map((place) => ({ ...place, metres: null }))
  }
  const byName = async () => {
    const found = PlaceModel.find({ ...SHOWN, ...ofCategory }, { _id: 1, ...(bySight && OPEN_BY) })
    return found
      .sort({ name: 1, _id: 1 })
      .limit(bySight ? MOST : from + limit + 1)
      .lean<Place[]>()
  }
  const onFoot = async (near: LngLat) => {
    const around = (await knownPlacesNear(near, metresWithin(minutes, pace))).map(({ place }) => place)
    return category ? around.filter((place) => place.category === category) : around
  }
  const rows = q ? await search(q, inReach) : near ? await onFoot(near) : await byName()
  const open = bySight ? rows.filter((place) => openState(place, now).open) : rows
  const shown = openFirst && !openNow ? [...open, ...rows.filter((place) => !open.includes(place))] : open
  const { items, nextCursor } = PLACES.page(shown, from, limit)
  return { items: near ? items : await known(items), nextCursor }
}

/** Places in the order of their ids, as memory has them; one that is shown no longer is left out. */
async function known(rows: readonly Pick<Place, '_id'>[]): Promise<KnownPlace[]> {
  const places = await knownPlaces(rows.map(({ _id }) => _id))
  return rows.flatMap(({ _id }) => {
    const place = places.get(String(_id))
    return place && place.status !== 'closed' ? [place] : []
  })
}

/** Places in reach that match a filter; without a starting point at most `most`. */
type Reach = (words: Record<string, unknown>, most: number) => Promise<PlaceAt[]>

async function search(q: string, inReach: Reach) {
  const ranked = (rows: PlaceAt[]) =>
    rows
      .map((place) => ({ place, score: relevance(place.name, searchedWords(place), q) }))
      .sort((a, b) => b.score - a.score)
  const exact = searchFilter(q)
  const found = exact === null ? [] : await inReach(exact, CANDIDATES.exact)
  if (found.length > 0) return ranked(found).map(({ place }) => place)
  const forgiving = forgivingFilter(q)
  if (forgiving === null) return []
  return ranked(await inReach(forgiving, CANDIDATES.forgiving))
    .filter(({ score }) => score > 0)
    .map(({ place }) => place)
}

export const placeById = async (id: string) =>
  orNotFound(await PlaceModel.findOne({ _id: id, removed: false }).lean<Place>())
export const placesByIds = (ids: readonly Types.ObjectId[]) =>
  PlaceModel.find({ _id: { $in: ids } }, { tokens: 0, changes: 0 }).lean<Place[]>()

/** Places of these areas that are in use, the given ones and those below. */
export const countPlacesIn = (areaIds: readonly Types.ObjectId[]) =>
  PlaceModel.countDocuments({ areas: { $in: areaIds }, removed: false })

export const servicesAt = (placeId: Types.ObjectId) =>
  ServiceModel.find({ placeId, removed: false, status: { $ne: 'closed' } }, { changes: 0 })
    .sort({ name: 1 })
    .lean<Service[]>()

/** A service with its place, and the walk to it in minutes; null without a starting point. */
interface ServiceAt {
  service: Service
  place: KnownPlace
  minutes: number | null
}

/**
 * Services by kind or place, from memory, and `page`, which cuts one page of them in the caller's order. With a starting
 * point the nearest come first, then by name: those within an hour on foot, where they fill the page, or all. Refuses
 * with FEATURE_OFF for a kind that no community uses.
 */
export async function findServices({
  placeId,
  category: kind,
  near,
  pace,
  cursor,
  limit,
  ...left
}: z.output<typeof FindServices>) {
  allRead(left)
  const from = SERVICES.from(cursor)
  if (kind) await refuseWhereAllOff(SERVICE_KINDS[kind].feature, null)
  const close = near && !placeId ? await servicesWithinAnHour(near, pace, kind) : []
  const items = close.length > from + limit ? close : await servicesAnywhere({ placeId, kind }, near, pace)
  return {
    items,
    page: (sorted: readonly ServiceAt[]) => SERVICES.page(sorted, from, limit),
  }
}

const byWalk = (a: ServiceAt, b: ServiceAt) => (a.minutes ?? 0) - (b.minutes ?? 0) || byName(a.service, b.service)

async function servicesWithinAnHour(near: LngLat, pace: Pace, kind: ServiceKind | undefined): Promise<ServiceAt[]> {
  const around = await knownPlacesNear(near, metresWithin(HOUR, pace))
  const services = await knownServicesAtPlaces(
    around.map(({ place }) => place._id),
    kind,
  )
  const items = around.flatMap(({ place, metres }, at) =>
    services[at]!.map((service) => ({ service, place, minutes: walkMinutes(metres, pace) })),
  )
  return items.sort(byWalk)
}

async function servicesAnywhere(
  which: { placeId?: string; kind?: ServiceKind },
  near: LngLat | undefined,
  pace: Pace,
): Promise<ServiceAt[]> {
  const services = await knownServices(which)
  const places = await knownPlaces(services.map(({ placeId }) => placeId))
  const items = services.flatMap((service) => {
    const place = places.get(String(service.placeId))
    if (!place || place.status === 'closed') return []
    const minutes = near ? walkMinutes(metresBetween(near, positionOf(place)), pace) : null
    return [{ service, place, minutes }]
  })
  return near ? items.sort(byWalk) : items
}

/** A service and its place. Refuses with FEATURE_OFF where the office does not use its feature. */
export async function serviceWithPlace(id: string) {
  const service = orNotFound(await ServiceModel.findOne({ _id: id, removed: false }).lean<Service>())
  await refuseWhereOff(SERVICE_KINDS[service.kind].feature, service.areas)
  return { service, place: await placeById(String(service.placeId)) }
}

const REACHES = [5, 10, 15] as const
const FARTHEST = 15
const HOUR = 60
/** The words that a reach of the hero names. */
const WORDS = 3

/** The places within 5, 10 and 15 minutes on foot of a point, and the distance to the nearest of each category. */
export async function lifeCircle(center: LngLat, pace: Pace, now: Date) {
  const places = (await knownPlacesNear(center, metresWithin(HOUR, pace))).flatMap(({ place, metres }) => {
    if (place.status !== 'active') return []
    const minutes = walkMinutes(metres, pace)
    // Only the reaches ask whether a place is open.
    const open = minutes <= FARTHEST && openState(place, now).open
    return [{ _id: place._id, category: place.category, minutes, open }]
  })
  const said = new Set<PlaceCategory>()
  const reaches = REACHES.map((minutes) => {
    const within = places.filter((place) => place.minutes <= minutes)
    const fresh = [...new Set(within.filter(({ open }) => open).map(({ category }) => category))].filter(
      (category) => !said.has(category),
    )
    fresh.forEach((category) => said.add(category))
    return {
      minutes,
      metres: Math.round(metresWithin(minutes, pace)),
      total: within.length,
      open: within.filter(({ open }) => open).length,
      words: fresh.slice(0, WORDS).map((category) => PLACE_CATEGORIES[category].short),
    }
  })
  const categories = (Object.keys(PLACE_CATEGORIES) as PlaceCategory[]).map((code) => {
    const own = places.filter(({ category }) => category === code)
    const count = (minutes: number) => own.filter((place) => place.minutes <= minutes).length
    return {
      code,
      within: { five: count(5), ten: count(10), fifteen: count(15) },
      nearestMinutes: own[0]?.minutes ?? null,
      nearestId: own[0]?._id ?? null,
    }
  })
  return { center, pace, reaches, categories }
}
