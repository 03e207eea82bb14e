import { describe, expect, it } from 'vitest'
import type { LngLat } from './walking'
import { boundsOfDots, CLUSTERS_MAX, clustersOf, liesWithin, projected, ZOOM_MAX, ZOOM_MIN, zoomFor } from './clusters'

const CHINA = { west: 73, south: 3, east: 136, north: 54 }
const columnsOf = (positions: LngLat[]) => {
  const dots = positions.map(projected)
  return { dots: { x: dots.map(({ x }) => x), y: dots.map(({ y }) => y) }, all: dots.map((_, n) => n) }
}
/** A town of 400 dots, about two kilometres wide. */
const TOWN = columnsOf(
  Array.from({ length: 400 }, (_, n) => ({
    lng: 118.48 + (n % 20) * 0.001,
    lat: 37.45 + Math.floor(n / 20) * 0.001,
  })),
)
const none = () => false

describe('clusters of a map', () => {
  it.each([ZOOM_MIN, 10, 14, ZOOM_MAX])('lose no dot and count none twice at zoom %i, each in its own cell', (zoom) => {
    const clusters = clustersOf(TOWN.dots, TOWN.all, zoom, (n) => n % 4 === 0)

    expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(400)
    expect(clusters.reduce((sum, { marked }) => sum + marked, 0)).toBe(100)
    for (const { within, count, position } of clusters) {
      const isInside = liesWithin(within)
      expect(TOWN.all.filter((n) => isInside(TOWN.dots.x[n]!, TOWN.dots.y[n]!))).toHaveLength(count)
      const { x, y } = projected(position)
      expect(isInside(x, y)).toBe(true)
    }
  })

  it('come apart as the map comes nearer, to single dots', () => {
    const counts = [8, 12, 15, 19].map((zoom) => clustersOf(TOWN.dots, TOWN.all, zoom, none).length)

    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(counts.at(-1)).toBe(400)
  })

  it('a page gets only so many, however wide and near the map that it asks for', () => {
    const zoom = zoomFor(CHINA, ZOOM_MAX)
    const everywhere = columnsOf(
      Array.from({ length: 40_000 }, (_, n) => ({
        lng: 73 + (n % 200) * 0.315,
        lat: 3 + Math.floor(n / 200) * 0.255,
      })),
    )

    expect(clustersOf(everywhere.dots, everywhere.all, zoom, none).length).toBeLessThanOrEqual(CLUSTERS_MAX)
    expect(zoomFor({ west: 118.48, south: 37.45, east: 118.5, north: 37.46 }, 15)).toBe(15)
  })

  it('the bounds of nothing are nothing, those of one dot are the dot', () => {
    expect(boundsOfDots(TOWN.dots, [])).toBeNull()
    expect(boundsOfDots(TOWN.dots, [7])!.west).toBeCloseTo(118.487, 9)
  })
})
