import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { loanDays, nextReturnReminder, spanProblem, spanTimes } from './rules'

it('the return day belongs to a loan, also over the end of a month', () => {
  const span = { from: '2026-11-29', to: '2026-12-02' }
  expect(loanDays(span)).toBe(4)
  expect(spanTimes(span)).toEqual({ startsAt: instantAt('2026-11-29', 0), endsAt: instantAt('2026-12-03', 0) })
  expect(spanProblem(span, 4, '2026-11-29')).toBeNull()
  expect(spanProblem(span, 3, '2026-11-29')?.says).toBe('一次最多借 3 天')
})

it('a room is lent for some hours of one day', () => {
  const hours = { from: '2026-11-29', to: '2026-11-29', fromMinute: 540, toMinute: 660 }
  expect(spanProblem(hours, 30, '2026-11-29')).toBeNull()
  expect(spanProblem({ ...hours, to: '2026-11-30' }, 30, '2026-11-29')?.field).toBe('to')
  expect(spanProblem({ ...hours, toMinute: 540 }, 30, '2026-11-29')?.field).toBe('to')
})

it('who has something is told the day before, then every third day that it is late, never at night', () => {
  const due = '2026-12-01'
  const at = (day: string, minute = 600) => instantAt(day, minute)
  expect(nextReturnReminder(due, at('2026-11-20'))).toEqual(at('2026-11-30'))
  expect(nextReturnReminder(due, at('2026-11-30'))).toEqual(at('2026-12-02'))
  expect(nextReturnReminder(due, at('2026-12-02'))).toEqual(at('2026-12-05'))
})
