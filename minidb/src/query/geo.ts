import { badValue } from '../errors'
import { isPlainObject, kindOf, Kind, toNumber, type Value } from './values'

/** Longitude and latitude in degrees. */
export type Point = readonly [number, number]
export type Ring = Point[]
export interface Sphere {
  kind: 'sphere'
  center: Point
  metres: number
}
export interface Area {
  kind: 'area'
  /** Each an outer ring and its holes. */
  polygons: Ring[][]
}

/** The radius MongoDB counts with. */
export const EARTH_METRES = 6_378_100
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

const readRing = (value: Value): Ring => {
  const points = Array.isArray(value) ? value.map(readPoint) : []
  if (points.length < 4 || points.some((point) => !point))
    throw badValue('a polygon ring needs at least four positions')
  return points as Ring
}

/** The area of `$geoWithin` and `$geoIntersects`: for points the two mean the same. */
export function readShape(operator: string, condition: Value): Sphere | Area {
  if (!isPlainObject(condition)) throw badValue(`${operator} needs an object`)
  const [[form, value] = ['', undefined]] = Object.entries(condition)
  if (form === '$centerSphere' && Array.isArray(value)) {
    const center = readPoint(value[0])
    if (center) return { kind: 'sphere', center, metres: toNumber(value[1]) * EARTH_METRES }
  }
  if (form === '$box' && Array.isArray(value)) {
    const [a, b] = value.map(readPoint)
    if (a && b) return { kind: 'area', polygons: [[[a, [b[0], a[1]], b, [a[0], b[1]], a]]] }
  }
  if (form === '$geometry' && isPlainObject(value) && Array.isArray(value.coordinates)) {
    if (value.type === 'Polygon') return { kind: 'area', polygons: [value.coordinates.map(readRing)] }
    if (value.type === 'MultiPolygon')
      return { kind: 'area', polygons: value.coordinates.map((rings: Value) => (rings as Value[]).map(readRing)) }
  }
  throw badValue(`minidb does not support ${operator} with ${form || 'nothing'}`)
}

export const insideSphere = ({ center, metres }: Sphere, point: Point) => metresBetween(center, point) <= metres

function insideRing(ring: Ring, [x, y]: Point) {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i]!, ring[j]!]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** Inside the outer ring and in none of the holes. Edges are straight in degrees: exact enough below a hundred kilometres. */
export const insidePolygon = ([outer, ...holes]: Ring[], point: Point) =>
  outer !== undefined && insideRing(outer, point) && !holes.some((hole) => insideRing(hole, point))

/** The degrees around a point that a distance can reach. */
export function boxAround([lng, lat]: Point, metres: number) {
  const dLat = (metres / EARTH_METRES) * (180 / Math.PI)
  const widest = Math.max(0.01, Math.cos(radians(Math.min(89, Math.abs(lat) + dLat))))
  const dLng = dLat / widest
  return { west: lng - dLng, east: lng + dLng, south: lat - dLat, north: lat + dLat }
}
