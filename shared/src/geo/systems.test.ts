import { expect, it } from 'vitest'
import { toGcj02, toWgs84 } from './systems'
import { metresBetween } from './walking'

const TIANANMEN = {
  wgs84: { lng: 116.39123343289631, lat: 39.9072885060602 },
  gcj02: { lng: 116.3974767, lat: 39.9086922 },
}

it('moves Tiananmen to where Chinese maps draw it, and back', () => {
  expect(metresBetween(toGcj02(TIANANMEN.wgs84, 'wgs84'), TIANANMEN.gcj02)).toBeLessThan(2)
  expect(metresBetween(toWgs84(TIANANMEN.gcj02), TIANANMEN.wgs84)).toBeLessThan(2)
})

it('brings what Baidu draws some 900 metres off to where it stands', () => {
  const ofBaidu = { lng: 116.403963, lat: 39.914964 }
  expect(metresBetween(ofBaidu, TIANANMEN.gcj02)).toBeGreaterThan(800)
  expect(metresBetween(toGcj02(ofBaidu, 'bd09'), TIANANMEN.gcj02)).toBeLessThan(60)
})
