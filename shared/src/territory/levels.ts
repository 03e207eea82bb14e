/** Levels of territory, from the whole to the house gate. `digits`: of the statistical division code. */
export const AREA_LEVELS = {
  city: { label: '市', digits: 4, below: ['district'] },
  district: { label: '区县', digits: 6, below: ['street'] },
  street: { label: '街道（镇）', digits: 9, below: ['community'] },
  community: { label: '社区（村）', digits: 12, below: ['grid', 'compound'] },
  grid: { label: '网格', digits: null, below: [] },
  compound: { label: '小区', digits: null, below: [] },
} as const satisfies Record<string, { label: string; digits: number | null; below: readonly string[] }>
export type AreaLevel = keyof typeof AREA_LEVELS
export const AREA_LEVEL_CODES = Object.keys(AREA_LEVELS) as [AreaLevel, ...AreaLevel[]]

export const isBelow = (level: AreaLevel, above: AreaLevel) =>
  (AREA_LEVELS[above].below as readonly AreaLevel[]).includes(level)

/** A code without the noughts that fill it up: 370502001000 is the street 370502001, 370500 the city 3705. */
export function plainCode(code: string, level: AreaLevel) {
  const { digits } = AREA_LEVELS[level]
  return digits !== null && code.length > digits && /^0*$/.test(code.slice(digits)) ? code.slice(0, digits) : code
}

/** The fault of a code for this level; null when it has none. Grids and compounds carry the office's own. */
export function problemWithCode(code: string, level: AreaLevel): string | null {
  const { digits, label } = AREA_LEVELS[level]
  if (digits === null) return /^[\w-]{1,30}$/.test(code) ? null : '编号只能用数字、字母和短横，最多 30 个'
  return new RegExp(`^\\d{${digits}}$`).test(plainCode(code, level)) ? null : `${label}的区划代码是 ${digits} 位数字`
}
