import { expect, it } from 'vitest'
import { toGcj02 } from './gcj02'
import { metresBetween } from './walking'

it('moves Tiananmen to where Chinese maps draw it', () => {
  const moved = toGcj02({ lng: 116.39123343289631, lat: 39.9072885060602 })

  expect(metresBetween(moved, { lng: 116.3974767, lat: 39.9086922 })).toBeLessThan(2)
})
