import { lineOf, plain, readPhone, type Reading } from '../files/cells'
import { guessColumns, type Heading } from '../files/tables'
import { idEndOf, withoutIdNumbers } from './id-numbers'
import { isIdEnd, plainIdEnd } from './identity'
import { likelySame, type Known } from './likely-same'
import { GUARDIAN_FIRST, isGuarded } from './minors'
import { NAME_MAX, charactersOf, cleanName, plainName } from './names'

/** The columns of a table of residents; the blank table has their labels and an example. */
export const RESIDENT_COLUMNS = {
  name: { label: '姓名', headings: ['名字', '居民姓名', '户主', '户主姓名', '老人姓名', 'name'], example: '王秀英' },
  phone: {
    label: '手机',
    headings: ['手机号', '手机号码', '电话', '联系电话', '联系方式', '电话号码', 'phone', 'mobile'],
    example: '13800001234',
  },
  birth: {
    label: '出生年份',
    headings: ['出生年', '生年', '出生日期', '出生年月', '出生年月日', '生日', 'birthday'],
    example: '1944',
  },
  idNumber: {
    label: '身份证号',
    headings: ['身份证', '身份证号码', '公民身份号码', '居民身份证号', '证件号', '证件号码', '身份证后四位'],
    example: '',
  },
  address: { label: '住址', headings: ['地址', '家庭住址', '家庭地址', '居住地址', '现住址', '详细地址'], example: '' },
  compound: { label: '小区', headings: ['小区名称', '小区名', '所在小区'], example: '颐园小区' },
  building: { label: '楼栋', headings: ['楼号', '楼', '栋', '幢', '栋号', '楼栋号'], example: '3' },
  unit: { label: '单元', headings: ['单元号'], example: '2' },
  room: { label: '房号', headings: ['室', '室号', '户号', '房间号', '门牌', '门牌号'], example: '501' },
  guardian: { label: '监护人同意', headings: ['监护人是否同意', '监护人已同意'], example: '' },
  grid: { label: '网格', headings: ['所属网格', '网格名称', '所在网格'], example: '第一网格' },
  community: { label: '社区', headings: ['所属社区', '所在社区', '社区名称', '村居', '居委会'], example: '' },
} as const satisfies Record<string, Heading & { example: string }>
export type ResidentColumn = keyof typeof RESIDENT_COLUMNS
export const RESIDENT_COLUMN_CODES = Object.keys(RESIDENT_COLUMNS) as [ResidentColumn, ...ResidentColumn[]]

/** The place of each column in the file; a missing one is not read. */
export type ResidentMapping = Partial<Record<ResidentColumn, number>>
export const guessResidentMapping = (row: readonly string[]): ResidentMapping => guessColumns(RESIDENT_COLUMNS, row)

/** The cells as they are kept: of a whole identity card number the year of birth and the end, never the rest. */
export const keptCells = (cells: readonly string[]) => cells.map(withoutIdNumbers)

/** One row of a file, as it can be registered. Facts that the file leaves empty are null. */
export interface ImportedResident {
  name: string
  phone: string | null
  birthYear: number | null
  idLast4: string | null
  home: string | null
  /** The list says that the guardian of a child under 14 agreed. */
  guardian: boolean
  /** Names as the row says them. */
  grid: string | null
  community: string | null
}
const HOME_MAX = 100

/** 1944, 1944年3月, 1944-03-05, 19440305 and what Excel writes of a date. */
function readBirth(thisYear: number) {
  return ([text = '']: readonly string[]): Reading<number> => {
    if (text === '') return null
    const year = Number(/^(\d{4})(?:\D.*|\d{2}|\d{4})?$/.exec(text.normalize('NFKC'))?.[1])
    if (year >= 1900 && year <= thisYear) return { value: year }
    if (year > thisYear) return { problem: `出生年份 ${year} 还没到，请再看看` }
    return { problem: `出生年份看不懂：${text}，写成 1944 或 1944-03-05` }
  }
}

function readName([text = '']: readonly string[]): Reading<string> {
  const name = cleanName(text)
  if (name === '') return { problem: '没有姓名' }
  return charactersOf(name).length > NAME_MAX ? { problem: `姓名太长，最多 ${NAME_MAX} 个字` } : { value: name }
}

function readId([text = '']: readonly string[]): Reading<{ birthYear: number | null; idLast4: string }> {
  if (text === '') return null
  const number = idEndOf(text)
  if (number) return { value: number }
  if (isIdEnd(text)) return { value: { birthYear: null, idLast4: plainIdEnd(text) } }
  return { problem: '身份证号不对，对着证件改好再传。Excel 会改掉长号码的最后几位，要先把这一列设成文本' }
}

/** 「同意」, 「已同意」, 「是」, 「√」; 「不同意」 is not one. */
const AGREED = /^(已?同意|是|√|✓)$/

