import { describe, expect, it } from 'vitest'
import { coverageOf, gainsOf, type Compound } from './coverage'

const METRES_PER_DEGREE = 111_195
const HOME = { lng: 118.4935, lat: 37.4605 }
const north = (metres: number) => ({ lng: HOME.lng, lat: HOME.lat + metres / METRES_PER_DEGREE })
const compound = (name: string, metres: number): Compound => ({ id: name, name, position: north(metres) })

const CATEGORIES = ['canteen', 'pharmacy'] as const
const places = [
  { category: 'canteen' as const, position: north(0) },
  { category: 'canteen' as const, position: north(3000) },
  { category: 'pharmacy' as const, position: north(200) },
]

describe('coverage', () => {
  it('is the walk to the nearest of each category, and the share that is near enough', () => {
    const [near, far] = coverageOf([compound('近', 100), compound('远', 1500)], places, CATEGORIES, {
      minutes: 15,
      pace: 'adult',
    })
    expect(near).toMatchObject({ minutes: [2, 2], score: 100 })
    expect(far).toMatchObject({ minutes: [28, 24], score: 0 })
    expect(coverageOf([compound('近', 600)], places, CATEGORIES, { minutes: 15, pace: 'elder' })[0]).toMatchObject({
      minutes: [17, 11],
      score: 50,
    })
  })

  it('says that there is none at all', () => {
    expect(coverageOf([compound('近', 0)], [], CATEGORIES, { minutes: 15, pace: 'adult' })[0]).toMatchObject({
      minutes: [null, null],
      score: 0,
    })
  })

  it('names who would gain by one more place, and not who had one near', () => {
    const compounds = coverageOf([compound('近', 100), compound('远', 1500)], places, CATEGORIES, {
      minutes: 15,
      pace: 'adult',
    })
    const canteen = { category: 'canteen' as const, position: north(1200) }
    expect(gainsOf(compounds, CATEGORIES, canteen, { minutes: 15, pace: 'adult' }).map(({ name }) => name)).toEqual([
      '远',
    ])
    expect(
      gainsOf(compounds, CATEGORIES, { ...canteen, position: north(9000) }, { minutes: 15, pace: 'adult' }),
    ).toEqual([])
  })
})
