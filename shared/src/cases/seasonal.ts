/**
 * 未诉先办: what comes back every year is named before it comes, after the seasonal plans that the national 12345 rule asks
 * for (国办函〔2025〕66号). The figures are settings of the product.
 */
const SEASON_YEARS_BACK = 5
/** So many years had it in this month, and each of them so many cases: fewer may be chance. */
export const SEASON_YEARS = 2
export const SEASON_CASES = 3

/** 「2026-11」. */
export type Month = string

/** The cases of one group, such as a community and a category, that were filed in one month. */
export interface MonthCount<Group> {
  group: Group
  month: Month
  cases: number
}

/** Something that came in this month of several years. */
export interface Seasonal<Group> {
  group: Group
  /** The years that count for it, the newest first. */
  years: { year: number; cases: number }[]
}

const yearOf = (month: Month) => Number(month.slice(0, 4))
const sameMonth = (a: Month, b: Month) => a.slice(5) === b.slice(5)
/** The month after another. */
export function monthAfter(month: Month): Month {
  const [year, number] = [yearOf(month), Number(month.slice(5))]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
/** The same month of the years before, the newest first. */
export const monthsBefore = (month: Month): Month[] =>
  Array.from({ length: SEASON_YEARS_BACK }, (_, at) => `${yearOf(month) - 1 - at}${month.slice(4)}`)

/**
 * The groups that had cases in this month of earlier years as often as the figures above say, those with most cases in the
 * last of these years first. Counts of other months, of this year and of later ones say nothing.
 */
export function seasonalIn<Group>(
  counts: readonly MonthCount<Group>[],
  month: Month,
  keyOf: (group: Group) => string,
): Seasonal<Group>[] {
  const groups = new Map<string, { group: Group; byYear: Map<number, number> }>()
  for (const { group, month: filed, cases } of counts) {
    const year = yearOf(filed)
    if (!sameMonth(filed, month) || year >= yearOf(month) || year < yearOf(month) - SEASON_YEARS_BACK) continue
    const known = groups.get(keyOf(group)) ?? { group, byYear: new Map<number, number>() }
    known.byYear.set(year, (known.byYear.get(year) ?? 0) + cases)
    groups.set(keyOf(group), known)
  }
  return [...groups.values()]
    .map(({ group, byYear }) => ({
      group,
      years: [...byYear]
        .filter(([, cases]) => cases >= SEASON_CASES)
        .map(([year, cases]) => ({ year, cases }))
        .sort((a, b) => b.year - a.year),
    }))
    .filter(({ years }) => years.length >= SEASON_YEARS)
    .sort((a, b) => b.years[0]!.cases - a.years[0]!.cases || (keyOf(a.group) < keyOf(b.group) ? -1 : 1))
}

/** 「2024年 5 件，2025年 7 件」. */
export const yearsInWords = (years: Seasonal<unknown>['years']) =>
  [...years]
    .reverse()
    .map(({ year, cases }) => `${year}年 ${cases} 件`)
    .join('，')
