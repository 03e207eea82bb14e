import { expect, it } from 'vitest'
import { keepShown, shownBeside } from './shownCases'

it('goes from a case to the next one of the list, and nowhere at its end', () => {
  keepShown(['a', 'b', 'c'])
  expect([shownBeside('a', 1), shownBeside('b', -1), shownBeside('c', 1), shownBeside('a', -1)]).toEqual([
    'b',
    'a',
    undefined,
    undefined,
  ])
  expect(shownBeside('x', 1)).toBeUndefined()
})
