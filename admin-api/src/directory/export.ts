import { PLACE_CATEGORIES, PLACE_STATUSES } from '@yike/shared/directory/categories'
import { hoursInWords } from '@yike/shared/directory/hours-text'
import type { ExportPlaces } from '@yike/shared/directory/upkeep-schemas'
import { toCsv } from '@yike/shared/csv'
import { toWgs84 } from '@yike/shared/geo/systems'
import { toApiTime } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { keptAs, toExcel, XLSX } from '../files/tables'
import type { StreamAnswer } from '../http/handle'
import { type Actor } from '../http/policy'
import { hsdsTables, zipTables } from './hsds'
import { PlaceModel, ServiceModel, type Place, type Service } from './model'
import { directoryPolicy } from './policy'

type Format = z.output<typeof ExportPlaces>['format']

/** The headings are those an import knows, so that what was taken out and put right can be brought back. */
const COLUMNS: readonly { heading: string; width: number; of: (place: Place) => string | number | null }[] = [
  { heading: '名字', width: 24, of: ({ name }) => name },
  { heading: '类别', width: 14, of: ({ category }) => PLACE_CATEGORIES[category].label },
  { heading: '地址', width: 32, of: ({ address }) => address },
  { heading: '电话', width: 16, of: ({ phone }) => phone },
  { heading: '开门时间', width: 32, of: ({ hours }) => hoursInWords(hours) },
  { heading: '经度', width: 12, of: ({ location }) => location.coordinates[0] },
  { heading: '纬度', width: 12, of: ({ location }) => location.coordinates[1] },
  { heading: '说明', width: 40, of: ({ about }) => about },
  { heading: '开不开', width: 8, of: ({ status }) => PLACE_STATUSES[status] },
  { heading: '别的电话', width: 24, of: ({ morePhones = [] }) => morePhones.join('、') || null },
  { heading: '核对时间', width: 26, of: ({ verifiedAt }) => verifiedAt && toApiTime(verifiedAt) },
]
const table = (places: readonly Place[]) => [
  COLUMNS.map(({ heading }) => heading),
  ...places.map((place) => COLUMNS.map(({ of }) => of(place))),
]

/** GeoJSON is WGS-84 (RFC 7946); positions stand in the geometry alone. */
const geoJson = (places: readonly Place[]) => ({
  type: 'FeatureCollection',
  features: places.map((place) => {
    const [lng, lat] = place.location.coordinates
    const at = toWgs84({ lng, lat })
    return {
      type: 'Feature',
      id: String(place._id),
      geometry: { type: 'Point', coordinates: [at.lng, at.lat] },
      properties: Object.fromEntries(
        COLUMNS.filter(({ heading }) => heading !== '经度' && heading !== '纬度').map(({ heading, of }) => [
          heading,
          of(place),
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
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv', write: (places) => Buffer.from(toCsv(table(places))) },
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

/** The places of the areas one works in, by name, as a file. */
export async function exportPlaces(actor: Actor, format: Format, now: Date): Promise<StreamAnswer> {
  const places = await PlaceModel.find({ ...directoryPolicy.visible(actor), removed: false }, { tokens: 0, changes: 0 })
    .sort({ name: 1 })
    .lean<Place[]>()
  const { type, extension, write } = WRITERS[format]
  return { type, body: await write(places, now), headers: keptAs(`生活圈地点.${extension}`) }
}
