import { Schema } from 'mongoose'
import type { AnyModel } from './any-model'
import { blindIndex, blindIndexes, currentKey, olderKeys, openValue, sealValue, type SealedValue } from './sealing'

/** A sealed value in the schema of a record. */
const SealedValueSchema = new Schema<SealedValue<unknown>>(
  {
    key: { type: String, required: true },
    bytes: { type: String, required: true },
    index: { type: [String], default: undefined },
  },
  { _id: false },
)
export const sealedField = { type: SealedValueSchema, default: null } as never

/** A telephone number, found by the whole of it, its last four and its last three digits. */
export type SealedPhone = SealedValue<string>

const LOCAL_DIGITS = [8, 7]

/**
 * The parts of a number that it is found by: all digits, the last four, the last three; a landline also without its
 * area code, as people say it.
 */
function partsOf(phone: string) {
  const digits = phone.replace(/\D/g, '')
  const ends = [4, 3, ...(digits.startsWith('0') ? LOCAL_DIGITS : [])]
  return [digits, ...ends.filter((length) => digits.length > length).map((length) => digits.slice(-length))]
}

const sealPhone = (phone: string): SealedPhone => ({
  ...sealValue('phone', phone),
  index: partsOf(phone).map((part) => blindIndex('phone', part)),
})

/** For a number that may be missing. */
export const sealedPhone = (phone: string | null | undefined) => (phone ? sealPhone(phone) : null)
export const openedPhone = (phone: SealedPhone | null | undefined) => (phone ? openValue('phone', phone) : null)
export const phoneLast4 = (phone: SealedPhone | null | undefined) => openedPhone(phone)?.slice(-4) ?? null

/** Words that may be missing. */
export const openedWords = (words: SealedValue<string> | null) => words && openValue('words', words)

/** The condition on the field of a sealed number that is this one, or ends in these three, four or local digits. */
export const phoneIs = (field: string, typed: string) => ({
  [`${field}.index`]: { $in: blindIndexes('phone', typed.replace(/\D/g, '')) },
})

/** A field of a model whose values are sealed, and how a value is sealed anew. */
export interface SealedField {
  model: AnyModel
  field: string
  what: string
  seal(value: unknown): SealedValue<unknown>
  /** Fields of the record that follow from the value under the secret in force, and from the other fields `of` it. */
  also?: { of: readonly string[]; set(record: unknown): object }
}

export const sealedAs = <Value>(
  model: AnyModel,
  field: string,
  what: string,
  seal: (value: Value) => SealedValue<Value> = (value) => sealValue(what, value),
): SealedField => ({ model, field, what, seal: (value) => seal(value as Value) })

export const phoneField = (model: AnyModel, field: string) => sealedAs(model, field, 'phone', sealPhone)

const BATCH = 200

export const valueAt = (record: unknown, path: string) =>
  path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], record)

/** The paths of one record that a field stands for: in a list each of its places, `attended.0.left.said`. */
export function placesOf(record: unknown, path: string): string[] {
  const step = (places: string[], name: string) =>
    places.flatMap((place) => {
      const at = place ? valueAt(record, place) : record
      const inLists = Array.isArray(at) ? at.map((_, n) => `${place}.${n}`) : [place]
      return inLists.map((one) => (one ? `${one}.${name}` : name))
    })
  return path.split('.').reduce(step, [''])
}

/** The key in force when a model had nothing left under an older one: until it changes nobody looks again. */
const lastKeys = new Map<string, string>()

/**
 * A job: values under an older secret or suite are sealed by the one in force. Looks through a model once in the life of
 * a process, and again until nothing is left. Returns how many records it wrote.
 */
export async function resealValues(fields: readonly SealedField[]): Promise<number> {
  let done = 0
  for (const model of new Set(fields.map((one) => one.model))) {
    const own = fields.filter((one) => one.model === model)
    if (lastKeys.get(model.modelName) !== currentKey()) done += await resealModel(model, own)
  }
  return done
}

async function resealModel(model: AnyModel, fields: readonly SealedField[]) {
  const old = olderKeys()
  const isOld = { $or: fields.map(({ field }) => ({ [`${field}.key`]: { $in: old } })) }
  let done = 0
  for (;;) {
    // Past the model, which would open them.
    const records = await model.collection.find<{ _id: unknown }>(isOld).limit(BATCH).toArray()
    if (records.length === 0) {
      lastKeys.set(model.modelName, currentKey())
      return done
    }
    const written = await Promise.all(records.map((record) => resealRecord(model, fields, record, old)))
    done += written.filter(Boolean).length
    // Changed by others in this moment: the next round has them.
    if (!written.some(Boolean)) return done
  }
}

/** Seals the older values of one record. A value that was written meanwhile was sealed by its writer. */
async function resealRecord(model: AnyModel, fields: readonly SealedField[], record: { _id: unknown }, old: string[]) {
  const filter: Record<string, unknown> = { _id: record._id }
  const set: Record<string, unknown> = {}
  for (const { field, what, seal, also } of fields)
    for (const place of placesOf(record, field)) {
      const before = valueAt(record, place) as SealedValue<unknown> | null | undefined
      if (!before?.bytes || !old.includes(before.key)) continue
      filter[`${place}.bytes`] = before.bytes
      for (const other of also?.of ?? []) filter[other] = valueAt(record, other)
      Object.assign(set, { [place]: seal(openValue(what, before)) }, also?.set(record))
    }
  return (await model.updateOne(filter, { $set: set })).modifiedCount > 0
}
