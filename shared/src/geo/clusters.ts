import type { Bounds } from './shape'
import type { LngLat } from './walking'

/** Zooms as maps count them: at 0 the world is 256 px wide, and each step doubles it. */
export const ZOOM_MIN = 3
export const ZOOM_MAX = 19
const WORLD_PX = 256
/** The side of a cell on the screen: two neighbouring clusters are two fingers apart. */
const CELL_PX = 64
/** A page gets so many clusters at most: a wide map at a near zoom is answered at a farther one. */
export const CLUSTERS_MAX = 1024

/** Web Mercator: west to east and north to south, each from 0 to 1 over the world. */
export const projected = ({ lng, lat }: LngLat) => {
  const sine = Math.sin((lat * Math.PI) / 180)
  return { x: (lng + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) }
}
const unprojected = ({ x, y }: { x: number; y: number }): LngLat => ({
  lng: x * 360 - 180,
  lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
})

/** Projected positions in columns, which a processor reads quickly: a dot is its index. */
export interface Dots {
  x: ArrayLike<number>
  y: ArrayLike<number>
}
export interface Cluster {
  /** The middle of its dots. */
  position: LngLat
  /** The cell of the grid that they lie in. */
  within: Bounds
  count: number
  /** How many of them are marked. */
  marked: number
  /** Any of them: the only one where `count` is 1. */
  one: number
}

const cornersOf = ({ west, south, east, north }: Bounds) => ({
  from: projected({ lng: west, lat: north }),
  to: projected({ lng: east, lat: south }),
})

/** Whether a projected position lies in the bounds, the western and northern edges included. */
export function liesWithin(bounds: Bounds) {
  const { from, to } = cornersOf(bounds)
  return (x: number, y: number) => x >= from.x && x < to.x && y >= from.y && y < to.y
}

/** The nearest zoom up to `zoom` at which the bounds hold no more cells than a page gets. */
export function zoomFor(bounds: Bounds, zoom: number) {
  const { from, to } = cornersOf(bounds)
  for (let at = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom)); at > ZOOM_MIN; at--) {
    const cells = (WORLD_PX * 2 ** at) / CELL_PX
    // One more each way: the bounds begin inside a cell.
    if (((to.x - from.x) * cells + 1) * ((to.y - from.y) * cells + 1) <= CLUSTERS_MAX) return at
  }
  return ZOOM_MIN
}

/** Gathers some of the dots by the cells of a grid that is fixed to the ground: panning moves no cluster. The largest first. */
export function clustersOf(
  { x, y }: Dots,
  some: readonly number[],
  zoom: number,
  isMarked: (dot: number) => boolean,
): Cluster[] {
  const cells = (WORLD_PX * 2 ** zoom) / CELL_PX
  const reach = reachOf({ x, y }, some)
  const [column, row] = [Math.floor(reach.left * cells), Math.floor(reach.top * cells)]
  // Counted from the first cell that has a dot, the numbers stay small, and looking them up quick.
  const wide = Math.floor(reach.right * cells) - column + 1
  const found = new Map<number, { x: number; y: number; count: number; marked: number; one: number }>()
  for (const one of some) {
    const key = (Math.floor(y[one]! * cells) - row) * wide + Math.floor(x[one]! * cells) - column
    const mark = isMarked(one) ? 1 : 0
    const cell = found.get(key)
    if (cell === undefined) found.set(key, { x: x[one]!, y: y[one]!, count: 1, marked: mark, one })
    else {
      cell.x += x[one]!
      cell.y += y[one]!
      cell.count++
      cell.marked += mark
    }
  }
  return [...found]
    .map(([key, cell]) => {
      const [west, north] = [column + (key % wide), row + Math.floor(key / wide)]
      const from = unprojected({ x: west / cells, y: north / cells })
      const to = unprojected({ x: (west + 1) / cells, y: (north + 1) / cells })
      return {
        position: unprojected({ x: cell.x / cell.count, y: cell.y / cell.count }),
        within: { west: from.lng, south: to.lat, east: to.lng, north: from.lat },
        ...{ count: cell.count, marked: cell.marked, one: cell.one },
      }
    })
    .sort((a, b) => b.count - a.count)
}

/** The least and the greatest of each figure: Infinity and -Infinity without any dot. */
function reachOf({ x, y }: Dots, some: readonly number[]) {
  const reach = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const one of some) {
    if (x[one]! < reach.left) reach.left = x[one]!
    if (x[one]! > reach.right) reach.right = x[one]!
    if (y[one]! < reach.top) reach.top = y[one]!
    if (y[one]! > reach.bottom) reach.bottom = y[one]!
  }
  return reach
}

/** The bounds of some of the dots, as degrees; null without any. */
export function boundsOfDots(dots: Dots, some: readonly number[]): Bounds | null {
  if (some.length === 0) return null
  const { left, top, right, bottom } = reachOf(dots, some)
  const [from, to] = [unprojected({ x: left, y: top }), unprojected({ x: right, y: bottom })]
  return { west: from.lng, south: to.lat, east: to.lng, north: from.lat }
}
