import { contains, type Shape } from '../geo/shape'
import { toGcj02, type CoordinateSystem } from '../geo/systems'
import { metresBetween, type LngLat } from '../geo/walking'
import { PLACE_CATEGORIES, PLACE_CATEGORY_CODES, type PlaceCategory } from './categories'
import { readHours, type WrittenHours } from './hours-text'

/** What a column can mean, and the headings it is known by. */
export const IMPORT_FIELDS = {
  name: { label: '名字', headings: ['名字', '名称', '地点', '机构名称', '机构', '店名', 'name'] },
  address: { label: '地址', headings: ['地址', '详细地址', 'address'] },
  lng: { label: '经度', headings: ['经度', 'lng', 'lon', 'longitude', 'x'] },
  lat: { label: '纬度', headings: ['纬度', 'lat', 'latitude', 'y'] },
  category: { label: '类别', headings: ['类别', '类型', '分类', 'category', 'type'] },
  phone: { label: '电话', headings: ['电话', '联系电话', '手机', 'phone', 'tel'] },
  hours: { label: '开门时间', headings: ['开门时间', '营业时间', '开放时间', '服务时间', 'hours', 'opening_hours'] },
  about: { label: '说明', headings: ['说明', '简介', '介绍', '备注', 'about', 'description'] },
} as const
export type ImportField = keyof typeof IMPORT_FIELDS
export const IMPORT_FIELD_CODES = Object.keys(IMPORT_FIELDS) as [ImportField, ...ImportField[]]

export const IMPORT_MAX_ROWS = 5000
export const IMPORT_MAX_COLUMNS = 100
export const IMPORT_MAX_BYTES = 5 * 1024 * 1024
/** Two entries nearer than this may be one place: a canteen that stands in two sources is 50 m apart after conversion. */
export const DUPLICATE_METRES = 80
/** Farther from every community one works for, the position or its coordinate system is wrong. */
const FARTHEST_METRES = 50_000

/** Which column holds what; a field that no column holds is missing. */
export type Mapping = Partial<Record<ImportField, number>>

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')

/** The columns whose headings we know; each column once. */
export function guessMapping(headings: readonly string[]): Mapping {
  const mapping: Mapping = {}
  const cleaned = headings.map(plain)
  for (const field of IMPORT_FIELD_CODES) {
    const known = IMPORT_FIELDS[field].headings.map(plain)
    const column = cleaned.findIndex((heading, at) => known.includes(heading) && !Object.values(mapping).includes(at))
    if (column >= 0) mapping[field] = column
  }
  return mapping
}

/** How a file is to be read. */
export interface ImportSettings {
  mapping: Mapping
  system: CoordinateSystem
  /** Of rows that name no category. */
  category?: PlaceCategory
}

/** A row that can become a place. Fields that the file says nothing of are null. */
export interface ImportedPlace {
  name: string
  address: string
  category: PlaceCategory
  position: LngLat
  phone: string | null
  hours: WrittenHours | null
  about: string | null
}

const isInChina = ({ lng, lat }: LngLat) => lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54
const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|1\d{2,4}|[48]00-?\d{3}-?\d{4})$/

/** By its code or name; else by the one category whose name stands within the words, as 理发 does in 理发店. */
function categoryNamed(words: string) {
  const said = plain(words)
  const names = (code: PlaceCategory) => [code, PLACE_CATEGORIES[code].label, PLACE_CATEGORIES[code].short].map(plain)
  const exact = PLACE_CATEGORY_CODES.find((code) => names(code).includes(said))
  if (exact) return exact
  const within = PLACE_CATEGORY_CODES.filter((code) => names(code).some((name) => said.includes(name)))
  return within.length === 1 ? within[0] : undefined
}

function readPosition(lng: string, lat: string): LngLat | string {
  if (lng === '' || lat === '') return '没有经纬度'
  const position = { lng: Number(lng), lat: Number(lat) }
  if (Number.isNaN(position.lng) || Number.isNaN(position.lat)) return `经纬度不是数字：${lng}，${lat}`
  if (isInChina(position)) return position
  if (isInChina({ lng: position.lat, lat: position.lng })) return '经度和纬度写反了'
  return `位置不在国内：${lng}，${lat}`
}

/** What one row says, or every sentence that is wrong with it. */
export function readRow(
  cells: readonly string[],
  { mapping, system, category }: ImportSettings,
): { place: ImportedPlace } | { problems: string[] } {
  const cell = (field: ImportField) => (cells[mapping[field] ?? -1] ?? '').trim()
  const problems: string[] = []
  const bounded = (field: ImportField, max: number) => {
    const value = cell(field)
    if (value.length > max) problems.push(`${IMPORT_FIELDS[field].label}太长，最多 ${max} 个字`)
    return value
  }
  const name = bounded('name', 60)
  if (name === '') problems.push('没有名字')
  const address = bounded('address', 120)
  if (address === '') problems.push('没有地址')
  const about = bounded('about', 1000)
  const position = readPosition(cell('lng'), cell('lat'))
  if (typeof position === 'string') problems.push(position)
  const words = cell('category')
  const known = words === '' ? category : categoryNamed(words)
  if (!known)
    problems.push(
      words === ''
        ? '没有类别，在上面选一类'
        : `没有“${words}”这一类，可以填：${PLACE_CATEGORIES.canteen.label}、${PLACE_CATEGORIES.pharmacy.label}这样的名字`,
    )
  const phone = cell('phone').replace(/[\s－—]/g, (one) => (one === '－' || one === '—' ? '-' : ''))
  if (phone !== '' && !PHONE.test(phone)) problems.push(`电话号码不对：${phone}`)
  const hours = cell('hours') === '' ? null : readHours(cell('hours'))
  if (hours && 'problem' in hours) problems.push(hours.problem)
  if (problems.length > 0 || typeof position === 'string' || !known || (hours && 'problem' in hours))
    return { problems }
  return {
    place: {
      name,
      address,
      category: known,
      position: toGcj02(position, system),
      phone: phone || null,
      hours,
      about: about || null,
    },
  }
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
export type LikeReason = keyof typeof LIKE_REASONS

export interface Like extends Pick<Comparable, 'id' | 'row' | 'name' | 'address'> {
  why: LikeReason
  metres: number
  /** A community has each name once: what has it too can only be merged or left out. */
  canKeep: boolean
}

/** The same name farther off, in another community, is a branch and not a duplicate. */
const SAME_NAME_METRES = 2000
/** At least 180 m: the neighbours of a cell hold everything within 80 m anywhere in China. */
const CELL_DEGREES = 0.002
const cellOf = ({ lng, lat }: LngLat) => [Math.floor(lng / CELL_DEGREES), Math.floor(lat / CELL_DEGREES)] as const

function put(map: Map<string, Comparable[]>, key: string, one: Comparable) {
  const known = map.get(key)
  if (known) known.push(one)
  else map.set(key, [one])
}

/** Finds what may be the same place: the same name, the same address, or within 80 m; the last two of one category. */
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
