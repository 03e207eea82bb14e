import { expect, it } from 'vitest'
import { metresBetween, metresWithin, walkMinutes } from './walking'

it('measures a degree of latitude as 111 kilometres, and one of longitude shorter the farther north', () => {
  const at = (lng: number, lat: number) => ({ lng, lat })
  expect(metresBetween(at(118, 0), at(118, 1))).toBeCloseTo(111_195, 0)
  expect(metresBetween(at(118, 60), at(119, 60)) / 55_597).toBeCloseTo(1, 3)
  // From Dongying to Jinan.
  expect(metresBetween(at(118.675, 37.434), at(117.12, 36.651)) / 163_000).toBeCloseTo(1, 1)
})

it('walks a little farther than straight, an elder slower, and never in less than a minute', () => {
  expect([walkMinutes(554), walkMinutes(553)]).toEqual([11, 10])
  expect(walkMinutes(554, 'elder')).toBe(16)
  expect(walkMinutes(0)).toBe(1)
  expect(metresWithin(13)).toBeCloseTo(720)
  expect(metresWithin(13, 'elder')).toBeCloseTo(480)
})
