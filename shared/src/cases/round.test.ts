import { expect, it } from 'vitest'
import { HOME_HIDDEN } from './redact'
import { roundOf } from './round'

const at = (east: number) => ({ lng: 118.49 + east / 1000, lat: 37.46 })
const item = (id: number, address: string | null, position: { lng: number; lat: number } | null = null) => ({
  ...{ id, address, position },
})
const idsOf = (stops: readonly { what: readonly { id: number }[] }[]) =>
  stops.map(({ what }) => what.map(({ id }) => id))

it('begins where the limit ends first, and walks on from building to building', () => {
  const round = roundOf(
    [
      item(1, '颐园 9 号楼', at(9)),
      item(2, '颐园3号楼501', at(3)),
      item(3, '颐园 8 号楼', at(8)),
      item(4, '颐园 3 栋 2 单元'),
    ],
    null,
  )

  expect(idsOf(round.stops)).toEqual([[1], [3], [2, 4]])
  expect(round.stops.map(({ building }) => building)).toEqual(['颐园 9 号楼', '颐园 8 号楼', '颐园 3 号楼'])
  expect(round.stops.map(({ minutes }) => minutes)).toEqual([null, 2, 8])
  expect(round.minutes).toBe(10)
})

it('begins where its reader stands once they say so', () => {
  const round = roundOf([item(1, '颐园 9 号楼', at(9)), item(2, '颐园 3 号楼', at(3))], at(2))

  expect(idsOf(round.stops)).toEqual([[2], [1]])
  expect(round.stops[0]!.minutes).toBe(2)
})

it('puts what nobody pointed at behind the way, and what names no place at the very end', () => {
  const round = roundOf(
    [
      item(1, null),
      item(2, HOME_HIDDEN),
      item(3, '颐园 12 号楼'),
      item(4, '', at(1)),
      item(5, null, at(1.02)),
      item(6, '颐园 2 号楼'),
    ],
    null,
  )

  expect(idsOf(round.stops)).toEqual([[4, 5], [6], [3]])
  expect(round.stops[0]!.building).toBeNull()
  expect(round.unplaced.map(({ id }) => id)).toEqual([1, 2])
  expect(round.minutes).toBe(0)
})

it('is none without a case, and has no minutes where nothing lies on the map', () => {
  expect(roundOf([], at(0))).toEqual({ stops: [], unplaced: [], minutes: 0 })
  expect(roundOf([item(1, '颐园 2 号楼')], null).stops).toEqual([
    { building: '颐园 2 号楼', position: null, minutes: null, what: [item(1, '颐园 2 号楼')] },
  ])
})
