/**
 * Years for which personal data is kept, as the privacy page promises; then it is removed or keeps its figures only.
 */
export const BOOKING_KEPT_YEARS = 1
export const CASE_KEPT_YEARS = 3

/** The same day a number of years earlier. */
export function yearsBefore(now: Date, years: number) {
  const then = new Date(now)
  then.setUTCFullYear(then.getUTCFullYear() - years)
  return then
}
