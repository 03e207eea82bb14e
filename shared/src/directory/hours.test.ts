import { describe, expect, it } from 'vitest'
import {
  daysInWords,
  exceptionsInWords,
  isOpenAt,
  openStateInWords,
  periodsOn,
  problemWithHours,
  rulesInWords,
  todayInWords,
  type HolidayCalendar,
  type OpeningHours,
} from './hours'
import { joinOvernight, splitOvernight } from './overnight'

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

describe('openings that touch or go over midnight', () => {
  const every = (from: number, to: number, weekdays = [1, 2, 3, 4, 5, 6, 7]) => ({ weekdays, from, to })
  const says = (rules: OpeningHours['rules'], time: string) => [
    todayInWords(hours({ rules }), at(time), CALENDAR),
    openStateInWords(hours({ rules }), at(time), CALENDAR),
  ]

  it('from 18:00 to 2:00 are one', () => {
    const night = [every(1080, 1440), every(0, 120)]
    expect(says(night, '11-24T23:30')).toEqual(['今天 18:00-次日2:00', '开着，到次日 2:00'])
    expect(says(night, '11-24T01:30')).toEqual(['今天 18:00-次日2:00', '开着，到 2:00'])
    expect(says(night, '11-24T02:00')).toEqual(['今天 18:00-次日2:00', '今天 18:00 开门'])
  })

  it('on Saturday night end on Sunday, which has no opening of its own', () => {
    const night = [every(1080, 1440, [6]), every(0, 120, [7])]
    expect(says(night, '11-28T23:30')).toEqual(['今天 18:00-次日2:00', '开着，到次日 2:00'])
    expect(says(night, '11-29T01:00')).toEqual(['今天 0:00-2:00', '开着，到 2:00'])
    expect(says(night, '11-29T03:00')).toEqual(['今天 0:00-2:00', '12月5日 周六 18:00 开门'])
  })

  it('from 8:00 to 12:00 and on to 18:00 end at 18:00', () => {
    const day = [every(480, 720), every(720, 1080)]
    expect(says(day, '11-24T10:00')).toEqual(['今天 8:00-18:00', '开着，到 18:00'])
    expect(says([every(480, 720), every(780, 1080)], '11-24T10:00')).toEqual([
      '今天 8:00-12:00、13:00-18:00',
      '开着，到 12:00',
    ])
  })

  it('never end where every day is open from 0:00 to 24:00', () => {
    expect(says([every(0, 1440)], '11-24T10:00')).toEqual(['今天全天', '全天开着'])
    expect(says([every(0, 1440, [2])], '11-24T10:00')).toEqual(['今天全天', '开着，到 24:00'])
    expect(says([every(0, 1440, [2]), every(0, 120, [3])], '11-24T23:00')[1]).toBe('开着，到次日 2:00')
  })

  it('are written as people say them', () => {
    const night = [every(0, 120, [6, 7]), every(1080, 1440, [5, 6]), every(540, 1020, [1])]
    expect(rulesInWords(night)).toEqual(['周五、周六 18:00-次日2:00', '周一 9:00-17:00'])
    expect(rulesInWords([every(1080, 1440, [5]), every(0, 120, [7])])).toEqual(['周五 18:00-24:00', '周日 0:00-2:00'])
  })

  it('are typed as one; an end before its beginning is a mistake in the morning', () => {
    const typed = (from: number, to: number) => problemWithHours(hours({ rules: [every(from, to)] }))
    expect(typed(1080, 120)).toBeNull()
    expect(typed(510, 480)).toContain('结束时间要晚于开始时间')
    expect(typed(1080, 1080)).toContain('结束时间要晚于开始时间')
    expect(typed(840, 780)).toContain('结束时间要晚于开始时间')
    expect(problemWithHours(hours({ rules: [every(1080, 120), every(60, 180)] }))).toContain('重叠')
    expect(
      problemWithHours(hours({ exceptions: [{ day: '2026-12-01', periods: [{ from: 1080, to: 120 }] }] })),
    ).toContain('结束时间要晚于开始时间')
  })

  it('split at midnight and joined again are the same', () => {
    const rules = [
      every(1080, 120, [1, 7]),
      { ...every(1320, 360, [3]), validFrom: '2026-12-31', validTo: '2026-12-31' },
    ]
    expect(splitOvernight(rules)[3]).toEqual({ ...every(0, 360, [4]), validFrom: '2027-01-01', validTo: '2027-01-01' })
    expect(joinOvernight(splitOvernight(rules))).toEqual(rules)
  })

  it('over the end of the week are named in one', () => {
    expect([
      daysInWords([7, 1, 2]),
      daysInWords([6, 7, 1, 2, 3]),
      daysInWords([1, 7]),
      daysInWords([1, 2, 5, 7]),
    ]).toEqual(['周日到周二', '周六到周三', '周一、周日', '周一、周二、周五、周日'])
  })
})
