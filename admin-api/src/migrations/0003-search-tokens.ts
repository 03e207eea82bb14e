import { PlaceModel, type Place } from '../directory/model'
import { placeTokens } from '../directory/places'
import type { Migration } from './run'

const BATCH = 500

/** Letters are found behind one mark instead of three: what places are found by is written anew. */
export const searchTokens: Migration = {
  name: '0003-search-tokens',
  run: async () => {
    let batch: Parameters<typeof PlaceModel.bulkWrite>[0] = []
    const write = async () => {
      if (batch.length > 0) await PlaceModel.bulkWrite(batch)
      batch = []
    }
    for await (const place of PlaceModel.find({}, { name: 1, address: 1, category: 1 }).lean<Place[]>().cursor()) {
      const { _id, name, address, category } = place as unknown as Place
      batch.push({ updateOne: { filter: { _id }, update: { $set: { tokens: placeTokens(name, address, category) } } } })
      if (batch.length === BATCH) await write()
    }
    await write()
  },
}
