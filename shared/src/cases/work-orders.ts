import { lineOf, readPhone, type Reading } from '../files/cells'
import { NAME_MAX, charactersOf, cleanName } from '../people/names'
import type { CaseKindCode } from './kinds'
import { readFlag, readInstant } from './order-cells'
import {
  isAboutCaller,
  ORDER_COLUMN_CODES,
  ORDER_COLUMNS,
  type OrderColumn,
  type OrderMapping,
} from './work-order-columns'

export const ORDER_URGENCIES = { ordinary: '一般', urgent: '紧急', critical: '特急' } as const
type OrderUrgency = keyof typeof ORDER_URGENCIES
const URGENCY_WORDS: Readonly<Record<string, OrderUrgency>> = {
  ...{ 一般: 'ordinary', 普通: 'ordinary', 紧急: 'urgent', 特急: 'critical' },
  ...{ 常规: 'ordinary', 正常: 'ordinary', 加急: 'urgent', 急: 'urgent', 特别紧急: 'critical' },
}
/** 追办 asks once more about an order that is there. */
const KIND_WORDS: Readonly<Record<string, CaseKindCode>> = {
  ...{ 投诉: 'complaint', 诉求: 'complaint', 咨询: 'complaint', 求助: 'complaint', 建议: 'suggestion' },
  ...{ 追办: 'complaint', 举报: 'complaint', 投诉举报: 'complaint', 求决: 'complaint', 意见: 'suggestion' },
  ...{ 意见建议: 'suggestion' },
}

/** The limits that an order brings. Null: ours holds. */
export interface OrderLimits {
  sign: Date | null
  return: Date | null
  answer: Date | null
  solve: Date | null
}

/** One row of a file, as it can be filed as a case. */
export interface WorkOrder {
  number: string
  upperNumber: string | null
  kind: CaseKindCode
  urgency: OrderUrgency | null
  /** Nobody but the office may know who called. */
  secret: boolean
  title: string | null
  /** Null in a row that only changes an order. */
  description: string | null
  address: string | null
  community: string | null
  grid: string | null
  callerName: string | null
  callerPhone: string | null
  limits: OrderLimits
  mayReturn: boolean
  /** The upper level asks again, or has it done once more. */
  isUrged: boolean
  isRedone: boolean
}

/** A row as it is kept with the order: by meaning, and the columns that nobody knows. Nothing in it says who called. */
export interface KeptOrder {
  columns: Partial<Record<OrderColumn, string>>
  others: { heading: string; text: string }[]
}

/** The row as it is kept, without empty cells. */
export function keptOrder(cells: readonly string[], headings: readonly string[], mapping: OrderMapping): KeptOrder {
  const used = new Map(
    ORDER_COLUMN_CODES.flatMap((column) => (mapping[column] === undefined ? [] : [[mapping[column], column] as const])),
  )
  const kept: KeptOrder = { columns: {}, others: [] }
  cells.forEach((cell, at) => {
    const text = cell.trim()
    const column = used.get(at)
    if (text === '' || (column && isAboutCaller(column))) return
    if (column) kept.columns[column] = text
    else kept.others.push({ heading: headings[at] || `第 ${at + 1} 列`, text })
  })
  return kept
}

const DUES = ['signDue', 'returnDue', 'answerDue', 'solveDue'] as const
const STREET_DUES = ['streetSignDue', 'streetReturnDue', 'streetAnswerDue', 'streetSolveDue'] as const
/** The columns that a later table changes of an order that is there. */
const CHANGING: readonly OrderColumn[] = [
  ...DUES,
  ...STREET_DUES,
  ...(['mayReturn', 'state', 'urged', 'redo', 'urgency', 'opinion', 'secret', 'disclosed'] as const),
]

/** The columns that a later row says otherwise. An empty cell says nothing. */
export const orderChanges = (before: KeptOrder, after: KeptOrder): OrderColumn[] => [
  ...(isPursued(after) && !isPursued(before) ? (['kind'] as const) : []),
  ...CHANGING.filter((column) => after.columns[column] && after.columns[column] !== before.columns[column]),
]
const isPursued = ({ columns }: KeptOrder) => columns.kind === '追办'

/** The row that is kept after a later one. */
export const updatedOrder = (before: KeptOrder, after: KeptOrder): KeptOrder => ({
  columns: { ...before.columns, ...after.columns },
  others: [
    ...before.others.filter(({ heading }) => !after.others.some((one) => one.heading === heading)),
    ...after.others,
  ],
})

