/** Days that are looked back on for what is usual. */
export const USUAL_DAYS = 28
/** Fewer people a day are never told: a clerk at a busy counter sees this many. */
export const FLOOR = 60
/** So many times the usual. */
const TIMES = 3
/** A new account has no usual yet; a day of this many is told all the same. */
const NEW_ACCOUNT = 150
/** Days of work after which an account has a usual. */
const ENOUGH_DAYS = 5

/** The usual number of people whose data somebody sees on a day of work: the middle one of these days; null for a new account. */
export function usualOf(perDay: readonly number[]): number | null {
  const worked = perDay.filter((count) => count > 0).sort((a, b) => a - b)
  return worked.length < ENOUGH_DAYS ? null : worked[Math.floor(worked.length / 2)]!
}

/**
 * True when somebody has seen far more people today than on their days of work.
 * @param today people of today, each once; `perDay` those of each day before
 */
export function isBulkReading(today: number, perDay: readonly number[]): boolean {
  const usual = usualOf(perDay)
  if (usual === null) return today >= NEW_ACCOUNT
  return today >= FLOOR && today > TIMES * usual
}
