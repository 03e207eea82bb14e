import { DatabaseError, badValue } from '../errors'
import { compileProjection } from '../query/project'
import { decodeFields, encode } from '../query/bson'
import { held } from '../query/property-names'
import { identity, type Value } from '../query/values'
import { split, valuesAt } from '../query/paths'
import { countHits, firstOfEachKey } from '../store/count'
import type { Steps } from '../query/steps'
import { through } from '../store/pace'
import { search, type Hit } from '../store/query'
import { Long } from 'bson'
import { docOr, knows, namespaceOf, numberOr, type Command } from './context'
import { OPTIONS } from './options'

const DEFAULT_BATCH = 101
const MOST_DISTINCT_BYTES = 16 * 1024 * 1024
const ALL = Number.MAX_SAFE_INTEGER

export const find: Command = async (command, context) => {
  knows(command, OPTIONS.find)
  const namespace = namespaceOf(command, context)
  const filter = docOr(command.filter, {})
  const limit = numberOr(command.limit, 0)
  const projection = compileProjection(command.projection)
  const reading = context.store.reading()
  const hits = search(
    context.store,
    context.store.collection(namespace),
    { filter, sort: command.sort, skip: numberOr(command.skip, 0), limit: Math.abs(limit) },
    { reading },
  )
  const shown = (hit: Hit) => (projection ? encode(projection(hit.doc)) : hit.raw)
  const size = command.batchSize === undefined ? DEFAULT_BATCH : numberOr(command.batchSize, DEFAULT_BATCH)
  return {
    cursor: await context.cursors.first(namespace, mapped(hits, shown), size, {
      single: command.singleBatch === true || limit < 0,
      pace: context.pace,
      reading,
    }),
  }
}

function* mapped<From, To>(steps: Steps<From>, map: (one: From) => To): Generator<To | null> {
  for (const one of steps) yield one === null ? null : map(one)
}

const idOf = (value: Value) => (value instanceof Long ? value.toBigInt() : BigInt(value as number | bigint))

export const getMore: Command = async (command, { cursors, pace }) => {
  knows(command, OPTIONS.getMore)
  return { cursor: await cursors.next(idOf(command.getMore), numberOr(command.batchSize, 0) || ALL, pace) }
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

export const count: Command = async (command, context) => {
  knows(command, OPTIONS.count)
  const collection = context.store.collection(namespaceOf(command, context))
  const wanted = {
    filter: docOr(command.query, {}),
    skip: numberOr(command.skip, 0),
    limit: Math.abs(numberOr(command.limit, 0)),
  }
  const n = await context.store.read((reading) => countHits(context.store, collection, wanted, context.pace, reading))
  return { n, ok: 1 }
}

export const distinct: Command = async (command, context) => {
  knows(command, OPTIONS.distinct)
  if (typeof command.key !== 'string') throw badValue('distinct needs a key')
  const steps = split(command.key)
  const { store, pace } = context
  const collection = store.collection(namespaceOf(command, context))
  const filter = docOr(command.query, {})
  const look = new Set([held(steps[0]!)])
  const different = new DistinctValues()
  await store.read((reading) => {
    const all = Object.keys(filter).length === 0
    const keyed = all && collection ? firstOfEachKey(store, collection, command.key as string, reading) : null
    const raws = keyed ?? mapped(search(store, collection, { filter }, { reading }), ({ raw }) => raw)
    return through(raws, pace, (raw) => {
      for (const value of valuesAt(decodeFields(raw, look), steps))
        for (const one of Array.isArray(value) ? (value as Value[]) : [value]) if (one !== undefined) different.add(one)
    })
  })
  return { values: different.values, ok: 1 }
}

/** Values that differ, in the order in which they came; refuses more than an answer can hold. */
class DistinctValues {
  readonly values: Value[] = []
  readonly #known = new Set<string>()
  #bytes = 0

  add(value: Value) {
    const key = identity(value)
    if (this.#known.has(key)) return
    this.#known.add(key)
    this.#bytes += encode({ value }).length
    if (this.#bytes > MOST_DISTINCT_BYTES) throw new DatabaseError(17217, 'Location17217', 'distinct too big, 16mb cap')
    this.values.push(value)
  }
}
