import { MongoClient, type IndexDescription } from 'mongodb'

const BATCH = 500

/** The fields that listIndexes returns beyond the declaration of an index. */
const TOLD = new Set(['v', 'ns', '2dsphereIndexVersion'])

/**
 * Copies a database whole, indexes included, into one that is still empty; refuses any other. `onCollection` hears the
 * name and the number of documents of each collection that has arrived.
 */
export async function copyDatabase(
  from: string,
  to: string,
  name: string,
  onCollection: (name: string, documents: number) => void = () => undefined,
) {
  const [source, target] = await Promise.all([new MongoClient(from).connect(), new MongoClient(to).connect()])
  try {
    const [old, fresh] = [source.db(name), target.db(new URL(to).pathname.slice(1) || name)]
    if ((await fresh.listCollections({}, { nameOnly: true }).toArray()).length > 0)
      throw new Error(`数据库 ${fresh.databaseName} 里已经有东西，换一个空的。`)
    for (const { name: collection } of await old.listCollections({}, { nameOnly: true }).toArray()) {
      const rows = fresh.collection(collection)
      await fresh.createCollection(collection)
      const indexes = (await old.collection(collection).listIndexes().toArray())
        .filter((index) => index.name !== '_id_')
        .map((index) => Object.fromEntries(Object.entries(index).filter(([field]) => !TOLD.has(field))))
      if (indexes.length > 0) await rows.createIndexes(indexes as unknown as IndexDescription[])
      let batch: Record<string, unknown>[] = []
      let copied = 0
      for await (const document of old.collection(collection).find()) {
        batch.push(document)
        if (batch.length < BATCH) continue
        copied += (await rows.insertMany(batch)).insertedCount
        batch = []
      }
      if (batch.length > 0) copied += (await rows.insertMany(batch)).insertedCount
      onCollection(collection, copied)
    }
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}
