import type { Ground } from '@yike/shared/territory/schemas'
import L from 'leaflet'

/** Draws the background of a map: tiles of the base map, else roads. Returns the way to take it off again. */
export function addBaseLayer(map: L.Map, ground: Ground) {
  const base = ground.tiles
    ? L.tileLayer(ground.tiles.url, { maxZoom: 18 })
    : L.layerGroup(
        ground.roads.map(({ path }) =>
          L.polyline(
            path.map(([lng, lat]) => [lat, lng] as [number, number]),
            { className: 'ground__road', weight: 6, interactive: false, pmIgnore: true },
          ),
        ),
      )
  base.addTo(map)
  return () => void base.remove()
}

/** A map without anything on it, with its scale and the buttons of its zoom in Chinese. */
export function makeMap(box: HTMLElement) {
  const made = L.map(box, { zoomSnap: 0.25, attributionControl: false, zoomControl: false })
  L.control.zoom({ zoomInTitle: '放大', zoomOutTitle: '缩小' }).addTo(made)
  L.control.scale({ imperial: false }).addTo(made)
  return made
}
