import fc from 'fast-check'
import { expect, it } from 'vitest'
import { figuresOf, rateOf, sumOf, together, type Figures, type Rated } from './rates'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour))
const NOW = at(100)
const filed: Rated = { dueAt: at(50), repliedAt: null, answeredAt: null, pausedAt: null, merged: null, rating: null }
const shares = (more: Partial<Rated>) => {
  const { answered, solved, satisfied } = figuresOf({ ...filed, ...more }, NOW)
  return [answered, solved, satisfied].map(({ some, of }) => `${some}/${of}`).join(' ')
}

it('an answer counts in time by the first reply, a missing one once its limit has passed', () => {
  expect(shares({ repliedAt: at(40), answeredAt: at(90) })).toBe('1/1 0/0 0/0')
  expect(shares({ answeredAt: at(51) })).toBe('0/1 0/0 0/0')
  expect(shares({})).toBe('0/1 0/0 0/0')
  expect(shares({ dueAt: at(101) })).toBe('0/0 0/0 0/0')
  expect(shares({ pausedAt: at(49) })).toBe('0/0 0/0 0/0')
})

it('solved is what was not rated 没办好, satisfied what was rated 好了', () => {
  const rated = (score: number) => shares({ answeredAt: at(10), rating: { score } })
  expect([3, 2, 1].map(rated)).toEqual(['1/1 1/1 1/1', '1/1 1/1 0/1', '1/1 0/1 0/1'])
})

it('a merged case counts for nothing: the older one does', () => {
  expect(figuresOf({ ...filed, merged: { into: 'older' } }, NOW).filed).toBe(0)
})

it('the whole is the sum of its groups, however they are cut, and every rate lies between 0 and 1', () => {
  const some = fc.nat(50).chain((of) => fc.record({ of: fc.constant(of), some: fc.nat(of) }))
  const figures: fc.Arbitrary<Figures> = fc.record({ filed: fc.nat(99), answered: some, solved: some, satisfied: some })
  fc.assert(
    fc.property(fc.array(figures), fc.nat(), (all, cut) => {
      const n = all.length ? cut % all.length : 0
      const whole = sumOf(all)
      expect(together(sumOf(all.slice(0, n)), sumOf(all.slice(n)))).toEqual(whole)
      const rate = rateOf(whole.answered)
      expect(rate === null ? whole.answered.of === 0 : rate >= 0 && rate <= 1).toBe(true)
    }),
  )
})
