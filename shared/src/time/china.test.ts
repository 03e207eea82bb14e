import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMinutes,
  clock,
  clockOf,
  daysAhead,
  dayLabel,
  dayOf,
  daysBetween,
  daysFrom,
  FIRST_DAY,
  instantAt,
  isWithinDays,
  LAST_DAY,
  minuteOf,
  mondayOf,
  toApiTime,
  weekdayLabel,
  weekdayOf,
} from './china'

const ALL_DAYS = daysBetween(FIRST_DAY, LAST_DAY)
const day = fc.integer({ min: 0, max: ALL_DAYS }).map((ahead) => addDays(FIRST_DAY, ahead))
const somewhere = fc.integer({ min: -800, max: 800 })
const minute = fc.integer({ min: 0, max: 1439 })

describe('days, from the first to the last that may be named', () => {
  it('go on one by one, and each is written with ten characters', () => {
    const days = daysFrom(FIRST_DAY, LAST_DAY)

    expect(days).toHaveLength(73414)
    expect(days.every((one) => /^\d{4}-\d{2}-\d{2}$/.test(one))).toBe(true)
    expect(days.every((one, at) => at === 0 || one > days[at - 1]!)).toBe(true)
  })

  it('are as far apart as was gone', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400_000, max: 400_000 }), (from, far) => {
        const to = addDays(from, far)
        expect(daysBetween(from, to)).toBe(far)
        expect(addDays(to, -far)).toBe(from)
      }),
    )
  })

  it('belong to the week of a Monday that is no later and less than seven days before', () => {
    fc.assert(
      fc.property(day, (one) => {
        const monday = mondayOf(one)
        expect(weekdayOf(monday)).toBe(1)
        expect(daysBetween(monday, one)).toBe(weekdayOf(one) - 1)
      }),
    )
  })

  it('make lists that end, also when the last is before the first', () => {
    fc.assert(
      fc.property(day, somewhere, (first, far) => {
        const last = addDays(first, far)
        const days = daysFrom(first, last)
        expect(days).toHaveLength(Math.max(0, daysBetween(first, last) + 1))
        expect(days[0]).toBe(first <= last ? first : undefined)
        expect(days[days.length - 1]).toBe(first <= last ? last : undefined)
      }),
      { numRuns: 20 },
    )
  })

  it('outside the years that are written with four digits do not exist', () => {
    expect(addDays('9999-12-30', 1)).toBe('9999-12-31')
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(addDays('0000-01-02', -1)).toBe('0000-01-01')
    expect(() => addDays('0000-01-01', -1)).toThrow('-1 days after 0000-01-01')
    expect(() => daysFrom('9999-12-31', '10000-01-02')).toThrow(RangeError)
  })

  it('ahead are so many, and none is after the last', () => {
    expect(daysAhead('2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(daysAhead('2100-12-30', 7)).toEqual(['2100-12-30', '2100-12-31'])
  })

  it('before 1900 and after 2100 are not taken', () => {
    expect(['1899-12-31', '1900-01-01', '2100-12-31', '2101-01-01'].map(isWithinDays)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('the time of a clock in China', () => {
  it('comes back as it was set, on any day', () => {
    fc.assert(
      fc.property(day, minute, (on, at) => {
        const instant = instantAt(on, at)
        expect(dayOf(instant)).toBe(on)
        expect(minuteOf(instant)).toBe(at)
        expect(new Date(toApiTime(instant)).getTime()).toBe(instant.getTime())
      }),
    )
  })

  it('is eight hours ahead of London, whatever the season', () => {
    expect(toApiTime(new Date('2026-07-01T16:00:00Z'))).toBe('2026-07-02T00:00:00+08:00')
    expect(toApiTime(new Date('2026-11-23T02:42:59Z'))).toBe('2026-11-23T10:42:59+08:00')
  })

  it('at 1440 is the next midnight', () => {
    expect(instantAt('2026-12-31', 1440)).toEqual(instantAt('2027-01-01', 0))
    expect(addMinutes(instantAt('2026-11-23', 1430), 15)).toEqual(instantAt('2026-11-24', 5))
  })

  it('is said with two digits of minutes', () => {
    expect([clock(545), clock(0), clock(1440), clockOf(new Date('2026-11-23T02:42:00Z'))]).toEqual([
      '9:05',
      '0:00',
      '24:00',
      '10:42',
    ])
  })
})

describe('a day in words', () => {
  it('is near or has its date and day of the week', () => {
    const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-21']
    expect(days.map((one) => dayLabel(one, '2026-11-23'))).toEqual([
      '昨天',
      '今天',
      '明天',
      '后天',
      '11月26日 周四',
      '11月21日 周六',
    ])
    expect([dayLabel('2027-01-15', '2026-12-08'), dayLabel('2025-12-11', '2026-12-08')]).toEqual([
      '1月15日 周五',
      '2025年12月11日',
    ])
    expect(daysFrom('2026-11-23', '2026-11-29').map(weekdayLabel).join('')).toBe('周一周二周三周四周五周六周日')
  })
})
