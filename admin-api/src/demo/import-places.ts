import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { Types } from 'mongoose'
import { Position } from '@yike/shared/zod'
import { placeTokens } from '../directory/places'
import { PlaceModel } from '../directory/model'
import { isDuplicate } from '../idempotency'
import { communityNear, addArea } from '../territory/areas'

export interface Skipped {
  /** As a spreadsheet counts: the heading is row 1. */
  row: number
  reason: string
}

const NEEDED = ['name', 'address', 'lat', 'lng'] as const

/**
 * Loads canteens from a CSV (name, address, district, lat, lng in GCJ-02). A bad row is named and skipped; a row that is
 * there already (same name and address) is counted, not loaded twice.
 */
export async function importPlaces(file: string, now: Date) {
  const [heading, ...rows] = parse(readFileSync(file, 'utf8'), {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
  })
  const columns = new Map((heading ?? []).map((name, at) => [name.trim().toLowerCase(), at]))
  const missing = NEEDED.filter((name) => !columns.has(name))
  if (missing.length > 0) throw new Error(`第 1 行少了这几列：${missing.join('、')}`)
  const skipped: Skipped[] = []
  const seen = new Set<string>()
  let [added, known] = [0, 0]
  for (const [at, cells] of rows.entries()) {
    if (cells.every((one) => one.trim() === '')) continue
    const cell = (name: string) => (cells[columns.get(name) ?? -1] ?? '').trim()
    const problem = problemOf(cell)
    if (problem) {
      skipped.push({ row: at + 2, reason: problem })
      continue
    }
    const key = createHash('sha256')
      .update(`${cell('name')}\n${cell('address')}`)
      .digest('hex')
      .slice(0, 24)
    if (seen.has(key)) {
      skipped.push({ row: at + 2, reason: `“${cell('name')}”前面有一行一样的` })
      continue
    }
    seen.add(key)
    if (await put(new Types.ObjectId(key), cell, now)) added++
    else known++
  }
  return { added, known, skipped }
}

function problemOf(cell: (name: string) => string): string | null {
  if (!cell('name')) return '没有名称'
  if (!cell('address')) return `“${cell('name')}”没有地址`
  const position = Position.safeParse({ lng: Number(cell('lng') || NaN), lat: Number(cell('lat') || NaN) })
  if (position.success) return null
  const swapped = Position.safeParse({ lng: Number(cell('lat') || NaN), lat: Number(cell('lng') || NaN) })
  if (swapped.success) return `“${cell('name')}”的经度和纬度写反了`
  return `“${cell('name')}”的位置不在国内，或不是数字：${cell('lng')}，${cell('lat')}`
}

async function put(_id: Types.ObjectId, cell: (name: string) => string, now: Date) {
  const position = { lng: Number(cell('lng')), lat: Number(cell('lat')) }
  const community = await communityNear(position).catch(() =>
    addArea({ level: 'community', name: cell('district') || '未分社区', phone: '12345', position }),
  )
  try {
    await PlaceModel.create({
      _id,
      communityId: community._id,
      areas: community.areas,
      name: cell('name'),
      category: 'canteen',
      address: cell('address'),
      location: { type: 'Point', coordinates: [position.lng, position.lat] },
      hours: { rules: [], exceptions: [] },
      tokens: placeTokens(cell('name'), cell('address'), 'canteen'),
      createdAt: now,
    })
    return true
  } catch (cause) {
    if (isDuplicate(cause)) return false
    throw cause
  }
}
