import { expect, it } from 'vitest'
import { isDivisible, undoUntil } from './changes'
import { AREA_LEVEL_CODES } from './levels'

it('communities and grids are merged and split, what is above them is not', () => {
  expect(AREA_LEVEL_CODES.filter(isDivisible)).toEqual(['community', 'grid'])
})

it('a change is taken back for a day', () => {
  expect(undoUntil(new Date('2026-11-23T10:00:00+08:00'))).toEqual(new Date('2026-11-24T10:00:00+08:00'))
})
