import { expect, it } from 'vitest'
import { countsOn, stateOn } from './states'

const work = { state: 'admitted' as const, from: '2026-03-01', until: '2026-12-31', endedOn: null }

it('lapses after its last day, and counts hours of the days on which it was admitted alone', () => {
  expect(stateOn(work, '2026-12-31')).toBe('admitted')
  expect(stateOn(work, '2027-01-01')).toBe('lapsed')
  expect(stateOn({ ...work, state: 'refused' }, '2027-01-01')).toBe('refused')
  const counted = ['2026-02-28', '2026-03-01', '2026-12-31', '2027-01-01'].map((day) => countsOn(work, day))
  expect(counted).toEqual([false, true, true, false])
  const ended = { ...work, state: 'ended' as const, endedOn: '2026-06-30' }
  expect(['2026-06-30', '2026-07-01'].map((day) => countsOn(ended, day))).toEqual([true, false])
  expect(countsOn({ ...work, state: 'asked' }, '2026-03-01')).toBe(false)
})
