export interface LngLat {
  lng: number
  lat: number
}

const EARTH_METRES = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Straight line over the sphere, in metres. Both positions in the same system. */
export function metresBetween(a: LngLat, b: LngLat) {
  const dLat = radians(b.lat - a.lat)
  const dLng = radians(b.lng - a.lng)
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(h))
}

/** Metres a second on foot, and how much longer the road is than the straight line. A setting of the district. */
const PACES = { adult: 1.2, elder: 0.8 } as const
export type Pace = keyof typeof PACES
export const DETOUR = 1.3

/** Minutes on foot for a straight-line distance, at least 1. */
export const walkMinutes = (metres: number, pace: Pace = 'adult') =>
  Math.max(1, Math.ceil((metres * DETOUR) / PACES[pace] / 60))

/** The straight-line metres that these minutes reach. */
export const metresWithin = (minutes: number, pace: Pace = 'adult') => (minutes * 60 * PACES[pace]) / DETOUR
