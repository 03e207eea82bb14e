import { Pace } from './pace'
import type { Store } from './store'
import { writeInParts } from './write-in-parts'

/**
 * Removes expired documents, as TTL indexes say, of those that the index covers: the date in the field lies this many
 * seconds back.
 */
export async function sweepExpired(store: Store, now: Date) {
  for (const database of store.databases())
    for (const collection of store.collectionsOf(database))
      for (const { fields, expireAfterSeconds, partialFilterExpression = {} } of collection.indexes) {
        const field = fields[0]
        if (expireAfterSeconds === undefined || !field) continue
        const before = new Date(now.getTime() - expireAfterSeconds * 1000)
        const filter = { $and: [partialFilterExpression, { [field.path]: { $lt: before } }] }
        await writeInParts(store, collection, filter, new Pace(0), (now, docs) => {
          for (const doc of docs) store.remove(now, doc)
        })
      }
}
