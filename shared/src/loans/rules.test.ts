import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import {
  hoursInWords,
  loanDays,
  loanStateOf,
  loanTimes,
  nextReturnReminder,
  spanProblem,
  spanTimes,
  type LoanSpan,
} from './rules'

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

it('a borrower is told the day before, then every third day that it is late, never at night', () => {
  const due = '2026-12-01'
  const at = (day: string, minute = 600) => instantAt(day, minute)
  expect(nextReturnReminder(due, at('2026-11-20'))).toEqual(at('2026-11-30'))
  expect(nextReturnReminder(due, at('2026-11-30'))).toEqual(at('2026-12-02'))
  expect(nextReturnReminder(due, at('2026-12-02'))).toEqual(at('2026-12-05'))
})

it('a thing is fetched at nine and brought back by five; a room is taken for its hours', () => {
  const span = { from: '2026-11-29', to: '2026-12-02' }
  expect(loanTimes(span)).toEqual({ startsAt: instantAt('2026-11-29', 540), endsAt: instantAt('2026-12-02', 1020) })
  const hours = { from: '2026-11-29', to: '2026-11-29', fromMinute: 600, toMinute: 660 }
  const taken = { startsAt: instantAt('2026-11-29', 600), endsAt: instantAt('2026-11-29', 660) }
  expect([loanTimes(hours), spanTimes(hours)]).toEqual([taken, taken])
  expect([hoursInWords(hours), hoursInWords(span)]).toEqual(['10:00–11:00', ''])
})

it('a wish that cannot be met is refused with its reason', () => {
  const today = '2026-11-29'
  const problem = (span: LoanSpan) => spanProblem(span, 30, today)
  expect(problem({ from: '2026-11-28', to: '2026-11-30' })).toEqual({ field: 'from', says: '借的日子已经过了' })
  expect(problem({ from: '2026-11-30', to: '2026-11-29' })).toEqual({ field: 'to', says: '还的日子要在借的日子以后' })
  expect(problem({ from: '2027-02-27', to: '2027-02-27' })).toBeNull()
  expect(problem({ from: '2027-02-28', to: '2027-02-28' })).toEqual({ field: 'from', says: '最早 90 天前约' })
  const oneHour = { from: today, to: today, fromMinute: 540 }
  expect(problem(oneHour)).toEqual({ field: 'to', says: '从几点到几点都要写' })
  expect(problem({ ...oneHour, toMinute: 540 })?.says).toBe('房间借一天里的几个小时，结束要晚于开始')
})

it('a loan is asked for, out, overdue from the day after, back, or off', () => {
  const loan = { to: '2026-12-01', handedOut: false, returned: false, isOff: false }
  const [due, after] = [instantAt('2026-12-01', 1439), instantAt('2026-12-02', 0)]
  expect(loanStateOf(loan, due)).toBe('asked')
  expect(loanStateOf({ ...loan, isOff: true }, due)).toBe('off')
  expect(loanStateOf({ ...loan, handedOut: true }, due)).toBe('out')
  expect(loanStateOf({ ...loan, handedOut: true }, after)).toBe('overdue')
  expect(loanStateOf({ ...loan, handedOut: true, returned: true }, after)).toBe('back')
})
