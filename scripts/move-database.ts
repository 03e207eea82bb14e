import { databaseNameIn } from '../admin-api/src/database-address'
import { BSON, MongoClient, type Collection, type Db, type Document, type IndexDescription } from 'mongodb'

const BATCH = 200

/** The fields that listIndexes returns beyond the declaration of an index. */
const TOLD = new Set(['v', 'ns', '2dsphereIndexVersion', 'storageEngine'])

/** Exactly as the bytes: a whole number that is a double stays one. */
const AS_SENT = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true }

interface Rows {
  find(filter: object): AsyncIterable<Buffer>
  insert(documents: Buffer[]): Promise<unknown>
}

const rowsOf = (collection: Collection): Rows => ({
  find: (filter) => collection.find(filter, { raw: true }) as unknown as AsyncIterable<Buffer>,
  insert: (documents) =>
    collection.insertMany(
      documents.map((document) => BSON.deserialize(document, AS_SENT)),
      { ordered: false },
    ),
})

const idOf = (document: Buffer): unknown => BSON.deserialize(document, AS_SENT)._id
const hexOf = (id: unknown) => Buffer.from(BSON.serialize({ id })).toString('hex')
const shownId = (id: unknown) => BSON.EJSON.stringify(id)

async function foundIn(target: Rows, ids: unknown[]): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for await (const document of target.find({ _id: { $in: ids } })) found.set(hexOf(idOf(document)), document)
  return found
}

/** Copies missing documents, then compares each document with the original, byte for byte. */
async function moveBatch(batch: Buffer[], target: Rows, name: string) {
  const ids = batch.map(idOf)
  const before = await foundIn(target, ids)
  const missing = batch.filter((_, at) => !before.has(hexOf(ids[at])))
  if (missing.length > 0) await target.insert(missing)
  const after = missing.length > 0 ? await foundIn(target, ids) : before
  for (const [at, document] of batch.entries())
    if (!after.get(hexOf(ids[at]))?.equals(document))
      throw new Error(`${name} 里 _id 是 ${shownId(ids[at])} 的一条，新库里的和原来的不一样。`)
}

const indexesOf = async (collection: Collection): Promise<Document[]> =>
  (await collection.listIndexes().toArray())
    .filter(({ name }) => name !== '_id_')
    .map((index) => Object.fromEntries(Object.entries(index).filter(([field]) => !TOLD.has(field))))

const fieldsInOrder = (index: Document) =>
  BSON.EJSON.stringify(Object.entries(index).sort(([a], [b]) => (a < b ? -1 : 1)))

const namesOf = async (database: Db) =>
  (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)

/**
 * Moves a database whole into another server: every collection, index and document is counted and compared. Existing
 * documents are not copied again, so that an interrupted move resumes; a target that holds anything else is refused.
 * `onCollection` gets the name and the number of documents of each collection that has arrived.
 */
export async function moveDatabase(
  from: string,
  to: string,
  onCollection: (name: string, documents: number) => void = () => undefined,
) {
  const [source, target] = await Promise.all([new MongoClient(from).connect(), new MongoClient(to).connect()])
  try {
    const [old, fresh] = [source.db(databaseNameIn(from)), target.db(databaseNameIn(to))]
    const names = await namesOf(old)
    const strange = (await namesOf(fresh)).filter((name) => !names.includes(name))
    if (strange.length > 0)
      throw new Error(`数据库 ${fresh.databaseName} 里有别的东西（${strange.join('、')}），换一个空的。`)
    for (const name of names) {
      const there = (await namesOf(fresh)).includes(name)
      if (!there) await fresh.createCollection(name)
      const indexes = await indexesOf(old.collection(name))
      if (indexes.length > 0) await fresh.collection(name).createIndexes(indexes as unknown as IndexDescription[])
      const [rows, copies] = [rowsOf(old.collection(name)), rowsOf(fresh.collection(name))]
      let moved = 0
      let batch: Buffer[] = []
      for await (const document of rows.find({})) {
        batch.push(document)
        if (batch.length < BATCH) continue
        await moveBatch(batch, copies, name)
        moved += batch.length
        batch = []
      }
      await moveBatch(batch, copies, name)
      moved += batch.length
      const counted = await fresh.collection(name).countDocuments()
      if (counted !== moved) throw new Error(`${name} 搬了 ${moved} 条，新库里却有 ${counted} 条，换一个空的数据库。`)
      const made = (await indexesOf(fresh.collection(name))).map(fieldsInOrder).sort()
      if (JSON.stringify(made) !== JSON.stringify(indexes.map(fieldsInOrder).sort()))
        throw new Error(`${name} 的索引，新库里的和原来的不一样。`)
      onCollection(name, moved)
    }
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}
