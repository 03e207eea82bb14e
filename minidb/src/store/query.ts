import { boxAround, metresBetween, type Point } from '../query/geo'
import { compile } from '../query/match'
import { split } from '../query/paths'
import { readOrder, type Order } from '../query/sort'
import { SortBuffer } from '../query/sort-buffer'
import { decode, decodeFields } from '../query/bson'
import { held } from '../query/property-names'
import { type Doc, type Value } from '../query/values'
import { cellKey, cellOf, type Index } from './index-entries'
import { after, textOf } from './keys'
import { plan, type IndexPlan, type Plan } from './plan'
import type { Reading } from './reading'
import type { Collection, Store } from './store'

/** A document that met a filter: its bytes as stored, decoded on demand. */
export class Hit {
  #doc: Doc | undefined
  constructor(readonly raw: Buffer) {}
  get doc(): Doc {
    return (this.#doc ??= decode(this.raw))
  }
}

export interface Wanted {
  filter: Doc
  sort?: Value
  skip?: number
  /** 0 or left out: all. */
  limit?: number
}

/** The effort of a query, for explain. */
export interface Effort {
  plan: Plan
  keys: number
  documents: number
}

/** Ids under an index, as far as its entries themselves do not rule them out. A document may come more than once. */
function* entriesOf(
  store: Store,
  { index, ranges, alsoUnder = [], textHolds }: IndexPlan,
  effort: Effort,
  reading?: Reading,
): Generator<Buffer | null> {
  for (const range of ranges) {
    let known: { text: string; holds: boolean } | undefined
    for (const { idKey, key } of store.ids(index, range, reading)) {
      effort.keys++
      const text = textHolds && textOf(key.subarray(0, key.length - idKey.length))
      let holds = true
      if (textHolds && text !== null && text !== undefined) {
        // Entries of one text follow each other.
        if (known?.text !== text) known = { text, holds: textHolds(text) }
        holds = known.holds
      }
      yield holds && alsoUnder.every((keys) => keys.some((one) => store.hasEntry(index, one, idKey))) ? idKey : null
    }
  }
}

function* reach(
  store: Store,
  collection: Collection,
  chosen: Plan,
  effort: Effort,
  reading?: Reading,
): Generator<Buffer | null> {
  if (chosen.kind === 'points') {
    // One document is one state by itself.
    const state = chosen.ids.length > 1 ? reading : undefined
    for (const id of chosen.ids) {
      const raw = store.byId(collection, id, state)
      if (raw) effort.documents++
      yield raw ?? null
    }
    return
  }
  if (chosen.kind === 'scan' || chosen.kind === 'ids') {
    for (const range of chosen.ranges)
      for (const { raw } of store.documents(collection, range, reading)) {
        effort.documents++
        yield raw
      }
    return
  }
  const plans = chosen.kind === 'any' ? chosen.plans : [chosen]
  const repeats = plans.length > 1 || plans.some(({ once }) => !once)
  const seen = new Set<string>()
  for (const one of plans)
    for (const idKey of entriesOf(store, one, effort, reading)) {
      if (idKey && repeats) {
        const text = idKey.toString('latin1')
        if (seen.has(text)) {
          yield null
          continue
        }
        seen.add(text)
      }
      const raw = idKey && store.byId(collection, idKey, reading)
      if (idKey) effort.documents++
      yield raw ?? null
    }
}

/** The fields at the top of a document that a filter looks at; null when it may look at any. */
function rootsOf(filter: Doc): string[] | null {
  const roots: string[] = []
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' || name === '$or' || name === '$nor')
      for (const clause of value as Doc[]) {
        const inner = rootsOf(clause)
        if (!inner) return null
        roots.push(...inner)
      }
    else if (name.startsWith('$')) return null
    else roots.push(held(split(name)[0]!))
  }
  return roots
}

