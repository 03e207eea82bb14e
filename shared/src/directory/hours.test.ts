import { describe, expect, it } from 'vitest'
import {
  exceptionsInWords,
  isOpenAt,
  openStateInWords,
  periodsOn,
  problemWithHours,
  todayInWords,
  type HolidayCalendar,
  type OpeningHours,
} from './hours'

const WORKDAYS = [1, 2, 3, 4, 5]
const hours = (change: Partial<OpeningHours> = {}): OpeningHours => ({
  rules: [{ weekdays: WORKDAYS, from: 510, to: 1050 }],
  exceptions: [],
  holidays: 'same',
  ...change,
})
/** The week around the National Day of 2026: off from the 1st to the 7th, Saturday the 10th is worked. */
const CALENDAR: HolidayCalendar = {
  holidayOn: (day) => (day >= '2026-10-01' && day <= '2026-10-07' ? '国庆节' : null),
  isMakeUpDay: (day) => day === '2026-10-10',
}
const at = (time: string) => new Date(`2026-${time}:00+08:00`)

describe('opening hours', () => {
  it('end at the minute they name, and begin at it', () => {
    expect(isOpenAt(hours(), at('11-24T08:29'), CALENDAR)).toBe(false)
    expect(isOpenAt(hours(), at('11-24T08:30'), CALENDAR)).toBe(true)
    expect(isOpenAt(hours(), at('11-24T17:30'), CALENDAR)).toBe(false)
  })

  it('on a holiday are those of the weekday, or none, as the place keeps it', () => {
    const holiday = at('10-01T10:00')
    expect(todayInWords(hours(), holiday, CALENDAR)).toBe('今天 8:30-17:30')
    for (const holidays of ['closed', 'office'] as const) {
      expect(todayInWords(hours({ holidays }), holiday, CALENDAR)).toBe('今天国庆节，休息')
      expect(openStateInWords(hours({ holidays }), holiday, CALENDAR)).toBe('10月8日 周四 8:30 开门')
    }
  })

  it('on a make-up workday an office opens as on a Monday, others do not', () => {
    const makeUp = '2026-10-10'
    expect(periodsOn(hours({ holidays: 'office' }), makeUp, CALENDAR)).toEqual([{ from: 510, to: 1050 }])
    expect(periodsOn(hours({ holidays: 'closed' }), makeUp, CALENDAR)).toEqual([])
  })

  it('of one day that is different go before the calendar, and say why', () => {
    const different = hours({
      holidays: 'closed',
      exceptions: [{ day: '2026-10-01', periods: [{ from: 540, to: 720 }], reason: '节日助餐' }],
    })
    expect(todayInWords(different, at('10-01T10:00'), CALENDAR)).toBe('今天节日助餐，9:00-12:00')
    expect(exceptionsInWords(different, at('09-30T10:00'))).toEqual(['明天 9:00-12:00（节日助餐）'])
    expect(exceptionsInWords(different, at('08-30T10:00'))).toEqual([])
  })

  it('of a season hold in that season, its first and last day included', () => {
    const summer = {
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      from: 360,
      to: 480,
      validFrom: '2026-06-01',
      validTo: '2026-08-31',
    }
    const open = (day: string) => periodsOn(hours({ rules: [summer] }), day, CALENDAR).length
    expect(['2026-05-31', '2026-06-01', '2026-08-31', '2026-09-01'].map(open)).toEqual([0, 1, 1, 0])
  })

  it('may overlap by the clock when they never do by the date', () => {
    const all = { weekdays: WORKDAYS, from: 480, to: 1080 }
    const summer = { ...all, validFrom: '2026-06-01', validTo: '2026-08-31' }
    const rest = { ...all, from: 540, validFrom: '2026-09-01' }
    expect(problemWithHours(hours({ rules: [summer, rest] }))).toBeNull()
    expect(problemWithHours(hours({ rules: [summer, all] }))).toContain('重叠')
    expect(problemWithHours(hours({ rules: [{ ...summer, validTo: '2026-05-01' }] }))).toContain('结束日期')
  })
})
