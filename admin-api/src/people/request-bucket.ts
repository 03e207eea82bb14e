import { Schema, model } from 'mongoose'
import { RateLimit, SKEW_MS, type Draw } from '../http/limits'
import { isDuplicate } from '../idempotency'

/** The state of a caller's bucket over all processes, removed once it would be full again. */
interface RequestBucket {
  /** The limit and the caller. */
  _id: string
  /** The time at which all that was drawn is refilled, in milliseconds since 1970. */
  refilledAt: number
  expiresAt: Date
}
const RequestBucketSchema = new Schema<RequestBucket>(
  {
    _id: { type: String, required: true },
    refilledAt: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
RequestBucketSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const RequestBucketModel = model<RequestBucket>('RequestBucket', RequestBucketSchema, 'request_buckets')

/**
 * Draws tokens from the bucket that all processes share: all of them or none, whoever draws at the same moment. Returns
 * 0, or the milliseconds until they would be there.
 */
async function drawFromAll({ id, tokens, msEach, burst, now }: Draw): Promise<number> {
  const [taken, full] = [tokens * msEach, burst * msEach]
  const latest = now + full - taken
  const expiresAt = new Date(now + full + SKEW_MS)
  const open = await RequestBucketModel.updateOne(
    { _id: id, refilledAt: { $gt: now, $lte: latest } },
    { $inc: { refilledAt: taken }, $set: { expiresAt } },
  )
  if (open.matchedCount > 0) return 0
  try {
    await RequestBucketModel.updateOne(
      { _id: id, $or: [{ refilledAt: { $lte: now } }, { refilledAt: { $gt: now + full + SKEW_MS } }] },
      { $set: { refilledAt: now + taken, expiresAt } },
      { upsert: true },
    )
    return 0
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  const known = await RequestBucketModel.findById(id).lean()
  // Removed, refilled, or begun by another process in between: there may be room now.
  if (!known || known.refilledAt <= latest) return drawFromAll({ id, tokens, msEach, burst, now })
  return known.refilledAt - latest
}

/** A limit of requests that all processes of an installation share. */
export const sharedLimit = (name: string, perSecond: number, burst: number) =>
  new RateLimit(name, perSecond, burst, drawFromAll)
