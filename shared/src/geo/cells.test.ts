import { expect, it } from 'vitest'
import { cellOf, cellsAround } from './cells'
import { metresBetween } from './walking'

const LAMP = { lng: 118.4935, lat: 37.4605 }

it('a report within 150 m lies in the squares around, whatever the direction, and one 700 m away does not', () => {
  for (let turn = 0; turn < 36; turn++) {
    const angle = (turn / 36) * 2 * Math.PI
    const away = (degrees: number) => ({
      lng: LAMP.lng + (degrees * Math.cos(angle)) / Math.cos((LAMP.lat * Math.PI) / 180),
      lat: LAMP.lat + degrees * Math.sin(angle),
    })
    expect(metresBetween(LAMP, away(0.00134))).toBeCloseTo(149, 0)
    expect(cellsAround(LAMP)).toContain(cellOf(away(0.00134)))
    expect(cellsAround(LAMP)).not.toContain(cellOf(away(0.0063)))
  }
})
