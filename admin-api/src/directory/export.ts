import { PLACE_FIELD_NAMES, placeField, type PlaceFieldName } from '@yike/shared/directory/place-fields'
import type { ExportPlaces } from '@yike/shared/directory/upkeep-schemas'
import { toWgs84 } from '@yike/shared/geo/systems'
import { toApiTime } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { keptAs, toCsvTable, toExcel, XLSX, type Cell } from '../files/tables'
import type { StreamAnswer } from '../http/handle'
import type { Actor } from '../http/policy'
import { hsdsTables } from './hsds'
import { zipTables } from './hsds-tables'
import { PlaceModel, ServiceModel, type Place, type Service } from './model'
import { positionOf, valueOf } from './place-record'
import { directoryPolicy } from './policy'

type Format = z.output<typeof ExportPlaces>['format']

interface ExportColumn {
  heading: string
  width: number
  of: (place: Place) => Cell
  /** The part of GeoJSON that holds it. */
  inGeoJson: 'geometry' | 'properties'
}

/** The columns of a field, with headings that an import knows: an exported and corrected file can be imported again. */
function columnsOf(name: PlaceFieldName): ExportColumn[] {
  const { table, words } = placeField(name)
  return Object.values(table?.columns ?? {}).map(({ label, width }, at) => ({
    ...{ heading: label, width },
    of: (place) => {
      const value = valueOf(place, name) as never
      return table?.cells ? table.cells(value)[at]! : words(value) || null
    },
    inGeoJson: name === 'position' ? 'geometry' : 'properties',
  }))
}
const COLUMNS: readonly ExportColumn[] = [
  ...PLACE_FIELD_NAMES.flatMap(columnsOf),
  {
    ...{ heading: '核对时间', width: 18 },
    of: ({ verifiedAt }) => verifiedAt,
    inGeoJson: 'properties',
  },
]
const table = (places: readonly Place[]) => [
  COLUMNS.map(({ heading }) => heading),
  ...places.map((place) => COLUMNS.map(({ of }) => of(place))),
]

/** GeoJSON is for programs: an instant is written as in the API. */
const property = (cell: Cell) => (cell instanceof Date ? toApiTime(cell) : cell)

/** GeoJSON is WGS-84 (RFC 7946); only the geometry has positions. */
const geoJson = (places: readonly Place[]) => ({
  type: 'FeatureCollection',
  features: places.map((place) => {
    const at = toWgs84(positionOf(place))
    return {
      type: 'Feature',
      id: String(place._id),
      geometry: { type: 'Point', coordinates: [at.lng, at.lat] },
      properties: Object.fromEntries(
        COLUMNS.filter(({ inGeoJson }) => inGeoJson === 'properties').map(({ heading, of }) => [
          heading,
          property(of(place)),
        ]),
      ),
    }
  }),
})

const WIDTHS = COLUMNS.map(({ width }) => width)

interface Writer {
  type: string
  extension: string
  write: (places: readonly Place[], now: Date) => Buffer | Promise<Buffer>
}
const WRITERS: Record<Format, Writer> = {
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv', write: (places) => Buffer.from(toCsvTable(table(places))) },
  xlsx: {
    type: XLSX,
    extension: 'xlsx',
    write: (places) => toExcel({ rows: table(places), widths: WIDTHS }),
  },
  geojson: {
    type: 'application/geo+json',
    extension: 'geojson',
    write: (places) => Buffer.from(JSON.stringify(geoJson(places))),
  },
  hsds: {
    type: 'application/zip',
    extension: 'hsds.zip',
    write: async (places, now) => {
      const services = await ServiceModel.find({
        placeId: { $in: places.map(({ _id }) => _id) },
        removed: false,
      }).lean<Service[]>()
      return zipTables(await hsdsTables(places, services, now))
    },
  },
}

/** The places of the actor's areas, by name, as a file. */
export async function exportPlaces(actor: Actor, format: Format, now: Date): Promise<StreamAnswer> {
  const places = await PlaceModel.find({ ...directoryPolicy.visible(actor), removed: false }, { tokens: 0, changes: 0 })
    .sort({ name: 1 })
    .lean<Place[]>()
  const { type, extension, write } = WRITERS[format]
  return { type, body: await write(places, now), headers: keptAs(`生活圈地点.${extension}`) }
}
