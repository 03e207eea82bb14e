import L from 'leaflet'
import '@geoman-io/leaflet-geoman-free'
import '@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css'

/** Gives a map that is already there the tools for drawing borders. */
export function addDrawingTools(map: L.Map) {
  // Its types name layers only; it takes a map as well.
  L.PM.reInitLayer(map as unknown as L.Layer)
  map.pm.setLang('zh')
}
