import { DatabaseError } from '../errors'
import { compile } from '../query/match'
import { encode } from '../query/bson'
import { equals, isPlainObject, type Doc, type Value } from '../query/values'
import type { Index } from '../store/index-entries'
import type { Collection } from '../store/store'
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

export const drop: Command = (command, context) => {
  knows(command, OPTIONS.drop)
  const namespace = namespaceOf(command, context)
  const collection = context.store.collection(namespace)
  if (!collection) throw new DatabaseError(26, 'NamespaceNotFound', 'ns not found')
  return context.store.write(() => {
    context.store.drop(collection)
    return { ns: namespace, nIndexesWas: collection.indexes.length + 1, ok: 1 }
  })
}

export const dropDatabase: Command = (command, context) => {
  knows(command, OPTIONS.dropDatabase)
  return context.store.write(() => {
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
function isThere(collection: Collection, wanted: Declaration): boolean {
  if (equals(wanted.key, { _id: 1 })) return true
  const named = collection.indexes.find(({ name }) => name === wanted.name)
  if (named && isSame(named, wanted)) return true
  if (named)
    throw new DatabaseError(
      86,
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index: ${wanted.name}`,
    )
  const alike = collection.indexes.find((one) => isSame(one, wanted))
  if (alike)
    throw new DatabaseError(85, 'IndexOptionsConflict', `Index already exists with a different name: ${alike.name}`)
  return false
}

/** Makes all of them or, when one is refused, none. */
export const createIndexes: Command = (command, context) => {
  knows(command, OPTIONS.createIndexes)
  const namespace = namespaceOf(command, context)
  const wanted = list(command.indexes, 'indexes').map(readDeclaration)
  const { store } = context
  return store.write(() => {
    const createdCollectionAutomatically = !store.collection(namespace)
    const collection = store.create(namespace)
    const before = collection.indexes
    try {
      for (const index of wanted) if (!isThere(collection, index)) store.addIndex(collection, index)
    } catch (cause) {
      for (const index of collection.indexes) if (!before.includes(index)) store.dropIndex(collection, index)
      if (createdCollectionAutomatically) store.drop(collection)
      throw cause
    }
    return {
      numIndexesBefore: before.length + 1,
      numIndexesAfter: collection.indexes.length + 1,
      createdCollectionAutomatically,
      ok: 1,
    }
  })
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
  const collection = context.store.collection(namespaceOf(command, context))
  if (!collection) throw new DatabaseError(26, 'NamespaceNotFound', 'ns not found')
  const nIndexesWas = collection.indexes.length + 1
  return context.store.write(() => {
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
