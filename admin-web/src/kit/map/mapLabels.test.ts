import { describe, expect, it } from 'vitest'
import { spotsFor } from './mapLabels'

const MAP = { discs: [], radius: 60, reach: 1000, size: 70 }
const at = (x: number, y: number) => ({ text: '东岸花园', spots: [{ x, y }] })

describe('labels of a small map', () => {
  it('stay where there is room, the first before the later', () => {
    expect(spotsFor([at(0, 0), at(100, 40), at(0, 400)], MAP)).toEqual([{ x: 0, y: 0 }, null, { x: 0, y: 400 }])
  })

  it('move inwards at the edge, and take another spot rather than leave the frame', () => {
    const spots = [
      { x: 990, y: 990 },
      { x: 990, y: 870 },
    ]

    const [spot] = spotsFor([{ text: '东岸花园', spots }], MAP)

    expect(spot).toEqual({ x: 846, y: 870 })
  })

  it('cover no disc', () => {
    expect(spotsFor([at(0, 0)], { ...MAP, discs: [{ x: 100, y: 0 }] })).toEqual([null])
  })
})
