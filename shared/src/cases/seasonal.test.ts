import fc from 'fast-check'
import { expect, it } from 'vitest'
import { monthAfter, monthsBefore, SEASON_CASES, SEASON_YEARS, seasonalIn, yearsInWords } from './seasonal'

const heating = (month: string, cases: number, group = '暖气') => ({ group, month, cases })
const named = (counts: Parameters<typeof seasonalIn<string>>[0], month = '2026-11') =>
  seasonalIn(counts, month, (group) => group)

it('names what came in the same month of two years, whatever came in between', () => {
  const counts = [
    ...[heating('2023-11', 4), heating('2025-11', 2), heating('2025-11', 5), heating('2025-06', 90)],
    ...[heating('2025-11', 30, '停水'), heating('2024-11', SEASON_CASES - 1, '停水')],
  ]
  const [one, ...others] = named(counts)
  expect(others).toEqual([])
  expect(one).toEqual({
    group: '暖气',
    years: [
      { year: 2025, cases: 7 },
      { year: 2023, cases: 4 },
    ],
  })
  expect(yearsInWords(one!.years)).toBe('2023年 4 件，2025年 7 件')
  expect(named(counts, '2026-12')).toEqual([])
})

it('looks neither at this year and later ones, nor further back than it should', () => {
  expect(named([heating('2026-11', 9), heating('2027-11', 9), heating('2025-11', 9), heating('2020-11', 9)])).toEqual(
    [],
  )
  expect(monthsBefore('2026-01')).toEqual(['2025-01', '2024-01', '2023-01', '2022-01', '2021-01'])
  expect([monthAfter('2026-12'), monthAfter('2026-09')]).toEqual(['2027-01', '2026-10'])
})

it('names each group once, by its own counts alone, and more cases never take a name away', () => {
  const count = fc.record({
    group: fc.constantFrom('暖气', '停水', '噪音'),
    month: fc
      .tuple(fc.integer({ min: 2020, max: 2027 }), fc.constantFrom('-10', '-11'))
      .map(([year, month]) => `${year}${month}`),
    cases: fc.integer({ min: 0, max: 6 }),
  })
  fc.assert(
    fc.property(fc.array(count, { maxLength: 40 }), count, (counts, more) => {
      const found = named(counts)
      expect(new Set(found.map(({ group }) => group)).size).toBe(found.length)
      for (const { group, years } of found) {
        expect(years.length).toBeGreaterThanOrEqual(SEASON_YEARS)
        expect(named(counts.filter((one) => one.group === group))).toEqual([{ group, years }])
      }
      const after = named([...counts, more]).map(({ group }) => group)
      expect(found.filter(({ group }) => !after.includes(group))).toEqual([])
    }),
  )
})
