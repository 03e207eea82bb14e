import { expect, it } from 'vitest'
import { agesInWords, asksAge, fitsAge } from './for-age'

const CHILDREN = { minAge: 6, maxAge: 12 }
const ELDERS = { minAge: 60, maxAge: null }
const ALL = { minAge: null, maxAge: null }

it('a class for children of 6 to 12 is none for a mother of 82', () => {
  expect([5, 6, 12, 13, 82, null].map((age) => fitsAge(CHILDREN, age))).toEqual([false, true, true, false, false, true])
  expect([59, 60].map((age) => fitsAge(ELDERS, age))).toEqual([false, true])
  expect([CHILDREN, ELDERS, { minAge: null, maxAge: 12 }, ALL].map(agesInWords)).toEqual([
    '6–12 岁',
    '60 岁以上',
    '12 岁以下',
    null,
  ])
})

it('a year of birth matters where a limit or a price asks for the age', () => {
  expect(asksAge({ ...ALL, fees: [{ who: '80 岁以上' }] })).toBe(true)
  expect(asksAge({ ...ELDERS, fees: [] })).toBe(true)
  expect(asksAge({ ...ALL, fees: [{ who: '低保' }] })).toBe(false)
})
