import writeXlsxFile from 'write-excel-file/node'
import type { Statement } from '@yike/shared/meals/schemas'
import { dayOf, clockOf } from '@yike/shared/time/china'
import type { StreamAnswer } from '../http/handle'

type Row = Statement['rows'][number]
const yuan = (fen: number) => fen / 100
const MONEY = '0.00'

interface Column {
  heading: string
  width: number
  of: (row: Row, at: number) => string | number | null
  total?: (totals: Statement['totals']) => string | number
  format?: string
}
const COLUMNS: readonly Column[] = [
  { heading: '序号', width: 6, of: (_, at) => at + 1, total: () => '合计' },
  { heading: '姓名', width: 12, of: ({ name }) => name, total: ({ people }) => `${people} 人` },
  { heading: '年龄', width: 6, of: ({ age }) => age },
  { heading: '按哪一档', width: 16, of: ({ rules }) => rules.join('、') || '原价' },
  { heading: '来的日子', width: 44, of: ({ days }) => days.join('、') },
  { heading: '天数', width: 6, of: ({ days }) => days.length },
  { heading: '份数', width: 6, of: ({ servings }) => servings, total: ({ servings }) => servings },
  {
    heading: '应收（元）',
    width: 11,
    of: ({ dueFen }) => yuan(dueFen),
    total: ({ dueFen }) => yuan(dueFen),
    format: MONEY,
  },
  {
    heading: '实收（元）',
    width: 11,
    of: ({ receivedFen }) => yuan(receivedFen),
    total: ({ receivedFen }) => yuan(receivedFen),
    format: MONEY,
  },
  {
    heading: '补贴（元）',
    width: 11,
    of: ({ subsidyFen }) => yuan(subsidyFen),
    total: ({ subsidyFen }) => yuan(subsidyFen),
    format: MONEY,
  },
]

/** A spreadsheet runs no text cell, whatever a name begins with: text is written as text. */
const cell = (
  value: string | number | null | undefined,
  { bold = false, format }: { bold?: boolean; format?: string } = {},
) =>
  value === null || value === undefined
    ? null
    : {
        value,
        type: typeof value === 'number' ? Number : String,
        ...(bold ? { fontWeight: 'bold' as const } : {}),
        ...(typeof value === 'number' && format ? { format } : {}),
      }

/** The statement as an Excel file, with its author and time. */
export async function statementFile(statement: Statement, madeBy: string, now: Date): Promise<StreamAnswer> {
  const { serviceName, placeName, month, payer, rows, totals } = statement
  const [year, of] = month.split('-').map(Number)
  const title = `${placeName} ${serviceName} ${year} 年 ${of} 月 就餐和补贴`
  const sheet = [
    [cell(title, { bold: true })],
    [cell(`补贴由谁出：${payer || '没写'}。制表：${madeBy}，${dayOf(now)} ${clockOf(now)}`)],
    COLUMNS.map(({ heading }) => cell(heading, { bold: true })),
    ...rows.map((row, at) => COLUMNS.map((column) => cell(column.of(row, at), { format: column.format }))),
    COLUMNS.map((column) => cell(column.total?.(totals), { bold: true, format: column.format })),
  ]
  const body = await writeXlsxFile(sheet, {
    columns: COLUMNS.map(({ width }) => ({ width })),
    stickyRowsCount: 3,
  }).toBuffer()
  const name = encodeURIComponent(`${title}.xlsx`)
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body,
    headers: { 'Content-Disposition': `attachment; filename*=UTF-8''${name}`, 'Cache-Control': 'no-store' },
  }
}