/** The fields of a document that a filter and an order need. */
function lookAt(filter: Doc, order: Order): (raw: Buffer) => Doc {
  const roots = rootsOf(filter)
  if (!roots) return decode
  const wanted = new Set([...roots, ...order.map(({ steps }) => held(steps[0]!))])
  return (raw) => decodeFields(raw, wanted)
}

/**
 * Documents that meet a filter, in order, step by step. It holds only those it has to sort. With `reading` it may be
 * paused between any two steps.
 */
export function* search(
  store: Store,
  collection: Collection | undefined,
  wanted: Wanted,
  { reading, effort }: { reading?: Reading; effort?: Effort } = {},
): Generator<Hit | null> {
  if (!collection) return
  const { filter, skip = 0, limit = 0 } = wanted
  const holds = compile(filter)
  const order = readOrder(wanted.sort)
  const chosen = plan(store, collection, filter, order)
  const work: Effort = effort ?? { plan: chosen, keys: 0, documents: 0 }
  work.plan = chosen
  const look = lookAt(filter, chosen.sorted ? [] : order)
  const end = limit > 0 ? skip + limit : Infinity
  if (chosen.sorted) {
    let found = 0
    for (const raw of reach(store, collection, chosen, work, reading)) {
      const hit = raw && holds(look(raw)) && found++ >= skip ? new Hit(raw) : null
      yield hit
      if (found >= end) return
    }
    return
  }
  const buffer = new SortBuffer(order, limit > 0 ? end : 0)
  for (const raw of reach(store, collection, chosen, work, reading)) {
    const seen = raw && look(raw)
    if (seen && holds(seen)) buffer.add(seen, raw)
    yield null
  }
  for (const raw of buffer.sorted().slice(skip)) yield new Hit(raw)
}

/** A search inside a write that looks at more documents than it may: it would hold up others. */
export class LongSearch extends Error {}

/** All of them at once, for work that must not be interrupted: the documents that a write changes. */
export function query(
  store: Store,
  collection: Collection | undefined,
  wanted: Wanted,
  { effort, most = Infinity }: { effort?: Effort; most?: number } = {},
): Hit[] {
  const hits: Hit[] = []
  let looked = 0
  for (const hit of search(store, collection, wanted, { effort })) {
    if (hit) hits.push(hit)
    else if (++looked > most) throw new LongSearch()
  }
  return hits
}

/** About 100 km: a wider search reads the whole index, which is less than that many small ranges. */
const MOST_ROWS = 200
const HALF_EARTH_METRES = 20_100_000

/** Ids in a 2dsphere index by distance. Cells around the point are read row by row; the keys hold the positions. */
export function nearest(store: Store, index: Index, { center, max, min }: { center: Point; max: number; min: number }) {
  const reach = Math.min(max, HALF_EARTH_METRES)
  const found = new Map<string, { idKey: Buffer; metres: number }>()
  for (const { idKey, key } of cellsAround(store, index, center, reach)) {
    const metres = metresBetween(center, [key.readDoubleBE(8), key.readDoubleBE(16)])
    if (metres > max || metres < min) continue
    const text = idKey.toString('latin1')
    const known = found.get(text)
    if (!known || metres < known.metres) found.set(text, { idKey, metres })
  }
  return [...found.values()].sort((a, b) => a.metres - b.metres)
}

function* cellsAround(store: Store, index: Index, center: Point, metres: number) {
  const { west, east, south, north } = boxAround(center, metres)
  const rows = cellOf(north) - cellOf(south)
  // Beyond some rows, and where the box would pass a pole or the date line, the whole index is read.
  if (rows > MOST_ROWS || south < -89 || north > 89 || west < -180 || east > 180) {
    yield* store.ids(index, { from: Buffer.alloc(0), to: null })
    return
  }
  for (let row = cellOf(south); row <= cellOf(north); row++)
    yield* store.ids(index, { from: cellKey(row, cellOf(west)), to: after(cellKey(row, cellOf(east))) })
}
