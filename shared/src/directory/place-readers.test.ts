import { describe, expect, it } from 'vitest'
import { lineOf, plain, readPhone } from '../files/cells'
import { codeOf, readCategory, readPosition, several } from './place-readers'

it('reads nothing of an empty cell, or of one that the row does not have', () => {
  const readers = [
    lineOf('名字', 5),
    codeOf('状态', { open: '开着' }),
    several(readPhone, '电话', 2),
    readPhone,
    (cells: readonly string[]) => readCategory(cells, { system: 'gcj02' }),
    (cells: readonly string[]) => readPosition(cells, { system: 'gcj02' }),
  ]
  for (const read of readers) expect([read(['']), read([])]).toEqual([null, null])
})

it('compares words without their width, case, blanks and marks', () => {
  expect(plain(' ＡＢ-c（店）、')).toBe('abc店')
})

it('keeps a line of the allowed length and names the limit of a longer one', () => {
  expect(lineOf('名字', 3)(['三个字'])).toEqual({ value: '三个字' })
  expect(lineOf('名字', 3)(['四个字了'])).toEqual({ problem: '名字太长，最多 3 个字' })
})

describe('a cell of several', () => {
  const read = several(codeOf('项目', { a: '甲', b: '乙', c: '丙' }), '项目', 2)

  it('is split at any mark, without blanks, and says each once', () => {
    expect(read(['甲； 乙 ,甲、、'])).toEqual({ value: ['a', 'b'] })
    expect(read(['；、'])).toBeNull()
  })

  it('names the first that it does not know, and how many it takes', () => {
    expect(read(['甲、丁、戊'])).toEqual({ problem: '项目没有“丁”，可以填：甲、乙、丙' })
    expect(read(['甲、乙、丙'])).toEqual({ problem: '项目最多 2 个' })
  })
})

describe('a category', () => {
  const read = (words: string) => readCategory([words], { system: 'gcj02' })

  it('is known by code, by name, or by the one name that is part of the words', () => {
    expect(read('canteen')).toEqual({ value: 'canteen' })
    expect(read('药房')).toEqual(read('pharmacy'))
    expect(read('社区药房（东门）')).toEqual({ value: 'pharmacy' })
  })

  it('that nobody knows, or that could be two, is asked for with examples', () => {
    expect(read('飞机场')).toEqual({ problem: expect.stringContaining('没有“飞机场”这一类，可以填：') as string })
    expect(read('药房和理发店')).toHaveProperty('problem')
  })

  it('that a row leaves out is the one chosen for the file', () => {
    expect(readCategory([''], { system: 'gcj02', category: 'canteen' })).toEqual({ value: 'canteen' })
  })
})

describe('a position', () => {
  const read = (lng: string, lat: string) => readPosition([lng, lat], { system: 'gcj02' })

  it('is read up to the borders of the country', () => {
    expect(read('73', '3')).toEqual({ value: { lng: 73, lat: 3 } })
    expect(read('136', '54')).toEqual({ value: { lng: 136, lat: 54 } })
    expect(read('118.49', '')).toBeNull()
    expect(read('', '37.46')).toBeNull()
  })

  it('that cannot be right is refused with its likely reason', () => {
    expect(read('37.46', '118.49')).toEqual({ problem: '经度和纬度写反了' })
    expect(read('东', '37.46')).toEqual({ problem: '经纬度不是数字：东，37.46' })
    expect(read('118.49', '北')).toEqual({ problem: '经纬度不是数字：118.49，北' })
    for (const [lng, lat] of [
      ['72', '30'],
      ['137', '30'],
      ['118', '2'],
      ['118', '55'],
    ] as const)
      expect(read(lng, lat)).toEqual({ problem: `位置不在国内：${lng}，${lat}` })
  })
})
