import { describe, expect, it } from 'vitest'
import { contains, problemWithShape, squareMetres, squareMetresInWords, type Shape, middleOf } from './shape'

/** A square of so many degrees, its lower left corner at 118.49, 37.46 unless moved. */
const square = (side: number, [lng, lat] = [118.49, 37.46]): Shape['coordinates'][number][number] => [
  [lng!, lat!],
  [lng! + side, lat!],
  [lng! + side, lat! + side],
  [lng!, lat! + side],
  [lng!, lat!],
]
const shapeOf = (...polygons: Shape['coordinates']): Shape => ({ type: 'MultiPolygon', coordinates: polygons })

describe('a shape', () => {
  it('contains what its outline goes round, but for its holes, in each of its pieces', () => {
    const shape = shapeOf([square(0.01), square(0.002, [118.494, 37.464])], [square(0.01, [118.6, 37.46])])
    expect(contains(shape, { lng: 118.491, lat: 37.461 })).toBe(true)
    expect(contains(shape, { lng: 118.495, lat: 37.465 })).toBe(false)
    expect(contains(shape, { lng: 118.605, lat: 37.465 })).toBe(true)
    expect(contains(shape, { lng: 118.55, lat: 37.465 })).toBe(false)
  })

  it('shares a border with its neighbour so that a point on it belongs to one of them', () => {
    const [west, east] = [shapeOf([square(0.01)]), shapeOf([square(0.01, [118.5, 37.46])])]
    const at = { lng: 118.5, lat: 37.465 }
    expect([contains(west, at), contains(east, at)].filter(Boolean)).toHaveLength(1)
  })

  it('measures a hundredth of a degree in Dongying as 0.98 square kilometres', () => {
    // 1111.95 m north by 1111.95 × cos 37.46° east.
    expect(squareMetres(shapeOf([square(0.01)])) / 981_400).toBeCloseTo(1, 2)
    expect(squareMetresInWords(981_400)).toBe('0.98 平方公里')
    expect(squareMetresInWords(5300)).toBe('5,300 平方米')
  })

  it.each([
    ['nothing drawn', shapeOf(), '边界是空的，先画一圈'],
    ['not closed', shapeOf([square(0.01).slice(0, 4)]), '边界没有围起来，起点和终点要是同一个点'],
    [
      'longitude and latitude swapped',
      shapeOf([square(0.01).map(([lng, lat]) => [lat, lng] as [number, number])]),
      '边界跑到中国外面去了，经度和纬度可能写反了',
    ],
    ['a slip of the finger', shapeOf([square(0.00001)]), '边界围的地方太小了，重新画一圈'],
    [
      'too many points',
      shapeOf([Array.from({ length: 5001 }, () => [118.49, 37.46] as [number, number])]),
      '边界的点太多，最多 5000 个，先在制图软件里简化',
    ],
  ])('is refused in words: %s', (_, shape, problem) => {
    expect(problemWithShape(shape)).toBe(problem)
  })

  it('opens a map in the middle of its bounds', () => {
    const { lng, lat } = middleOf(shapeOf([square(0.01)], [square(0.01, [118.59, 37.56])]))
    expect([lng, lat]).toEqual([expect.closeTo(118.545, 6), expect.closeTo(37.515, 6)])
  })

  it('is smaller by its holes, and the larger by its other pieces', () => {
    const whole = squareMetres(shapeOf([square(0.01)]))
    expect(squareMetres(shapeOf([square(0.01), square(0.005)])) / whole).toBeCloseTo(0.75, 3)
    expect(squareMetres(shapeOf([square(0.01)], [square(0.01, [118.6, 37.46])])) / whole).toBeCloseTo(2, 3)
    expect(squareMetresInWords(100_000)).toBe('0.10 平方公里')
    expect(squareMetresInWords(99_999)).toBe('99,999 平方米')
  })

  it('is closed where both ends are one point, in every ring of it', () => {
    const open = square(0.01)
    const ends = (lng: number, lat: number) => shapeOf([[...open.slice(0, 4), [open[0]![0] + lng, open[0]![1] + lat]]])
    const problem = '边界没有围起来，起点和终点要是同一个点'
    expect(problemWithShape(shapeOf([square(0.01)]))).toBeNull()
    expect(problemWithShape(ends(0.001, 0))).toBe(problem)
    expect(problemWithShape(ends(0, 0.001))).toBe(problem)
    expect(problemWithShape(shapeOf([square(0.01)], [open.slice(0, 4)]))).toBe(problem)
    expect(problemWithShape(shapeOf([[open[0]!, open[1]!, open[0]!]]))).toBe(problem)
    expect(problemWithShape(shapeOf([square(0.01)], []))).toBe('边界是空的，先画一圈')
  })

  it.each([
    ['west', [72.99, 37]],
    ['east', [135.995, 37]],
    ['south', [118, 2.99]],
    ['north', [118, 53.995]],
  ] as const)('is refused where it leaves the country in the %s', (_, corner) => {
    expect(problemWithShape(shapeOf([square(0.01, [...corner])]))).toBe('边界跑到中国外面去了，经度和纬度可能写反了')
  })
})
