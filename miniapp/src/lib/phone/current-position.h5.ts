import { toGcj02 } from '@yike/shared/geo/systems'
import type { LngLat } from '@yike/shared/geo/walking'

const OPTIONS = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 }

/** A browser gives WGS-84. */
export const currentPosition = () =>
  new Promise<LngLat>((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(toGcj02({ lng: coords.longitude, lat: coords.latitude }, 'wgs84')),
      reject,
      OPTIONS,
    )
  })
