/**
 * 办好后又报: the same category at the same building, reported again soon after it was mended. The figures are settings of
 * the product, as those of `seasonal.ts` are.
 */
export const COME_BACK_DAYS = 60
/** So many times in a row: once may be chance. */
export const COME_BACKS = 2
/** Older reports say nothing about what is mended badly now. */
export const RECURRING_LOOKED_BACK_DAYS = 180
/**
 * A building is named once so many different people have reported there: one household is never singled out by the name
 * of its building. All cases without a reporter count as one person, as nobody knows how many they are.
 */
const PEOPLE_AT_BUILDING = 3

const DAY_MS = 86_400_000

/** A case as far as this rule reads it. */
export interface Reported {
  filedAt: Date
  /** The time at which the office said that it is mended; null while it has not. */
  mendedAt: Date | null
}

/** Phones with iOS before 15.4 have no `at`. */
const lastOf = <Case extends Reported>(row: readonly Case[]) => row[row.length - 1]!

const followsOn = (before: Reported, next: Reported) =>
  before.mendedAt !== null &&
  before.mendedAt <= next.filedAt &&
  next.filedAt.getTime() - before.mendedAt.getTime() <= COME_BACK_DAYS * DAY_MS

/**
 * The longest row of cases of which each was filed within 60 days after the one before it was mended, the oldest first,
 * if it came back at least twice and the last of it was filed within 60 days before `now`; null otherwise. Several reports
 * of one occasion are one link: while the first is open the others do not follow it.
 */
export function cameBack<Case extends Reported>(cases: readonly Case[], now: Date): Case[] | null {
  const byTime = [...cases].sort((a, b) => a.filedAt.getTime() - b.filedAt.getTime())
  const rows: Case[][] = []
  for (const one of byTime) {
    const before = rows.filter((row) => followsOn(lastOf(row), one))
    rows.push([...before.reduce<Case[]>((best, row) => (row.length >= best.length ? row : best), []), one])
  }
  const recent = rows.filter((row) => now.getTime() - lastOf(row).filedAt.getTime() <= COME_BACK_DAYS * DAY_MS)
  const longest = recent.reduce<Case[]>((best, row) => (row.length >= best.length ? row : best), [])
  return longest.length > COME_BACKS ? longest : null
}

/** Whether a building may be named by the reporters of its cases. */
export const mayNameBuilding = (reporters: readonly (string | null)[]) =>
  new Set(reporters.map((one) => one ?? '')).size >= PEOPLE_AT_BUILDING
