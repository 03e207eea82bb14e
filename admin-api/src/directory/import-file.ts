import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { IMPORT_FIELDS, IMPORT_MAX_BYTES, IMPORT_MAX_COLUMNS, IMPORT_MAX_ROWS } from '@yike/shared/directory/import'
import { metresBetween } from '@yike/shared/geo/walking'
import type { CoordinateSystem } from '@yike/shared/geo/systems'
import { AppError } from '@yike/shared/errors'
import { readFeatures } from '../files/geojson'
import { unpackedSize } from '../files/unpacked-size'

/** A file as rows of text. */
export interface ImportTable {
  headings: string[]
  rows: string[][]
  /** The row number that a spreadsheet shows for the first of `rows`: it counts the heading. */
  firstRow: number
  /** The usual system of its kind of file. */
  system: CoordinateSystem
}

const unreadable = (why: string) => new AppError('INVALID_INPUT', undefined, { fields: { file: [why] } })

/**
 * UTF-8, UTF-16 where its mark says so (「Unicode 文本」 of Excel), or the encoding that Excel in China writes by
 * default.
 */
function decode(bytes: Buffer) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const isZip = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/** Reads CSV, Excel (.xlsx) or GeoJSON, whatever the name of the file says. INVALID_INPUT in words for any other. */
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

/** Enough for 5,000 rows of a hundred columns; a workbook that unpacks to more is an attack. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024

async function readExcel(bytes: Buffer): Promise<ImportTable> {
  const size = unpackedSize(bytes)
  if (size === null) throw unreadable('这个 Excel 文件打不开，请另存为 .xlsx 再传。')
  if (size > MAX_UNPACKED_BYTES)
    throw unreadable('这个 Excel 文件打开后太大了，删掉用不到的行、列和格式，或者分几份传。')
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
    return tableOf(
      parse(text, { bom: true, relax_column_count: true, relax_quotes: true, delimiter: delimiterOf(text) }),
    )
  } catch {
    throw unreadable('这个文件不像表格，请传 CSV、Excel（.xlsx）或 GeoJSON。')
  }
}

/** The mark between the cells: the one of comma, tab and semicolon that the heading has most of. */
function delimiterOf(text: string) {
  const heading = text.slice(0, text.search(/[\r\n]|$/))
  const times = (one: string) => heading.split(one).length
  return [',', '\t', ';'].reduce((best, one) => (times(one) > times(best) ? one : best))
}

/** Headings by which a table gives a position; in GeoJSON the geometry gives it. */
const POSITIONS = new Set(
  [IMPORT_FIELDS.lng, IMPORT_FIELDS.lat].flatMap(({ label, headings }) =>
    [label, ...headings].map((one) => one.toLowerCase()),
  ),
)
const isPosition = (name: string) => POSITIONS.has(name.trim().toLowerCase())
const IN_PROPERTIES = '属性里的 '

/** Many sources place the same place a few metres apart; farther off one of the two positions is wrong. */
const APART_METRES = 50

/** The position in the properties of a GeoJSON row, in words, where it differs from its geometry. */
export function positionDoubt(headings: readonly string[], cells: readonly string[]): string | null {
  const column = (field: 'lng' | 'lat', prefix = '') =>
    headings.findIndex((heading) => {
      const { label, headings: known } = IMPORT_FIELDS[field]
      const name = heading.toLowerCase()
      return [label, ...known].some((one) => name === `${prefix}${one}`.toLowerCase())
    })
  const at = (prefix?: string) => {
    const [lng, lat] = (['lng', 'lat'] as const).map((field) => cells[column(field, prefix)] || NaN).map(Number)
    return Number.isFinite(lng) && Number.isFinite(lat) ? { lng: lng!, lat: lat! } : null
  }
  const [geometry, properties] = [at(), at(IN_PROPERTIES)]
  if (!geometry || !properties) return null
  const metres = Math.round(metresBetween(geometry, properties))
  return metres > APART_METRES ? `属性里的经纬度在 ${metres} 米外，按图形的点导入，请在地图上看一眼。` : null
}

/**
 * Points only: their properties are the columns; another geometry keeps its row without a position. A position among
 * the properties keeps its column under another heading: the geometry counts, and nothing reads the other.
 */
function readGeoJson(text: string): ImportTable {
  const features = readFeatures(text, unreadable)
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))]
  const rows = features.map(({ properties, geometry }) => {
    const at = geometry?.type === 'Point' && Array.isArray(geometry.coordinates) ? geometry.coordinates : ['', '']
    return [...names.map((name) => wordsOf(properties?.[name])), wordsOf(at[0]), wordsOf(at[1])]
  })
  const headings = names.map((name) => (isPosition(name) ? `${IN_PROPERTIES}${name}` : name))
  return { headings: [...headings, '经度', '纬度'], rows, firstRow: 1, system: 'wgs84' }
}

const wordsOf = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string)
