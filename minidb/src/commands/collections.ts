import { DatabaseError } from '../errors'
import { compile } from '../query/match'
import { encode } from '../query/bson'
import { equals, isPlainObject, type Doc, type Value } from '../query/values'
import { buildIndexes } from '../store/index-build'
import type { Index } from '../store/index-entries'
import type { Collection, Store } from '../store/store'
import { docOr, knows, list, namespaceOf, type Command } from './context'
import { isSame, readDeclaration, type Declaration } from './index-declaration'
import { OPTIONS } from './options'

const nameOf = (namespace: string) => namespace.slice(namespace.indexOf('.') + 1)

export const create: Command = (command, context) => {
  knows(command, OPTIONS.create)
  const namespace = namespaceOf(command, context)
  if (context.store.collection(namespace))
    throw new DatabaseError(48, 'NamespaceExists', `Collection ${namespace} already exists.`)
  return context.store.write(() => {
    context.store.create(namespace)
    return { ok: 1 }
  })
}

/** A write that drops something. The rows of a large collection are removed after the answer. */
async function dropping(store: Store, work: () => Doc): Promise<Doc> {
  const { reply, isLeft } = await store.write(() => ({ reply: work(), isLeft: store.clearSome() }))
  if (isLeft) void store.clearDropped()
  return reply
}

function collectionOf(store: Store, namespace: string): Collection {
  const collection = store.collection(namespace)
  if (!collection) throw new DatabaseError(26, 'NamespaceNotFound', 'ns not found')
  return collection
}

export const drop: Command = (command, context) => {
  knows(command, OPTIONS.drop)
  const namespace = namespaceOf(command, context)
  return dropping(context.store, () => {
    const collection = collectionOf(context.store, namespace)
    context.store.drop(collection)
    return { ns: namespace, nIndexesWas: collection.indexes.length + 1, ok: 1 }
  })
}

export const dropDatabase: Command = (command, context) => {
  knows(command, OPTIONS.dropDatabase)
  return dropping(context.store, () => {
    for (const collection of context.store.collectionsOf(context.database)) context.store.drop(collection)
    return { dropped: context.database, ok: 1 }
  })
}

export const listCollections: Command = async (command, context) => {
  knows(command, OPTIONS.listCollections)
  const holds = compile(docOr(command.filter, {}))
  const rows = context.store.collectionsOf(context.database).map(({ namespace }): Doc => ({
    name: nameOf(namespace),
    type: 'collection',
    ...(command.nameOnly === true
      ? {}
      : { options: {}, info: { readOnly: false }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } }),
  }))
  return {
    cursor: await context.cursors.first(
      `${context.database}.$cmd.listCollections`,
      rows.filter(holds).map(encode),
      rows.length + 1,
      context,
    ),
  }
}

export const listDatabases: Command = (command, context) => {
  knows(command, OPTIONS.listDatabases)
  const databases = context.store.databases().map((name) => ({ name, sizeOnDisk: 0, empty: false }))
  return {
    databases: command.nameOnly === true ? databases.map(({ name }) => ({ name })) : databases,
    totalSize: 0,
    ok: 1,
  }
}

/** Whether the same index exists already. Refuses an index of the same name or the same keys that differs. */
function isThere(indexes: readonly Declaration[], wanted: Declaration): boolean {
  if (equals(wanted.key, { _id: 1 })) return true
  const named = indexes.find(({ name }) => name === wanted.name)
  if (named && isSame(named, wanted)) return true
  if (named)
    throw new DatabaseError(
      86,
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index: ${wanted.name}`,
    )
  const alike = indexes.find((one) => isSame(one, wanted))
  if (alike)
    throw new DatabaseError(85, 'IndexOptionsConflict', `Index already exists with a different name: ${alike.name}`)
  return false
}

/** Makes all of them or, when one is refused, none. */
export const createIndexes: Command = async (command, context) => {
  knows(command, OPTIONS.createIndexes)
  const namespace = namespaceOf(command, context)
  const wanted = list(command.indexes, 'indexes').map(readDeclaration)
  const { store } = context
  const { before, after, isNew } = await buildIndexes(store, namespace, () => {
    const missing: Declaration[] = []
    for (const index of wanted)
      if (!isThere([...store.collection(namespace)!.indexes, ...missing], index)) missing.push(index)
    return missing
  })
  return { numIndexesBefore: before + 1, numIndexesAfter: after + 1, createdCollectionAutomatically: isNew, ok: 1 }
}

const described = ({ key, name, unique, sparse, geo, partialFilterExpression, expireAfterSeconds }: Index): Doc => ({
  v: 2,
  key,
  name,
  ...(unique ? { unique } : {}),
  ...(sparse && !geo ? { sparse } : {}),
  ...(geo ? { '2dsphereIndexVersion': 3 } : {}),
  ...(partialFilterExpression ? { partialFilterExpression } : {}),
  ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
})

export const listIndexes: Command = async (command, context) => {
  knows(command, OPTIONS.listIndexes)
  const namespace = namespaceOf(command, context)
  const collection = context.store.collection(namespace)
  if (!collection) throw new DatabaseError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`)
  const rows = [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...collection.indexes.map(described)]
  return { cursor: await context.cursors.first(namespace, rows.map(encode), rows.length, context) }
}

export const dropIndexes: Command = (command, context) => {
  knows(command, OPTIONS.dropIndexes)
  const namespace = namespaceOf(command, context)
  return dropping(context.store, () => {
    const collection = collectionOf(context.store, namespace)
    const nIndexesWas = collection.indexes.length + 1
    for (const index of named(collection, command.index)) context.store.dropIndex(collection, index)
    return { nIndexesWas, ok: 1 }
  })
}

function named(collection: Collection, wanted: Value): Index[] {
  if (wanted === '*') return collection.indexes
  return (Array.isArray(wanted) ? (wanted as Value[]) : [wanted]).map((one) => {
    const index = collection.indexes.find(({ name, key }) => (isPlainObject(one) ? equals(key, one) : name === one))
    if (!index) throw new DatabaseError(27, 'IndexNotFound', `index not found with name [${String(one)}]`)
    return index
  })
}
