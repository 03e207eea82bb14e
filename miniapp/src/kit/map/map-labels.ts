import type { MapMarker, MapPosition } from './map-view.types'

/** A character of a label and its frame, in dp at the plain text size. */
const CHARACTER = 13
const FRAME = 18
const HIGH = 34
const METRES_PER_DEGREE = 111_320

/**
 * Leaves words only on markers whose label covers no earlier one; the others are dots. The first keep their words, so the
 * order is that of importance. `metresPerDp` is the scale the map is drawn at.
 */
export function withRoomForLabels(
  markers: readonly MapMarker[],
  center: MapPosition,
  metresPerDp: number,
  k: number,
): MapMarker[] {
  const kept: { x: number; y: number; half: number }[] = []
  const eastOf = METRES_PER_DEGREE * Math.cos((center.lat * Math.PI) / 180)
  return markers.map((marker) => {
    const x = ((marker.lng - center.lng) * eastOf) / metresPerDp
    const y = ((marker.lat - center.lat) * METRES_PER_DEGREE) / metresPerDp
    const half = (marker.text.length * CHARACTER * k + FRAME) / 2
    const covers = kept.some((other) => Math.abs(x - other.x) < half + other.half && Math.abs(y - other.y) < HIGH * k)
    if (!covers) kept.push({ x, y, half })
    return covers ? { ...marker, text: '' } : marker
  })
}
