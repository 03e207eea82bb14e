import { expect, it } from 'vitest'
import { withoutIdNumbers } from './id-numbers'
import {
  factsAdded,
  guessResidentMapping,
  isCalled,
  keptCells,
  Namesakes,
  readResident,
  type ResidentColumn,
} from './resident-import'

const HEADINGS = ['姓名', '联系电话', '出生日期', '身份证号码', '家庭住址', '小区', '楼号', '单元', '室', '所属网格']
const MAPPING = guessResidentMapping(HEADINGS)
/** As Excel shows it; the check digit is right. */
const LI = '37050219440305302X'
const read = (cells: Partial<Record<ResidentColumn, string>>) => {
  const row: string[] = []
  for (const [column, at] of Object.entries(MAPPING)) row[at] = cells[column as ResidentColumn] ?? ''
  return readResident(keptCells(Array.from(row, (cell) => cell ?? '')), MAPPING, 2026)
}

it('knows the columns of a register by their usual headings', () => {
  expect(MAPPING).toEqual({
    ...{ name: 0, phone: 1, birth: 2, idNumber: 3, address: 4, compound: 5, building: 6, unit: 7, room: 8, grid: 9 },
  })
})

it('keeps of an identity card number the year and the end, wherever it stands', () => {
  expect(withoutIdNumbers(LI)).toBe('******1944****302X')
  expect(withoutIdNumbers(`本人证件 370502 1944 0305 302x`)).toBe('本人证件 ******1944****302X')
  expect(withoutIdNumbers('３７０５０２１９４４０３０５３０２Ｘ')).toBe('******1944****302X')
  expect(withoutIdNumbers('370502440305302')).toBe('******1944****5302')
  expect(withoutIdNumbers('370502194403053021')).toBe('号码不对（没有留下）')
})

it('leaves other numbers and words as they are', () => {
  const others = ['13800001234', '0546-8001234转801', '6222021602001234567', '颐园小区（东区）3号楼', '1944-03-05']
  expect(others.map(withoutIdNumbers)).toEqual(others)
})

it('reads a row of a register', () => {
  expect(
    read({
      ...{ name: ' 李桂兰 ', phone: '138 0000 1234', idNumber: LI, grid: '第一网格' },
      ...{ compound: '颐园小区', building: '3', unit: '2', room: '501室' },
    }),
  ).toEqual({
    resident: {
      ...{ name: '李桂兰', phone: '13800001234', birthYear: 1944, idLast4: '302X' },
      ...{ home: '颐园小区 3 号楼 2 单元 501', grid: '第一网格', community: null, guardian: false },
    },
    doubts: [],
  })
})

it.each([
  ['1944', 1944],
  ['1944年3月', 1944],
  ['1944/3/5', 1944],
  ['19440305', 1944],
  ['1944-03-05T00:00:00.000Z', 1944],
])('reads %s as a year of birth', (birth, year) => {
  expect(read({ name: '李桂兰', birth })).toMatchObject({ resident: { birthYear: year } })
})

it('takes the whole address unless the row names compound and building', () => {
  const home = (cells: Partial<Record<ResidentColumn, string>>) => {
    const row = read({ name: '李桂兰', ...cells })
    return 'resident' in row ? row.resident.home : row.problems
  }
  expect(home({ address: '济南路 12 号院 3 号楼' })).toBe('济南路 12 号院 3 号楼')
  expect(home({ address: '济南路 12 号', compound: '颐园小区', building: 'B座' })).toBe('颐园小区 B座')
  expect(home({ address: '济南路 12 号', compound: '颐园小区' })).toBe('济南路 12 号')
  expect(home({ compound: '颐园小区' })).toBe('颐园小区')
  expect(home({})).toBe(null)
})

it('says every fault of a row, and doubts a year that the identity card contradicts', () => {
  expect(read({ phone: '1380000', birth: '44年', idNumber: '370502194403053021' })).toEqual({
    problems: [
      '没有姓名',
      expect.stringContaining('电话号码不对'),
      expect.stringContaining('出生年份看不懂：44年'),
      expect.stringContaining('身份证号不对'),
    ],
  })
  expect(read({ name: '李桂兰', birth: '2027' })).toMatchObject({ problems: ['出生年份 2027 还没到，请再看看'] })
  expect(read({ name: '李桂兰', birth: '1943', idNumber: LI })).toMatchObject({
    resident: { birthYear: 1944 },
    doubts: ['出生年份写的是 1943，身份证上是 1944，按身份证记'],
  })
})

it('finds the surest of several namesakes, and none who differs', () => {
  const none = { phone: null, birthYear: null, idLast4: null }
  const known = new Namesakes<{
    name: string
    phone: string | null
    birthYear: number | null
    idLast4: string | null
  }>()
  known.add({ name: '李桂兰', ...none })
  known.add({ name: '李桂兰', ...none, birthYear: 1944 })
  known.add({ name: '李 桂兰', ...none, phone: '13800001234' })
  known.add({ name: '李桂兰', ...none, birthYear: 1971, idLast4: '1111' })
  const of = (facts: Partial<typeof none> | object) => known.of({ name: '李桂兰', ...none, ...facts })

  expect(of({ birthYear: 1944 })).toMatchObject({ why: 'year', one: { birthYear: 1944 } })
  expect(of({ birthYear: 1944, phone: '13800001234' })).toMatchObject({ why: 'phone' })
  expect(of({ birthYear: 1971, idLast4: '2222' })).toMatchObject({ why: 'name', one: { birthYear: null } })
  expect(known.of({ name: '王秀英', ...none })).toBeNull()
})

it('adds only the facts that a record lacks', () => {
  const has = { phone: null, birthYear: 1944, idLast4: null, home: '颐园 3 号楼' }
  expect(factsAdded(has, { phone: '13800001234', birthYear: 1943, idLast4: null, home: '别处' })).toEqual(['phone'])
})

it('takes a name of an area with or without the word for its kind', () => {
  expect(isCalled('颐园社区', '颐园')).toBe(true)
  expect(isCalled('第一网格', ' 第一网格 ')).toBe(true)
  expect(isCalled('颐园社区', '东苑社区')).toBe(false)
  expect(isCalled('社区', '')).toBe(false)
})
