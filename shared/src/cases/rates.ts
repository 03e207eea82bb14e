import { WORST } from './ratings'

/**
 * The three rates, each with its formula as people read it. Cases count in the month of their filing, so that each counts
 * once. One that was merged counts with the older one; a limit that is still ahead, or rests while the resident is asked,
 * counts for nothing yet.
 */
export const RATES = {
  answered: { label: '响应率', formula: '按时答复的件数 ÷（答复了的件数 + 过了期限还没答复的件数）' },
  solved: { label: '解决率', formula: '居民没有评“没办好”的件数 ÷ 居民评过的件数' },
  satisfied: { label: '满意率', formula: '居民评“好了”的件数 ÷ 居民评过的件数' },
} as const
export type RateCode = keyof typeof RATES
export const RATE_CODES = Object.keys(RATES) as RateCode[]

/** The fields of a case that its rates read. */
export interface Rated {
  dueAt: Date
  repliedAt?: Date | null
  answeredAt: Date | null
  pausedAt: Date | null
  merged?: unknown
  rating?: { score: number } | null
}

/** Figures of some cases: how many were filed, and for each rate how many of how many. */
export interface Figures extends Record<RateCode, { some: number; of: number }> {
  filed: number
}
const NONE: Figures = {
  filed: 0,
  answered: { some: 0, of: 0 },
  solved: { some: 0, of: 0 },
  satisfied: { some: 0, of: 0 },
}

const BEST = 3

/** The figures of one case at an instant. */
export function figuresOf({ dueAt, repliedAt, answeredAt, pausedAt, merged, rating }: Rated, now: Date): Figures {
  if (merged) return NONE
  const answer = repliedAt ?? answeredAt
  const isCounted = answer !== null || (pausedAt === null && now > dueAt)
  const share = (counts: boolean, isSome: boolean) => ({ some: counts && isSome ? 1 : 0, of: counts ? 1 : 0 })
  const score = rating?.score ?? null
  return {
    filed: 1,
    answered: share(isCounted, answer !== null && answer <= dueAt),
    solved: share(score !== null, score !== WORST),
    satisfied: share(score !== null, score === BEST),
  }
}

/** The figures of two groups of cases together. */
export const together = (a: Figures, b: Figures): Figures => ({
  filed: a.filed + b.filed,
  ...(Object.fromEntries(
    RATE_CODES.map((code) => [code, { some: a[code].some + b[code].some, of: a[code].of + b[code].of }]),
  ) as Record<RateCode, { some: number; of: number }>),
})
export const sumOf = (figures: readonly Figures[]): Figures => figures.reduce(together, NONE)

/** The rate, 0 to 1; null where there is nothing to count. */
export const rateOf = ({ some, of }: { some: number; of: number }) => (of === 0 ? null : some / of)

/** Groups by which rates are compared: never people. */
export const RATE_GROUPS = {
  community: { label: '社区' },
  street: { label: '街道' },
  grid: { label: '网格' },
  receiver: { label: '承办单位' },
  kind: { label: '哪种诉求' },
  month: { label: '月份' },
} as const
export type RateGroup = keyof typeof RATE_GROUPS
export const RATE_GROUP_CODES = Object.keys(RATE_GROUPS) as [RateGroup, ...RateGroup[]]
/** The most months that are counted at once. */
export const MOST_MONTHS = 24
