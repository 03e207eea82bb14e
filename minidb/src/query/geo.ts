import { isPlainObject, kindOf, Kind, toNumber, type Value } from './values'

/** Longitude and latitude in degrees. */
export type Point = readonly [number, number]

/** The radius MongoDB counts with. */
const EARTH_METRES = 6_378_100
const radians = (degrees: number) => (degrees * Math.PI) / 180

const isPair = (value: Value): value is [Value, Value] =>
  Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every((part) => kindOf(part) === Kind.Number)

/** A GeoJSON point or a legacy pair; null for anything else. */
export function readPoint(value: Value): Point | null {
  const pair = isPlainObject(value) && value.type === 'Point' ? value.coordinates : value
  if (isPair(pair)) return [toNumber(pair[0]), toNumber(pair[1])]
  return null
}

export function metresBetween(a: Point, b: Point) {
  const dLat = radians(b[1] - a[1])
  const dLng = radians(b[0] - a[0])
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The degrees around a point that a distance can reach. */
export function boxAround([lng, lat]: Point, metres: number) {
  const dLat = (metres / EARTH_METRES) * (180 / Math.PI)
  const widest = Math.max(0.01, Math.cos(radians(Math.min(89, Math.abs(lat) + dLat))))
  const dLng = dLat / widest
  return { west: lng - dLng, east: lng + dLng, south: lat - dLat, north: lat + dLat }
}
