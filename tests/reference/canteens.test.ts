import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPlaces } from '@yike/shared/directory/endpoints'
import { metresBetween, metresWithin } from '@yike/shared/geo/walking'
import { importPlaces } from '../../admin-api/src/demo/import-places'
import { startServer, type TestServer } from '../../admin-api/src/testing/server'

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
      // The database's sphere is 0.11 % larger than ours: who stands that near the edge may be in or out.
      expect(items.length).toBeGreaterThanOrEqual(measured.filter(({ metres }) => metres < reach * 0.998).length)
      expect(items.length).toBeLessThanOrEqual(measured.filter(({ metres }) => metres <= reach).length)
    }
  })
})
