import { expect, it } from 'vitest'
import { yearsBefore } from './retention'

it('personal data goes on the same day of a later year', () => {
  const now = new Date('2026-11-23T02:00:00Z')
  expect(yearsBefore(now, 3)).toEqual(new Date('2023-11-23T02:00:00Z'))
  expect(now).toEqual(new Date('2026-11-23T02:00:00Z'))
})
