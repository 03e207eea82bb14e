import { HOLIDAY_HOURS, exceptionsInWords, type OpeningHours } from '@yike/shared/directory/hours'
import type { OpeningRule } from '@yike/shared/directory/overnight'
import {
  PLACE_FIELDS,
  PLACE_FIELD_NAMES,
  type HsdsTable,
  type PlaceFieldName,
} from '@yike/shared/directory/place-fields'
import { ACCESSIBILITY } from '@yike/shared/directory/taxonomy'
import { toWgs84 } from '@yike/shared/geo/systems'
import { extensionOf } from '@yike/shared/phones'
import { clock, dayOf } from '@yike/shared/time/china'
import type { Area, Community } from '../territory/areas'
import { termOf, uuid, type Row, type Rows } from './hsds-tables'
import type { Place } from './model'
import { positionOf } from './place-record'

/** The records around a place that its rows mention. */
export interface Around {
  community: Community | undefined
  /** The areas above the communities. */
  above: readonly Area[]
  now: Date
}

type Said = {
  [Name in PlaceFieldName as (typeof PLACE_FIELDS)[Name]['hsds'] extends HsdsTable ? Name : never]: Exclude<
    (typeof PLACE_FIELDS)[Name]['hsds'],
    null
  >
}
/** The rows of a field in its table; a field of `locations` is a part of the one row of the place. */
type Writers = { [Name in keyof Said]: (place: Place, around: Around) => Row<Said[Name]>[] }

/** The postal code that post offices take for an unknown one; HSDS requires one. */
const NO_POSTAL_CODE = '000000'
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** Minutes that China is ahead of UTC, as HSDS writes a zone. */
const ZONE_MINUTES = 480
const timeOf = (minute: number) => (minute === 1440 ? '24:00' : clock(minute).padStart(5, '0'))
const byDay = ({ weekdays }: OpeningRule) =>
  [...weekdays]
    .sort((a, b) => a - b)
    .map((weekday) => DAYS[weekday - 1])
    .join(',')

/** Hours as weekly rules of RFC 5545, of a place or of a service. */
export const scheduleRows = (
  { _id, hours, createdAt }: { _id: unknown; hours: OpeningHours | null; createdAt: Date },
  of: { location_id: string } | { service_id: string },
  now: Date,
): Row<'schedules'>[] =>
  (hours?.rules ?? []).map((rule, at) => ({
    id: uuid('schedule', `${String(_id)} ${at}`),
    ...of,
    valid_from: rule.validFrom ?? null,
    valid_to: rule.validTo ?? null,
    dtstart: rule.validFrom ?? dayOf(createdAt),
    timezone: ZONE_MINUTES,
    ...{ wkst: 'MO', freq: 'WEEKLY', interval: 1, byday: byDay(rule) },
    opens_at: timeOf(rule.from),
    closes_at: timeOf(rule.to),
    description: HOLIDAY_HOURS[hours!.holidays],
    notes: exceptionsInWords(hours!, now).join('；') || null,
  }))

const locationOf = ({ _id }: Place) => ({ location_id: uuid('location', _id) })

const WRITERS: Writers = {
  name: ({ name }) => [{ name }],
  about: ({ about }) => [{ description: about || null }],
  position: (place) => {
    const { lng, lat } = toWgs84(positionOf(place))
    return [{ latitude: lat, longitude: lng }]
  },
  category: ({ _id, category }) => [
    {
      id: uuid('attribute', _id),
      link_id: uuid('location', _id),
      taxonomy_term_id: termOf('categories', category),
      link_entity: 'location',
    },
  ],
  address: (place, { community, above }) => {
    const named = (level: Area['level']) =>
      above.find((area) => area.level === level && community?.areas.some((id) => id.equals(area._id)))?.name
    const city = named('city') ?? community?.name ?? place.address
    return [
      {
        id: uuid('address', place._id),
        ...locationOf(place),
        address_1: place.address,
        city,
        region: named('district') ?? null,
        // Areas begin with the city: nothing above it is known.
        state_province: city,
        ...{ postal_code: NO_POSTAL_CODE, country: 'CN', address_type: 'physical' },
      },
    ]
  },
  phone: (place) =>
    place.phone
      ? [{ id: uuid('phone', place._id), ...locationOf(place), ...extensionOf(place.phone), type: 'voice' }]
      : [],
  morePhones: (place) =>
    (place.morePhones ?? []).map((number) => ({
      id: uuid('phone', `${String(place._id)} ${number}`),
      ...locationOf(place),
      ...extensionOf(number),
      type: 'voice',
    })),
  accessibility: (place) =>
    place.accessibility.map((code) => ({
      id: uuid('accessibility', `${String(place._id)} ${code}`),
      ...locationOf(place),
      description: ACCESSIBILITY[code],
    })),
  hours: (place, { now }) => scheduleRows(place, locationOf(place), now),
  organization: ({ organizationId, organizationName: name }) =>
    organizationId && name
      ? [{ id: uuid('organization', organizationId), name, description: `${name}办的服务点` }]
      : [],
}

/** The organization that runs a place; the community itself where none is named. */
export const runnerOf = ({ organizationId, communityId }: Place) => uuid('organization', organizationId ?? communityId)

/** The rows of one place, field by field. */
export function placeRows(place: Place, around: Around): Rows {
  const rows: Partial<Record<HsdsTable, object[]>> = {}
  for (const name of PLACE_FIELD_NAMES) {
    const table = PLACE_FIELDS[name].hsds
    if (table) (rows[table] ??= []).push(...WRITERS[name as keyof Said](place, around))
  }
  const location = {
    ...{ id: uuid('location', place._id), location_type: 'physical', organization_id: runnerOf(place) },
    ...{ external_identifier: String(place._id), external_identifier_type: 'yike' },
  }
  return { ...rows, locations: [Object.assign(location, ...(rows.locations ?? []))] } as Rows
}
