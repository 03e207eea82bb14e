import type { LngLat } from './walking'

/** Krasovsky 1940: semi-major axis in metres, and the square of its eccentricity. */
const AXIS = 6_378_245
const ECCENTRICITY2 = 0.00669342162296594323

const { PI, sin, cos, sqrt, abs } = Math

/** The waves that both offsets share. */
const waves = (x: number) => (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * (2 / 3)

const northing = (x: number, y: number) =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * sqrt(abs(x)) +
  waves(x) +
  (20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * (2 / 3) +
  (160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * (2 / 3)

const easting = (x: number, y: number) =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * sqrt(abs(x)) +
  waves(x) +
  (20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * (2 / 3) +
  (150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * (2 / 3)

/**
 * WGS-84, which a browser gives, to GCJ-02, which we keep and show. Known to be off by less than 2 m in China; what is
 * published of the system is this approximation.
 */
export function toGcj02({ lng, lat }: LngLat): LngLat {
  const [x, y] = [lng - 105, lat - 35]
  const phi = (lat / 180) * PI
  const magic = 1 - ECCENTRICITY2 * sin(phi) ** 2
  const dLat = (northing(x, y) * 180) / (((AXIS * (1 - ECCENTRICITY2)) / (magic * sqrt(magic))) * PI)
  const dLng = (easting(x, y) * 180) / ((AXIS / sqrt(magic)) * cos(phi) * PI)
  return { lng: lng + dLng, lat: lat + dLat }
}
