import { describe, expect, it } from 'vitest'
import type { HolidayCalendar } from '../directory/hours'
import { daysFrom } from '../time/china'
import { changeFrom, closedBecause, plannedOn, problemWithPlan, type SeriesLine, type SeriesPlan } from './series'

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
