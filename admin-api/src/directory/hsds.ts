import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import { toCsv } from '@yike/shared/csv'
import { PLACE_CATEGORIES, SERVICE_KINDS, type PlaceStatus } from '@yike/shared/directory/categories'
import { LANGUAGES, SERVICE_GROUPS, SERVICE_TAXONOMY, SERVICE_TOPICS } from '@yike/shared/directory/taxonomy'
import { HOLIDAY_HOURS, exceptionsInWords, type OpeningRule } from '@yike/shared/directory/hours'
import { COMPLETE_COMMUNITY } from '@yike/shared/directory/standard'
import { toWgs84 } from '@yike/shared/geo/systems'
import { clock, dayOf } from '@yike/shared/time/china'
import { areasByIds, communitiesIn, type Area, type Community } from '../territory/areas'
import type { Place, Service } from './model'
import { ACCESSIBILITY } from './presenter'

/** A cell that is null is left empty: HSDS knows no other way to say that nothing is known. */
type Cell = string | number | null
interface Table {
  name: string
  fields: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** HSDS wants UUIDs that stay the same from one export to the next: made of the table and our id (RFC 9562, version 8). */
function uuid(table: string, id: unknown) {
  const hash = createHash('sha256')
    .update(`yike ${table} ${String(id)}`)
    .digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

const STATUSES: Record<PlaceStatus, string> = { active: 'active', paused: 'temporarily closed', closed: 'defunct' }
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** Minutes that China is ahead of UTC, as HSDS writes a zone. */
const ZONE_MINUTES = 480
const timeOf = (minute: number) => (minute === 1440 ? '24:00' : clock(minute).padStart(5, '0'))
/** What post offices take for an unknown code; HSDS does not do without one. */
const NO_POSTAL_CODE = '000000'

const TAXONOMY = uuid('taxonomy', 'place-categories')
const KINDS = uuid('taxonomy', 'service-kinds')
const TOPICS = uuid('taxonomy', 'service-topics')

/** Communities, places and the services at them as tables of HSDS 3.0: positions in WGS-84, hours as weekly rules of RFC 5545. */
export async function hsdsTables(
  places: readonly Place[],
  services: readonly Service[],
  now: Date,
): Promise<readonly Table[]> {
  const communities = await communitiesIn(places.map(({ communityId }) => communityId))
  const above = await areasByIds(communities.flatMap(({ areas }) => areas))
  const runnerOf = new Map(
    places.map(({ _id, communityId, organizationId }) => [String(_id), organizationId ?? communityId]),
  )
  return [
    organizations(communities, places),
    locations(places),
    addresses(places, communities, above),
    phones(places, communities, services),
    accessibility(places),
    table(
      'services',
      [
        'id',
        'organization_id',
        'name',
        'description',
        'status',
        'eligibility_description',
        'minimum_age',
        'maximum_age',
      ],
      services.map((service) => [
        uuid('service', service._id),
        uuid('organization', runnerOf.get(String(service.placeId))),
        service.name,
        service.about || null,
        STATUSES[service.status],
        [service.eligibility, service.groups.map((code) => SERVICE_GROUPS[code]).join('、')]
          .filter(Boolean)
          .join('；') || null,
        service.minAge,
        service.maxAge,
      ]),
    ),
    table(
      'service_at_location',
      ['id', 'service_id', 'location_id'],
      services.map(({ _id, placeId }) => [
        uuid('service_at_location', _id),
        uuid('service', _id),
        uuid('location', placeId),
      ]),
    ),
    schedules(places, services, now),
    table(
      'cost_options',
      ['id', 'service_id', 'option', 'currency', 'amount', 'amount_description'],
      services.flatMap(({ _id, priceFen, fees, subsidy }) => [
        ...(priceFen === null
          ? []
          : [[uuid('cost_option', _id), uuid('service', _id), null, 'CNY', priceFen / 100, subsidy || null]]),
        ...fees.map(({ who, priceFen }) => [
          ...[uuid('cost_option', `${String(_id)} ${who}`), uuid('service', _id), who, 'CNY', priceFen / 100],
          subsidy || null,
        ]),
      ]),
    ),
    table(
      'required_documents',
      ['id', 'service_id', 'document'],
      services.flatMap(({ _id, documents }) =>
        documents.map((document) => [
          uuid('required_document', `${String(_id)} ${document}`),
          uuid('service', _id),
          document,
        ]),
      ),
    ),
    table(
      'languages',
      ['id', 'service_id', 'name', 'code'],
      services.flatMap(({ _id, languages }) =>
        languages.map((code) => [
          ...[
            uuid('language', `${String(_id)} ${code}`),
            uuid('service', _id),
            LANGUAGES[code],
            // A dialect is written under its language.
            code.split('-')[0]!,
          ],
        ]),
      ),
    ),
    table(
      'taxonomies',
      ['id', 'name', 'description', 'version'],
      [
        [TAXONOMY, '完整社区设施', '完整居住社区与一刻钟便民生活圈的设施类别', COMPLETE_COMMUNITY.version],
        [KINDS, '服务种类', '可以预约的社区服务', null],
        [TOPICS, SERVICE_TAXONOMY.name, '社区服务与社会工作服务的类别', SERVICE_TAXONOMY.version],
      ],
    ),
    terms(),
    attributes(places, services),
  ]
}

const table = (name: string, fields: Table['fields'], rows: Table['rows']): Table => ({ name, fields, rows })

/** Who runs places; the community itself where nobody was named. */
const organizations = (communities: readonly Community[], places: readonly Place[]) =>
  table(
    'organizations',
    ['id', 'name', 'description'],
    [
      ...communities.map(({ _id, name }) => [uuid('organization', _id), name, `${name}登记的一刻钟生活圈地点和服务`]),
      ...new Map(
        places.flatMap(({ organizationId, organizationName: name }) =>
          organizationId && name
            ? [[String(organizationId), [uuid('organization', organizationId), name, `${name}办的服务点`]] as const]
            : [],
        ),
      ).values(),
    ],
  )

const locations = (places: readonly Place[]) =>
  table(
    'locations',
    [
      'id',
      'location_type',
      'organization_id',
      'name',
      'description',
      'latitude',
      'longitude',
      'external_identifier',
      'external_identifier_type',
    ],
    places.map(({ _id, communityId, organizationId, name, about, location: { coordinates } }) => {
      const { lng, lat } = toWgs84({ lng: coordinates[0], lat: coordinates[1] })
      return [
        uuid('location', _id),
        'physical',
        uuid('organization', organizationId ?? communityId),
        name,
        about || null,
        lat,
        lng,
        String(_id),
        'yike',
      ]
    }),
  )

function addresses(places: readonly Place[], communities: readonly Community[], above: readonly Area[]) {
  const named = (community: Community | undefined, level: Area['level']) =>
    above.find((area) => area.level === level && community?.areas.some((id) => id.equals(area._id)))?.name
  return table(
    'addresses',
    ['id', 'location_id', 'address_1', 'city', 'region', 'state_province', 'postal_code', 'country', 'address_type'],
    places.map(({ _id, communityId, address }) => {
      const community = communities.find((one) => one._id.equals(communityId))
      const city = named(community, 'city') ?? community?.name ?? address
      return [
        uuid('address', _id),
        uuid('location', _id),
        address,
        city,
        named(community, 'district') ?? null,
        // Territories begin with the city: nothing above it is known.
        city,
        NO_POSTAL_CODE,
        'CN',
        'physical',
      ]
    }),
  )
}

const phones = (places: readonly Place[], communities: readonly Community[], services: readonly Service[]) =>
  table(
    'phones',
    ['id', 'location_id', 'organization_id', 'service_id', 'number', 'type'],
    [
      ...communities.map(({ _id, phone }) => [
        uuid('phone', _id),
        null,
        uuid('organization', _id),
        null,
        phone,
        'voice',
      ]),
      ...places
        .filter(({ phone }) => phone)
        .map(({ _id, phone }) => [uuid('phone', _id), uuid('location', _id), null, null, phone, 'voice']),
      ...places.flatMap(({ _id, morePhones = [] }) =>
        morePhones.map((phone) => [
          ...[uuid('phone', `${String(_id)} ${phone}`), uuid('location', _id), null, null, phone, 'voice'],
        ]),
      ),
      ...services
        .filter(({ phone }) => phone)
        .map(({ _id, phone }) => [uuid('phone', _id), null, null, uuid('service', _id), phone, 'voice']),
    ],
  )

const accessibility = (places: readonly Place[]) =>
  table(
    'accessibility',
    ['id', 'location_id', 'description'],
    places.flatMap(({ _id, accessibility: codes }) =>
      codes.map((code) => [
        uuid('accessibility', `${String(_id)} ${code}`),
        uuid('location', _id),
        ACCESSIBILITY[code] ?? code,
      ]),
    ),
  )

const byDay = ({ weekdays }: OpeningRule) =>
  [...weekdays]
    .sort((a, b) => a - b)
    .map((weekday) => DAYS[weekday - 1])
    .join(',')

const schedules = (places: readonly Place[], services: readonly Service[], now: Date) =>
  table(
    'schedules',
    [
      'id',
      'location_id',
      'service_id',
      'valid_from',
      'valid_to',
      'dtstart',
      'timezone',
      'wkst',
      'freq',
      'interval',
      'byday',
      'opens_at',
      'closes_at',
      'description',
      'notes',
    ],
    [
      ...places.map((place) => ({ ...place, at: 'location' as const })),
      ...services.map((service) => ({ ...service, at: 'service' as const })),
    ].flatMap(({ _id, hours, createdAt, at: what }) =>
      (hours?.rules ?? []).map((rule, at) => [
        uuid('schedule', `${String(_id)} ${at}`),
        what === 'location' ? uuid('location', _id) : null,
        what === 'service' ? uuid('service', _id) : null,
        rule.validFrom ?? null,
        rule.validTo ?? null,
        rule.validFrom ?? dayOf(createdAt),
        ZONE_MINUTES,
        'MO',
        'WEEKLY',
        1,
        byDay(rule),
        timeOf(rule.from),
        timeOf(rule.to),
        HOLIDAY_HOURS[hours!.holidays],
        exceptionsInWords(hours!, now).join('；') || null,
      ]),
    ),
  )

const termOf = (taxonomy: string, code: string) => uuid('taxonomy_term', `${taxonomy} ${code}`)
const terms = () =>
  table(
    'taxonomy_terms',
    ['id', 'code', 'name', 'description', 'taxonomy_id'],
    [
      ...Object.entries(PLACE_CATEGORIES).map(([code, { label }]) => [
        termOf(TAXONOMY, code),
        code,
        label,
        label,
        TAXONOMY,
      ]),
      ...Object.entries(SERVICE_KINDS).map(([code, { label }]) => [termOf(KINDS, code), code, label, label, KINDS]),
      ...Object.entries(SERVICE_TOPICS).map(([code, { label, group }]) => [
        termOf(TOPICS, code),
        code,
        label,
        `${group}：${label}`,
        TOPICS,
      ]),
    ],
  )

const attributes = (places: readonly Place[], services: readonly Service[]) =>
  table(
    'attributes',
    ['id', 'link_id', 'taxonomy_term_id', 'link_entity'],
    [
      ...places.map(({ _id, category }) => [
        uuid('attribute', _id),
        uuid('location', _id),
        termOf(TAXONOMY, category),
        'location',
      ]),
      ...services.map(({ _id, kind }) => [
        uuid('attribute', _id),
        uuid('service', _id),
        termOf(KINDS, kind),
        'service',
      ]),
      ...services.flatMap(({ _id, topic }) =>
        topic
          ? [[uuid('attribute', `${String(_id)} topic`), uuid('service', _id), termOf(TOPICS, topic), 'service']]
          : [],
      ),
    ],
  )

/** The tables as a tabular data package: a CSV each, and `datapackage.json` that names them. */
export function zipTables(tables: readonly Table[]): Buffer {
  const described = {
    name: 'yike-life-circle',
    title: '一刻钟生活圈地点和服务（HSDS 3.0）',
    profile: 'tabular-data-package',
    resources: tables.map(({ name, fields }) => ({
      name,
      path: `${name}.csv`,
      profile: 'tabular-data-resource',
      encoding: 'utf-8',
      schema: { fields: fields.map((field) => ({ name: field })) },
    })),
  }
  return Buffer.from(
    zipSync({
      'datapackage.json': strToU8(JSON.stringify(described, null, 2)),
      // Machines read these: without the byte order mark that Excel wants.
      ...Object.fromEntries(
        tables.map(({ name, fields, rows }) => [`${name}.csv`, strToU8(toCsv([[...fields], ...rows]).slice(1))]),
      ),
    }),
  )
}
