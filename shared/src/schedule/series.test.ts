import { describe, expect, it } from 'vitest'
import type { HolidayCalendar } from '../directory/hours'
import { daysFrom } from '../time/china'
import {
  changeFrom,
  closedBecause,
  lineInWords,
  plannedOn,
  problemWithPlan,
  type SeriesLine,
  type SeriesPlan,
} from './series'

/** The Spring Festival of 2026: off from Sunday 15 to Monday 23 February; Saturdays the 14th and 28th are worked. */
const CALENDAR: HolidayCalendar = {
  holidayOn: (day) => (day >= '2026-02-15' && day <= '2026-02-23' ? '春节' : null),
  isMakeUpDay: (day) => day === '2026-02-14' || day === '2026-02-28',
}
const line = (change: Partial<SeriesLine> = {}): SeriesLine => ({
  key: 'l1',
  title: '午餐第一批',
  weekdays: [1, 2, 3, 4, 5],
  from: 690,
  to: 720,
  capacity: 40,
  menu: [],
  priceFen: 700,
  reserve: null,
  closesBeforeMinutes: null,
  opensBeforeDays: null,
  ...change,
})
const plan = (change: Partial<SeriesPlan> = {}): SeriesPlan => ({
  lines: [line()],
  exceptions: [],
  holidays: 'same',
  validFrom: '2026-01-01',
  validTo: null,
  ...change,
})
const heldOn = (series: SeriesPlan, first: string, last: string) =>
  daysFrom(first, last).filter((day) => plannedOn(series, day, CALENDAR).length > 0)

describe('a series', () => {
  it('over the Spring Festival is held as it keeps holidays and make-up workdays', () => {
    const weeks = ['2026-02-13', '2026-02-28'] as const
    const after = ['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27']
    expect(heldOn(plan({ holidays: 'closed' }), ...weeks)).toEqual(['2026-02-13', ...after])
    expect(heldOn(plan({ holidays: 'office' }), ...weeks)).toEqual(['2026-02-13', '2026-02-14', ...after, '2026-02-28'])
    expect(heldOn(plan({ holidays: 'same' }), ...weeks)).toHaveLength(11)
    expect(closedBecause(plan({ holidays: 'closed' }), '2026-02-17', CALENDAR)).toBe('春节')
    expect(closedBecause(plan({ holidays: 'closed' }), '2026-02-22', CALENDAR)).toBeNull()
  })

  it('on a day that is different has those times, also on a holiday or a Sunday', () => {
    const series = plan({
      holidays: 'closed',
      lines: [line(), line({ key: 'l2', title: '午餐第二批', from: 720, to: 750, capacity: 30 })],
      exceptions: [
        { day: '2026-02-16', periods: [{ from: 660, to: 690 }], reason: '除夕提前' },
        { day: '2026-03-01', periods: [600, 660, 720].map((from) => ({ from, to: from + 30 })) },
        { day: '2026-03-02', periods: [], reason: '盘点' },
      ],
    })
    expect(plannedOn(series, '2026-02-16', CALENDAR)).toMatchObject([
      { key: 'l1', facts: { title: '午餐第一批', from: 660, capacity: 40 } },
    ])
    expect(
      plannedOn(series, '2026-03-01', CALENDAR).map(({ key, facts }) => [key, facts.from, facts.capacity]),
    ).toEqual([
      ['l1', 600, 40],
      ['l2', 660, 30],
      ['l2+1', 720, 30],
    ])
    expect(plannedOn(series, '2026-03-02', CALENDAR)).toEqual([])
    expect(closedBecause(series, '2026-03-02', CALENDAR)).toBe('盘点')
  })

  it('counts the last days of months, leap day and year, and none outside of its dates', () => {
    const daily = [line({ weekdays: [1, 2, 3, 4, 5, 6, 7] })]
    expect(
      heldOn(plan({ lines: daily, validFrom: '2028-02-28', validTo: '2028-03-01' }), '2028-02-01', '2028-03-31'),
    ).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
    expect(heldOn(plan({ lines: daily, validTo: '2027-01-01' }), '2026-12-31', '2027-01-03')).toEqual([
      '2026-12-31',
      '2027-01-01',
    ])
  })

  it('changed from a day on keeps what was before, also when it is changed again or ended', () => {
    const once = changeFrom([line(), line({ key: 'l2', from: 720, to: 750 })], 'l1', '2026-03-09', {
      from: 660,
      to: 690,
    })
    expect(once.map(({ key, from, validFrom, validTo }) => [key, from, validFrom, validTo])).toEqual([
      ['l1', 690, undefined, '2026-03-08'],
      ['l1', 660, '2026-03-09', undefined],
      ['l2', 720, undefined, undefined],
    ])
    const twice = changeFrom(once, 'l1', '2026-03-02', { capacity: 10 })
    expect(
      twice
        .filter(({ key }) => key === 'l1')
        .map(({ from, capacity, validFrom, validTo }) => [from, capacity, validFrom, validTo]),
    ).toEqual([
      [690, 40, undefined, '2026-03-01'],
      [690, 10, '2026-03-02', '2026-03-08'],
      [660, 10, '2026-03-09', undefined],
    ])
    expect(changeFrom(once, 'l1', '2026-03-09', null).filter(({ key }) => key === 'l1')).toHaveLength(1)
  })

  it('says what cannot be', () => {
    const twins = [line(), line({ key: 'l2', title: '另一批' })]
    expect(problemWithPlan(plan())).toBeNull()
    expect(problemWithPlan(plan({ lines: twins }))).toBe('有两批在同一天同一个时间开始')
    expect(problemWithPlan(plan({ lines: [line({ to: 690 })] }))).toBe('结束时间要晚于开始时间')
    expect(problemWithPlan(plan({ lines: [line({ reserve: { minAge: 80, seats: 41 } })] }))).toContain('留出的名额')
    const same = { day: '2026-03-02', periods: [] }
    expect(problemWithPlan(plan({ exceptions: [same, same] }))).toBe('同一天写了两次例外')
  })
})

