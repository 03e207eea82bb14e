import { describe, expect, it } from 'vitest'
import { withRoomForLabels } from './map-labels'

const CENTER = { lng: 118.49, lat: 37.46 }
const north = (metres: number) => ({ lng: CENTER.lng, lat: CENTER.lat + metres / 111_320 })

describe('labels on the map', () => {
  it('stay where there is room, the first before the later', () => {
    const markers = [
      { id: 'a', text: '长者食堂 4', ...north(0) },
      { id: 'b', text: '便利店 3', ...north(20) },
      { id: 'c', text: '公园 9', ...north(400) },
    ]

    const shown = withRoomForLabels(markers, CENTER, 8, 1)

    expect(shown.map(({ text }) => text)).toEqual(['长者食堂 4', '', '公园 9'])
  })

  it('need more room in bigger text', () => {
    const markers = [
      { id: 'a', text: '长者食堂 4', ...north(0) },
      { id: 'b', text: '便利店 3', ...north(320) },
    ]

    expect(withRoomForLabels(markers, CENTER, 8, 1)[1]!.text).toBe('便利店 3')
    expect(withRoomForLabels(markers, CENTER, 8, 1.5)[1]!.text).toBe('')
  })
})
