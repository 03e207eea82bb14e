import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { AppError } from '@yike/shared/errors'
import { TABLE_MAX_BYTES, TABLE_MAX_COLUMNS, TABLE_MAX_ROWS } from '@yike/shared/files/tables'
import { unpackedSize } from './unpacked-size'

/** A file as rows of text. */
export interface FileTable {
  headings: string[]
  rows: string[][]
  /** The row number that a spreadsheet shows for the first of `rows`: it counts the heading. */
  firstRow: number
}

/** Words of a refusal: what one row is (一处, 一位), and the kinds of file that are read. */
export interface TableWords {
  row: string
  kinds: string
  /** The most rows of one file; TABLE_MAX_ROWS where it says nothing. */
  maxRows?: number
}

export const unreadable = (why: string) => new AppError('INVALID_INPUT', undefined, { fields: { file: [why] } })

/**
 * UTF-8, UTF-16 where its mark says so (「Unicode 文本」 of Excel), or the encoding that Excel in China writes by
 * default.
 */
export function decodeText(bytes: Buffer) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const startsWith = (bytes: Buffer, mark: Buffer) => bytes.subarray(0, mark.length).equals(mark)

export const isWorkbook = (bytes: Buffer) => startsWith(bytes, ZIP) || startsWith(bytes, OLD_EXCEL)

/** Reads CSV or Excel (.xlsx), whatever the name of the file says. INVALID_INPUT in words for any other. */
export async function readTableFile(bytes: Buffer, words: TableWords): Promise<FileTable> {
  if (startsWith(bytes, OLD_EXCEL)) throw unreadable('这是老格式的 Excel（.xls），请另存为 .xlsx 再传。')
  return checkedTable(
    startsWith(bytes, ZIP) ? await readExcel(bytes) : tableOf(readCsv(decodeText(bytes), words)),
    words,
  )
}

/** The table with trimmed cells. INVALID_INPUT where it is empty or goes beyond the limits. */
export function checkedTable(table: FileTable, { row, maxRows = TABLE_MAX_ROWS }: TableWords): FileTable {
  const rows = table.rows.map((cells) => cells.map((cell) => cell.trim()))
  if (!rows.some((cells) => cells.some((cell) => cell !== '')))
    throw unreadable(`文件里没有内容，第一行要是列名，下面一行${row}。`)
  if (rows.length > maxRows) throw unreadable(`文件有 ${rows.length} 行，一次最多 ${maxRows} 行，请分几份传。`)
  const width = Math.max(table.headings.length, ...rows.map((cells) => cells.length))
  if (width > TABLE_MAX_COLUMNS)
    throw unreadable(`文件有 ${width} 列，一次最多 ${TABLE_MAX_COLUMNS} 列，把用不到的列删掉再传。`)
  // A workbook of a few kilobytes can hold one long text a million times.
  const bytesOfText = [table.headings, ...rows].flat().reduce((sum, cell) => sum + Buffer.byteLength(cell), 0)
  if (bytesOfText > TABLE_MAX_BYTES) throw unreadable('文件里的字太多了，请分几份传。')
  return { ...table, rows }
}

/** Enough for 5,000 rows of a hundred columns; a workbook that unpacks to more is an attack. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024

async function readExcel(bytes: Buffer): Promise<FileTable> {
  const size = unpackedSize(bytes)
  if (size === null) throw unreadable('这个 Excel 文件打不开，请另存为 .xlsx 再传。')
  if (size > MAX_UNPACKED_BYTES)
    throw unreadable('这个 Excel 文件打开后太大了，删掉用不到的行、列和格式，或者分几份传。')
  const sheet = await readSheet(bytes).catch(() => {
    throw unreadable('这个 Excel 文件打不开，请另存为 .xlsx 再传。')
  })
  return tableOf(
    sheet.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString() : String(cell ?? '')))),
  )
}

const tableOf = ([headings = [], ...rows]: string[][]): FileTable => ({
  headings: headings.map((one) => one.trim()),
  rows,
  firstRow: 2,
})

function readCsv(text: string, { kinds }: TableWords): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, relax_quotes: true, delimiter: delimiterOf(text) })
  } catch {
    throw unreadable(`这个文件不像表格，请传 ${kinds}。`)
  }
}

/** The mark between the cells: the one of comma, tab and semicolon that the heading has most of. */
function delimiterOf(text: string) {
  const heading = text.slice(0, text.search(/[\r\n]|$/))
  const times = (one: string) => heading.split(one).length
  return [',', '\t', ';'].reduce((best, one) => (times(one) > times(best) ? one : best))
}
