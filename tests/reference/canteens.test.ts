import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import gcoord from 'gcoord'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  confirmImport,
  findPlaces,
  getImport,
  listStaffPlaces,
  previewImport,
  uploadImport,
} from '@yike/shared/directory/endpoints'
import { DUPLICATE_METRES } from '@yike/shared/directory/import'
import { metresBetween, metresWithin } from '@yike/shared/geo/walking'
import { importPlaces } from '../../admin-api/src/demo/directory/import-places'
import { runImports } from '../../admin-api/src/directory/import'
import { buildCommunity, buildStaff, type BuiltPerson } from '../../admin-api/src/testing/build'
import { startServer, type TestServer } from '../../admin-api/src/testing/server'
import { uploadAt } from '../../admin-api/src/testing/upload'

const FILE = path.resolve(import.meta.dirname, '../../../shared/data/poi/shanghai_elder_canteens.csv')
const canteens = parse(readFileSync(FILE, 'utf8'), { columns: true }).map((row) => {
  const { name, address, lat, lng } = row as Record<'name' | 'address' | 'lat' | 'lng', string>
  return { name, address, lat: Number(lat), lng: Number(lng) }
})
const NOW = new Date()

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

describe('the 97 canteens of Shanghai', () => {
  it('are loaded once, however often they are given', async () => {
    expect(canteens).toHaveLength(97)
    expect(await importPlaces(FILE, NOW)).toEqual({ added: 97, known: 0, skipped: [] })
    expect(await importPlaces(FILE, NOW)).toEqual({ added: 0, known: 97, skipped: [] })
  })

  it('are found from anywhere in the order of their distance, as measured one by one', async () => {
    const reach = metresWithin(60)
    for (const [n, canteen] of canteens.entries()) {
      // Some hundred metres off, in another direction each time.
      const from = { lng: canteen.lng + 0.004 * Math.cos(n), lat: canteen.lat + 0.004 * Math.sin(n) }
      const measured = canteens
        .map(({ address, ...at }) => ({ address, metres: metresBetween(at, from) }))
        .sort((a, b) => a.metres - b.metres)
      const near = `${from.lng},${from.lat}`
      const { items } = await server.call(findPlaces, { near, walkMinutes: 60, category: 'canteen', limit: 100 })

      expect(items.map(({ address }) => address)).toEqual(measured.slice(0, items.length).map(({ address }) => address))
      // The database's sphere is 0.11 % larger than ours: a place that near the edge may be in or out.
      expect(items.length).toBeGreaterThanOrEqual(measured.filter(({ metres }) => metres < reach * 0.998).length)
      expect(items.length).toBeLessThanOrEqual(measured.filter(({ metres }) => metres <= reach).length)
    }
  })
})

describe('the same file in the hands of a clerk', () => {
  let clerk: BuiltPerson
  beforeAll(async () => {
    // A street of its own in Pudong, whose directory is empty.
    const community = await buildCommunity({ position: { lng: 121.52, lat: 31.2 } })
    clerk = await buildStaff({ area: community })
  })
  const upload = async (text: string) =>
    uploadAt(server.origin, uploadImport, { name: '长者食堂.csv', bytes: text }, clerk.token)
  const look = async (text: string, system: 'gcj02' | 'bd09') => {
    const { id, mapping } = await upload(text)
    const settings = { id, mapping, system, category: 'canteen' as const }
    return { settings, rows: (await server.call(previewImport, settings, { as: clerk.token })).rows }
  }
  const original = readFileSync(FILE, 'utf8')

  it('holds no canteen twice, which comparing each with each says too, and is written whole', async () => {
    const { settings, rows } = await look(original, 'gcj02')
    expect(rows).toHaveLength(97)
    expect(rows.filter(({ problems, like }) => problems.length > 0 || like)).toEqual([])
    const closest = canteens.flatMap((one, at) => canteens.slice(0, at).map((other) => metresBetween(one, other)))
    expect(Math.min(...closest)).toBeGreaterThan(DUPLICATE_METRES)

    await server.call(confirmImport, settings, { as: clerk.token })
    await runImports(NOW)
    const done = await server.call(getImport, { id: settings.id }, { as: clerk.token })
    expect(done).toMatchObject({ counts: { created: 97, refused: 0 }, left: [] })
    expect((await server.call(listStaffPlaces, { limit: 100 }, { as: clerk.token })).items).toHaveLength(97)
  })

  it('from a second source, under other names and 50 m off, is found to be the same canteens one by one', async () => {
    const second = [
      'name,address,lng,lat',
      ...canteens.map(({ lng, lat }, n) => `食堂${n},门牌${n},${lng},${lat + 50 / 111_195}`),
    ]
    const { rows } = await look(second.join('\n'), 'gcj02')
    const names = rows.map(({ like }) => like && [like.why.code, like.name, like.metres])
    expect(names).toEqual(canteens.map(({ name }) => ['near', name, 50]))
  })

  it('brought again, every one is known; from a map of another coordinate system too', async () => {
    const again = await look(original, 'gcj02')
    expect(again.rows.filter(({ like }) => like?.id === null || !like)).toEqual([])

    const fromBaidu = [
      'name,address,lng,lat',
      ...canteens.map(({ name, address, lng, lat }) => {
        const [x, y] = gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.BD09)
        return `${name},${address},${x},${y}`
      }),
    ].join('\n')
    const converted = await look(fromBaidu, 'bd09')
    expect(Math.max(...converted.rows.map(({ like }) => like!.metres))).toBeLessThan(5)
    // Read in the wrong system, they are hundreds of metres off.
    const misread = await look(fromBaidu, 'gcj02')
    expect(Math.min(...misread.rows.map(({ like }) => like!.metres))).toBeGreaterThan(300)
  })
})
