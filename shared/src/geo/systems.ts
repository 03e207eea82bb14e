import gcoord from 'gcoord'
import type { LngLat } from './walking'

/** The coordinate systems and the maps that use them. We keep and show GCJ-02, which the law asks of maps in China. */
export const COORDINATE_SYSTEMS = {
  gcj02: { label: '腾讯、高德地图（GCJ-02）', crs: gcoord.GCJ02 },
  bd09: { label: '百度地图（BD-09）', crs: gcoord.BD09 },
  wgs84: { label: 'GPS、国际地图（WGS-84）', crs: gcoord.WGS84 },
} as const
export type CoordinateSystem = keyof typeof COORDINATE_SYSTEMS
export const COORDINATE_SYSTEM_CODES = Object.keys(COORDINATE_SYSTEMS) as [CoordinateSystem, ...CoordinateSystem[]]

function convert({ lng, lat }: LngLat, from: CoordinateSystem, to: CoordinateSystem): LngLat {
  const [x, y] = gcoord.transform([lng, lat], COORDINATE_SYSTEMS[from].crs, COORDINATE_SYSTEMS[to].crs)
  return { lng: x, lat: y }
}

export const toGcj02 = (position: LngLat, from: CoordinateSystem) => convert(position, from, 'gcj02')
/** For international formats: GeoJSON, HSDS, Open311. */
export const toWgs84 = (position: LngLat) => convert(position, 'gcj02', 'wgs84')
