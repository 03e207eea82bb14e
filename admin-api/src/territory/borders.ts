import { difference, intersection, union, type Geom } from 'polyclip-ts'
import { boundsOf, squareMetres, type Shape } from '@yike/shared/geo/shape'

/** Less than this is the width of a pencil between two borders drawn by hand. */
const PENCIL_SQUARE_METRES = 200

const shapeOf = (coordinates: Geom): Shape => ({
  type: 'MultiPolygon',
  coordinates: coordinates as Shape['coordinates'],
})
const ringsOf = ({ coordinates }: Shape) => coordinates as Geom

export function unionOf(shapes: readonly Shape[]): Shape | null {
  const [first, ...rest] = shapes.map(ringsOf)
  return first ? shapeOf(union(first, ...rest)) : null
}

/** What is left of a shape without another; null when nothing is. */
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

/** Ground that two of these claim, the largest first. What a pencil's width explains is left out. */
export function overlapsOf<Drawn extends { shape: Shape }>(drawn: readonly Drawn[]) {
  return drawn
    .flatMap((one, at) =>
      drawn.slice(at + 1).flatMap((other) => {
        if (!meets(one.shape, other.shape)) return []
        const shape = shapeOf(intersection(ringsOf(one.shape), ringsOf(other.shape)))
        const area = squareMetres(shape)
        return area > PENCIL_SQUARE_METRES ? [{ of: [one, other], shape, squareMetres: Math.round(area) }] : []
      }),
    )
    .sort((a, b) => b.squareMetres - a.squareMetres)
}

/** Ground of the whole that none of the parts covers; null when it is no more than a pencil's width. */
export function uncoveredBy(whole: Shape, parts: readonly Shape[]) {
  const [first, ...rest] = parts.map(ringsOf)
  if (!first) return null
  const left = difference(ringsOf(whole), first, ...rest)
  if (left.length === 0) return null
  const shape = shapeOf(left)
  const area = squareMetres(shape)
  return area > PENCIL_SQUARE_METRES ? { shape, squareMetres: Math.round(area) } : null
}