/** The limits of a row that was kept: its columns were read once, so that each is understood. */
export function limitsOfKept({ columns }: KeptOrder): OrderLimits {
  const [sign, back, answer, solve] = DUES.map((column, at) => {
    const reading = readInstant('')([columns[column] ?? columns[STREET_DUES[at]!] ?? ''])
    return reading && 'value' in reading ? reading.value : null
  })
  return { sign: sign!, return: back!, answer: answer!, solve: solve! }
}

const TITLE_MAX = 100
const WORDS_MAX = 5000
const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N}_\-/.（）()【】[\]]{2,63}$/u

function readNumber(label: string) {
  return ([text = '']: readonly string[]): Reading<string> => {
    if (text === '') return null
    if (/^\d(\.\d+)?e\+?\d+$/i.test(text))
      return { problem: `${label}被 Excel 改成了科学计数（${text}），先把这一列设成文本再传` }
    return NUMBER.test(text) ? { value: text } : { problem: `${label}看不懂：${text.slice(0, 40)}` }
  }
}

const oneOf =
  <Value>(label: string, words: Readonly<Record<string, Value>>) =>
  ([text = '']: readonly string[]): Reading<Value> => {
    if (text === '') return null
    const value = Object.keys(words).includes(text) ? words[text] : undefined
    const known = Object.keys(words).slice(0, 6).join('、')
    return value === undefined ? { problem: `${label}看不懂：${text.slice(0, 40)}，要写${known}` } : { value }
  }

function readCaller([text = '']: readonly string[]): Reading<string> {
  const name = cleanName(text)
  if (name === '' || name === '匿名') return null
  return charactersOf(name).length > NAME_MAX ? { problem: `来电人太长，最多 ${NAME_MAX} 个字` } : { value: name }
}

/** The order in a row, or every sentence about its faults, each with the name of its column. */
export function readWorkOrder(
  cells: readonly string[],
  mapping: OrderMapping,
): { order: WorkOrder } | { problems: string[] } {
  const problems: string[] = []
  const read = <Value>(column: OrderColumn, reader: (cells: readonly string[]) => Reading<Value>): Value | null => {
    const reading = reader([(cells[mapping[column] ?? -1] ?? '').trim()])
    if (reading && 'problem' in reading) problems.push(reading.problem)
    return reading && 'value' in reading ? reading.value : null
  }
  const label = (column: OrderColumn) => ORDER_COLUMNS[column].label
  const line = (column: OrderColumn, max: number) => read(column, lineOf(label(column), max))
  const flag = (column: OrderColumn) => read(column, readFlag(label(column)))
  const instant = (column: OrderColumn) => read(column, readInstant(label(column)))

  const own = read('number', readNumber(label('number')))
  const upper = read('upperNumber', readNumber(label('upperNumber')))
  const number = own ?? upper
  if (number === null && problems.length === 0) problems.push('没有工单编号')
  const kind = read('kind', oneOf(label('kind'), KIND_WORDS)) ?? 'complaint'
  const urgency = read('urgency', oneOf(label('urgency'), URGENCY_WORDS))
  const title = line('title', TITLE_MAX)
  const description = line('description', WORDS_MAX)
  const address = line('address', 100)
  const callerName = read('caller', readCaller)
  const callerPhone = read('phone', readPhone) ?? read('replyPhone', readPhone)
  const [sign, back, answer, solve] = DUES.map((column, at) => instant(column) ?? instant(STREET_DUES[at]!))
  for (const column of ['dispatchedAt', 'registeredAt', 'signedAt', 'finishedAt', 'calledBackAt'] as const)
    instant(column)
  const [secret, disclosed, mayReturn, redo] = (['secret', 'disclosed', 'mayReturn', 'redo'] as const).map(flag)
  for (const column of ['repeated', 'mayExtend', 'callBack', 'calledBack'] as const) flag(column)
  if (number === null || problems.length > 0) return { problems }
  const textOf = (column: OrderColumn) => (cells[mapping[column] ?? -1] ?? '').trim()
  return {
    order: {
      ...{ number, upperNumber: own === null ? null : upper, kind, urgency },
      secret: secret === true || disclosed === false,
      ...{ title, description: description ?? title, address, callerName, callerPhone },
      ...{ community: textOf('community') || null, grid: textOf('grid') || null },
      limits: { sign: sign!, return: back!, answer: answer!, solve: solve! },
      mayReturn: mayReturn !== false,
      isUrged: textOf('kind') === '追办' || !['', '0', '否', '无'].includes(textOf('urged')),
      isRedone: redo === true,
    },
  }
}
