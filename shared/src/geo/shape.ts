import type { LngLat } from './walking'

type Point = [lng: number, lat: number]
/** GeoJSON MultiPolygon in GCJ-02: rings closed, holes after their outline. The ground of an area. */
export interface Shape {
  type: 'MultiPolygon'
  coordinates: Point[][][]
}

/** Degrees a shape reaches to. */
export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

export function boundsOf({ coordinates }: Shape): Bounds {
  const points = coordinates.flat(2)
  const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)]
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity)
  return { west: least(lngs), south: least(lats), east: most(lngs), north: most(lats) }
}

/** Whether a ring encloses a point, by counting the sides that a ray to the east crosses. */
function goesRound(ring: readonly Point[], { lng, lat }: LngLat) {
  let inside = false
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1]!, ring[at]!]
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/** A point in a hole is outside. One on the border belongs to exactly one of two neighbours that share it. */
export const contains = ({ coordinates }: Shape, point: LngLat) =>
  coordinates.some(([outline, ...holes]) => goesRound(outline!, point) && !holes.some((hole) => goesRound(hole, point)))

const METRES_PER_DEGREE = 111_195

/** Computed in a plane that touches the earth at the ring: right within a per mille at the size of a city. */
function ringSquareMetres(ring: readonly Point[]) {
  const scale = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180)
  let twice = 0
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1]!, ring[at]!]
    twice += (x1 - ring[0]![0]) * (y2 - ring[0]![1]) - (x2 - ring[0]![0]) * (y1 - ring[0]![1])
  }
  return (Math.abs(twice) / 2) * METRES_PER_DEGREE ** 2 * scale
}

export const squareMetres = ({ coordinates }: Pick<Shape, 'coordinates'>) =>
  coordinates.reduce(
    (sum, [outline, ...holes]) =>
      sum + ringSquareMetres(outline!) - holes.reduce((held, hole) => held + ringSquareMetres(hole), 0),
    0,
  )

/** 「0.82 平方公里」, 「5,300 平方米」. */
export const squareMetresInWords = (area: number) =>
  area >= 100_000 ? `${(area / 1e6).toFixed(2)} 平方公里` : `${Math.round(area).toLocaleString('en')} 平方米`

/** The middle of its bounds: a map opens there. */
export function middleOf(shape: Shape): LngLat {
  const { west, south, east, north } = boundsOf(shape)
  return { lng: (west + east) / 2, lat: (south + north) / 2 }
}

export const SHAPE_MAX_POINTS = 5000
/** A smaller shape than a courtyard is a slip of the finger. */
const LEAST_SQUARE_METRES = 100

/** The fault of a shape in one sentence; null when it has none. `borders.ts` of the API finds crossing sides. */
export function problemWithShape({ coordinates }: Shape): string | null {
  const rings = coordinates.flat()
  if (coordinates.length === 0 || coordinates.some((polygon) => polygon.length === 0)) return '边界是空的，先画一圈'
  if (rings.reduce((sum, ring) => sum + ring.length, 0) > SHAPE_MAX_POINTS)
    return `边界的点太多，最多 ${SHAPE_MAX_POINTS} 个，先在制图软件里简化`
  const isClosed = (ring: readonly Point[]) =>
    ring.length >= 4 && ring[0]![0] === ring[ring.length - 1]![0] && ring[0]![1] === ring[ring.length - 1]![1]
  if (!rings.every(isClosed)) return '边界没有围起来，起点和终点要是同一个点'
  const { west, south, east, north } = boundsOf({ type: 'MultiPolygon', coordinates })
  if (west < 73 || east > 136 || south < 3 || north > 54) return '边界跑到中国外面去了，经度和纬度可能写反了'
  if (squareMetres({ coordinates }) < LEAST_SQUARE_METRES) return '边界围的地方太小了，重新画一圈'
  return null
}
