import { PLACE_CATEGORIES, SERVICE_KINDS } from '@yike/shared/directory/categories'
import { COMPLETE_COMMUNITY } from '@yike/shared/directory/standard'
import { LANGUAGES, SERVICE_GROUPS, SERVICE_TAXONOMY, SERVICE_TOPICS } from '@yike/shared/directory/taxonomy'
import { extensionOf } from '@yike/shared/phones'
import { areasByIds, communitiesIn, type Community } from '../territory/areas'
import { placeRows, runnerOf, scheduleRows } from './hsds-places'
import { HSDS_STATUSES, HSDS_TABLES, HSDS_TAXONOMIES, termOf, uuid, type Rows, type TableName } from './hsds-tables'
import type { Place, Service } from './model'

/** Communities, places and the services at them as tables of HSDS 3.0: positions in WGS-84, hours as weekly rules. */
export async function hsdsTables(places: readonly Place[], services: readonly Service[], now: Date): Promise<Rows> {
  const communities = await communitiesIn(places.map(({ communityId }) => communityId))
  const above = await areasByIds(communities.flatMap(({ areas }) => areas))
  const runners = new Map(places.map((place) => [String(place._id), runnerOf(place)]))
  return joined([
    ...communities.map(communityRows),
    ...places.map((place) => {
      const community = communities.find(({ _id }) => _id.equals(place.communityId))
      return placeRows(place, { community, above, now })
    }),
    ...services.map((service) => serviceRows(service, runners.get(String(service.placeId))!, now)),
    TAXONOMY_ROWS,
  ])
}

/** Every row once: several places name the organization that runs them. */
function joined(parts: readonly Rows[]): Rows {
  const tables = (Object.keys(HSDS_TABLES) as TableName[]).map((name) => {
    const rows = parts.flatMap((part) => part[name] ?? [])
    return [name, [...new Map(rows.map((row) => [row.id, row])).values()]]
  })
  return Object.fromEntries(tables) as Rows
}

const communityRows = ({ _id, name, phone }: Community): Rows => ({
  organizations: [{ id: uuid('organization', _id), name, description: `${name}登记的一刻钟生活圈地点和服务` }],
  phones: [{ id: uuid('phone', _id), organization_id: uuid('organization', _id), number: phone, type: 'voice' }],
})

function serviceRows(service: Service, runner: string, now: Date): Rows {
  const { _id, placeId, name, phone, kind, topic, priceFen, fees, subsidy, documents, languages } = service
  const of = { service_id: uuid('service', _id) }
  const attribute = { link_id: uuid('service', _id), link_entity: 'service' }
  const price = { ...of, currency: 'CNY', amount_description: subsidy || null }
  const groups = service.groups.map((code) => SERVICE_GROUPS[code]).join('、')
  return {
    services: [
      {
        ...{ id: uuid('service', _id), organization_id: runner, name, description: service.about || null },
        status: HSDS_STATUSES[service.status],
        eligibility_description: [service.eligibility, groups].filter(Boolean).join('；') || null,
        minimum_age: service.minAge,
        maximum_age: service.maxAge,
      },
    ],
    service_at_location: [{ id: uuid('service_at_location', _id), ...of, location_id: uuid('location', placeId) }],
    phones: phone ? [{ id: uuid('phone', _id), ...of, ...extensionOf(phone), type: 'voice' }] : [],
    schedules: scheduleRows(service, of, now),
    cost_options: [
      ...(priceFen === null ? [] : [{ id: uuid('cost_option', _id), ...price, amount: priceFen / 100 }]),
      ...fees.map(({ who, priceFen: fen }) => ({
        id: uuid('cost_option', `${String(_id)} ${who}`),
        ...{ ...price, option: who, amount: fen / 100 },
      })),
    ],
    required_documents: documents.map((document) => ({
      id: uuid('required_document', `${String(_id)} ${document}`),
      ...{ ...of, document },
    })),
    languages: languages.map((code) => ({
      id: uuid('language', `${String(_id)} ${code}`),
      ...{ ...of, name: LANGUAGES[code] },
      // A dialect is written under its language.
      code: code.split('-')[0]!,
    })),
    attributes: [
      { id: uuid('attribute', _id), ...attribute, taxonomy_term_id: termOf('kinds', kind) },
      ...(topic
        ? [
            {
              id: uuid('attribute', `${String(_id)} topic`),
              ...{ ...attribute, taxonomy_term_id: termOf('topics', topic) },
            },
          ]
        : []),
    ],
  }
}

const { categories, kinds, topics } = HSDS_TAXONOMIES
const TAXONOMY_ROWS: Rows = {
  taxonomies: [
    {
      ...{ id: categories, name: '完整社区设施', version: COMPLETE_COMMUNITY.version },
      description: '完整居住社区与一刻钟便民生活圈的设施类别',
    },
    { id: kinds, name: '服务种类', description: '可以预约的社区服务' },
    {
      ...{ id: topics, name: SERVICE_TAXONOMY.name, version: SERVICE_TAXONOMY.version },
      description: '社区服务与社会工作服务的类别',
    },
  ],
  taxonomy_terms: [
    ...Object.entries(PLACE_CATEGORIES).map(([code, { label }]) => ({
      ...{ id: termOf('categories', code), code, name: label, description: label, taxonomy_id: categories },
    })),
    ...Object.entries(SERVICE_KINDS).map(([code, { label }]) => ({
      ...{ id: termOf('kinds', code), code, name: label, description: label, taxonomy_id: kinds },
    })),
    ...Object.entries(SERVICE_TOPICS).map(([code, { label, group }]) => ({
      ...{ id: termOf('topics', code), code, name: label, description: `${group}：${label}`, taxonomy_id: topics },
    })),
  ],
}
