import { toCsv } from '@yike/shared/csv'
import { clockOf, dayOf, toApiTime } from '@yike/shared/time/china'
import writeXlsxFile from 'write-excel-file/node'
import type { StreamAnswer } from '../http/handle'

export type Cell = string | number | Date | null
export interface Table {
  /** Widths of the columns in characters; for Excel. */
  widths: readonly number[]
  /** The first row is the heading. */
  rows: readonly (readonly Cell[])[]
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** 「2026-11-04T00:30」 by the clock of Shanghai. */
const wallClock = (instant: Date) => toApiTime(instant).slice(0, 16)

/** A spreadsheet has no time zone: an instant becomes a date that shows the clock of Shanghai. */
const dateCell = (instant: Date) => ({
  value: new Date(`${wallClock(instant)}Z`),
  type: Date,
  format: 'yyyy-mm-dd hh:mm',
})

/** A spreadsheet runs no text cell, whatever it begins with. */
const sheetOf = ({ rows, widths }: Table) => ({
  data: rows.map((row, at) =>
    row.map((value) => {
      if (value === null) return null
      if (value instanceof Date) return dateCell(value)
      const fontWeight = at === 0 ? ('bold' as const) : undefined
      return typeof value === 'number' ? { value, type: Number, fontWeight } : { value, type: String, fontWeight }
    }),
  ),
  columns: widths.map((width) => ({ width })),
  stickyRowsCount: 1,
})
export const toExcel = (table: Table): Promise<Buffer> => writeXlsxFile([sheetOf(table)]).toBuffer()

/** The same table as text for CSV: an instant as day and clock of Shanghai. */
export const toCsvTable = (rows: Table['rows']) =>
  toCsv(rows.map((row) => row.map((value) => (value instanceof Date ? wallClock(value).replace('T', ' ') : value))))

/** Headers by which a browser keeps a file under its name. */
export const keptAs = (name: string) => ({
  'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  'Cache-Control': 'no-store',
})

/** The same table with a last row that says who exported it and when: a copy that wanders names its source. */
export const withExporter = ({ widths, rows }: Table, name: string, now: Date): Table => ({
  widths,
  rows: [...rows, [`${name} ${dayOf(now)} ${clockOf(now)} 导出，内部使用，请勿外传`]],
})

/** A table as a file to keep. */
export async function tableFile(name: string, format: 'xlsx' | 'csv', table: Table): Promise<StreamAnswer> {
  return format === 'csv'
    ? { type: 'text/csv; charset=utf-8', body: Buffer.from(toCsvTable(table.rows)), headers: keptAs(`${name}.csv`) }
    : { type: XLSX, body: await toExcel(table), headers: keptAs(`${name}.xlsx`) }
}

/** Several tables as one Excel file, a sheet each under its name. */
export const sheetsFile = async (name: string, sheets: Readonly<Record<string, Table>>): Promise<StreamAnswer> => ({
  type: XLSX,
  body: await writeXlsxFile(Object.entries(sheets).map(([sheet, table]) => ({ sheet, ...sheetOf(table) }))).toBuffer(),
  headers: keptAs(`${name}.xlsx`),
})

/** A column of a table to fill in: its heading, other headings that an import knows it by, an example. */
interface BlankColumn {
  label: string
  headings: readonly string[]
  example: string | number
}
const BLANK_ROWS = 500
/** As text, or Excel changes the last digits of a long number. */
const AS_TEXT = { type: String, format: '@' }

/**
 * A table to fill in, as an Excel file: the columns that an import reads, and a second sheet with an example of each.
 * The rows are empty, so that nothing has to be removed before it is imported.
 */
export async function blankTableFile(name: string, columns: readonly BlankColumn[]): Promise<StreamAnswer> {
  const widths = columns.map(({ label, example }) => 4 + 2 * Math.max(label.length, String(example).length))
  const { data, ...sheet } = sheetOf({ widths, rows: [columns.map(({ label }) => label)] })
  const guide = sheetOf({
    widths: [16, 32, 60],
    rows: [
      ['列名', '例子', '也认得的列名'],
      ...columns.map(({ label, example, headings }) => [label, String(example), headings.join('、')]),
      ['填在第一张表里，一行一条；用不到的列空着或删掉都行。'],
    ],
  })
  const rows = Array.from({ length: BLANK_ROWS }, () => columns.map(() => AS_TEXT))
  const body = await writeXlsxFile([
    { sheet: '填这里', ...sheet, data: [...data, ...rows] },
    { sheet: '怎么填', ...guide },
  ]).toBuffer()
  return { type: XLSX, body, headers: keptAs(`${name}.xlsx`) }
}
