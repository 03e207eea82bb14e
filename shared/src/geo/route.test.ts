import { expect, it } from 'vitest'
import { buildingOf, metresOf, stopsOf, walkingOrder } from './route'

const at = (east: number, north = 0) => ({ lng: 118.49 + east / 1000, lat: 37.46 + north / 1000 })

it('puts together what goes to one building, by door', () => {
  expect(buildingOf('颐园 3 号楼 2 单元 501')).toBe('颐园 3 号楼')
  expect(buildingOf('油田新村 12 栋 3 楼')).toBe('油田新村 12 栋')
  expect(buildingOf('胜利路 8 号')).toBe('胜利路 8 号')
  const stops = stopsOf([
    { address: '颐园 3 号楼 10 单元 1', position: null },
    { address: '颐园 3 号楼 2 单元 501', position: at(1) },
  ])
  expect(stops).toHaveLength(1)
  expect(stops[0]).toMatchObject({ position: at(1), what: [{ address: '颐园 3 号楼 2 单元 501' }, {}] })
})

it('takes two buildings called alike for two where they lie far apart', () => {
  const stops = stopsOf([
    { address: '3 号楼 1 单元', position: at(0) },
    { address: '3 号楼 2 单元', position: null },
    { address: '3 号楼 9 单元', position: at(9) },
  ])
  expect(stops.map(({ position, what }) => [position, what.length])).toEqual([
    [at(0), 2],
    [at(9), 1],
  ])
})

it('untangles the way the nearest next alone would take', () => {
  const points = [at(0, 1), at(0, -1.2), at(3, 1), at(3, -1.2), at(-2, -0.1), at(1, 4)]
  const stops = points.map((position, n) => ({ building: `${n}`, position, what: [n] }))

  const way = walkingOrder(at(0), stops)

  expect([...way].map(({ building }) => building).sort()).toEqual(['0', '1', '2', '3', '4', '5'])
  const everyOrder = (left: typeof stops): (typeof stops)[] =>
    left.length === 0
      ? [[]]
      : left.flatMap((one) => everyOrder(left.filter((other) => other !== one)).map((rest) => [one, ...rest]))
  const shortest = Math.min(...everyOrder(stops).map((order) => metresOf(at(0), order)))
  expect(metresOf(at(0), way)).toBeLessThanOrEqual(shortest * 1.1)
})

it('leaves stops nobody has pointed at to the end, by their address', () => {
  const stops = [
    { building: '10 号楼', position: null, what: [] },
    { building: '2 号楼', position: null, what: [] },
    { building: '1 号楼', position: at(1), what: [] },
  ]
  expect(walkingOrder(at(0), stops).map(({ building }) => building)).toEqual(['1 号楼', '2 号楼', '10 号楼'])
})
