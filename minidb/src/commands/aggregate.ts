import { badValue } from '../errors'
import { decode, encode } from '../query/bson'
import { readPoint } from '../query/geo'
import { compile } from '../query/match'
import { put, split } from '../query/paths'
import { compileStages, countOf } from '../query/pipeline'
import { Kind, isPlainObject, kindOf, toNumber, type Doc, type Value } from '../query/values'
import { nearest, query } from '../store/query'
import type { Collection, Store } from '../store/store'
import { docOr, knows, knowsPart, list, namespaceOf, numberOr, type Command, type Context } from './context'
import { collectionStats, currentOperations } from './inspect'
import { OPTIONS } from './options'

const DEFAULT_BATCH = 101

/** `$geoNear`, first in a pipeline: documents by distance, which stands in a field of them. */
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

/** What `mongosh` asks about the server or a collection by a stage of its own. */
async function inspected(command: Doc, context: Context): Promise<{ namespace: string; rows: Doc[] } | null> {
  const [first = {}, ...rest] = list(command.pipeline, 'pipeline')
  const isAboutServer = kindOf(command.aggregate) === Kind.Number && '$currentOp' in first
  if (!isAboutServer && !('$collStats' in first)) return null
  const namespace = isAboutServer ? `${context.database}.$cmd.aggregate` : namespaceOf(command, context)
  const run = compileStages(rest)
  const rows = isAboutServer
    ? currentOperations(context)
    : [await collectionStats(first.$collStats, namespace, context)]
  return { namespace, rows: [...run(rows)] }
}

export const aggregate: Command = async (command, context) => {
  knows(command, OPTIONS.aggregate)
  const found = await inspected(command, context)
  if (found) return { cursor: context.cursors.first(found.namespace, found.rows.map(encode), found.rows.length, true) }
  const namespace = namespaceOf(command, context)
  const { store } = context
  const stages = list(command.pipeline, 'pipeline')
  const collection = store.collection(namespace)
  const near = stages[0] && '$geoNear' in stages[0] ? stages[0].$geoNear : undefined
  const { wanted, rest } = near === undefined ? served(stages) : { wanted: null, rest: stages.slice(1) }
  // Every stage is refused, by name, whether or not a document reaches it.
  compileStages(near === undefined ? stages : rest)
  const run = compileStages(rest)
  const docs = wanted ? query(store, collection, wanted).map(({ doc }) => doc) : geoNear(store, collection, near)
  const size = numberOr(docOr(command.cursor, {}).batchSize, DEFAULT_BATCH)
  return { cursor: context.cursors.first(namespace, Array.from(run(docs), encode), size) }
}
