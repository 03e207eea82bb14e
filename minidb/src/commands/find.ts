import { DatabaseError, badValue } from '../errors'
import { compileProjection } from '../query/project'
import { encode } from '../query/bson'
import { equals, type Value } from '../query/values'
import { split, valuesAt } from '../query/paths'
import { query } from '../store/query'
import { Long } from 'bson'
import { docOr, knows, namespaceOf, numberOr, type Command } from './context'
import { OPTIONS } from './options'

const DEFAULT_BATCH = 101
const MOST_DISTINCT_BYTES = 16 * 1024 * 1024
const ALL = Number.MAX_SAFE_INTEGER

export const find: Command = (command, context) => {
  knows(command, OPTIONS.find)
  const namespace = namespaceOf(command, context)
  const filter = docOr(command.filter, {})
  const limit = numberOr(command.limit, 0)
  const hits = query(context.store, context.store.collection(namespace), {
    filter,
    sort: command.sort,
    skip: numberOr(command.skip, 0),
    limit: Math.abs(limit),
  })
  const projection = compileProjection(command.projection)
  const raw = hits.map((hit) => (projection ? encode(projection(hit.doc)) : hit.raw))
  const size = command.batchSize === undefined ? DEFAULT_BATCH : numberOr(command.batchSize, DEFAULT_BATCH)
  return { cursor: context.cursors.first(namespace, raw, size, command.singleBatch === true || limit < 0) }
}

const idOf = (value: Value) => (value instanceof Long ? value.toBigInt() : BigInt(value as number | bigint))

export const getMore: Command = (command, { cursors }) => {
  knows(command, OPTIONS.getMore)
  return { cursor: cursors.next(idOf(command.getMore), numberOr(command.batchSize, 0) || ALL) }
}

export const killCursors: Command = (command, { cursors }) => {
  knows(command, OPTIONS.killCursors)
  const ids = (Array.isArray(command.cursors) ? command.cursors : []).map((id: Value) => ({
    id,
    killed: cursors.kill(idOf(id)),
  }))
  const asLong = (rows: typeof ids) => rows.map(({ id }) => id)
  return {
    cursorsKilled: asLong(ids.filter(({ killed }) => killed)),
    cursorsNotFound: asLong(ids.filter(({ killed }) => !killed)),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  }
}

export const count: Command = (command, context) => {
  knows(command, OPTIONS.count)
  const collection = context.store.collection(namespaceOf(command, context))
  const filter = docOr(command.query, {})
  if (!collection) return { n: 0, ok: 1 }
  const plain = Object.keys(filter).length === 0 && !numberOr(command.skip, 0) && !numberOr(command.limit, 0)
  const n = plain
    ? context.store.countDocuments(collection)
    : query(context.store, collection, {
        filter,
        skip: numberOr(command.skip, 0),
        limit: Math.abs(numberOr(command.limit, 0)),
      }).length
  return { n, ok: 1 }
}

export const distinct: Command = (command, context) => {
  knows(command, OPTIONS.distinct)
  if (typeof command.key !== 'string') throw badValue('distinct needs a key')
  const steps = split(command.key)
  const collection = context.store.collection(namespaceOf(command, context))
  const values = query(context.store, collection, { filter: docOr(command.query, {}) })
    .flatMap(({ doc }) => valuesAt(doc, steps))
    .flatMap((value): Value[] => (Array.isArray(value) ? (value as Value[]) : [value]))
    .filter((value) => value !== undefined)
  const different = values.reduce<Value[]>(
    (seen, value) => (seen.some((one) => equals(one, value)) ? seen : [...seen, value]),
    [],
  )
  if (encode({ different }).length > MOST_DISTINCT_BYTES)
    throw new DatabaseError(17217, 'Location17217', 'distinct too big, 16mb cap')
  return { values: different, ok: 1 }
}
