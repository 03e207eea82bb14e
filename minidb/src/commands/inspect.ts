import { setImmediate as nextTurn } from 'node:timers/promises'
import { DatabaseError } from '../errors'
import { decode, encode } from '../query/bson'
import type { Doc } from '../query/values'
import { entriesOf, type Index } from '../store/index-entries'
import { encodeValue } from '../store/keys'
import type { Range } from '../store/ranges'
import type { Collection, Store } from '../store/store'
import { docOr, knows, knowsPart, namespaceOf, type Command, type Context } from './context'
import { OPTIONS } from './options'

/** Work in progress on a server, for `currentOp`. */
interface Operation {
  connectionId: number
  command: Doc
  database: string
  since: number
}
const running = new WeakMap<Store, Set<Operation>>()

/** Runs a command and lists it while it runs. */
export async function tracked(work: Command, command: Doc, context: Context) {
  const own: Operation = {
    connectionId: context.connectionId,
    command,
    database: context.database,
    since: performance.now(),
  }
  const all = running.get(context.store) ?? new Set<Operation>()
  running.set(context.store, all.add(own))
  try {
    return await work(command, context)
  } finally {
    all.delete(own)
  }
}

/** The stage `$currentOp`: the work in progress now. Idle connections and sessions are not listed. */
export function currentOperations({ store, address }: Context): Doc[] {
  return [...(running.get(store) ?? [])].map(({ connectionId, command, database, since }) => {
    const [name = ''] = Object.keys(command)
    const target = command[name]
    return {
      type: 'op',
      host: address,
      desc: `conn${connectionId}`,
      connectionId,
      active: true,
      op: name === 'getMore' ? 'getmore' : 'command',
      ns: `${database}.${typeof target === 'string' ? target : '$cmd'}`,
      command: { [name]: target, $db: database },
      microsecs_running: Math.round((performance.now() - since) * 1000),
    }
  })
}

/** Entries that are read before other work has its turn. */
const AT_ONCE = 500
const END = Buffer.from([0])

/**
 * Goes through a range of keys in parts, so that a large one holds nobody up. A change made meanwhile may be seen or
 * not.
 */
async function inParts<Row>(
  read: (range: Range) => Iterable<Row>,
  keyOf: (row: Row) => Buffer,
  look: (row: Row) => void,
) {
  let from: Buffer | null = Buffer.alloc(0)
  while (from) {
    let last: Buffer | null = null
    let count = 0
    for (const row of read({ from, to: null })) {
      look(row)
      if (++count < AT_ONCE) continue
      last = keyOf(row)
      break
    }
    from = last && Buffer.concat([last, END])
    if (from) await nextTurn()
  }
}

const documentsOf = (store: Store, collection: Collection, look: (row: { idKey: Buffer; raw: Buffer }) => void) =>
  inParts(
    (range) => store.documents(collection, range),
    ({ idKey }) => idKey,
    look,
  )
const entriesIn = (store: Store, index: Index, look: (row: { idKey: Buffer; key: Buffer }) => void) =>
  inParts(
    (range) => store.ids(index, range),
    ({ key }) => key,
    look,
  )

const noCollection = (namespace: string) =>
  new DatabaseError(26, 'NamespaceNotFound', `Collection [${namespace}] not found.`)

/** The stage `$collStats` with `storageStats`: documents and their bytes, entries of each index and their bytes. */
export async function collectionStats(value: unknown, namespace: string, { store }: Context): Promise<Doc> {
  knowsPart(docOr(value, {}), '$collStats', OPTIONS.collStats)
  const collection = store.collection(namespace)
  if (!collection) throw noCollection(namespace)
  let [count, size] = [0, 0]
  await documentsOf(store, collection, ({ raw }) => {
    count++
    size += raw.length
  })
  const indexSizes: Record<string, number> = {}
  for (const index of collection.indexes) {
    let bytes = 0
    await entriesIn(store, index, ({ key, idKey }) => (bytes += key.length + idKey.length))
    indexSizes[index.name] = bytes
  }
  const totalIndexSize = Object.values(indexSizes).reduce((sum, bytes) => sum + bytes, 0)
  const storageStats = {
    count,
    size,
    avgObjSize: count === 0 ? 0 : Math.round(size / count),
    storageSize: size,
    totalIndexSize,
    totalSize: size + totalIndexSize,
    nindexes: collection.indexes.length + 1,
    // Documents are stored under their ids: that index has no bytes of its own.
    indexSizes: { _id_: 0, ...indexSizes },
  }
  return { ns: namespace, localTime: new Date(), storageStats }
}

/** Whether every document is in every index where it should be, and every entry has its document. */
export const validate: Command = async (command, context) => {
  knows(command, OPTIONS.validate)
  const { store } = context
  const namespace = namespaceOf(command, context)
  const collection = store.collection(namespace)
  if (!collection) throw noCollection(namespace)
  const errors: string[] = []
  const wrong = (what: string) => errors.length < 100 && errors.push(what)
  let [nrecords, nInvalidDocuments] = [0, 0]
  await documentsOf(store, collection, ({ idKey, raw }) => {
    nrecords++
    try {
      const doc = decode(raw)
      if (!encodeValue(doc._id).equals(idKey)) wrong(`a document stands under another id than ${shown(doc)}`)
      for (const index of collection.indexes)
        for (const key of entriesOf(index, doc).keys)
          if (!store.hasEntry(index, key, idKey)) wrong(`index ${index.name} lacks an entry of ${shown(doc)}`)
    } catch (cause) {
      nInvalidDocuments++
      wrong(`a document cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  })
  const keysPerIndex: Record<string, number> = { _id_: nrecords }
  for (const index of collection.indexes) {
    let keys = 0
    await entriesIn(store, index, ({ idKey, key }) => {
      keys++
      const raw = store.byId(collection, idKey)
      const own = key.subarray(0, key.length - idKey.length)
      if (!raw) wrong(`index ${index.name} has an entry without a document`)
      else if (!entriesOf(index, decode(raw)).keys.some((one) => one.equals(own)))
        wrong(`index ${index.name} has an entry that its document does not have`)
    })
    keysPerIndex[index.name] = keys
  }
  return {
    ns: namespace,
    nInvalidDocuments,
    nrecords,
    nIndexes: collection.indexes.length + 1,
    keysPerIndex,
    valid: errors.length === 0,
    warnings: [],
    errors,
    ok: 1,
  }
}

const shown = ({ _id }: Doc) => `_id ${Buffer.from(encode({ _id })).toString('hex')}`
