import type { Day } from '../time/china'

/** Under 14 a guardian agrees (PIPL article 31). Only the year of birth is known, so the year they turn 14 counts as under. */
const GUARDED_UNTIL = 14
export const needsGuardian = (birthYear: number | null, today: Day) =>
  birthYear !== null && Number(today.slice(0, 4)) - birthYear <= GUARDED_UNTIL
