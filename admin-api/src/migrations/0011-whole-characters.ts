import { PlaceModel, type Place } from '../directory/model'
import { placeTokens, SEARCHED_BY } from '../directory/place-record'
import { personTokens } from '../people/found-by'
import { PersonModel, type Person } from '../people/model'
import type { Migration } from './run'

const BATCH = 500
/**
 * Characters that searching did not know before (𠮷, 㛃, 〇), full-width letters and names with a dot. Written out, because
 * no database reads `\u` in a pattern.
 */
const TOUCHED = /[^ -~一-鿿]/

type Write = { updateOne: { filter: object; update: object } }

/** Writes in batches, so that a town of a million is not held in memory. */
async function inBatches(writes: AsyncIterable<Write | null>, send: (batch: Write[]) => Promise<unknown>) {
  let batch: Write[] = []
  for await (const write of writes) {
    if (write) batch.push(write)
    if (batch.length < BATCH) continue
    await send(batch)
    batch = []
  }
  if (batch.length > 0) await send(batch)
}

/** The tokens of their names; those of their addresses follow in 0016. */
async function* people(): AsyncIterable<Write | null> {
  const rows = PersonModel.find({ name: TOUCHED }, { name: 1 }).lean<Person[]>().cursor()
  for await (const row of rows) {
    const { _id, name } = row as unknown as Person
    // A record that changes in between has the new tokens already.
    yield { updateOne: { filter: { _id, name }, update: { $set: { tokens: personTokens({ name, home: null }) } } } }
  }
}

async function* places(): AsyncIterable<Write | null> {
  const rows = PlaceModel.find({}, SEARCHED_BY).lean<Place[]>().cursor()
  for await (const row of rows) {
    const place = row as unknown as Place
    const { _id, name, address } = place
    const isTouched = TOUCHED.test(`${name}${address}`)
    yield isTouched
      ? { updateOne: { filter: { _id, name, address }, update: { $set: { tokens: placeTokens(place) } } } }
      : null
  }
}

/**
 * Search knows rare characters, full-width letters and names without their dot: the tokens of such names are written
 * anew.
 */
export const wholeCharacters: Migration = {
  name: '0011-whole-characters',
  run: async () => {
    await inBatches(people(), (batch) => PersonModel.bulkWrite(batch))
    await inBatches(places(), (batch) => PlaceModel.bulkWrite(batch))
  },
}
