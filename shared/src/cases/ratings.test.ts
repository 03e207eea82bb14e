import { expect, it } from 'vitest'
import { ratingLabel } from './ratings'

it('names each rating, and none where nobody rated', () => {
  expect([3, 2, 1, 0].map(ratingLabel)).toEqual(['好了', '差一点', '没办好', ''])
})
