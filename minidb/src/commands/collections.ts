import { DatabaseError, badValue } from '../errors'
import { compile } from '../query/match'
import { encode } from '../query/bson'
import { equals, isPlainObject, toNumber, type Doc, type Value } from '../query/values'
import type { Index } from '../store/index-entries'
import type { Collection } from '../store/store'
import { docOr, knows, list, namespaceOf, type Command } from './context'

const nameOf = (namespace: string) => namespace.slice(namespace.indexOf('.') + 1)

export const create: Command = (command, context) => {
  knows(command, [])
  const namespace = namespaceOf(command, context)
  if (context.store.collection(namespace))
    throw new DatabaseError(48, 'NamespaceExists', `Collection ${namespace} already exists.`)
  return context.store.write(() => {
    context.store.create(namespace)
    return { ok: 1 }
  })
}

export const drop: Command = (command, context) => {
  knows(command, [])
  const namespace = namespaceOf(command, context)
  const collection = context.store.collection(namespace)
  if (!collection) throw new DatabaseError(26, 'NamespaceNotFound', 'ns not found')
  return context.store.write(() => {
    context.store.drop(collection)
    return { ns: namespace, nIndexesWas: collection.indexes.length + 1, ok: 1 }
  })
}

export const dropDatabase: Command = (_, context) =>
  context.store.write(() => {
    for (const collection of context.store.collectionsOf(context.database)) context.store.drop(collection)
    return { dropped: context.database, ok: 1 }
  })

export const listCollections: Command = (command, context) => {
  knows(command, ['filter', 'nameOnly', 'cursor', 'authorizedCollections'])
  const holds = compile(docOr(command.filter, {}))
  const rows = context.store.collectionsOf(context.database).map(({ namespace }): Doc => ({
    name: nameOf(namespace),
    type: 'collection',
    ...(command.nameOnly === true
      ? {}
      : { options: {}, info: { readOnly: false }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } }),
  }))
  return {
    cursor: context.cursors.first(
      `${context.database}.$cmd.listCollections`,
      rows.filter(holds).map(encode),
      rows.length + 1,
    ),
  }
}

export const listDatabases: Command = (command, context) => {
  const databases = context.store.databases().map((name) => ({ name, sizeOnDisk: 0, empty: false }))
  return { databases: command.nameOnly ? databases.map(({ name }) => ({ name })) : databases, totalSize: 0, ok: 1 }
}

const DECLARED = [
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'v',
  '2dsphereIndexVersion',
]

function declared(given: Doc) {
  const unknown = Object.keys(given).find((name) => !DECLARED.includes(name))
  if (unknown) throw new DatabaseError(67, 'CannotCreateIndex', `minidb does not support the index option ${unknown}`)
  const { key, name, partialFilterExpression: partial } = given
  if (!isPlainObject(key) || Object.keys(key).length === 0 || typeof name !== 'string')
    throw new DatabaseError(67, 'CannotCreateIndex', 'an index needs a key and a name')
  const kinds = Object.values(key)
  const sphere = kinds.includes('2dsphere')
  if (sphere && kinds.length > 1)
    throw new DatabaseError(67, 'CannotCreateIndex', 'minidb supports a 2dsphere index on one field alone')
  if (!sphere && kinds.some((kind) => typeof kind === 'string' || ![1, -1].includes(toNumber(kind))))
    throw new DatabaseError(67, 'CannotCreateIndex', `minidb does not support the index ${JSON.stringify(key)}`)
  if (sphere && given.unique) throw new DatabaseError(67, 'CannotCreateIndex', 'a 2dsphere index cannot be unique')
  if (isPlainObject(partial)) compile(partial)
  return {
    name,
    key,
    unique: given.unique === true,
    sparse: given.sparse === true || sphere,
    ...(isPlainObject(partial) ? { partialFilterExpression: partial } : {}),
    ...(given.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: toNumber(given.expireAfterSeconds) }),
  }
}

const same = (a: Index, b: ReturnType<typeof declared>) =>
  equals(a.key, b.key) &&
  a.unique === b.unique &&
  a.sparse === b.sparse &&
  equals(a.partialFilterExpression ?? null, b.partialFilterExpression ?? null)

export const createIndexes: Command = (command, context) => {
  knows(command, ['indexes', 'commitQuorum'])
  const namespace = namespaceOf(command, context)
  const wanted = list(command.indexes, 'indexes').map(declared)
  return context.store.write(() => {
    const createdCollectionAutomatically = !context.store.collection(namespace)
    const collection = context.store.create(namespace)
    const numIndexesBefore = collection.indexes.length + 1
    for (const index of wanted) {
      if (equals(index.key, { _id: 1 })) continue
      const named = collection.indexes.find(({ name }) => name === index.name)
      if (named && same(named, index)) continue
      if (named)
        throw new DatabaseError(
          86,
          'IndexKeySpecsConflict',
          `An existing index has the same name as the requested index: ${index.name}`,
        )
      const alike = collection.indexes.find((one) => same(one, index))
      if (alike)
        throw new DatabaseError(85, 'IndexOptionsConflict', `Index already exists with a different name: ${alike.name}`)
      context.store.addIndex(collection, index)
    }
    return { numIndexesBefore, numIndexesAfter: collection.indexes.length + 1, createdCollectionAutomatically, ok: 1 }
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

export const listIndexes: Command = (command, context) => {
  knows(command, ['cursor'])
  const namespace = namespaceOf(command, context)
  const collection = context.store.collection(namespace)
  if (!collection) throw new DatabaseError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`)
  const rows = [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...collection.indexes.map(described)]
  return { cursor: context.cursors.first(namespace, rows.map(encode), rows.length) }
}

export const dropIndexes: Command = (command, context) => {
  knows(command, ['index'])
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

/** Only how long documents of a TTL index live can be changed. */
export const collMod: Command = (command, context) => {
  knows(command, ['index'])
  const collection = context.store.collection(namespaceOf(command, context))
  if (!collection) throw new DatabaseError(26, 'NamespaceNotFound', 'ns does not exist')
  const { name, keyPattern, expireAfterSeconds } = docOr(command.index, {})
  if (expireAfterSeconds === undefined) throw badValue('minidb supports collMod of expireAfterSeconds only')
  const [index] = named(collection, name ?? keyPattern)
  return context.store.write(() => {
    context.store.changeIndex(collection, index!, { expireAfterSeconds: toNumber(expireAfterSeconds) })
    return { ok: 1 }
  })
}
