import { AppError } from '@yike/shared/errors'

/** A draw from the bucket that all processes share. */
export interface Draw {
  /** The limit and the caller. */
  id: string
  /** The number of tokens, and the time in which one is refilled. */
  tokens: number
  msEach: number
  burst: number
  /** Milliseconds since 1970. */
  now: number
}
/** All the tokens or none. Returns 0, or the milliseconds until they would be there. */
export type DrawFromAll = (draw: Draw) => Promise<number>

/** Clocks of processes differ by less; a bucket from further ahead was drawn by a clock that was wrong. */
export const SKEW_MS = 10_000

interface Bucket {
  tokens: number
  at: number
  /** Tokens that this process gave and has not drawn from the shared bucket; below nought, drawn and not given yet. */
  owed: number
  /** Until then the shared bucket is known to be empty. */
  emptyUntil: number
  drawing: Promise<void> | null
}

/** The most callers kept in memory; the oldest are dropped first. Bounds memory under a flood from many addresses. */
const MAX_KEPT = 20_000
/** The part of a burst, and of the rate, that a process gives a caller without asking the database. */
const UNSHARED = 0.1

/**
 * A token bucket for each caller, against floods. A process gives no more than the limit; what goes beyond a tenth of it
 * is drawn from a bucket in the database that all processes share, about once a second for a caller who floods. The usual
 * caller costs no command; over several processes a flood gets the limit, and a tenth more for each process. Without an
 * answer of the database each process holds the limit alone.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>()

  constructor(
    /** The name of the limit in the database. */
    readonly name: string,
    readonly perSecond: number,
    readonly burst: number,
    private readonly drawFromAll: DrawFromAll,
  ) {}

  /**
   * Takes the tokens that a request costs, one for most, at most a burst. Throws TOO_MANY_REQUESTS with the seconds
   * after which they are there; a refused request costs nothing.
   */
  async take(caller: string, now: number, tokens = 1): Promise<void> {
    const bucket = this.#bucketOf(caller, now)
    const cost = Math.min(tokens, this.burst)
    if (bucket.tokens < cost) throw this.#tooMany(((cost - bucket.tokens) * 1000) / this.perSecond)
    bucket.tokens -= cost
    while (bucket.owed + cost > this.burst * UNSHARED) {
      const empty = bucket.emptyUntil - now
      if (empty > 0 && empty <= this.#longestWait) {
        bucket.tokens += cost
        throw this.#tooMany(empty)
      }
      bucket.drawing ??= this.#draw({ id: `${this.name}:${caller}`, cost, now }, bucket).finally(
        () => (bucket.drawing = null),
      )
      await bucket.drawing
    }
    bucket.owed += cost
  }

  #bucketOf(caller: string, now: number): Bucket {
    const known = this.#buckets.get(caller)
    const bucket = known ?? { tokens: this.burst, at: now, owed: 0, emptyUntil: 0, drawing: null }
    const refilled = (Math.max(0, now - bucket.at) / 1000) * this.perSecond
    bucket.tokens = Math.min(this.burst, bucket.tokens + refilled)
    if (bucket.owed > 0) bucket.owed = Math.max(0, bucket.owed - refilled * UNSHARED)
    bucket.at = now
    this.#buckets.delete(caller)
    this.#buckets.set(caller, bucket)
    if (this.#buckets.size > MAX_KEPT) this.#buckets.delete(this.#buckets.keys().next().value!)
    return bucket
  }

  /** Draws what is owed and asked, with a second's worth ahead; where that is too much, without it. */
  async #draw({ id, cost, now }: { id: string; cost: number; now: number }, bucket: Bucket) {
    const asked = bucket.owed + cost
    const ahead = Math.max(1, Math.min(this.perSecond, this.burst / 3))
    for (const tokens of [asked + ahead, asked]) {
      const waits = await this.drawFromAll({
        ...{ id, tokens, now, burst: this.burst },
        msEach: 1000 / this.perSecond,
      }).catch(() => 0)
      bucket.emptyUntil = now + waits
      if (waits > 0) continue
      bucket.owed -= tokens
      return
    }
  }

  /** A clock that was set back shows a longer one, and is not believed. */
  get #longestWait() {
    return (2 * this.burst * 1000) / this.perSecond + SKEW_MS
  }

  #tooMany = (waitMs: number) =>
    new AppError('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: Math.ceil(waitMs / 1000) })
}
