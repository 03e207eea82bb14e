import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { isStale } from './staleness'

it('an entry is stale when nobody has verified it for 90 days, or ever', () => {
  const now = instantAt('2026-11-30', 600)
  expect(isStale(instantAt('2026-09-01', 600), now)).toBe(false)
  expect(isStale(instantAt('2026-09-01', 599), now)).toBe(true)
  expect(isStale(null, now)).toBe(true)
})
