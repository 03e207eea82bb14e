import { parse } from 'csv-parse/sync'
import { AppError } from '@yike/shared/errors'
import { readFeatures } from '../files/geojson'
import type { AreaImportRow } from './model'

const MAX_ROWS = 5000

const unreadable = (why: string) => new AppError('INVALID_INPUT', undefined, { fields: { file: [why] } })

const NAMES = ['name', '名称', '名字', '社区', '网格', '道路']
const CODES = ['code', 'adcode', '代码', '区划代码', '编号']
const PARENTS = ['parentcode', 'streetcode', '上级代码']
const pick = (values: Record<string, unknown>, keys: readonly string[]) => {
  const key = Object.keys(values).find((one) => keys.includes(one.trim().toLowerCase()))
  const value = key === undefined ? undefined : values[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, 100) : ''
}
const wordsOf = (values: Record<string, unknown>) => ({
  name: pick(values, NAMES),
  code: pick(values, CODES),
  parentCode: pick(values, PARENTS),
})

function readGeoJson(text: string): AreaImportRow[] {
  return readFeatures(text, unreadable).flatMap(({ properties, geometry }): AreaImportRow[] => {
    const words = wordsOf(properties ?? {})
    const lists = Array.isArray(geometry?.coordinates) ? (geometry.coordinates as never[]) : []
    switch (geometry?.type) {
      case 'Polygon':
        return [{ ...words, shape: { type: 'MultiPolygon', coordinates: [lists] }, path: null }]
      case 'MultiPolygon':
        return [{ ...words, shape: { type: 'MultiPolygon', coordinates: lists }, path: null }]
      case 'LineString':
        return [{ ...words, shape: null, path: lists }]
      case 'MultiLineString':
        return lists.map((path) => ({ ...words, shape: null, path }))
      default:
        return [{ ...words, shape: null, path: null }]
    }
  })
}

function readTable(text: string): AreaImportRow[] {
  let rows: Record<string, string>[]
  try {
    rows = parse(text, { bom: true, columns: true, relax_column_count: true, trim: true })
  } catch {
    throw unreadable('这个文件不像表格，请传 CSV 或 GeoJSON，表格第一行是列名：名称、代码。')
  }
  return rows.map((row) => ({ ...wordsOf(row), shape: null, path: null }))
}

/** Reads borders and roads (GeoJSON) or names and codes (CSV). INVALID_INPUT in words when it is neither. */
export function readAreaFile(bytes: Buffer): AreaImportRow[] {
  const text = bytes.toString('utf8')
  const rows = /^\s*\{/.test(text) ? readGeoJson(text) : readTable(text)
  if (rows.length === 0) throw unreadable('文件里没有内容。')
  if (rows.length > MAX_ROWS) throw unreadable(`文件有 ${rows.length} 行，一次最多 ${MAX_ROWS} 行，请分几份传。`)
  return rows
}
