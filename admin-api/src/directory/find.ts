import type { Types } from 'mongoose'
import { isOpenAt } from '@yike/shared/directory/hours'
import { PLACE_CATEGORIES, type PlaceCategory } from '@yike/shared/directory/categories'
import type { FindPlaces, FindServices } from '@yike/shared/directory/schemas'
import { metresWithin, walkMinutes, type LngLat, type Pace } from '@yike/shared/geo/walking'
import type { z } from '@yike/shared/zod'
import { allRead } from '../http/all-read'
import { countedList } from '../http/cursor'
import { orNotFound } from '../http/policy'
import { holidayCalendar } from '../territory/calendar'
import { PlaceModel, ServiceModel, type Place, type Service } from './model'
import { SEARCHED_BY, searchedWords } from './place-record'
import { relevance } from './relevance'
import { forgivingFilter, searchFilter } from './tokens'

/** A place with its distance in metres from the starting point; null without one. */
export type PlaceAt = Place & { metres: number | null }

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
  const inReach: Reach = async (words, most) => {
    const filter = { ...(category ? { category } : {}), ...words }
    if (near) return placesNear(near, metresWithin(minutes, pace), filter)
    // Matches without a starting point are ranked afterwards, by few fields: sorting by name first would read every
    // match of a common word.
    const found = PlaceModel.find(
      { ...SHOWN, ...filter },
      q ? { ...SEARCHED_BY, ...((openNow || openFirst) && OPEN_BY) } : UNSHOWN,
    )
    const rows = await (q ? found : found.sort({ name: 1, _id: 1 })).limit(most).lean<Place[]>()
    return rows.map((place) => ({ ...place, metres: null }))
  }
  const rows = q ? await search(q, inReach) : await inReach({}, MOST)
  const isOpen = (place: PlaceAt) => place.status === 'active' && isOpenAt(place.hours, now, holidayCalendar)
  const open = openNow || openFirst ? rows.filter(isOpen) : rows
  const shown = openFirst && !openNow ? [...open, ...rows.filter((place) => !open.includes(place))] : open
  const { items, nextCursor } = PLACES.page(shown, PLACES.from(cursor), limit)
  return { items: q && !near ? await whole(items) : items, nextCursor }
}

/** Reads the whole records of places of which only some fields were read; places removed in between are left out. */
async function whole(rows: readonly PlaceAt[]): Promise<PlaceAt[]> {
  const read = await PlaceModel.find({ _id: { $in: rows.map(({ _id }) => _id) }, ...SHOWN }, UNSHOWN).lean<Place[]>()
  const byId = new Map(read.map((place) => [String(place._id), place]))
  return rows.flatMap(({ _id, metres }) => {
    const place = byId.get(String(_id))
    return place ? [{ ...place, metres }] : []
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

export const servicesAt = (placeId: Types.ObjectId) =>
  ServiceModel.find({ placeId, removed: false, status: { $ne: 'closed' } }, { changes: 0 })
    .sort({ name: 1 })
    .lean<Service[]>()

/** Services by kind or place; `page` cuts one page of them in the caller's order, with the starting point and pace. */
export async function findServices({
  placeId,
  category: kind,
  near: _near,
  pace: _pace,
  cursor,
  limit,
  ...left
}: z.output<typeof FindServices>) {
  allRead(left)
  const filter = { ...(placeId ? { placeId } : {}), ...(kind ? { kind } : {}) }
  const from = SERVICES.from(cursor)
  const rows = await ServiceModel.find({ removed: false, status: 'active', ...filter }, { changes: 0 })
    .sort({ name: 1, _id: 1 })
    .limit(MOST)
    .lean<Service[]>()
  const places = await placesByIds(rows.map(({ placeId }) => placeId))
  const items = rows.flatMap((service) => {
    const place = places.find(({ _id }) => _id.equals(service.placeId))
    return place && !place.removed && place.status !== 'closed' ? [{ service, place }] : []
  })
  return {
    items,
    page: (sorted: typeof items) => SERVICES.page(sorted, from, limit),
  }
}

export async function serviceWithPlace(id: string) {
  const service = orNotFound(await ServiceModel.findOne({ _id: id, removed: false }).lean<Service>())
  return { service, place: await placeById(String(service.placeId)) }
}

const REACHES = [5, 10, 15] as const
const HOUR = 60
/** The words that a reach of the hero names. */
const WORDS = 3

/** The places within 5, 10 and 15 minutes on foot of a point, and the distance to the nearest of each category. */
export async function lifeCircle(center: LngLat, pace: Pace, now: Date) {
  const places = (await placesNear(center, metresWithin(HOUR, pace), { status: 'active' })).map((place) => ({
    ...place,
    minutes: walkMinutes(place.metres, pace),
    open: isOpenAt(place.hours, now, holidayCalendar),
  }))
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
