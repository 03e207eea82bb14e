import mongoose from 'mongoose'
import type { AnyModel } from '../any-model'
import { opensTexts, textPaths } from '../sealed-text'
import { placesOf, valueAt } from '../sealed-values'
import type { Migration } from './run'

const AT_ONCE = 500
/** Matches texts only: what is sealed is no text. */
const A_TEXT = /^/

/** The change of one record: each text only while it is what was read. Null where nothing is left to seal. */
function sealing(model: AnyModel, record: { _id: unknown }): { updateOne: { filter: object; update: object } } | null {
  const was: Record<string, unknown> = {}
  const sealed: Record<string, unknown> = {}
  for (const { path, seal } of textPaths(model.schema))
    for (const place of placesOf(record, path)) {
      const text = valueAt(record, place)
      if (typeof text !== 'string' || text === '') continue
      was[place] = text
      sealed[place] = seal(text)
    }
  if (Object.keys(sealed).length === 0) return null
  return { updateOne: { filter: { _id: record._id, ...was }, update: { $set: sealed } } }
}

/** Seals the texts of a model, some records at a time. Returns how many records it wrote. */
async function sealTexts(model: AnyModel): Promise<number> {
  let written = 0
  let batch: NonNullable<ReturnType<typeof sealing>>[] = []
  const write = async () => {
    if (batch.length > 0)
      written += (await model.collection.bulkWrite(batch as never, { ordered: false })).modifiedCount
    batch = []
  }
  const left = { $or: textPaths(model.schema).map(({ path }) => ({ [path]: A_TEXT })) }
  for await (const record of model.collection.find<{ _id: unknown }>(left)) {
    const change = sealing(model, record)
    if (change) batch.push(change)
    if (batch.length >= AT_ONCE) await write()
  }
  await write()
  return written
}

/**
 * The titles of cases, messages and what people wrote on bookings, visits, loans and reports are sealed (076). A run
 * that was interrupted resumes with the records that are left, and a write in between wins.
 */
export const sealedTexts: Migration = {
  name: '0040-sealed-texts',
  run: async () => {
    for (const model of Object.values(mongoose.models) as AnyModel[])
      if (opensTexts(model.schema)) {
        // A record that a writer changed meanwhile is looked at again.
        let written = 1
        while (written > 0) written = await sealTexts(model)
      }
  },
}
