import { plain } from '../files/cells'
import { guessColumns } from '../files/tables'
import { contains, type Shape } from '../geo/shape'
import { metresBetween, type LngLat } from '../geo/walking'
import type { PlaceCategory } from './categories'
import { PLACE_FIELD_NAMES, placeField, type PLACE_FIELDS, type PlaceFacts, type PlaceFieldName } from './place-fields'
import type { ReadSettings } from './place-readers'

type Tables = { [Name in PlaceFieldName]: (typeof PLACE_FIELDS)[Name]['table'] }
/** The meaning of a column: a column of some field of a place. */
export type ImportField = {
  [Name in PlaceFieldName]: Tables[Name] extends { columns: infer Columns } ? keyof Columns : never
}[PlaceFieldName] &
  string

/** The meanings of columns and the headings they are known by, the first of which an export writes. */
export const IMPORT_FIELDS = Object.fromEntries(
  PLACE_FIELD_NAMES.flatMap((name) => Object.entries(placeField(name).table?.columns ?? {})),
) as Record<ImportField, { label: string; headings: readonly string[]; width: number; example: string | number }>
export const IMPORT_FIELD_CODES = Object.keys(IMPORT_FIELDS) as [ImportField, ...ImportField[]]

/** Two entries nearer than this may be one place: a canteen in two sources is 50 m apart after conversion. */
export const DUPLICATE_METRES = 80
/** A position farther than this from every community of the caller is wrong, or its coordinate system is. */
const FARTHEST_METRES = 50_000

/** The column of each field; a field that no column holds is missing. */
export type Mapping = Partial<Record<ImportField, number>>

/** The columns whose headings we know; each column once. */
export const guessMapping = (row: readonly string[]): Mapping => guessColumns(IMPORT_FIELDS, row)

/** The way to read a file. */
export interface ImportSettings extends ReadSettings {
  mapping: Mapping
}

type Required = {
  [Name in PlaceFieldName]: (typeof PLACE_FIELDS)[Name]['unsaid'] extends { missing: string } ? Name : never
}[PlaceFieldName]
/** A row that can become a place. Fields that the file leaves empty are missing. */
export type ImportedPlace = Pick<PlaceFacts, Required> & Partial<PlaceFacts>

/** The content of one row, or every sentence about its faults. */
export function readRow(
  cells: readonly string[],
  settings: ImportSettings,
): { place: ImportedPlace } | { problems: string[] } {
  const problems: string[] = []
  const place: Record<string, unknown> = {}
  for (const name of PLACE_FIELD_NAMES) {
    const { table, unsaid } = placeField(name)
    const columns = Object.keys(table?.columns ?? {}) as ImportField[]
    const own = columns.map((column) => (cells[settings.mapping[column] ?? -1] ?? '').trim())
    const reading = table?.read(own, settings) ?? null
    if (reading && 'problem' in reading) problems.push(reading.problem)
    else if (reading) place[name] = reading.value
    else if ('missing' in unsaid) problems.push(unsaid.missing)
  }
  return problems.length > 0 ? { problems } : { place: place as unknown as ImportedPlace }
}

/** Something a row is compared with: a place of the directory (`id`) or an earlier row of the file. */
export interface Comparable {
  id: string | null
  row: number | null
  name: string
  address: string
  category: PlaceCategory
  position: LngLat
  communityId: string
}

export const LIKE_REASONS = { name: '名字一样', address: '地址一样', near: '离得很近' } as const
type LikeReason = keyof typeof LIKE_REASONS

export interface Like extends Pick<Comparable, 'id' | 'row' | 'name' | 'address'> {
  why: LikeReason
  metres: number
  /** A name exists once in a community: such a row can only be merged or left out. */
  canKeep: boolean
}

/** A place of the same name farther off, in another community, is a branch and not a duplicate. */
const SAME_NAME_METRES = 2000
/** At least 180 m: the neighbours of a cell hold everything within 80 m anywhere in China. */
const CELL_DEGREES = 0.002
const cellOf = ({ lng, lat }: LngLat) => [Math.floor(lng / CELL_DEGREES), Math.floor(lat / CELL_DEGREES)] as const

function put(map: Map<string, Comparable[]>, key: string, one: Comparable) {
  const known = map.get(key)
  if (known) known.push(one)
  else map.set(key, [one])
}

/**
 * Finds possible duplicates: the same name, the same address, or within 80 m; the last two only within one category.
 */
export class Likeness {
  private readonly names = new Map<string, Comparable[]>()
  private readonly addresses = new Map<string, Comparable[]>()
  private readonly cells = new Map<string, Comparable[]>()

  add(one: Comparable) {
    const [x, y] = cellOf(one.position)
    put(this.names, plain(one.name), one)
    put(this.addresses, `${one.category} ${plain(one.address)}`, one)
    put(this.cells, `${x},${y}`, one)
  }

  /** The surest likeness: by name, else by address, else by nearness; of several the nearest. */
  of(place: Omit<Comparable, 'id' | 'row'>): Like | null {
    const nearest = (
      known: readonly Comparable[] = [],
      why: LikeReason,
      accepts: (metres: number, one: Comparable) => boolean,
    ) =>
      known
        .map((one) => ({ one, metres: metresBetween(one.position, place.position) }))
        .filter(({ one, metres }) => accepts(metres, one))
        .sort((a, b) => a.metres - b.metres)
        .map(({ one: { id, row, name, address, communityId }, metres }) => ({
          ...{ id, row, name, address, why },
          metres: Math.round(metres),
          canKeep: name !== place.name || communityId !== place.communityId,
        }))[0]
    const [x, y] = cellOf(place.position)
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => this.cells.get(`${x + dx},${y + dy}`) ?? []))
    return (
      nearest(
        this.names.get(plain(place.name)),
        'name',
        (metres, { communityId }) => metres <= SAME_NAME_METRES || communityId === place.communityId,
      ) ??
      nearest(this.addresses.get(`${place.category} ${plain(place.address)}`), 'address', () => true) ??
      nearest(
        around.filter(({ category }) => category === place.category),
        'near',
        (metres) => metres <= DUPLICATE_METRES,
      ) ??
      null
    )
  }
}

/** The nearest of some communities, or a sentence when none is anywhere near. */
export function communityFor<Community extends { position: LngLat; shape?: Shape | null }>(
  position: LngLat,
  communities: readonly Community[],
): Community | string {
  const around = communities.find(({ shape }) => shape && contains(shape, position))
  if (around) return around
  const [nearest] = communities
    .map((community) => ({ community, metres: metresBetween(community.position, position) }))
    .sort((a, b) => a.metres - b.metres)
  if (!nearest) return '没有您能改的社区'
  if (nearest.metres <= FARTHEST_METRES) return nearest.community
  return `离最近的社区有 ${Math.round(nearest.metres / 1000)} 公里，位置或坐标系不对`
}
