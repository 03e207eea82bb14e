import type { LngLat } from './walking'

/** Degrees of a square: about 220 m from south to north, and 180 m from west to east in Dongying. */
const SIZE = 0.002
const name = (column: number, row: number) => `${column}:${row}`
const placeOf = ({ lng, lat }: LngLat) => [Math.floor(lng / SIZE), Math.floor(lat / SIZE)] as const

/** The square of the map that a position lies in, as a word to look up: 「59246:18730」. */
export const cellOf = (position: LngLat) => name(...placeOf(position))

/** That square and the eight around it: everything within its shorter side of the position lies in them. */
export function cellsAround(position: LngLat): string[] {
  const [column, row] = placeOf(position)
  return [-1, 0, 1].flatMap((east) => [-1, 0, 1].map((north) => name(column + east, row + north)))
}

/** The middle of that square: where something is, within about 150 m. */
export function middleOfCell(position: LngLat): LngLat {
  const [lng, lat] = placeOf(position).map((line) => Number(((line + 0.5) * SIZE).toFixed(3))) as [number, number]
  return { lng, lat }
}
