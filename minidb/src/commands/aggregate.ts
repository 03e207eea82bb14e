import { DatabaseError, badValue } from '../errors'
import { decode, encode } from '../query/bson'
import { readPoint } from '../query/geo'
import { compile } from '../query/match'
import { put, split } from '../query/paths'
import { compileStages, countOf } from '../query/pipeline'
import { Kind, equals, isPlainObject, kindOf, toNumber, type Doc, type Value } from '../query/values'
import { countHits } from '../store/count'
import type { Steps } from '../query/steps'
import type { Reading } from '../store/reading'
import { nearest, search, type Hit } from '../store/query'
import type { Collection, Store } from '../store/store'
import { docOr, knows, knowsPart, list, namespaceOf, numberOr, type Command, type Context } from './context'
import { collectionStats, currentOperations } from './inspect'
import { OPTIONS } from './options'

const DEFAULT_BATCH = 101

/** `$geoNear`, first in a pipeline: documents by distance, which is written into a field of them. */
function geoNear(store: Store, collection: Collection | undefined, value: unknown): Doc[] {
  if (!isPlainObject(value)) throw badValue('$geoNear takes an object')
  knowsPart(value, '$geoNear', OPTIONS.geoNear)
  const center = readPoint(value.near)
  if (!center || typeof value.distanceField !== 'string' || !isPlainObject(value.near))
    throw badValue('minidb supports $geoNear with a GeoJSON point and a distanceField')
  const holds = compile(docOr(value.query, {}))
  if (!collection) return []
  const index = collection.indexes.find(({ geo }) => geo && (value.key === undefined || geo.join('.') === value.key))
  if (!index) throw badValue('$geoNear requires a 2d or 2dsphere index, but none were found')
  const max = value.maxDistance === undefined ? Infinity : toNumber(value.maxDistance)
  const into = split(value.distanceField)
  return nearest(store, index, { center, max, min: 0 }).flatMap(({ idKey, metres }) => {
    const raw = store.byId(collection, idKey)
    const doc = raw && decode(raw)
    if (!doc || !holds(doc)) return []
    put(doc, into, metres)
    return [doc]
  })
}

/** The stages at the beginning that an index can serve: `$match`, `$sort`, `$skip`, `$limit`, in this order. */
function served(stages: Doc[]) {
  const wanted: { filter: Doc; sort?: Doc; skip?: number; limit?: number } = { filter: {} }
  let used = 0
  const next = (name: string): Value => {
    const stage = stages[used]
    if (!stage || !(name in stage)) return undefined
    used++
    return stage[name]
  }
  const match = next('$match')
  if (match !== undefined) wanted.filter = docOr(match, {})
  const sort = next('$sort')
  if (sort !== undefined) wanted.sort = docOr(sort, {})
  const skip = next('$skip')
  if (skip !== undefined) wanted.skip = countOf('$skip', skip, 0)
  const limit = next('$limit')
  if (limit !== undefined) wanted.limit = countOf('$limit', limit, 1)
  return { wanted, rest: stages.slice(used) }
}

/** The stages by which `mongosh` asks about the server or a collection. */
async function inspected(command: Doc, context: Context): Promise<{ namespace: string; rows: Steps<Doc> } | null> {
  const [first = {}, ...rest] = list(command.pipeline, 'pipeline')
  const isAboutServer = kindOf(command.aggregate) === Kind.Number && '$currentOp' in first
  if (!isAboutServer && !('$collStats' in first)) return null
  const namespace = isAboutServer ? `${context.database}.$cmd.aggregate` : namespaceOf(command, context)
  const run = compileStages(rest)
  const rows = isAboutServer
    ? currentOperations(context)
    : [await collectionStats(first.$collStats, namespace, context)]
  return { namespace, rows: run(rows) }
}

export const aggregate: Command = async (command, context) => {
  knows(command, OPTIONS.aggregate)
  const found = await inspected(command, context)
  if (found) {
    const all = { single: true, pace: context.pace }
    return { cursor: await context.cursors.first(found.namespace, encoded(found.rows), Infinity, all) }
  }
  const namespace = namespaceOf(command, context)
  const { store } = context
  const { stages, unions } = unionsOf(list(command.pipeline, 'pipeline'), context)
  const collection = store.collection(namespace)
  const near = stages[0] && '$geoNear' in stages[0] ? stages[0].$geoNear : undefined
  const { wanted, rest } = near === undefined ? served(stages) : { wanted: null, rest: stages.slice(1) }
  // Every stage is refused, by name, whether or not a document reaches it.
  compileStages(near === undefined ? stages : rest)
  const run = compileStages(rest)
  const { pace } = context
  const size = numberOr(docOr(command.cursor, {}).batchSize, DEFAULT_BATCH)
  const counting = unions.length === 0 && wanted && countingOf(rest)
  if (counting) {
    const n = await store.read((own) => countHits(store, collection, wanted, pace, own))
    const rows = n === 0 ? [] : [{ _id: counting.id, [counting.name]: n }]
    return { cursor: await context.cursors.first(namespace, encoded(rows), size, { pace }) }
  }
  const reading = store.reading()
  const docs = wanted ? decoded(search(store, collection, wanted, { reading })) : geoNear(store, collection, near)
  const rows = oneAfterTheOther([run(docs), ...unions.map((union) => union(reading))])
  return { cursor: await context.cursors.first(namespace, encoded(rows), size, { pace, reading }) }
}

/**
 * The stages of a pipeline before its `$unionWith`, and the documents of each of those. minidb reads them in this order,
 * and takes no other stage behind them.
 */
function unionsOf(all: Doc[], { store, database }: Context) {
  const first = all.findIndex((stage) => '$unionWith' in stage)
  const [stages, last] = first < 0 ? [all, []] : [all.slice(0, first), all.slice(first)]
  const unions = last.map((stage) => {
    const union = stage.$unionWith
    if (!isPlainObject(union) || typeof union.coll !== 'string')
      throw badValue('minidb supports $unionWith with a coll and a pipeline, at the end of a pipeline')
    knowsPart(union, '$unionWith', OPTIONS.unionWith)
    const inner = list(union.pipeline ?? [], 'pipeline')
    const { wanted, rest } = served(inner)
    compileStages(inner)
    const run = compileStages(rest)
    const collection = store.collection(`${database}.${union.coll}`)
    return (reading: Reading) => run(decoded(search(store, collection, wanted, { reading })))
  })
  return { stages, unions }
}

function* oneAfterTheOther(all: Steps<Doc>[]) {
  for (const rows of all) yield* rows
}

function* decoded(hits: Steps<Hit>) {
  for (const hit of hits) yield hit && hit.doc
}

function* encoded(rows: Steps<Doc>) {
  for (const row of rows) {
    const raw = row && encode(row)
    if (raw && raw.length > MOST_ROW_BYTES)
      throw new DatabaseError(10334, 'BSONObjectTooLarge', `BSONObj size: ${raw.length} is invalid`)
    yield raw
  }
}

const MOST_ROW_BYTES = 16 * 1024 * 1024

/** A `$group` of everything that only counts, as drivers count documents. */
function countingOf(stages: Doc[]): { id: Value; name: string } | null {
  const group = stages.length === 1 ? stages[0]!.$group : undefined
  if (!isPlainObject(group)) return null
  const { _id: id, ...fields } = group
  const [name, ...more] = Object.keys(fields)
  const isConstant = id === null || [Kind.Number, Kind.Boolean].includes(kindOf(id))
  if (!isConstant || name === undefined || more.length > 0) return null
  return equals(fields[name], { $sum: 1 }) ? { id, name } : null
}
