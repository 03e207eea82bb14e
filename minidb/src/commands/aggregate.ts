import { badValue } from '../errors'
import { readPoint } from '../query/geo'
import { compile } from '../query/match'
import { put, split } from '../query/paths'
import { runStages } from '../query/pipeline'
import { decode, encode } from '../query/bson'
import { clone, isPlainObject, toNumber, type Doc } from '../query/values'
import { nearest, query } from '../store/query'
import type { Collection, Store } from '../store/store'
import { docOr, knows, list, namespaceOf, numberOr, plainCollation, type Command } from './context'

const DEFAULT_BATCH = 101

/** `$geoNear`, first in a pipeline: documents by distance, which stands in a field of them. */
function geoNear(store: Store, collection: Collection | undefined, value: unknown): Doc[] {
  if (!isPlainObject(value)) throw badValue('$geoNear takes an object')
  const center = readPoint(value.near)
  if (!center || typeof value.distanceField !== 'string' || !isPlainObject(value.near))
    throw badValue('minidb supports $geoNear with a GeoJSON point and a distanceField')
  if (!collection) return []
  const candidates = collection.indexes.filter(
    ({ geo }) => geo && (value.key === undefined || geo.join('.') === value.key),
  )
  const index = candidates[0]
  if (!index) throw badValue('$geoNear requires a 2d or 2dsphere index, but none were found')
  const max = value.maxDistance === undefined ? Infinity : toNumber(value.maxDistance)
  const min = value.minDistance === undefined ? 0 : toNumber(value.minDistance)
  const factor = value.distanceMultiplier === undefined ? 1 : toNumber(value.distanceMultiplier)
  const holds = compile(docOr(value.query, {}))
  const into = split(value.distanceField)
  return nearest(store, index, { center, max, min }).flatMap(({ idKey, metres }) => {
    const raw = store.byId(collection, idKey)
    const doc = raw && decode(raw)
    if (!doc || !holds(doc)) return []
    const made = clone(doc)
    put(made, into, metres * factor)
    return [made]
  })
}

/** The stages at the beginning that an index can serve: `$match`, `$sort`, `$skip`, `$limit`, in this order. */
function served(stages: Doc[]) {
  const wanted: { filter: Doc; sort?: Doc; skip?: number; limit?: number } = { filter: {} }
  let used = 0
  const next = (name: string) => {
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
  if (skip !== undefined) wanted.skip = toNumber(skip)
  const limit = next('$limit')
  if (limit !== undefined) wanted.limit = toNumber(limit)
  return { wanted, rest: stages.slice(used) }
}

export const aggregate: Command = (command, context) => {
  knows(command, [
    'pipeline',
    'cursor',
    'allowDiskUse',
    'hint',
    'collation',
    'explain',
    'let',
    'bypassDocumentValidation',
  ])
  plainCollation(command.collation)
  if (command.explain || command.let) throw badValue('minidb does not support explain and let of aggregate')
  if (command.aggregate === 1) throw badValue('minidb does not support aggregations on a database')
  const namespace = namespaceOf(command, context)
  const { store } = context
  const stages = list(command.pipeline, 'pipeline')
  const collection = store.collection(namespace)
  const near = stages[0] && '$geoNear' in stages[0] ? stages[0].$geoNear : undefined
  const { wanted, rest } = near === undefined ? served(stages) : { wanted: null, rest: stages.slice(1) }
  const docs = wanted ? query(store, collection, wanted).map(({ doc }) => doc) : geoNear(store, collection, near)
  const lookup = {
    find: (name: string, filter: Doc) =>
      query(store, store.collection(`${context.database}.${name}`), { filter }).map(({ doc }) => doc),
  }
  const rows = runStages(docs, rest, { lookup, now: new Date(), vars: {} })
  const size = numberOr(docOr(command.cursor, {}).batchSize, DEFAULT_BATCH)
  return { cursor: context.cursors.first(namespace, rows.map(encode), size) }
}
