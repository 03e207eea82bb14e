import { expect, it } from 'vitest'
import { compareAreaNames } from './name-order'

it('counts the grids of a community, in numerals of either kind', () => {
  const names = ['第二十一网格', '第二网格', '第十网格', '第一网格', '10 号楼', '第三网格', '2 号楼', '第十二网格']
  expect(names.sort(compareAreaNames)).toEqual([
    ...['2 号楼', '10 号楼', '第一网格', '第二网格', '第三网格', '第十网格', '第十二网格', '第二十一网格'],
  ])
})
