import { createHash } from 'node:crypto'
import { AppError } from '@yike/shared/errors'
import { Schema, Types, type Model } from 'mongoose'
import { blindIndex } from './sealing'
import type { AnyModel } from './any-model'
import { withTexts } from './sealed-text'

/**
 * The record that a create keeps of its request, inside the document it makes: effect and key are one write. The digest
 * distinguishes a replay (presented again) from another input under the same key (409 KEY_REUSED).
 */
export interface Idem {
  actorId: Types.ObjectId
  key: string
  digest: string
}

export const IdemSchema = new Schema<Idem>(
  {
    actorId: { type: Schema.Types.ObjectId, required: true },
    key: { type: String, required: true },
    digest: { type: String, required: true },
  },
  { _id: false },
)

/** For a schema whose documents are created with a key: {actor, key} is unique among them. */
export const withIdem = (schema: Schema) =>
  schema.index(
    { 'idem.actorId': 1, 'idem.key': 1 },
    { unique: true, partialFilterExpression: { 'idem.key': { $exists: true } }, name: 'idem' },
  )

/** The same text for equal inputs, whatever the order of their fields. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, canonical(field)]),
  )
}

export const idemOf = (actorId: Types.ObjectId, key: string, input: unknown): Idem => ({
  actorId,
  key,
  digest: keyedDigest(
    createHash('sha256')
      .update(JSON.stringify(canonical(input)))
      .digest('base64url'),
  ),
})

/** Nobody without the secret finds out an input, a phone above all, by trying all of them. */
export const keyedDigest = (digest: string) => KEYED + blindIndex('input', digest)
export const KEYED = 'k:'

/** Whether a request that was kept had this input; older records keep a digest without a key. */
export const isSameInput = (kept: string, digest: string) => kept === digest || keyedDigest(kept) === digest

/** An id that is the same for every try of one tap, so that a try after a crash finds the records of the first one. */
export const stableId = (...parts: (string | Types.ObjectId)[]) =>
  new Types.ObjectId(createHash('sha256').update(parts.map(String).join(':')).digest('hex').slice(0, 24))

/** The document that this request made before, if it is a replay. */
export async function replayed<Doc>(model: Model<Doc>, idem: Idem) {
  const before = (await model.collection.findOne({ 'idem.actorId': idem.actorId, 'idem.key': idem.key })) as
    (Doc & { idem: Idem }) | null
  if (before && !isSameInput(before.idem.digest, idem.digest)) throw new AppError('KEY_REUSED')
  return withTexts(model as unknown as AnyModel, before)
}

/** Whether a write failed because of a unique index; of the one whose keys include the field, when one is named. */
export function isDuplicate(cause: unknown, field?: string) {
  const error = cause as { code?: number; keyPattern?: Record<string, unknown> } | null
  return error?.code === 11000 && (field === undefined || field in (error.keyPattern ?? {}))
}
