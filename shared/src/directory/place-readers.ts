import { plain, type Reading } from '../files/cells'
import { toGcj02, type CoordinateSystem } from '../geo/systems'
import type { LngLat } from '../geo/walking'
import { PLACE_CATEGORIES, PLACE_CATEGORY_CODES, type PlaceCategory } from './categories'

/** The settings of a table beside its cells. */
export interface ReadSettings {
  system: CoordinateSystem
  /** For rows that name no category. */
  category?: PlaceCategory
}

/** The parts of a cell that lists several. */
const partsOf = (text: string) =>
  text
    .split(/[、,，;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** One of some codes, by its label or itself. */
export function codeOf<Code extends string>(label: string, labels: Readonly<Record<Code, string>>) {
  const codes = Object.keys(labels) as Code[]
  return ([text = '']: readonly string[]): Reading<Code> => {
    if (text === '') return null
    const code = codes.find((one) => plain(one) === plain(text) || plain(labels[one]) === plain(text))
    return code ? { value: code } : { problem: `${label}没有“${text}”，可以填：${Object.values(labels).join('、')}` }
  }
}

/** Several values of a cell, each read alone; the first that cannot be read is named. */
export const several =
  <Value>(read: (cells: readonly string[]) => Reading<Value>, label: string, max: number) =>
  ([text = '']: readonly string[]): Reading<Value[]> => {
    const values: Value[] = []
    for (const part of partsOf(text)) {
      const one = read([part])
      if (one && 'problem' in one) return one
      if (one && !values.includes(one.value)) values.push(one.value)
    }
    if (values.length > max) return { problem: `${label}最多 ${max} 个` }
    return values.length === 0 ? null : { value: values }
  }

/** By its code or name; else by the one category whose name is part of the words, as 理发 is of 理发店. */
function categoryNamed(words: string) {
  const said = plain(words)
  const names = (code: PlaceCategory) => [code, PLACE_CATEGORIES[code].label, PLACE_CATEGORIES[code].short].map(plain)
  const exact = PLACE_CATEGORY_CODES.find((code) => names(code).includes(said))
  if (exact) return exact
  const within = PLACE_CATEGORY_CODES.filter((code) => names(code).some((name) => said.includes(name)))
  return within.length === 1 ? within[0] : undefined
}

export function readCategory([words = '']: readonly string[], { category }: ReadSettings): Reading<PlaceCategory> {
  if (words === '') return category ? { value: category } : null
  const known = categoryNamed(words)
  if (known) return { value: known }
  const examples = `${PLACE_CATEGORIES.canteen.label}、${PLACE_CATEGORIES.pharmacy.label}`
  return { problem: `没有“${words}”这一类，可以填：${examples}这样的名字` }
}

const isInChina = ({ lng, lat }: LngLat) => lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54

/** A position from longitude and latitude of some system, in GCJ-02. */
export function readPosition(
  [lng = '', lat = '']: readonly string[],
  { system }: Pick<ReadSettings, 'system'>,
): Reading<LngLat> {
  if (lng === '' || lat === '') return null
  const position = { lng: Number(lng), lat: Number(lat) }
  if (Number.isNaN(position.lng) || Number.isNaN(position.lat)) return { problem: `经纬度不是数字：${lng}，${lat}` }
  if (isInChina(position)) return { value: toGcj02(position, system) }
  if (isInChina({ lng: position.lat, lat: position.lng })) return { problem: '经度和纬度写反了' }
  return { problem: `位置不在国内：${lng}，${lat}` }
}
