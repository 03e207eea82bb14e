import { describe, expect, it } from 'vitest'
import { metresBetween } from '../geo/walking'
import { isSquareShown, nearbyState, squareOf } from './nearby'

describe('a position on the residents’ map', () => {
  it('is the middle of a square of about a hundred metres, the same for every position in it', () => {
    const homes = Array.from({ length: 400 }, (_, n) => ({
      lng: 118.49 + ((n % 20) + 0.5) * 0.00005,
      lat: 37.46 + (Math.floor(n / 20) + 0.5) * 0.00005,
    }))

    expect(new Set(homes.map((home) => JSON.stringify(squareOf(home)))).size).toBe(1)
    expect(Math.max(...homes.map((home) => metresBetween(home, squareOf(home))))).toBeLessThan(75)
    expect(metresBetween(squareOf(homes[0]!), squareOf({ lng: 118.4895, lat: 37.4605 }))).toBeGreaterThan(85)
  })

  it('is shown where many live, and never where it would be a house that stands alone', () => {
    const dense = { toPublicPlace: 120, toCompound: 90, toReportersHome: 10 }
    const road = { toPublicPlace: 250, toCompound: Infinity, toReportersHome: 400 }

    expect([dense, road].map(isSquareShown)).toEqual([true, true])
    expect(isSquareShown({ ...road, toReportersHome: 40 })).toBe(false)
    expect(isSquareShown({ ...dense, toPublicPlace: 900 })).toBe(false)
  })
})

it('only what was mended is shown as mended, and nothing that nobody at the office has looked at', () => {
  expect(nearbyState('submitted', ['filed'])).toBeNull()
  expect(nearbyState('returned', ['filed', 'returned'])).toBeNull()
  expect(nearbyState('in_progress', ['filed', 'accepted', 'assigned'])).toBe('open')
  expect(nearbyState('closed', ['filed', 'accepted', 'resolved', 'closed'])).toBe('done')
  expect(nearbyState('closed', ['filed', 'accepted', 'asked', 'lapsed'])).toBeNull()
  expect(nearbyState('closed', ['filed', 'resolved', 'reopened', 'asked', 'lapsed'])).toBeNull()
})
