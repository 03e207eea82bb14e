import type { Types } from 'mongoose'
import { metresBetween, type LngLat } from '@yike/shared/geo/walking'
import { CachedCollection } from '../cache/cached-collection'
import { PlaceModel, type Place } from './model'

/**
 * Places from memory, with the fields that lists and maps show, by squares of the ground: a walk does not end at the border
 * of a community.
 */
const FIELDS = {
  ...{ name: 1, category: 1, address: 1, location: 1, phone: 1, status: 1, hours: 1, removed: 1 },
  ...{ communityId: 1, areas: 1, photoIds: 1 },
} as const
export type KnownPlace = Pick<Place, keyof typeof FIELDS | '_id'>

/** Side of a square in degrees: about a kilometre, so that a quarter of an hour on foot reaches into nine. */
const SIDE = 0.01
const squareOf = (degrees: number) => Math.floor(degrees / SIDE)
const square = (column: number, row: number) => `square ${column} ${row}`
const one = (id: Types.ObjectId) => `place ${String(id)}`
const positionOf = ({ location: { coordinates } }: KnownPlace): LngLat => ({ lng: coordinates[0], lat: coordinates[1] })

const METRES_A_DEGREE = 111_320
const metresEast = (lat: number) => METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)

const cached = new CachedCollection<KnownPlace>({
  model: PlaceModel as never,
  fields: FIELDS,
  most: 200_000,
  async load(scopes) {
    const squares = scopes
      .filter((scope) => scope.startsWith('square'))
      .map((scope) => scope.split(' ').slice(1).map(Number))
    const ids = scopes.flatMap((scope) => (scope.startsWith('place') ? scope.slice('place '.length) : []))
    const [inSquares, byId] = await Promise.all([
      squares.length > 0 ? placesAround(squares as [number, number][]) : [],
      ids.length > 0 ? PlaceModel.find({ _id: { $in: ids } }, FIELDS).lean<KnownPlace[]>() : [],
    ])
    return [...inSquares, ...byId]
  },
  scopesOf: (place) => {
    const { lng, lat } = positionOf(place)
    const isShown = !place.removed && place.status !== 'closed'
    return [one(place._id), ...(isShown ? [square(squareOf(lng), squareOf(lat))] : [])]
  },
  compare: (a, b) => (String(a._id) < String(b._id) ? -1 : 1),
})

/** The shown places of a circle around these squares: one question of the index, whatever is missing. */
function placesAround(squares: readonly [number, number][]) {
  const [columns, rows] = [squares.map(([column]) => column), squares.map(([, row]) => row)]
  const [west, east] = [Math.min(...columns) * SIDE, (Math.max(...columns) + 1) * SIDE]
  const [south, north] = [Math.min(...rows) * SIDE, (Math.max(...rows) + 1) * SIDE]
  const middle = { lng: (west + east) / 2, lat: (south + north) / 2 }
  // To the corner that is farthest away, on the side where a degree of longitude is longest.
  const corner = { lng: east, lat: Math.abs(south) < Math.abs(north) ? south : north }
  return PlaceModel.aggregate<KnownPlace>([
    {
      $geoNear: {
        near: { type: 'Point' as const, coordinates: [middle.lng, middle.lat] },
        key: 'location',
        distanceField: 'metres',
        maxDistance: metresBetween(middle, corner) * 1.01,
        spherical: true as const,
        query: { removed: false, status: { $ne: 'closed' } },
      },
    },
    { $project: FIELDS },
  ])
}

/** Shown places within a distance in metres, each with its distance, nearest first. */
export async function knownPlacesNear(near: LngLat, metres: number): Promise<{ place: KnownPlace; metres: number }[]> {
  const [north, east] = [metres / METRES_A_DEGREE, metres / metresEast(near.lat)]
  const names: string[] = []
  for (let column = squareOf(near.lng - east); column <= squareOf(near.lng + east); column++)
    for (let row = squareOf(near.lat - north); row <= squareOf(near.lat + north); row++) names.push(square(column, row))
  const found: { place: KnownPlace; metres: number }[] = []
  for (const places of await cached.read(names))
    for (const place of places) {
      const away = metresBetween(near, positionOf(place))
      if (away <= metres) found.push({ place, metres: away })
    }
  return found.sort((a, b) => a.metres - b.metres)
}

/** These places, as far as they exist and are not removed, by id. */
export async function knownPlaces(ids: readonly Types.ObjectId[]): Promise<Map<string, KnownPlace>> {
  const found = (await cached.read(ids.map(one))).flat()
  return new Map(found.filter(({ removed }) => !removed).map((place) => [String(place._id), place]))
}
