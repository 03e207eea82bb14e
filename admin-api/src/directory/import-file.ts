import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { IMPORT_MAX_BYTES, IMPORT_MAX_COLUMNS, IMPORT_MAX_ROWS } from '@yike/shared/directory/import'
import type { CoordinateSystem } from '@yike/shared/geo/systems'
import { AppError } from '@yike/shared/errors'

/** A file as rows of text. */
export interface ImportTable {
  headings: string[]
  rows: string[][]
  /** The number its reader sees on the first of `rows`: a spreadsheet counts its heading. */
  firstRow: number
  /** What its kind of file usually holds. */
  system: CoordinateSystem
}

const unreadable = (why: string) => new AppError('INVALID_INPUT', undefined, { fields: { file: [why] } })

/** UTF-8, or what Excel in China writes by itself. */
function decode(bytes: Buffer) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const isZip = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/** Reads CSV, Excel (.xlsx) or GeoJSON, whatever the name of the file says. INVALID_INPUT in words when it is none. */
export async function readImportFile(bytes: Buffer): Promise<ImportTable> {
  if (bytes.subarray(0, 4).equals(OLD_EXCEL)) throw unreadable('这是老格式的 Excel（.xls），请另存为 .xlsx 再传。')
  const table = isZip(bytes) ? await readExcel(bytes) : readText(decode(bytes))
  const rows = table.rows.map((row) => row.map((cell) => cell.trim()))
  if (!rows.some((row) => row.some((cell) => cell !== '')))
    throw unreadable('文件里没有内容，第一行要是列名，下面一行一处。')
  if (rows.length > IMPORT_MAX_ROWS)
    throw unreadable(`文件有 ${rows.length} 行，一次最多 ${IMPORT_MAX_ROWS} 行，请分几份传。`)
  const width = Math.max(table.headings.length, ...rows.map((row) => row.length))
  if (width > IMPORT_MAX_COLUMNS)
    throw unreadable(`文件有 ${width} 列，一次最多 ${IMPORT_MAX_COLUMNS} 列，把用不到的列删掉再传。`)
  // A workbook of a few kilobytes can hold one long text a million times.
  const bytesOfText = [table.headings, ...rows].flat().reduce((sum, cell) => sum + Buffer.byteLength(cell), 0)
  if (bytesOfText > IMPORT_MAX_BYTES) throw unreadable('文件里的字太多了，请分几份传。')
  return { ...table, rows }
}

async function readExcel(bytes: Buffer): Promise<ImportTable> {
  const sheet = await readSheet(bytes).catch(() => {
    throw unreadable('这个 Excel 文件打不开，请另存为 .xlsx 再传。')
  })
  const cells = sheet.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString() : String(cell ?? ''))))
  return tableOf(cells)
}

function tableOf([headings = [], ...rows]: string[][]): ImportTable {
  return { headings: headings.map((one) => one.trim()), rows, firstRow: 2, system: 'gcj02' }
}

function readText(text: string): ImportTable {
  if (/^\s*\{/.test(text)) return readGeoJson(text)
  try {
    return tableOf(parse(text, { bom: true, relax_column_count: true, relax_quotes: true }))
  } catch {
    throw unreadable('这个文件不像表格，请传 CSV、Excel（.xlsx）或 GeoJSON。')
  }
}

interface PointFeature {
  properties?: Record<string, unknown> | null
  geometry?: { type?: string; coordinates?: unknown } | null
}

/** Points only: their properties are the columns; what is no point keeps its row without a position. */
function readGeoJson(text: string): ImportTable {
  let features: PointFeature[] | undefined
  try {
    features = (JSON.parse(text) as { features?: PointFeature[] }).features
  } catch {
    throw unreadable('这个 JSON 不完整，再导出一次。')
  }
  if (!Array.isArray(features)) throw unreadable('这个 JSON 不是 GeoJSON 的 FeatureCollection。')
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))]
  const rows = features.map(({ properties, geometry }) => {
    const at = geometry?.type === 'Point' && Array.isArray(geometry.coordinates) ? geometry.coordinates : ['', '']
    return [...names.map((name) => wordsOf(properties?.[name])), wordsOf(at[0]), wordsOf(at[1])]
  })
  return { headings: [...names, '经度', '纬度'], rows, firstRow: 1, system: 'wgs84' }
}

const wordsOf = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string)
