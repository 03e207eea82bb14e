import { difference, intersection, union, type Geom } from 'polyclip-ts'
import { boundsOf, squareMetres, type Shape } from '@yike/shared/geo/shape'
import { metresBetween } from '@yike/shared/geo/walking'

const shapeOf = (coordinates: Geom): Shape => ({
  type: 'MultiPolygon',
  coordinates: coordinates as Shape['coordinates'],
})
const ringsOf = ({ coordinates }: Shape) => coordinates as Geom

/** A narrower gap is a pencil's width between two borders drawn by hand. */
const PENCIL_METRES = 2

const lengthOf = (ring: Shape['coordinates'][number][number]) =>
  ring.slice(1).reduce((sum, [lng, lat], at) => {
    const [fromLng, fromLat] = ring[at]!
    return sum + metresBetween({ lng: fromLng, lat: fromLat }, { lng, lat })
  }, 0)

/** The pieces that are wider than a pencil, with their area; null when there are none. */
function worthSaying({ coordinates }: Shape) {
  const wide = coordinates.filter((polygon) => {
    const area = squareMetres({ coordinates: [polygon] })
    return (2 * area) / polygon.reduce((sum, ring) => sum + lengthOf(ring), 0) > PENCIL_METRES
  })
  const shape: Shape = { type: 'MultiPolygon', coordinates: wide }
  return wide.length > 0 ? { shape, squareMetres: Math.round(squareMetres(shape)) } : null
}

export function unionOf(shapes: readonly Shape[]): Shape | null {
  const [first, ...rest] = shapes.map(ringsOf)
  return first ? shapeOf(union(first, ...rest)) : null
}

/** The rest of a shape without another; null when nothing is left. */
export function without(shape: Shape, other: Shape): Shape | null {
  const left = difference(ringsOf(shape), ringsOf(other))
  return left.length === 0 ? null : shapeOf(left)
}

/** Whether sides of a shape cross each other: untangled, it falls into more pieces than were drawn. */
export const isTangled = (shape: Shape) => union(ringsOf(shape)).length > shape.coordinates.length

const meets = (a: Shape, b: Shape) => {
  const [one, two] = [boundsOf(a), boundsOf(b)]
  return one.west <= two.east && two.west <= one.east && one.south <= two.north && two.south <= one.north
}

/** Ground that two of these claim, the largest first. A pencil's width is left out. */
export function overlapsOf<Drawn extends { shape: Shape }>(drawn: readonly Drawn[]) {
  return drawn
    .flatMap((one, at) =>
      drawn.slice(at + 1).flatMap((other) => {
        if (!meets(one.shape, other.shape)) return []
        const both = worthSaying(shapeOf(intersection(ringsOf(one.shape), ringsOf(other.shape))))
        return both ? [{ of: [one, other], ...both }] : []
      }),
    )
    .sort((a, b) => b.squareMetres - a.squareMetres)
}

/** Ground of the whole that none of the parts covers; null when it is no more than a pencil's width. */
export function uncoveredBy(whole: Shape, parts: readonly Shape[]) {
  const [first, ...rest] = parts.map(ringsOf)
  if (!first) return null
  return worthSaying(shapeOf(difference(ringsOf(whole), first, ...rest)))
}

/** The part that two shapes share; null when there is none. */
export function sharedBorder(one: Shape, other: Shape): Shape | null {
  const both = intersection(ringsOf(one), ringsOf(other))
  return both.length === 0 ? null : shapeOf(both)
}

/** Whether a border runs through a shape: it has parts on either side. */
export const isCutBy = (shape: Shape, border: Shape) =>
  worthSaying(shapeOf(intersection(ringsOf(shape), ringsOf(border)))) !== null &&
  worthSaying(shapeOf(difference(ringsOf(shape), ringsOf(border)))) !== null
