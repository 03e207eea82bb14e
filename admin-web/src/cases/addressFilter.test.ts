import { expect, it } from 'vitest'
import { addressOf, filterIn, isSameFilter } from './addressFilter'

it('finds the same filter again by its address, wherever the list was shown', () => {
  const filter = filterIn({
    show: 'map',
    view: 'late',
    category: 'c'.repeat(24),
    q: '灯',
    starred: '1',
    within: '1,1,2,2',
  })
  expect(filter).toEqual({ view: 'late', categoryId: 'c'.repeat(24), q: '灯', starred: true })
  expect(filterIn(addressOf(filter))).toEqual(filter)
  expect(isSameFilter(filter, filterIn({ ...addressOf(filter) }))).toBe(true)
  expect(isSameFilter(filter, { view: 'late' })).toBe(false)
})
