import type { Day } from '../time/china'

/** Under 14 a guardian agrees (PIPL article 31). Only the year of birth is known, so the year they turn 14 counts as under. */
const GUARDED_UNTIL = 14
export const isGuarded = (birthYear: number | null, thisYear: number) =>
  birthYear !== null && thisYear - birthYear <= GUARDED_UNTIL
export const needsGuardian = (birthYear: number | null, today: Day) => isGuarded(birthYear, Number(today.slice(0, 4)))

/** The same refusal wherever a child is written down: by the family, at the counter, in a correction, in a list. */
export const GUARDIAN_FIRST = '不满 14 岁的孩子，要监护人同意才能登记'

/** The groups of people under 18, each with the year of age from which on somebody is not of it any more. */
export const MINORS = {
  child: { label: '不满 14 岁', until: GUARDED_UNTIL },
  teen: { label: '14 到 17 岁', until: 18 },
} as const
export type MinorGroup = keyof typeof MINORS
export const MINOR_GROUPS = Object.keys(MINORS) as MinorGroup[]
/** The group of somebody in a year, of whom only the year of birth is known; null for adults. */
export const minorGroupOf = (birthYear: number, year: number): MinorGroup | null =>
  MINOR_GROUPS.find((group) => year - birthYear <= MINORS[group].until) ?? null

/** The audit of a year is due on the last day of January after it (《未成年人网络保护条例》 article 37). */
export const minorsReportDue = (year: number): Day => `${year + 1}-01-31`
/** The year whose report is due next: in January the one before. */
export const minorsReportYear = (today: Day) => Number(today.slice(0, 4)) - (today.slice(5, 7) === '01' ? 1 : 0)
