import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cameBack, COME_BACK_DAYS, COME_BACKS, mayNameBuilding, type Reported } from './recurring'

const NOW = new Date('2026-12-01T10:00:00+08:00')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
const reported = (filed: number, mended: number | null): Reported => ({
  filedAt: daysAgo(filed),
  mendedAt: mended === null ? null : daysAgo(mended),
})

it('names what was reported again twice within 60 days after it was mended, with the cases in their order', () => {
  const [first, second, third] = [reported(100, 95), reported(40, 30), reported(5, null)]

  expect(cameBack([third, first, second], NOW)).toEqual([first, second, third])
  expect(cameBack([first, second], NOW)).toBeNull()
  expect(cameBack([reported(120, 101), second, third], NOW)).toBeNull()
})

it('counts the reports of one occasion once, and lets old ones rest', () => {
  const burst = [reported(50, 40), reported(49, 40), reported(48, 40)]

  expect(cameBack([...burst, reported(5, null), reported(4, null)], NOW)).toBeNull()
  expect(cameBack([reported(160, 155), reported(140, 135), reported(120, 115)], NOW)).toBeNull()
})

it('finds a row that keeps its rule, and more cases never take it away', () => {
  const one = fc
    .tuple(fc.integer({ min: 0, max: 170 }), fc.option(fc.integer({ min: 0, max: 30 })))
    .map(([filed, after]) => reported(filed, after === null ? null : Math.max(0, filed - after)))
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), one, (cases, more) => {
      const found = cameBack(cases, NOW)
      if (!found) return
      expect(found.length).toBeGreaterThan(COME_BACKS)
      for (const [at, next] of found.slice(1).entries()) {
        const waited = next.filedAt.getTime() - found[at]!.mendedAt!.getTime()
        expect(waited).toBeGreaterThanOrEqual(0)
        expect(waited).toBeLessThanOrEqual(COME_BACK_DAYS * 86_400_000)
      }
      expect(cameBack([...cases, more], NOW)!.length).toBeGreaterThanOrEqual(found.length)
    }),
  )
})

it('names no building by the reports of two households, however many they are', () => {
  expect(mayNameBuilding(['wang', 'li', 'wang', 'li', 'wang'])).toBe(false)
  expect(mayNameBuilding(['wang', null, null, null])).toBe(false)
  expect(mayNameBuilding(['wang', 'li', null])).toBe(true)
})
