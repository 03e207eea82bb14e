import { createHash } from 'node:crypto'
import { Store } from './store'

/**
 * Run by damage.test.ts in a process of its own, since damage could end it: opens each folder that is named, reads
 * every document and every entry, and writes one line of JSON with the result.
 */
const all = { from: Buffer.alloc(0), to: null }

async function readAll(folder: string) {
  const store = new Store(folder)
  const seen = createHash('sha256')
  let [documents, counted] = [0, 0]
  for (const database of store.databases())
    for (const collection of store.collectionsOf(database)) {
      counted += store.countDocuments(collection)
      for (const { idKey, raw } of store.documents(collection)) {
        documents++
        if (!store.byId(collection, idKey)) throw new Error('a document is not found by its id')
        seen.update(raw)
      }
      for (const index of collection.indexes)
        for (const { idKey, key } of store.ids(index, all)) {
          seen.update(key)
          if (!store.byId(collection, idKey)) throw new Error('an entry has no document')
        }
    }
  await store.close()
  return { documents, counted, seen: seen.digest('hex') }
}

for (const folder of process.argv.slice(2)) {
  const outcome = await readAll(folder).catch((cause: Error) => ({ refused: cause.message }))
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
}
