import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes } from '../time/china'
import {
  ageOn,
  availability,
  canAppeal,
  canCancel,
  canReschedule,
  holdEnds,
  isReservedFor,
  leaveAt,
  nextReminder,
  offerEnds,
  type SittingFacts,
} from './rules'

const at = (time: string) => new Date(`2026-${time}:00+08:00`)
const sitting = (change: Partial<SittingFacts> = {}): SittingFacts => ({
  state: 'open',
  opensAt: at('11-20T08:00'),
  closesAt: at('11-24T09:00'),
  capacity: 40,
  taken: 0,
  ...change,
})
const MONDAY = at('11-23T10:00')

describe('a sitting', () => {
  it.each([
    ['open', {}, MONDAY],
    ['cancelled', { state: 'cancelled' as const }, MONDAY],
    ['closed', {}, at('11-24T09:00')],
    ['open', {}, at('11-24T08:59')],
    ['not_open', {}, at('11-20T07:59')],
    ['open', {}, at('11-20T08:00')],
    ['full', { taken: 40 }, MONDAY],
    ['full', { taken: 41 }, MONDAY],
    ['full', { taken: 10, queue: ['王秀英'] }, MONDAY],
    ['open', { taken: 10, queue: [] }, MONDAY],
    ['few', { taken: 35 }, MONDAY],
    ['open', { taken: 34 }, MONDAY],
    ['few', { capacity: 10, taken: 8 }, MONDAY],
    ['open', { capacity: 10, taken: 7 }, MONDAY],
  ] as const)('is %s', (expected, change, now) => expect(availability(sitting(change), now)).toBe(expected))

  it('says what can be done whatever was taken: never open when nothing is left', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (capacity, taken) => {
        const said = availability(sitting({ capacity, taken }), MONDAY)
        expect(said === 'full').toBe(taken >= capacity)
      }),
    )
  })
})

describe('a booking', () => {
  const booking = { state: 'confirmed' as const, cancelUntil: at('11-24T09:00') }

  it('is cancelled and moved until the sitting closes', () => {
    expect([canCancel(booking, at('11-24T08:59')), canReschedule(booking, at('11-24T08:59'))]).toEqual([true, true])
    expect([canCancel(booking, at('11-24T09:00')), canReschedule(booking, at('11-24T09:00'))]).toEqual([false, false])
  })

  it('that waits or is offered is given up at any time, and is not moved', () => {
    for (const state of ['waiting', 'offered'] as const) {
      expect(canCancel({ ...booking, state }, at('11-25T09:00'))).toBe(true)
      expect(canReschedule({ ...booking, state }, MONDAY)).toBe(false)
    }
    expect(canCancel({ ...booking, state: 'checked_in' }, MONDAY)).toBe(false)
  })

  it('that nobody came to is appealed against once, within a fortnight', () => {
    const missed = { state: 'no_show' as const, startsAt: at('11-10T11:30') }
    expect(canAppeal(missed, at('11-24T11:29'))).toBe(true)
    expect(canAppeal(missed, at('11-24T11:30'))).toBe(false)
    expect(canAppeal({ ...missed, appeal: {} }, MONDAY)).toBe(false)
    expect(canAppeal({ ...missed, state: 'checked_in' }, MONDAY)).toBe(false)
  })
})

describe('times of a booking', () => {
  it('an offer lasts two waking hours, and never beyond the end of booking', () => {
    const closes = at('11-26T09:00')
    expect(offerEnds(MONDAY, closes)).toEqual(at('11-23T12:00'))
    expect(offerEnds(at('11-23T20:30'), closes)).toEqual(at('11-24T09:30'))
    expect(offerEnds(MONDAY, at('11-23T11:00'))).toEqual(at('11-23T11:00'))
  })

  it('a hold lasts five minutes from the last sign of life, a quarter of an hour at most', () => {
    expect(holdEnds(MONDAY, MONDAY)).toEqual(addMinutes(MONDAY, 5))
    expect(holdEnds(MONDAY, addMinutes(MONDAY, 9))).toEqual(addMinutes(MONDAY, 14))
    expect(holdEnds(MONDAY, addMinutes(MONDAY, 12))).toEqual(addMinutes(MONDAY, 15))
  })

  it('it is reminded of at seven the evening before, and an hour before it begins', () => {
    const lunch = [{ startsAt: at('11-25T11:30') }]
    expect(nextReminder(lunch, MONDAY)).toEqual(at('11-24T19:00'))
    expect(nextReminder(lunch, at('11-24T19:00'))).toEqual(at('11-25T10:30'))
    expect(nextReminder(lunch, at('11-25T10:30'))).toBeNull()
    const course = [{ startsAt: at('11-30T09:00') }, ...lunch]
    expect(nextReminder(course, MONDAY)).toEqual(at('11-24T19:00'))
    expect(nextReminder([], MONDAY)).toBeNull()
  })

  it('somebody four minutes away leaves five minutes before', () => {
    expect(leaveAt(at('11-25T11:30'), 4)).toEqual(at('11-25T11:25'))
  })
})

describe('an age', () => {
  it('is that of the year, and unknown without a year of birth', () => {
    expect([ageOn('2026-11-23', 1946), ageOn('2026-01-01', 1946), ageOn('2026-11-23', null)]).toEqual([80, 80, null])
  })

  it('gives a reserved place to who is old enough and says so', () => {
    expect([80, 79, null].map((age) => isReservedFor({ minAge: 80 }, age))).toEqual([true, false, false])
    expect(isReservedFor(null, 90)).toBe(false)
  })
})
