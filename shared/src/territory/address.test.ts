import { expect, it } from 'vitest'
import { compoundMeant } from './address'

const COMPOUNDS = ['颐园小区', '颐园西区', '文汇家园', '园'].map((name) => ({ name }))

it.each([
  ['颐园 3 号楼 2 单元 501', '颐园小区'],
  ['颐园小区3号楼', '颐园小区'],
  ['颐园西区 2 号楼', '颐园西区'],
  ['文汇家园', '文汇家园'],
  ['文汇 8 号楼', '文汇家园'],
  ['济南路 12 号', null],
  ['园 1 号', null],
  ['', null],
])('%s stands in %s', (address, name) => {
  expect(compoundMeant(address, COMPOUNDS)?.name ?? null).toBe(name)
})
