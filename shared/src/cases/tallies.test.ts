import fc from 'fast-check'
import { expect, it } from 'vitest'
import { figuresOf, sumOf, type Rated } from './rates'
import { figuresAt, sumOfTallies, tallyOf } from './tallies'

const instant = fc.nat(60).map((hour) => new Date(Date.UTC(2026, 10, 23, hour)))
const sometimes = fc.option(instant)
const oneCase: fc.Arbitrary<Rated> = fc.record({
  dueAt: instant,
  repliedAt: sometimes,
  answeredAt: sometimes,
  pausedAt: sometimes,
  merged: fc.option(fc.constant({ into: 'older' })),
  rating: fc.option(fc.record({ score: fc.integer({ min: 1, max: 3 }) })),
})

it('tallies give at every instant the figures of their cases, however these are grouped', () => {
  fc.assert(
    fc.property(fc.array(oneCase), fc.nat(), instant, (all, cut, now) => {
      const n = all.length ? cut % all.length : 0
      const groups = [all.slice(0, n), all.slice(n)].map((some) => sumOfTallies(some.map(tallyOf)))
      expect(figuresAt(groups, now)).toEqual(sumOf(all.map((c) => figuresOf(c, now))))
      expect(sumOfTallies(groups).cases).toBe(all.length)
    }),
  )
})