describe('what staff typed', () => {
  const problem = (change: Partial<SeriesPlan>) => problemWithPlan(plan(change))

  it('of a time is refused with its reason', () => {
    expect(problem({ validFrom: '2026-01-01', validTo: '2025-12-31' })).toBeNull()
    expect(problem({ validFrom: '2026-01-01', validTo: '2025-12-30' })).toBe('最后一天要在第一天之后')
    expect(problem({ lines: [line(), line({ key: 'l2', from: 720, to: 750, weekdays: [] })] })).toBe(
      '每一批至少选一个星期几',
    )
    expect(problem({ lines: [line(), line({ key: 'l2', from: 720, to: 720 })] })).toBe('结束时间要晚于开始时间')
    const periods = [
      { from: 690, to: 720 },
      { from: 720, to: 720 },
    ]
    expect(problem({ exceptions: [{ day: '2026-01-05', periods }] })).toBe('结束时间要晚于开始时间')
  })

  it('of reserved seats is refused only above the seats there are', () => {
    const reserve = (seats: number) => ({
      lines: [line({ capacity: 40, reserve: { seats, minAge: 80 } })],
    })
    expect(problem(reserve(40))).toBeNull()
    expect(problem(reserve(41))).toBe('留出的名额比总名额还多')
  })

  it('of two lines is refused where they would begin together', () => {
    const second = (change: Partial<SeriesLine>) => problem({ lines: [line(), line({ key: 'l2', ...change })] })
    expect(second({ weekdays: [5, 6] })).toBe('有两批在同一天同一个时间开始')
    expect(second({ weekdays: [6, 7] })).toBeNull()
    expect(second({ from: 720, to: 750 })).toBeNull()
    const until = (validTo: string, validFrom: string) =>
      problem({ lines: [line({ validTo }), line({ key: 'l2', validFrom })] })
    expect(until('2026-03-01', '2026-03-02')).toBeNull()
    expect(until('2026-03-02', '2026-03-02')).toBe('有两批在同一天同一个时间开始')
    const swapped = problem({ lines: [line({ validFrom: '2026-03-02' }), line({ key: 'l2', validTo: '2026-03-01' })] })
    expect(swapped).toBeNull()
  })

  it('of a different day is refused where it says two things', () => {
    const day = '2026-01-05'
    const twice = [
      { from: 690, to: 720 },
      { from: 690, to: 750 },
    ]
    expect(problem({ exceptions: [{ day, periods: twice }] })).toBe('不一样的日子里有两段同时开始')
    expect(
      problem({
        exceptions: [
          { day, periods: [] },
          { day, periods: [] },
        ],
      }),
    ).toBe('同一天写了两次例外')
    expect(
      problem({
        exceptions: [
          { day, periods: [] },
          { day: '2026-01-06', periods: [] },
        ],
      }),
    ).toBeNull()
  })

  it('of a line reads as the office says it', () => {
    expect(lineInWords(line())).toBe('周一到周五 11:30-12:00，40 位')
  })
})

describe('a change from a day on', () => {
  it('leaves what ended before it, and what begins after it keeps its beginning', () => {
    const ended = line({ validTo: '2026-02-28' })
    expect(changeFrom([ended], 'l1', '2026-03-01', { capacity: 50 })).toEqual([ended])
    expect(changeFrom([line({ validTo: '2026-03-01' })], 'l1', '2026-03-01', null)).toEqual([
      line({ validTo: '2026-02-28' }),
    ])
    expect(changeFrom([line({ validFrom: '2026-04-01' })], 'l1', '2026-03-01', { capacity: 50 })).toEqual([
      line({ validFrom: '2026-04-01', capacity: 50 }),
    ])
    expect(changeFrom([line({ validFrom: '2026-04-01' })], 'l1', '2026-03-01', null)).toEqual([])
    expect(changeFrom([line({ validFrom: '2026-03-01' })], 'l1', '2026-03-01', { capacity: 50 })).toEqual([
      line({ validFrom: '2026-03-01', capacity: 50 }),
    ])
  })
})
