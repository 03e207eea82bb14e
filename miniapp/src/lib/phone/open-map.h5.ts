import type { Destination } from './open-map'

export type { Destination }

/** A browser has no map of its own: the place is handed to a map service that takes GCJ-02. */
export function openMap({ name, position }: Destination) {
  const query = new URLSearchParams({ position: `${position.lng},${position.lat}`, name, coordinate: 'gaode' })
  window.open(`https://uri.amap.com/marker?${query.toString()}`, '_blank', 'noopener')
}
