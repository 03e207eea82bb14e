import { MINUTE_MS } from '../time/china'

/** An entry nobody has looked at for so long may be wrong. */
export const STALE_DAYS = 90

/** What was verified before this has become stale. */
export const staleBefore = (now: Date) => new Date(now.getTime() - STALE_DAYS * 1440 * MINUTE_MS)
export const isStale = (verifiedAt: Date | null, now: Date) => verifiedAt === null || verifiedAt < staleBefore(now)
