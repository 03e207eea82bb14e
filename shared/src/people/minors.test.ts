import { expect, it } from 'vitest'
import { needsGuardian } from './minors'

it('a child has a guardian until the year after they turn fourteen', () => {
  const years = [2011, 2012, 2013, null]
  expect(years.map((year) => needsGuardian(year, '2026-11-23'))).toEqual([false, true, true, false])
})
