import { describe, expect, it } from 'vitest'
import { toApiTime } from '../time/china'
import { readFlag, readInstant } from './order-cells'
import { limitsFromAbove, promiseUntil } from './order-limits'
import { guessOrderMapping } from './work-order-columns'
import { keptOrder, limitsOfKept, orderChanges, readWorkOrder, updatedOrder, type WorkOrder } from './work-orders'

const HEADINGS = [
  ...['受理编号', '12345 工单编号', '工单类型', '来电人', '联系电话', '是否保密', '工单描述', '问题发生地'],
  ...['签收截止时间', '回退截止时间', '处置截止时间', '街道处置截止时间', '工单状态', '满意分'],
]
const CELLS = [
  ...['ZS-0012', '370500202611300012', '投诉', '王秀英', '138 0000 1234', '否', '夜里还在施工', '颐园小区 6 号楼'],
  ...['2026/11/30 11:10:00', '', '2026-12-03T17:29:59.999Z', '2026-12-02 12:00', '待签收', '九'],
]
const MAPPING = guessOrderMapping(HEADINGS)
const withCell = (heading: string, cell: string) => CELLS.map((one, at) => (HEADINGS[at] === heading ? cell : one))
const read = (cells: readonly string[]) => readWorkOrder(cells, MAPPING) as { order: WorkOrder; problems: string[] }
const kept = (cells: readonly string[]) => keptOrder(cells, HEADINGS, MAPPING)
const CALENDAR = { isWorkday: () => true, periods: [{ from: 510, to: 1050 }] }

describe('a row of work orders', () => {
  it('is read by meaning, whatever its columns are called', () => {
    expect(read(CELLS).order).toMatchObject({
      ...{ number: 'ZS-0012', upperNumber: '370500202611300012', kind: 'complaint', secret: false, mayReturn: true },
      ...{ description: '夜里还在施工', callerName: '王秀英', callerPhone: '13800001234', isUrged: false },
    })
    const { sign, return: back, answer, solve } = read(CELLS).order.limits
    expect([toApiTime(sign!), back, answer, toApiTime(solve!)]).toEqual([
      ...['2026-11-30T11:10:00+08:00', null, null],
      '2026-12-03T17:30:00+08:00',
    ])
  })

  it('keeps what nobody knows, and nothing of the caller', () => {
    const row = kept(CELLS)
    expect(row.others).toEqual([{ heading: '满意分', text: '九' }])
    expect(JSON.stringify(row)).not.toMatch(/王秀英|0000/)
    expect(row.columns).toMatchObject({ state: '待签收', number: 'ZS-0012' })
  })

  it.each([
    ['联系电话', '12345678', '电话号码不对'],
    ['处置截止时间', '2026-02-30 10:00', '处置截止时间看不懂：2026-02-30 10:00'],
    ['处置截止时间', '下周五', '处置截止时间看不懂：下周五'],
    ['是否保密', '看情况', '是否保密看不懂：看情况'],
    ['工单类型', '表扬', '工单类型看不懂：表扬'],
    ['受理编号', '3.70500E+17', '工单编号被 Excel 改成了科学计数'],
    ['受理编号', '=cmd|calc', '工单编号看不懂：=cmd|calc'],
  ])('is refused with its column where %s is %s', (heading, cell, problem) => {
    expect(read(withCell(heading, cell)).problems[0]).toContain(problem)
  })

  it('is secret by either column', () => {
    expect(read(withCell('是否保密', '是')).order.secret).toBe(true)
    const mapping = { ...MAPPING, disclosed: CELLS.length }
    expect(readWorkOrder([...CELLS, '否'], mapping)).toMatchObject({ order: { secret: true } })
  })

  it('takes a heading that the office assigned before the names that are known', () => {
    const known = [{ heading: '满意分', column: 'satisfaction' as const }]
    expect(guessOrderMapping(HEADINGS, known).satisfaction).toBe(HEADINGS.indexOf('满意分'))
    expect(MAPPING.satisfaction).toBeUndefined()
    expect(guessOrderMapping(['编号', '工单编号'], [{ heading: '编号', column: 'upperNumber' }])).toEqual({
      ...{ upperNumber: 0, number: 1 },
    })
  })

  it('changes what it says anew, and an empty cell says nothing', () => {
    const later = kept(withCell('处置截止时间', '').map((cell) => (cell === '待签收' ? '催办中' : cell)))
    expect(orderChanges(kept(CELLS), later)).toEqual(['state'])
    const after = updatedOrder(kept(CELLS), later)
    expect([after.columns.state, limitsOfKept(after).solve]).toEqual(['催办中', read(CELLS).order.limits.solve])
    const pursued = kept(withCell('工单类型', '追办'))
    expect(orderChanges(kept(CELLS), pursued)).toEqual(['kind'])
    expect(orderChanges(updatedOrder(kept(CELLS), pursued), kept(CELLS))).toEqual([])
  })
})

describe('cells', () => {
  it.each([
    ['2019/2/28 11:25:05', '2019-02-28T11:25:05+08:00'],
    ['2017-06-08 17:31:20', '2017-06-08T17:31:20+08:00'],
    ['9/9/9 9:9', '2009-09-09T09:09:00+08:00'],
    ['2026年11月30日 17:30', '2026-11-30T17:30:00+08:00'],
    ['2026-11-30', '2026-12-01T00:00:00+08:00'],
  ])('of a time: %s', (text, at) => {
    const reading = readInstant('时间')([text])
    expect(reading && 'value' in reading && toApiTime(reading.value)).toBe(at)
  })
  it.each(['30/11/2026', '2026-13-01', '2026-11-30 25:00', '2026-11-30 24:30', '1e9', '1999-01-01'])(
    'of a time that is none: %s',
    (text) => expect(readInstant('时间')([text])).toMatchObject({ problem: expect.stringContaining('时间看不懂') }),
  )
  it('of a flag', () => {
    expect(['是', 'N', '0', ''].map((text) => readFlag('重办')([text]))).toEqual([
      ...[{ value: true }, { value: false }, { value: false }],
      null,
    ])
    expect(readFlag('重办')(['constructor'])).toMatchObject({ problem: expect.stringContaining('重办') })
  })
})

describe('the limits of an order', () => {
  const at = new Date('2026-11-30T01:00:00Z')
  const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000)
  const ours = {
    promise: { workdays: 5 },
    dueAt: later(200),
    solve: { promise: { workdays: 7 }, dueAt: later(300) },
    acceptDueAt: later(9),
  }
  const none = { sign: null, return: null, answer: null, solve: null }

  it('hold instead of ours, each as far as the order names it', () => {
    expect(limitsFromAbove(none, ours, at, CALENDAR)).toEqual(ours)
    expect(limitsFromAbove({ ...none, sign: later(2) }, ours, at, CALENDAR)).toEqual({ ...ours, acceptDueAt: later(2) })
    expect(limitsFromAbove({ ...none, solve: later(20), return: later(4) }, ours, at, CALENDAR)).toEqual({
      ...{ ...ours, promise: { hours: 20 }, dueAt: later(20), solve: { promise: { hours: 20 }, dueAt: later(20) } },
      ...{ fromAbove: true, returnUntil: later(4) },
    })
  })

  it('are as long as the working days that they reach', () => {
    expect(promiseUntil(at, later(72), CALENDAR)).toEqual({ workdays: 3 })
    expect(promiseUntil(at, later(-5), CALENDAR)).toEqual({ hours: 1 })
  })
})
