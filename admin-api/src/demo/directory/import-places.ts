import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Types } from 'mongoose'
import { IMPORT_FIELDS, guessMapping, readRow, type ImportedPlace } from '@yike/shared/directory/import'
import { placeFromRow } from '../../directory/import'
import { readImportFile } from '../../directory/import-file'
import { PlaceModel } from '../../directory/model'
import { isDuplicate } from '../../idempotency'
import { communityNear, addArea } from '../../territory/areas'

interface Skipped {
  /** As a spreadsheet counts: the heading is row 1. */
  row: number
  reason: string
}

const NEEDED = ['name', 'address', 'lng', 'lat'] as const

/**
 * Loads places, canteens unless the file names another category, into a database without staff; where no community is
 * near, the column `district` names a new one. A bad row is named and skipped; a row that exists already (same name and
 * address) is counted, not loaded twice.
 */
export async function importPlaces(file: string, now: Date) {
  const { headings, rows, firstRow, system } = await readImportFile(readFileSync(file))
  const mapping = guessMapping(headings)
  const missing = NEEDED.filter((field) => mapping[field] === undefined)
  if (missing.length > 0)
    throw new Error(`第 1 行少了这几列：${missing.map((field) => IMPORT_FIELDS[field].label).join('、')}`)
  const district = headings.findIndex((heading) => heading.toLowerCase() === 'district')
  const skipped: Skipped[] = []
  const seen = new Set<string>()
  let [added, known] = [0, 0]
  for (const [at, cells] of rows.entries()) {
    if (cells.every((one) => one === '')) continue
    const row = at + firstRow
    const read = readRow(cells, { mapping, system, category: 'canteen' })
    if ('problems' in read) {
      skipped.push({ row, reason: read.problems.join('；') })
      continue
    }
    const { name, address } = read.place
    const key = createHash('sha256').update(`${name}\n${address}`).digest('hex').slice(0, 24)
    if (seen.has(key)) {
      skipped.push({ row, reason: `“${name}”前面有一行一样的` })
      continue
    }
    seen.add(key)
    if (await put(new Types.ObjectId(key), read.place, cells[district], now)) added++
    else known++
  }
  return { added, known, skipped }
}

async function put(_id: Types.ObjectId, place: ImportedPlace, district: string | undefined, now: Date) {
  const { position } = place
  const community = await communityNear(position).catch(() =>
    addArea({ level: 'community', name: district || '未分社区', phone: '12345', position }),
  )
  try {
    await PlaceModel.create({ _id, ...(await placeFromRow(place, community)), createdAt: now })
    return true
  } catch (cause) {
    if (isDuplicate(cause)) return false
    throw cause
  }
}
