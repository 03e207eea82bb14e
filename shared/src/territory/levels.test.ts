import { expect, it } from 'vitest'
import { plainCode, problemWithCode } from './levels'

it('a code is read with and without the noughts that fill it up', () => {
  expect(plainCode('370502001000', 'street')).toBe('370502001')
  expect(plainCode('370500', 'city')).toBe('3705')
  expect(plainCode('370502001011', 'street')).toBe('370502001011')
})

it('a code has the digits of its level; grids carry what the office gives them', () => {
  expect(problemWithCode('370502001011', 'community')).toBeNull()
  expect(problemWithCode('37050200101', 'community')).toBe('社区（村）的区划代码是 12 位数字')
  expect(problemWithCode('WH-01', 'grid')).toBeNull()
  expect(problemWithCode('一号', 'grid')).toBe('编号只能用数字、字母和短横，最多 30 个')
})
