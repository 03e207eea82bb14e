import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAt, weekdayOf, type Day } from './china'
import { addWorkingMinutes, isOpenAt, nextOpening, workingMinutesBetween } from './work-calendar'
import { calendarOf, hoursInWords, hoursProblem, OFFICE_HOURS, type WorkHours } from './work-hours'

/** Weekdays, without the holiday of 1 October 2026, and with the Saturday that is worked instead. */
const isWorkday = (day: Day) =>
  day === '2026-10-10' || (weekdayOf(day) < 6 && !(day >= '2026-10-01' && day <= '2026-10-07'))
const gas: WorkHours = { days: 'every_day', periods: [{ from: 0, to: 1440 }] }
const at = (day: Day, hour: number, minute = 0) => instantAt(day, hour * 60 + minute)

describe('the hours of an office or a receiver', () => {
  it('skip the lunch break, the holiday, and count the Saturday that is worked instead', () => {
    const calendar = calendarOf(OFFICE_HOURS, isWorkday)
    expect(addWorkingMinutes(at('2026-09-30', 11, 30), 60, calendar)).toEqual(at('2026-09-30', 14, 30))
    expect(addWorkingMinutes(at('2026-09-30', 17), 60, calendar)).toEqual(at('2026-10-08', 9))
    expect(nextOpening(at('2026-10-09', 18), calendar)).toEqual(at('2026-10-10', 8, 30))
    expect(isOpenAt(at('2026-09-30', 13), calendar)).toBe(false)
  })
  it('go through the night and the holiday where somebody always works', () => {
    const calendar = calendarOf(gas, isWorkday)
    expect(addWorkingMinutes(at('2026-10-01', 23, 30), 60, calendar)).toEqual(at('2026-10-02', 0, 30))
    expect(nextOpening(at('2026-10-01', 3), calendar)).toEqual(at('2026-10-01', 3))
  })
  it('stand still on the days that an office is closed by itself', () => {
    const calendar = calendarOf({ ...OFFICE_HOURS, daysOff: ['2026-11-24', '2026-11-25'] }, isWorkday)
    expect(addWorkingMinutes(at('2026-11-23', 17), 60, calendar)).toEqual(at('2026-11-26', 9))
    expect(isOpenAt(at('2026-11-24', 10), calendar)).toBe(false)
  })
  it('are refused by name where they make no sense', () => {
    expect(hoursProblem(OFFICE_HOURS)).toBeNull()
    expect(hoursProblem({ days: 'workdays', periods: [] })).toContain('几点')
    expect(hoursProblem({ days: 'workdays', periods: [{ from: 600, to: 600 }] })).toContain('下班')
    const backwards = { days: 'workdays' as const, periods: [...OFFICE_HOURS.periods].reverse() }
    expect(hoursProblem(backwards)).toContain('从早到晚')
    expect(hoursInWords(OFFICE_HOURS)).toBe('工作日 8:30–12:00、14:00–17:30')
  })

  const hours = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 8 })
    .map((minutes) => minutes.sort((a, b) => a - b))
    .map((minutes) => ({
      days: minutes.length % 3 ? ('workdays' as const) : ('every_day' as const),
      periods: Array.from({ length: Math.floor(minutes.length / 2) }, (_, n) => ({
        from: minutes[2 * n]!,
        to: minutes[2 * n + 1]!,
      })),
    }))
  const instants = fc.integer({ min: 0, max: 30 * 1440 }).map((minute) => instantAt('2026-09-20', minute))

  it('give a limit that exactly so much working time lies before, for any hours', () => {
    fc.assert(
      fc.property(hours, instants, fc.integer({ min: 1, max: 2000 }), (some, from, minutes) => {
        const calendar = calendarOf(some, isWorkday)
        const due = addWorkingMinutes(from, minutes, calendar)
        expect(workingMinutesBetween(from, due, calendar)).toBeCloseTo(minutes, 6)
      }),
    )
  })
  it('open next at an instant at which somebody works, and never before it', () => {
    fc.assert(
      fc.property(hours, instants, (some, from) => {
        const calendar = calendarOf(some, isWorkday)
        const opening = nextOpening(from, calendar)
        expect(opening >= from && isOpenAt(opening, calendar)).toBe(true)
        expect(workingMinutesBetween(from, opening, calendar)).toBe(0)
      }),
    )
  })
})
