import { expect, it } from 'vitest'
import { buildingIn, buildingOfCompound, compoundMeant, withoutDoor } from './address'

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

it.each([
  ['颐园 3 号楼 2 单元 501', '颐园小区 3 号楼'],
  ['颐园小区3栋501', '颐园小区 3 号楼'],
  ['颐园 ３ 号楼', '颐园小区 3 号楼'],
  ['颐园西区A座1002', '颐园西区 A 号楼'],
  ['济南路 12 号院 5 号楼', '济南路12号院 5 号楼'],
  ['3 号楼', '3 号楼'],
  ['济南路 12 号', null],
  ['', null],
])('%s is in the building %s', (address, building) => {
  expect(buildingIn(address, COMPOUNDS)).toBe(building)
})

it('names no building but one of a compound on record', () => {
  expect(buildingOfCompound('颐园3栋501', COMPOUNDS)).toBe('颐园小区 3 号楼')
  expect(buildingOfCompound('老张家后面 3 号楼', COMPOUNDS)).toBeNull()
  expect(buildingOfCompound('3 号楼', COMPOUNDS)).toBeNull()
  expect(buildingOfCompound('3 号楼', COMPOUNDS.slice(0, 1))).toBe('颐园小区 3 号楼')
  expect(buildingOfCompound('济南路 12 号', COMPOUNDS)).toBeNull()
})

it.each([
  ['颐园 3 号楼 2 单元 501', '颐园 3 号楼'],
  ['颐园小区3栋501', '颐园小区3栋'],
  ['颐园西区A座1002', '颐园西区A座'],
  ['十二号楼三单元', '十二号楼'],
  ['文汇家园 8-102', '文汇家园'],
  ['大王村', '大王村'],
  ['102', null],
])('%s leads in a list as far as %s', (address, shown) => {
  expect(withoutDoor(address)).toBe(shown)
})
