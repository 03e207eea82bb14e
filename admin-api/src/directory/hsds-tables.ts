import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import { toPlainCsv } from '@yike/shared/csv'
import type { PlaceStatus } from '@yike/shared/directory/categories'

/** The tables of HSDS 3.0 that we fill, with the columns we have data for. */
export const HSDS_TABLES = {
  organizations: ['id', 'name', 'description'],
  locations: [
    ...['id', 'location_type', 'organization_id', 'name', 'description', 'latitude', 'longitude'],
    ...['external_identifier', 'external_identifier_type'],
  ],
  addresses: [
    ...['id', 'location_id', 'address_1', 'city', 'region', 'state_province', 'postal_code', 'country', 'address_type'],
  ],
  phones: ['id', 'location_id', 'organization_id', 'service_id', 'number', 'extension', 'type'],
  accessibility: ['id', 'location_id', 'description'],
  services: [
    ...['id', 'organization_id', 'name', 'description', 'status', 'eligibility_description'],
    ...['minimum_age', 'maximum_age'],
  ],
  service_at_location: ['id', 'service_id', 'location_id'],
  schedules: [
    ...['id', 'location_id', 'service_id', 'valid_from', 'valid_to', 'dtstart', 'timezone', 'wkst', 'freq', 'interval'],
    ...['byday', 'opens_at', 'closes_at', 'description', 'notes'],
  ],
  cost_options: ['id', 'service_id', 'option', 'currency', 'amount', 'amount_description'],
  required_documents: ['id', 'service_id', 'document'],
  languages: ['id', 'service_id', 'name', 'code'],
  taxonomies: ['id', 'name', 'description', 'version'],
  taxonomy_terms: ['id', 'code', 'name', 'description', 'taxonomy_id'],
  attributes: ['id', 'link_id', 'taxonomy_term_id', 'link_entity'],
} as const
export type TableName = keyof typeof HSDS_TABLES
const TABLE_NAMES = Object.keys(HSDS_TABLES) as TableName[]

/** A cell that is null or missing is left empty: HSDS has no other way to say that nothing is known. */
type Cell = string | number | null
export type Row<Name extends TableName> = Partial<Record<(typeof HSDS_TABLES)[Name][number], Cell>>
export type Rows = { [Name in TableName]?: Row<Name>[] }

/**
 * A UUID that stays the same from one export to the next, as HSDS asks: made of the table and our id (RFC 9562, version
 * 8).
 */
export function uuid(table: string, id: unknown) {
  const hash = createHash('sha256')
    .update(`yike ${table} ${String(id)}`)
    .digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

export const HSDS_STATUSES: Record<PlaceStatus, string> = {
  active: 'active',
  paused: 'temporarily closed',
  closed: 'defunct',
}
export const HSDS_TAXONOMIES = {
  categories: uuid('taxonomy', 'place-categories'),
  kinds: uuid('taxonomy', 'service-kinds'),
  topics: uuid('taxonomy', 'service-topics'),
}
export const termOf = (taxonomy: keyof typeof HSDS_TAXONOMIES, code: string) =>
  uuid('taxonomy_term', `${HSDS_TAXONOMIES[taxonomy]} ${code}`)

/** The tables as a tabular data package: a CSV each, and `datapackage.json` that names them. */
export function zipTables(rows: Rows): Buffer {
  const described = {
    name: 'yike-life-circle',
    title: '一刻钟生活圈地点和服务（HSDS 3.0）',
    profile: 'tabular-data-package',
    resources: TABLE_NAMES.map((name) => ({
      name,
      path: `${name}.csv`,
      profile: 'tabular-data-resource',
      encoding: 'utf-8',
      schema: { fields: HSDS_TABLES[name].map((field) => ({ name: field })) },
    })),
  }
  return Buffer.from(
    zipSync({
      'datapackage.json': strToU8(JSON.stringify(described, null, 2)),
      ...Object.fromEntries(
        TABLE_NAMES.map((name) => [`${name}.csv`, strToU8(toPlainCsv(tableOf(name, rows[name] ?? [])))]),
      ),
    }),
  )
}

function tableOf(name: TableName, rows: readonly Record<string, Cell>[]): Cell[][] {
  const columns: readonly string[] = HSDS_TABLES[name]
  return [[...columns], ...rows.map((row) => columns.map((column) => row[column] ?? null))]
}
