import { boxAround, metresBetween, type Point } from '../query/geo'
import { compile } from '../query/match'
import { compareBy, readOrder, type Order } from '../query/sort'
import { decode } from '../query/bson'
import { type Doc, type Value } from '../query/values'
import { cellKey, cellOf, type Index } from './index-entries'
import { after, textOf } from './keys'
import { plan, type IndexPlan, type Plan } from './plan'
import type { Collection, Store } from './store'

/** A document that met a filter: its bytes as stored, and decoded. */
export interface Hit {
  raw: Buffer
  doc: Doc
}

export interface Wanted {
  filter: Doc
  sort?: Value
  skip?: number
  /** 0 or left out: all. */
  limit?: number
}

/** What a query looked at, for explain. */
export interface Effort {
  plan: Plan
  keys: number
  documents: number
}

/** Ids under an index, as far as its entries themselves do not rule them out. A document may come more than once. */
function* entriesOf(store: Store, { index, ranges, alsoUnder = [], textHolds }: IndexPlan, effort: Effort) {
  for (const range of ranges) {
    let known: { text: string; holds: boolean } | undefined
    for (const { idKey, key } of store.ids(index, range)) {
      effort.keys++
      const text = textHolds && textOf(key.subarray(0, key.length - idKey.length))
      if (textHolds && text !== null && text !== undefined) {
        // Entries of one text follow each other.
        if (known?.text !== text) known = { text, holds: textHolds(text) }
        if (!known.holds) continue
      }
      if (alsoUnder.every((keys) => keys.some((one) => store.hasEntry(index, one, idKey)))) yield idKey
    }
  }
}

function* reach(store: Store, collection: Collection, chosen: Plan, effort: Effort): Generator<Buffer> {
  if (chosen.kind === 'scan' || chosen.kind === 'ids') {
    for (const range of chosen.ranges)
      for (const { raw } of store.documents(collection, range)) {
        effort.documents++
        yield raw
      }
    return
  }
  const plans = chosen.kind === 'any' ? chosen.plans : [chosen]
  const repeats = plans.length > 1 || plans.some(({ index, ranges }) => index.multikey || ranges.length > 1)
  const seen = new Set<string>()
  for (const one of plans)
    for (const idKey of entriesOf(store, one, effort)) {
      if (repeats) {
        const text = idKey.toString('latin1')
        if (seen.has(text)) continue
        seen.add(text)
      }
      const raw = store.byId(collection, idKey)
      effort.documents++
      if (raw) yield raw
    }
}

/** Documents that meet a filter, in order. With an index that gives the order it stops as soon as there are enough. */
export function query(store: Store, collection: Collection | undefined, wanted: Wanted, effort?: Effort): Hit[] {
  if (!collection) return []
  const { filter, skip = 0, limit = 0 } = wanted
  const holds = compile(filter)
  const order = readOrder(wanted.sort)
  const chosen = plan(store, collection, filter, order)
  const work: Effort = effort ?? { plan: chosen, keys: 0, documents: 0 }
  work.plan = chosen
  const enough = chosen.sorted && limit > 0 ? skip + limit : Infinity
  const hits: Hit[] = []
  for (const raw of reach(store, collection, chosen, work)) {
    const doc = decode(raw)
    if (!holds(doc)) continue
    hits.push({ raw, doc })
    if (hits.length >= enough) break
  }
  if (!chosen.sorted) sortHits(hits, order)
  return skip > 0 || limit > 0 ? hits.slice(skip, limit > 0 ? skip + limit : undefined) : hits
}

function sortHits(hits: Hit[], order: Order) {
  const by = compareBy(order)
  hits.sort((a, b) => by(a.doc, b.doc))
}

/** About 100 km: a wider search reads the whole index, which is less than so many small ranges. */
const MOST_ROWS = 200
const HALF_EARTH_METRES = 20_100_000

/** Ids in a 2dsphere index by distance. Cells around the point are read row by row; positions stand in the keys. */
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
