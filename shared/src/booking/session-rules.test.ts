import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { heldSessions, isOnDay, timeAhead } from './session-rules'

const night = { startsAt: instantAt('2026-12-31', 22 * 60), endsAt: instantAt('2027-01-01', 60) }
const untilMidnight = { startsAt: instantAt('2026-11-30', 22 * 60), endsAt: instantAt('2026-12-01', 0) }

it('puts a session over midnight on both of its days, one that ends at midnight on the first alone', () => {
  expect([isOnDay(night, '2026-12-31'), isOnDay(night, '2027-01-01')]).toEqual([true, true])
  expect([isOnDay(untilMidnight, '2026-11-30'), isOnDay(untilMidnight, '2026-12-01')]).toEqual([true, false])
})

it('holds the sessions that nobody cancelled', () => {
  const sessions = [{ n: 1, cancelReason: null }, { n: 2, cancelReason: '停电' }, { n: 3 }]
  expect(heldSessions<(typeof sessions)[number]>(sessions).map(({ n }) => n)).toEqual([1, 3])
})

it('names the session ahead of a course under way, and the own time of all else', () => {
  const session = (day: string, cancelReason: string | null = null) => ({
    ...{ startsAt: `${day}T14:00:00+08:00`, endsAt: `${day}T15:30:00+08:00` },
    cancelReason,
  })
  const sessions = [session('2026-11-15'), session('2026-12-13'), session('2026-11-29', '停电'), session('2026-12-06')]
  const course = { startsAt: '2026-11-15T14:00:00+08:00', endsAt: '2026-12-13T15:30:00+08:00', sessions }
  const on = (day: string, minute: number) => timeAhead(course, instantAt(day, minute)).startsAt.slice(5, 10)
  expect([on('2026-11-15', 15 * 60), on('2026-11-15', 15 * 60 + 30), on('2026-12-06', 16 * 60)]).toEqual([
    '11-15',
    '12-06',
    '12-13',
  ])
  expect(timeAhead(course, instantAt('2027-01-01', 0))).toBe(course)
  expect(timeAhead(night, instantAt('2026-12-31', 0))).toBe(night)
})
