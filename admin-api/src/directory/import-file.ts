import { IMPORT_FIELDS } from '@yike/shared/directory/import'
import { metresBetween } from '@yike/shared/geo/walking'
import type { CoordinateSystem } from '@yike/shared/geo/systems'
import { readFeatures } from '../files/geojson'
import { checkedTable, decodeText, isWorkbook, readTableFile, unreadable, type FileTable } from '../files/table-file'

export interface ImportTable extends FileTable {
  /** The usual system of its kind of file. */
  system: CoordinateSystem
}

const WORDS = { row: '一处', kinds: 'CSV、Excel（.xlsx）或 GeoJSON' }

/** Reads CSV, Excel (.xlsx) or GeoJSON, whatever the name of the file says. INVALID_INPUT in words for any other. */
export async function readImportFile(bytes: Buffer): Promise<ImportTable> {
  const text = isWorkbook(bytes) ? null : decodeText(bytes)
  return text !== null && /^\s*\{/.test(text)
    ? { ...checkedTable(readGeoJson(text), WORDS), system: 'wgs84' }
    : { ...(await readTableFile(bytes, WORDS)), system: 'gcj02' }
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
function readGeoJson(text: string): FileTable {
  const features = readFeatures(text, unreadable)
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))]
  const rows = features.map(({ properties, geometry }) => {
    const at = geometry?.type === 'Point' && Array.isArray(geometry.coordinates) ? geometry.coordinates : ['', '']
    return [...names.map((name) => wordsOf(properties?.[name])), wordsOf(at[0]), wordsOf(at[1])]
  })
  if (rows.flat().every((cell) => cell === ''))
    throw unreadable('这个 GeoJSON 里没有地点：一处是一个 Feature，要有名字和一个点。')
  const headings = names.map((name) => (isPosition(name) ? `${IN_PROPERTIES}${name}` : name))
  return { headings: [...headings, '经度', '纬度'], rows, firstRow: 1 }
}

const wordsOf = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string)
