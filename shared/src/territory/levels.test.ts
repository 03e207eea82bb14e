import { expect, it } from 'vitest'
import { AREA_LEVEL_CODES, isBelow, plainCode, problemWithCode } from './levels'

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

it('each level stands right below one other: grids and compounds below the community', () => {
  const above = (level: (typeof AREA_LEVEL_CODES)[number]) => AREA_LEVEL_CODES.filter((one) => isBelow(level, one))

  expect(AREA_LEVEL_CODES.map((level) => [level, above(level)])).toEqual([
    ['city', []],
    ['district', ['city']],
    ['street', ['district']],
    ['community', ['street']],
    ['grid', ['community']],
    ['compound', ['community']],
  ])
})

it('noughts that belong to a code are kept: a street that ends in three, a short code, one of a grid', () => {
  expect(plainCode('370502000', 'street')).toBe('370502000')
  expect(plainCode('3705', 'city')).toBe('3705')
  expect(plainCode('37050200', 'district')).toBe('370502')
  expect(plainCode('1000', 'grid')).toBe('1000')
})

it('a code with anything before or behind its digits is refused', () => {
  expect(problemWithCode('A370502001011', 'community')).toBe('社区（村）的区划代码是 12 位数字')
  expect(problemWithCode('370502001011号', 'community')).toBe('社区（村）的区划代码是 12 位数字')
  expect(problemWithCode(' WH-01', 'grid')).toBe('编号只能用数字、字母和短横，最多 30 个')
  expect(problemWithCode('WH-01 ', 'compound')).toBe('编号只能用数字、字母和短横，最多 30 个')
  expect(problemWithCode('', 'grid')).toBe('编号只能用数字、字母和短横，最多 30 个')
  expect([problemWithCode('a'.repeat(30), 'grid'), problemWithCode('a'.repeat(31), 'grid')]).toEqual([
    null,
    '编号只能用数字、字母和短横，最多 30 个',
  ])
})
