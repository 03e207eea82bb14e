import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minutesOfDay, workingMinutesBetween, type WorkCalendar } from '../time/work-calendar'
import { MOST_PAUSED_WORKDAYS, pausesOf, pauseWorkdaysLeft } from './pauses'
import type { CaseEvent } from './reduce'

const calendar: WorkCalendar = {
  periods: [
    { from: 9 * 60, to: 12 * 60 },
    { from: 13 * 60 + 30, to: 17 * 60 + 30 },
  ],
  isWorkday: (day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
}
const START = Date.parse('2026-11-02T09:00:00+08:00')
const event = (kind: CaseEvent<string>['kind'], hours: number, more: Partial<CaseEvent<string>> = {}) =>
  ({
    seq: 1,
    at: new Date(START + hours * 3_600_000),
    actor: 'a',
    kind,
    reason: null,
    visibleTo: 'all',
    ...more,
  }) as CaseEvent<string>

describe('the pauses of a case', () => {
  it('rest the clock for ten working days in all, and then it runs on', () => {
    const day = 24
    // Two waits of a week, five working days each, use up all there is.
    const twice = [
      event('asked', 0),
      event('supplemented', 7 * day),
      event('asked', 7 * day),
      event('supplemented', 14 * day),
    ]
    expect(pauseWorkdaysLeft(twice.slice(0, 2), calendar)).toBe(5)
    expect(pauseWorkdaysLeft(twice, calendar)).toBe(0)
    const third = [...twice, event('asked', 14 * day, { rests: false }), event('supplemented', 15 * day)]
    expect(pausesOf(third, calendar)).toHaveLength(2)
    // A promise given anew has its pauses anew.
    expect(pauseWorkdaysLeft([...twice, event('reopened', 20 * day, { promise: { workdays: 5 } })], calendar)).toBe(10)
  })

  it('never sum to more than the limit, however often the resident is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 200 })), { maxLength: 12 }),
        (waits) => {
          let hours = 0
          const events = waits.flatMap(([before, wait]) => [
            event('asked', (hours += before)),
            event('supplemented', (hours += wait)),
          ])
          const rested = pausesOf(events, calendar).reduce(
            (sum, { from, to }) => sum + workingMinutesBetween(from, to, calendar),
            0,
          )
          expect(rested).toBeLessThanOrEqual(MOST_PAUSED_WORKDAYS * minutesOfDay(calendar))
        },
      ),
      { numRuns: 50 },
    )
  })
})
