import { PlaceModel, type Place } from '../directory/model'
import { placeTokens, SEARCHED_BY } from '../directory/place-record'
import type { Migration } from './run'

const BATCH = 500

/** Letters are found behind one mark instead of three: the tokens of places are written anew. */
export const searchTokens: Migration = {
  name: '0003-search-tokens',
  run: async () => {
    let batch: Parameters<typeof PlaceModel.bulkWrite>[0] = []
    const write = async () => {
      if (batch.length > 0) await PlaceModel.bulkWrite(batch)
      batch = []
    }
    for await (const place of PlaceModel.find({}, SEARCHED_BY).lean<Place[]>().cursor()) {
      const { _id } = place as unknown as Place
      const tokens = placeTokens(place as unknown as Place)
      batch.push({ updateOne: { filter: { _id }, update: { $set: { tokens } } } })
      if (batch.length === BATCH) await write()
    }
    await write()
  },
}
