import { Kind, kindOf, type Doc, type Value } from '../query/values'
import { isOperatorDoc } from '../query/match'
import type { Index } from './index-entries'
import { after, encodeValue, inverted, isCut } from './keys'
import type { Steps } from '../query/steps'
import { through, type Pace } from './pace'
import { search, type Wanted } from './query'
import type { Reading } from './reading'
import type { Range } from './ranges'
import type { Collection, Store } from './store'

const COUNTED_KINDS = [Kind.Number, Kind.String, Kind.ObjectId, Kind.Boolean, Kind.Date]
const MOST_PREFIXES = 1000
/** Counting a piece of a range takes as long as reading this many documents. */
const COUNTED_STEPS = 1000

/** A value that an index holds as itself and for nothing else: null would also mean missing. */
const isPlain = (value: Value) => COUNTED_KINDS.includes(kindOf(value)) && !isCut(value)

function pointsOf(condition: Value): Value[] | null {
  if (!isOperatorDoc(condition)) return isPlain(condition) ? [condition] : null
  const [only, ...more] = Object.entries(condition)
  if (!only || more.length > 0) return null
  const [operator, value] = only
  if (operator === '$eq') return isPlain(value) ? [value] : null
  if (operator !== '$in' || !Array.isArray(value) || !value.every(isPlain)) return null
  const list = value as Value[]
  const distinct = new Map(list.map((one) => [encodeValue(one).toString('latin1'), one]))
  return distinct.size > MOST_PREFIXES ? null : [...distinct.values()]
}

/** The bytes between which exactly the values of a comparison lie. */
function betweenOf(condition: Value): { from: Buffer; to: Buffer } | null {
  if (!isOperatorDoc(condition)) return null
  const entries = Object.entries(condition)
  const [, first] = entries[0] ?? []
  if (!entries.every(([, value]) => isPlain(value) && kindOf(value) === kindOf(first))) return null
  if (entries.some(([, value]) => Number.isNaN(value))) return null
  let from: Buffer | null = null
  let to: Buffer | null = null
  for (const [operator, value] of entries) {
    const bytes = encodeValue(value)
    if (operator === '$gt' && !from) from = after(bytes)
    else if (operator === '$gte' && !from) from = bytes
    else if (operator === '$lt' && !to) to = bytes
    else if (operator === '$lte' && !to) to = after(bytes)
    else return null
  }
  // NaN sorts below every number, and no comparison meets it.
  if (!from && kindOf(first) === Kind.Number) return null
  const tag = encodeValue(first).subarray(0, 1)
  return { from: from ?? Buffer.from(tag), to: to ?? after(Buffer.from(tag))! }
}

/** Ranges of an index that hold one entry for each document that meets a filter, and no other; null when there are none. */
function exactRanges(index: Index, filter: Doc): Range[] | null {
  if (index.geo || index.partialFilterExpression || Object.keys(filter).some((name) => name.startsWith('$')))
    return null
  let left = Object.keys(filter).length
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  /** Under one value of an array each document has one entry; arrays that come later have several. */
  const areOnce = (fixed: number) =>
    index.arrays.length === 0 || (prefixes.length === 1 && index.arrays.every((at) => at < fixed))
  let fixed = 0
  for (const { path, sign } of index.fields) {
    if (left === 0) break
    if (!Object.hasOwn(filter, path)) return null
    const condition = filter[path]
    const points = pointsOf(condition)
    left--
    if (points && prefixes.length * points.length <= MOST_PREFIXES) {
      const encoded = points.map((point) => (sign === 1 ? encodeValue(point) : inverted(encodeValue(point))))
      prefixes = prefixes.flatMap((prefix) => encoded.map((bytes) => Buffer.concat([prefix, bytes])))
      fixed++
      continue
    }
    const between = !areOnce(fixed) || index.cut || sign === -1 || left > 0 ? null : betweenOf(condition)
    if (!between) return null
    return prefixes.map((prefix) => ({
      from: Buffer.concat([prefix, between.from]),
      to: Buffer.concat([prefix, between.to]),
    }))
  }
  if (left > 0 || !areOnce(fixed)) return null
  return prefixes.map((prefix) => ({ from: prefix, to: after(prefix) }))
}

function countedBy(store: Store, collection: Collection, filter: Doc, reading: Reading): Steps<number> | null {
  if (Object.keys(filter).length === 0) return store.countedDocuments(collection, reading)
  for (const index of collection.indexes) {
    const ranges = exactRanges(index, filter)
    if (ranges)
      return (function* () {
        for (const range of ranges)
          if (!range.to || Buffer.compare(range.from, range.to) < 0) yield* store.countedEntries(index, range, reading)
      })()
  }
  return null
}

/** The number of documents that meet a filter: from index entries alone where each entry is one document. */
export async function countHits(
  store: Store,
  collection: Collection | undefined,
  wanted: Wanted,
  pace: Pace,
  reading: Reading,
): Promise<number> {
  if (!collection) return 0
  const { filter, skip = 0, limit = 0 } = wanted
  const counted = countedBy(store, collection, filter, reading)
  let n = 0
  if (counted) {
    await through(counted, pace, (some) => void (n += some), COUNTED_STEPS)
    n = Math.max(0, n - skip)
    return limit > 0 ? Math.min(n, limit) : n
  }
  await through(search(store, collection, wanted, { reading }), pace, () => void n++)
  return n
}

/** The values of an index on this path alone, each through the first document under it; null without one. */
export function firstOfEachKey(store: Store, collection: Collection, path: string, reading: Reading) {
  const index = collection.indexes.find(
    ({ fields, geo, partialFilterExpression }) =>
      !geo && !partialFilterExpression && fields.length === 1 && fields[0]!.path === path,
  )
  if (!index) return null
  return (function* () {
    for (let from: Buffer | null = Buffer.alloc(0); from;) {
      const [entry] = store.ids(index, { from, to: null }, reading)
      if (!entry) return
      yield store.byId(collection, entry.idKey, reading) ?? null
      from = after(entry.key.subarray(0, entry.key.length - entry.idKey.length))
    }
  })()
}
