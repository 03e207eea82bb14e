import { expect, it } from 'vitest'
import { beforeOff, FEATURE_CODES, openInFeature } from './features'

it('says of each feature what is open in it: numbers in a hall are no bookings', () => {
  // Nothing is ever open in the neighbours' map.
  const withWork = FEATURE_CODES.filter((code) => code !== 'case_map')
  expect(withWork.map((code) => openInFeature(code, 2))).toEqual([
    ...['2 份没办完', '2 份没办完', '2 份没办完', '2 份没办完', '2 份没办完'],
    '2 件约好了或借着没还',
    '2 个号没办完',
  ])
  expect(beforeOff('meals')).toContain('先给这些人打个电话')
  expect(beforeOff('hall')).not.toMatch(/预约|电话/)
})
