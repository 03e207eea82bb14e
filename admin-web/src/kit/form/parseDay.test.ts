import { expect, it } from 'vitest'
import { typedDay } from './parseDay'

it('a day is typed with its year, or as it is said, or in short', () => {
  const typed = ['2027-01-03', '12月5日', '12-5', ' 12月5 '].map((text) => typedDay(text, '2026-11-24'))
  expect(typed).toEqual(['2027-01-03', '2026-12-05', '2026-12-05', '2026-12-05'])
})

it('without a year it is this year’s, unless that is more than half a year ago', () => {
  expect(typedDay('1月3日', '2026-12-10')).toBe('2027-01-03')
  expect(typedDay('12月1日', '2026-12-10')).toBe('2026-12-01')
  expect(typedDay('6月10日', '2026-12-10')).toBe('2026-06-10')
  expect(typedDay('6月9日', '2026-12-10')).toBe('2027-06-09')
  expect(typedDay('12月30日', '2026-01-03')).toBe('2026-12-30')
  expect(typedDay('2026-01-03', '2026-12-10')).toBe('2026-01-03')
})

it('29 February is the one that there is', () => {
  expect(typedDay('2月29日', '2027-12-10')).toBe('2028-02-29')
  expect(typedDay('2月29日', '2026-12-10')).toBe(null)
})

it('reads nothing from a text that is no day', () => {
  for (const text of ['', '1', '13月1日', '2-30', '2026-1', '0-5', '明天', '1月3-4'])
    expect(typedDay(text, '2026-12-10')).toBe(null)
})
