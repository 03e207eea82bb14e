import { describe, expect, it } from 'vitest'
import {
  CONFIDENTIAL_BOOKINGS,
  isStanding,
  kindsForAge,
  kindsHiddenFrom,
  partsOf,
  ROLL_KINDS,
  sharesRoom,
} from './kinds'
import { HOME_KINDS } from '../directory/categories'
import { permissionsOfRole, ROLE_CODES } from '../people/permissions'

describe('two services of one house', () => {
  it('collide in the same named room, whatever they are', () => {
    const at = (room: string) => ({ kind: 'meal' as const, room })
    expect(sharesRoom(at('活动室'), at('活动室'))).toBe(true)
    expect(sharesRoom(at('活动室'), at('厨房'))).toBe(false)
  })

  it('collide without a room only where both fill the house', () => {
    const anywhere = (kind: 'course' | 'meal') => ({ kind, room: null })
    expect(sharesRoom(anywhere('course'), anywhere('course'))).toBe(true)
    expect(sharesRoom(anywhere('course'), anywhere('meal'))).toBe(false)
    expect(sharesRoom(anywhere('meal'), anywhere('meal'))).toBe(false)
    // A class in a named room leaves the rest of the house to others.
    expect(sharesRoom({ kind: 'course', room: '活动室' }, anywhere('course'))).toBe(true)
    expect(sharesRoom({ kind: 'meal', room: '活动室' }, { kind: 'meal', room: null })).toBe(false)
  })
})

it('shows a child classes first, an old person meals, and somebody whose age is unknown the same', () => {
  expect(kindsForAge(13)).toEqual(['course', 'meal', 'health'])
  expect(kindsForAge(14)).toEqual(['meal', 'course', 'health', 'loan', 'legal'])
  expect(kindsForAge(59)).toEqual(['meal', 'course', 'health', 'loan', 'legal'])
  expect(kindsForAge(60)).toEqual(['meal', 'care', 'health', 'course', 'loan', 'legal'])
  expect(kindsForAge(null)).toEqual(kindsForAge(80))
})

it('calls a roll in classes alone, and keeps nobody from lunch who borrows a wheelchair', () => {
  expect(ROLL_KINDS).toEqual(['course'])
  expect((['meal', 'care', 'course', 'health', 'loan'] as const).filter(isStanding)).toEqual(['loan'])
  expect([partsOf('meal'), partsOf('care'), partsOf('health')]).toEqual([['meal'], ['visit'], []])
})

it('hides a consultation with a lawyer from everybody who neither gives nor directs legal aid', () => {
  expect(CONFIDENTIAL_BOOKINGS).toEqual(['legal'])
  const seesAll = ROLE_CODES.filter((role) => kindsHiddenFrom(permissionsOfRole({ role })).length === 0)
  expect(seesAll).toEqual(['community_admin', 'lawyer'])
})

it('gives an entrance on the home page to no kind that a phone of an older version cannot open', () => {
  expect(HOME_KINDS).toEqual(['meal', 'care', 'course', 'health', 'loan'])
})