/** 「3」 is 3 号楼; 「3号楼」, 「B座」 stay. */
const withWord = (text: string, word: string) => (/^[0-9A-Za-z]+$/.test(text) ? `${text} ${word}` : text)

/** The address as people say it: 颐园小区 3 号楼 2 单元 501. Its parts are used where the row names a building. */
function readHome(cell: (column: ResidentColumn) => string): Reading<string> {
  const [address, compound, building, unit, room] = (['address', 'compound', 'building', 'unit', 'room'] as const).map(
    cell,
  ) as [string, string, string, string, string]
  const parts = [
    compound,
    building && withWord(building, '号楼'),
    unit && withWord(unit, '单元'),
    room.replace(/室$/, ''),
  ].filter(Boolean)
  const isFull = compound !== '' && (building !== '' || room !== '')
  return lineOf('住址', HOME_MAX)([address !== '' && !isFull ? address : parts.join(' ')])
}

/** The content of one row, or every sentence about its faults; `doubts` are told and do not keep the row out. */
export function readResident(
  cells: readonly string[],
  mapping: ResidentMapping,
  thisYear: number,
): { resident: ImportedResident; doubts: string[] } | { problems: string[] } {
  const cell = (column: ResidentColumn) => (cells[mapping[column] ?? -1] ?? '').trim()
  const problems: string[] = []
  const valueOf = <Value>(reading: Reading<Value>): Value | null => {
    if (reading && 'problem' in reading) problems.push(reading.problem)
    return reading && 'value' in reading ? reading.value : null
  }
  const name = valueOf(readName([cell('name')]))
  const phone = valueOf(readPhone([cell('phone')]))
  const written = valueOf(readBirth(thisYear)([cell('birth')]))
  const id = valueOf(readId([cell('idNumber')]))
  const home = valueOf(readHome(cell))
  const birthYear = id?.birthYear ?? written
  const guardian = AGREED.test(cell('guardian'))
  if (isGuarded(birthYear, thisYear) && !guardian)
    problems.push(`${GUARDIAN_FIRST}：监护人同意了，在“监护人同意”一列写“同意”`)
  if (name === null || problems.length > 0) return { problems }
  const differs = written !== null && id?.birthYear && id.birthYear !== written
  return {
    resident: {
      ...{ name, phone, home, idLast4: id?.idLast4 ?? null },
      ...{ birthYear, guardian },
      grid: cell('grid') || null,
      community: cell('community') || null,
    },
    doubts: differs ? [`出生年份写的是 ${written}，身份证上是 ${id.birthYear}，按身份证记`] : [],
  }
}

/** Whether an area is called so: 颐园 and 颐园社区 are one, and so are 第一网格 and 第一 网格. */
export function isCalled(area: string, said: string) {
  const stem = (name: string) => plain(name).replace(/(社区|居委会|村|网格)$/, '')
  return plain(area) === plain(said) || (stem(area) !== '' && stem(area) === stem(said))
}

export const SAME_PERSON = {
  phone: '同名，电话也一样',
  id: '同名，身份证后四位也一样',
  year: '同名同年生',
  name: '同名',
} as const
export type SamePerson = keyof typeof SAME_PERSON

/** Why two records of the same name are likely one person; null where they are not. */
function samePerson(a: Known, b: Known): SamePerson | null {
  if (!likelySame(a, b)) return null
  if (a.phone && a.phone === b.phone) return 'phone'
  if (a.idLast4 && a.idLast4 === b.idLast4) return 'id'
  return a.birthYear !== null && a.birthYear === b.birthYear ? 'year' : 'name'
}
const SUREST = Object.keys(SAME_PERSON) as SamePerson[]

/** People by name, to find the one a row is likely about: of several the surest. */
export class Namesakes<One extends Known> {
  private readonly byName = new Map<string, One[]>()

  add(one: One) {
    const name = plainName(one.name)
    const known = this.byName.get(name)
    if (known) known.push(one)
    else this.byName.set(name, [one])
  }

  of(resident: Known): { one: One; why: SamePerson } | null {
    const alike = (this.byName.get(plainName(resident.name)) ?? []).flatMap((one) => {
      const why = samePerson(one, resident)
      return why ? [{ one, why }] : []
    })
    return alike.sort((a, b) => SUREST.indexOf(a.why) - SUREST.indexOf(b.why))[0] ?? null
  }
}

/** The facts that a row adds to a record which lacks them; what is on record stays. */
export const RESIDENT_FACTS = {
  phone: '手机',
  birthYear: '出生年份',
  idLast4: '身份证后四位',
  home: '住址',
} as const
export type ResidentFact = keyof typeof RESIDENT_FACTS
const FACTS = Object.keys(RESIDENT_FACTS) as ResidentFact[]
export const factsAdded = (
  has: Readonly<Record<ResidentFact, unknown>>,
  said: Readonly<Record<ResidentFact, unknown>>,
): ResidentFact[] => FACTS.filter((fact) => has[fact] === null && said[fact] !== null)
