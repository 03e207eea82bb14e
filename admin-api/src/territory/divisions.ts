import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { AREA_LEVELS, plainCode, type AreaLevel } from '@yike/shared/territory/levels'

export interface Division {
  code: string
  name: string
}

let file: string | undefined
let known: Division[] | undefined
/** Sets the path of the list of divisions; without it none is offered. */
export function useDivisions(path: string) {
  file = path
  known = undefined
}

const LEVEL_BY_DIGITS = new Map<number, AreaLevel>(
  (['city', 'district', 'street', 'community'] as const).map((level) => [AREA_LEVELS[level].digits, level]),
)
/** The level a division code is of; null when it is none. */
export const levelOfCode = (code: string): AreaLevel | null =>
  /^\d+$/.test(code) ? (LEVEL_BY_DIGITS.get(code.length) ?? null) : null

/** The common name: 东营社区居委会 is 东营社区, 北王屋村委会 is 北王屋村. */
export const calledName = (official: string) =>
  official
    .replace(/(村民委员会|村委会)$/, '村')
    .replace(/村村$/, '村')
    .replace(/(社区)?(居民委员会|居委会)$/, '社区')

function allDivisions(): Division[] {
  if (!file) return []
  return (known ??= parse<Division>(readFileSync(file, 'utf8'), { columns: true }))
}

/** The four municipalities are one city each, which the national list calls 市辖区. */
const MUNICIPALITIES: Record<string, string> = {
  '1101': '北京市',
  '1201': '天津市',
  '3101': '上海市',
  '5001': '重庆市',
}

/** All cities of the national list. */
export const citiesOfCountry = (): Division[] =>
  allDivisions()
    .filter(({ code }) => code.length === AREA_LEVELS.city.digits)
    .map(({ code, name }) => ({ code, name: MUNICIPALITIES[code] ?? name }))

/** Divisions right below one, according to the national list. */
export function divisionsBelow(code: string, level: AreaLevel): Division[] {
  const below = AREA_LEVELS[level].below.find((one) => AREA_LEVELS[one].digits !== null)
  if (!below) return []
  const digits = AREA_LEVELS[below].digits
  const above = plainCode(code, level)
  return allDivisions()
    .filter((one) => one.code.length === digits && one.code.startsWith(above))
    .map(({ code, name }) => ({ code, name: below === 'community' ? calledName(name) : name }))
}
