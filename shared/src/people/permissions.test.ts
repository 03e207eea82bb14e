import { expect, it } from 'vitest'
import { worksFor } from './permissions'

const HERE = { kind: 'meal', placeId: 'canteen' } as const
const THERE = { kind: 'meal', placeId: 'other canteen' } as const
const VISIT = { kind: 'care', placeId: 'canteen' } as const
const worksForEach = (...roles: Parameters<typeof worksFor>[0]) =>
  [HERE, THERE, VISIT].map((service) => worksFor(roles, service))

it('a cook works for the meals of their canteens, or of all where none is named', () => {
  expect(worksForEach({ role: 'cook', placeIds: ['canteen'] })).toEqual([true, false, false])
  expect(worksForEach({ role: 'cook', placeIds: null })).toEqual([true, true, false])
})

it('a provider works for everything at its places, the office for everything', () => {
  expect(worksForEach({ role: 'provider', placeIds: ['canteen'] })).toEqual([true, false, true])
  expect(worksForEach({ role: 'clerk', placeIds: null })).toEqual([true, true, true])
  expect(worksForEach({ role: 'cook', placeIds: ['canteen'] }, { role: 'carer', placeIds: null })).toEqual([
    true,
    false,
    true,
  ])
})
