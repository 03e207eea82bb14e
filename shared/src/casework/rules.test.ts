import { expect, it } from 'vitest'
import type { SessionState } from '../cases/sessions'
import { nextSession, problemWithReview } from './rules'

const session = (at: string, state: SessionState = 'planned') => ({ at: new Date(at), state })

it('the next session is the first one ahead, else the last that is not written down', () => {
  const now = new Date('2026-11-24T10:00:00+08:00')
  const past = session('2026-11-23T10:00:00+08:00')
  const soon = session('2026-11-25T10:00:00+08:00')
  const later = session('2026-12-02T10:00:00+08:00')
  expect(nextSession([later, past, soon], now)).toBe(soon)
  expect(nextSession([past, session('2026-11-26T10:00:00+08:00', 'cancelled')], now)).toBe(past)
  expect(nextSession([session('2026-11-26T10:00:00+08:00', 'held')], now)).toBeNull()
})

it('a plan is looked at again within ninety days', () => {
  expect(problemWithReview('2026-11-23', '2026-11-24')).toContain('过了')
  expect(problemWithReview('2027-02-22', '2026-11-24')).toBeNull()
  expect(problemWithReview('2027-02-23', '2026-11-24')).toContain('90 天')
})
