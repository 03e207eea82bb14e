import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as api from '@yike/shared/directory/endpoints'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { toGcj02 } from '@yike/shared/geo/systems'
import { metresBetween } from '@yike/shared/geo/walking'
import { placeInput, buildCommunity, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'

const SCHEMAS = path.resolve(import.meta.dirname, '../../../tests/hsds/schema')

let server: TestServer
let admin: BuiltPerson
let files: Record<string, Uint8Array>
beforeAll(async () => {
  server = await startServer()
  const community = await buildCommunity()
  admin = await buildStaff({ area: community })
  const place = await server.call(
    api.createPlace,
    placeInput(community, {
      name: '颐园食堂',
      // Begins as a formula does: a program that reads HSDS gets it as it is.
      address: '－1 层，济南路 12 号，“东门”',
      organization: '颐园餐饮公司',
      phone: '0546-8000001',
      accessibility: ['ramp', 'toilet'],
      hours: {
        rules: [
          { weekdays: [5, 1, 3], from: 630, to: 1440, validFrom: '2026-06-01', validTo: '2026-08-31' },
          { weekdays: [7], from: 0, to: 600 },
        ],
        holidays: 'office',
      },
    }),
    { as: admin.token },
  )
  const meal = { placeId: place.id, kind: 'meal' as const, name: '午餐', priceFen: 1250, minAge: 60 }
  const said = {
    topic: 'meals' as const,
    groups: ['elder' as const],
    documents: ['身份证'],
    fees: [{ who: '80 岁以上', priceFen: 600 }],
    subsidy: '街道补',
    languages: ['zh' as const, 'zh-dialect' as const],
    hours: { rules: [{ weekdays: [6], from: 660, to: 720 }] },
    phone: '0546-8000099',
  }
  await server.call(api.createService, { ...meal, ...said }, { as: admin.token })
  await server.call(api.createService, { ...meal, name: '晚餐', priceFen: null }, { as: admin.token })
  const answer = await fetch(`${server.origin}${API_BASE_PATH}/staff/places/export?format=hsds`, {
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${admin.token}` },
  })
  files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
})
afterAll(() => server.stop())

interface FlatSchema {
  path: string
  properties: Record<string, { type?: string }>
  required: string[]
}

/** The rows of a table: empty cells are missing, numbers are numbers. */
const rowsOf = (file: string, { properties }: FlatSchema) =>
  (parse(strFromU8(files[file]!), { columns: true }) as Record<string, string>[]).map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([, cell]) => cell !== '')
        .map(([name, cell]) => [name, properties[name]?.type === 'number' ? Number(cell) : cell]),
    ),
  )

const schemas = readdirSync(SCHEMAS)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(path.join(SCHEMAS, file), 'utf8')) as FlatSchema)

it.each(schemas)('$path is what HSDS says it is', (schema) => {
  // A table does not hold the nested form of a record.
  const properties = Object.fromEntries(
    Object.entries(schema.properties).filter(([, one]) => one.type !== 'array' && !('$ref' in one)),
  )
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  const isValid = ajv.compile({ type: 'object', properties, required: schema.required, additionalProperties: false })
  const rows = rowsOf(schema.path, schema)
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    isValid(row)
    expect(isValid.errors ?? [], JSON.stringify(row)).toEqual([])
  }
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
})

it('names every table, and every id that is pointed to is there', () => {
  const { resources } = JSON.parse(strFromU8(files['datapackage.json']!)) as { resources: { path: string }[] }
  expect(resources.map(({ path: file }) => file).sort()).toEqual(schemas.map(({ path: file }) => file).sort())
  const all = schemas.flatMap((schema) => rowsOf(schema.path, schema))
  const ids = new Set(all.map(({ id }) => id))
  for (const row of all)
    for (const [name, value] of Object.entries(row)) if (name.endsWith('_id')) expect(ids, name).toContain(value)
})

it('says what the directory says: hours as weekly rules, prices in yuan, positions in WGS-84', () => {
  const table = (file: string) =>
    rowsOf(
      file,
      schemas.find((schema) => schema.path === file)!,
    )
  expect(table('schedules.csv')).toMatchObject([
    { byday: 'MO,WE,FR', opens_at: '10:30', closes_at: '24:00', valid_from: '2026-06-01', valid_to: '2026-08-31' },
    { byday: 'SU', opens_at: '00:00', closes_at: '10:00', description: '法定节假日休息，调休上班日开门' },
    { byday: 'SA', opens_at: '11:00', closes_at: '12:00' },
  ])
  expect(table('cost_options.csv')).toMatchObject([
    { amount: 12.5, currency: 'CNY', amount_description: '街道补' },
    { amount: 6, currency: 'CNY', option: '80 岁以上' },
  ])
  expect(table('addresses.csv')).toMatchObject([{ address_1: '－1 层，济南路 12 号，“东门”' }])
  expect(table('organizations.csv').map(({ name }) => name)).toContain('颐园餐饮公司')
  expect(table('services.csv').map(({ eligibility_description: who }) => who)).toContain('老年人')
  expect(table('languages.csv')).toMatchObject([
    { name: '普通话', code: 'zh' },
    { name: '本地话', code: 'zh' },
  ])
  const [{ latitude, longitude } = {}] = table('locations.csv') as { latitude: number; longitude: number }[]
  expect(metresBetween({ lng: longitude!, lat: latitude! }, CENTER)).toBeGreaterThan(300)
  expect(metresBetween(toGcj02({ lng: longitude!, lat: latitude! }, 'wgs84'), CENTER)).toBeLessThan(1)
})
