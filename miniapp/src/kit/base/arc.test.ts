import { expect, it } from 'vitest'
import { arcMask } from './arc'

const dashesOf = (mask: string) => /stroke-dasharray='([^']*)'/.exec(decodeURIComponent(mask))?.[1]

it('draws 4, 12 and 18 of 15 minutes in three parts', () => {
  expect(dashesOf(arcMask('plain', 0.8, 3))).toBe('80 999')
  expect(dashesOf(arcMask('plain', 2.4, 3))).toBe('94 6 94 6 40 999')
  expect(dashesOf(arcMask('plain', 3, 3))).toBe('94 6 94 6 100 999')
})
