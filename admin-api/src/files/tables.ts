import { toCsv } from '@yike/shared/csv'
import { clockOf, dayOf } from '@yike/shared/time/china'
import writeXlsxFile from 'write-excel-file/node'
import type { StreamAnswer } from '../http/handle'

export type Cell = string | number | null
export interface Table {
  /** Widths of the columns in characters; for Excel. */
  widths: readonly number[]
  /** The first row is the heading. */
  rows: readonly (readonly Cell[])[]
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A spreadsheet runs no text cell, whatever it begins with. */
export const toExcel = ({ rows, widths }: Table): Promise<Buffer> =>
  writeXlsxFile(
    rows.map((row, at) =>
      row.map((value) =>
        value === null
          ? null
          : { value, type: typeof value === 'number' ? Number : String, fontWeight: at === 0 ? 'bold' : undefined },
      ),
    ),
    { columns: widths.map((width) => ({ width })), stickyRowsCount: 1 },
  ).toBuffer()

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
    ? { type: 'text/csv; charset=utf-8', body: Buffer.from(toCsv(table.rows)), headers: keptAs(`${name}.csv`) }
    : { type: XLSX, body: await toExcel(table), headers: keptAs(`${name}.xlsx`) }
}
