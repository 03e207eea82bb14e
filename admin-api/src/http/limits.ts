import { AppError } from '@yike/shared/errors'

interface Bucket {
  tokens: number
  at: number
}

/** The most callers kept in memory; the oldest are dropped first. Bounds memory under a flood from many addresses. */
const MAX_KEPT = 20_000

/**
 * A token bucket for each caller, in this process: against floods, not for fairness. Limits over several processes
 * (sign-in attempts) are counted in the database.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>()

  constructor(
    readonly perSecond: number,
    readonly burst: number,
  ) {}

  /** Takes one token, or refuses with TOO_MANY_REQUESTS. */
  take(caller: string, now: number) {
    const bucket = this.#buckets.get(caller) ?? { tokens: this.burst, at: now }
    const waited = Math.max(0, now - bucket.at)
    const tokens = Math.min(this.burst, bucket.tokens + (waited / 1000) * this.perSecond)
    this.#buckets.delete(caller)
    this.#buckets.set(caller, { tokens: Math.max(0, tokens - 1), at: now })
    if (this.#buckets.size > MAX_KEPT) {
      const oldest = this.#buckets.keys().next().value
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    if (tokens < 1)
      throw new AppError('TOO_MANY_REQUESTS', undefined, {
        retryAfterSeconds: Math.ceil((1 - tokens) / this.perSecond),
      })
  }
}
