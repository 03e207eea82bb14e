import { MINUTE_MS } from '../time/china'

/** Days after which an entry that nobody has verified may be wrong. */
export const STALE_DAYS = 90

/** An entry that was verified before this instant is stale. */
export const staleBefore = (now: Date) => new Date(now.getTime() - STALE_DAYS * 1440 * MINUTE_MS)
export const isStale = (verifiedAt: Date | null, now: Date) => verifiedAt === null || verifiedAt < staleBefore(now)
