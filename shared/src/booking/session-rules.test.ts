import { expect, it } from 'vitest'
import { instantAt } from '../time/china'
import { heldSessions, isOnDay } from './session-rules'

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
