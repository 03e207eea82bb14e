import type { Shape } from '@yike/shared/geo/shape'
import { CENTER } from './facts'

/** Degrees for metres east and north of the middle. */
export function positionOf([east, north]: [number, number]) {
  const lat = CENTER.lat + north / 111_320
  return { lng: CENTER.lng + east / (111_320 * Math.cos((CENTER.lat * Math.PI) / 180)), lat }
}

export const pointAt = (at: [number, number]): [number, number] => {
  const { lng, lat } = positionOf(at)
  return [lng, lat]
}

export const groundWithin = (corners: [number, number][]): Shape => ({
  type: 'MultiPolygon',
  coordinates: [[[...corners, corners[0]!].map(pointAt)]],
})
