// Over 300 lines: the ways to answer a query and the choice among them, which is made by comparing them.
import type { BSONRegExp } from 'bson'
import { conditionsOf, isOperatorDoc } from '../query/match'
import { regExp } from '../query/regexp'
import type { Order } from '../query/sort'
import { Kind, equals, isPlainObject, kindOf, type Doc, type Value } from '../query/values'
import { allPoints, boundOf, MAX_POINTS, tighter, type Bound } from './bounds'
import type { Index } from './index-entries'
import { after, encodeValue, inverted } from './keys'
import type { Range } from './ranges'
import type { Collection, Store } from './store'

/**
 * Entries of one index. Conditions that an entry itself can answer are tested before the document is read: that costs a
 * tenth.
 */
export interface IndexPlan {
  kind: 'index'
  index: Index
  ranges: Range[]
  sorted: boolean
  /** Whether each document comes once: an array has several entries, but one under one value. */
  once: boolean
  /** For each list, the document must be under one of these keys too. */
  alsoUnder?: readonly Buffer[][]
  /** The test that the text of the entry must pass. */
  textHolds?: (text: string) => boolean
}

export type Plan =
  | { kind: 'scan'; ranges: [Range]; sorted: boolean }
  | { kind: 'ids'; ranges: Range[]; sorted: boolean }
  /** The documents with these ids. */
  | { kind: 'points'; ids: Buffer[]; sorted: boolean }
  | IndexPlan
  /** For an `$or`: the documents that any of these reaches. */
  | { kind: 'any'; plans: IndexPlan[]; sorted: boolean }

/** Conditions with those inside `$elemMatch` on fields, which some element has to meet: as bounds they are looser, never tighter. */
function openedConditions(filter: Doc): [string, Value][] {
  return conditionsOf(filter).flatMap(([path, condition]): [string, Value][] => {
    if (!isOperatorDoc(condition) || !isPlainObject(condition.$elemMatch)) return [[path, condition]]
    const inner = condition.$elemMatch
    if (isOperatorDoc(inner))
      return [
        [path, condition],
        [path, inner],
      ]
    return [
      [path, condition],
      ...openedConditions(inner).map(([sub, value]): [string, Value] => [`${path}.${sub}`, value]),
    ]
  })
}

/** A partial index serves a filter that says at least as much as the index's own condition. */
function implies(filter: Doc, partial: Doc) {
  const said = openedConditions(filter)
  return Object.entries(partial).every(([path, condition]) =>
    said.some(([other, value]) => {
      if (other !== path) return false
      if (equals(value, condition)) return true
      const wantsAny = isOperatorDoc(condition) && equals(condition, { $exists: true })
      if (!wantsAny) return false
      if (!isOperatorDoc(value)) return value !== null && value !== undefined
      return ['$gt', '$gte', '$lt', '$lte', '$eq'].some((operator) => operator in value && value[operator] !== null)
    }),
  )
}

interface Candidate<Chosen extends Plan = Plan> {
  plan: Chosen
  score: number
}

function usable(index: Index, filter: Doc, conditions: [string, Value][]) {
  if (index.partialFilterExpression) return implies(filter, index.partialFilterExpression)
  if (!index.sparse) return true
  const first = index.fields[0]!.path
  return conditions.some(
    ([path, condition]) =>
      path === first &&
      (boundOf(condition, index).points?.every((point) => point !== null && point !== undefined) ||
        boundOf(condition, index).range),
  )
}

const signed = (bytes: Buffer, sign: 1 | -1) => (sign === 1 ? bytes : inverted(bytes))

/** The range of one field behind a prefix; a descending field holds it the other way round. */
function rangeBehind(prefix: Buffer, range: NonNullable<Bound['range']>, sign: 1 | -1): Range {
  if (sign === 1)
    return {
      from: Buffer.concat([prefix, range.from]),
      to: range.to ? Buffer.concat([prefix, range.to]) : after(prefix),
    }
  const to = after(Buffer.concat([prefix, inverted(range.from)]))
  return { from: range.to ? Buffer.concat([prefix, inverted(range.to)]) : prefix, to }
}

/** The score of a whole partial index: better than reading everything, worse than anything else. */
const ALL_OF_PARTIAL = 0.5

function tryIndex(
  index: Index,
  conditions: [string, Value][],
  order: Order,
  store: Store,
): Candidate<IndexPlan> | null {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let fixed = 0
  let score = 0
  let narrowed: Range[] | undefined
  let checks: Pick<IndexPlan, 'alsoUnder' | 'textHolds'> = {}
  for (const [at, { path, sign }] of index.fields.entries()) {
    // Two elements of an array may meet one condition each; an entry holds the values of one element.
    const root = path.split('.')[0]
    if (index.multikey && index.fields.slice(0, at).some((field) => field.path.split('.')[0] === root)) break
    const own = conditions.filter(([other]) => other === path).map(([, condition]) => condition)
    const isArray = index.arrays.includes(at)
    const every = own.map((condition) => boundOf(condition, { multikey: isArray }))
    let bounds = every
    if (isArray && prefixes.length === 1) {
      const { way, others } = rarest(index, own, every, prefixes[0]!, sign, store)
      bounds = [way]
      // Behind other fields the first bytes of an entry with another value are not known.
      if (index.fields.length === 1) checks = checksOf(way, others, sign)
    }
    const points = bounds
      .flatMap((bound) => (bound.points ? [bound.points] : []))
      .sort((a, b) => a.length - b.length)[0]
    if (points && prefixes.length * points.length <= MAX_POINTS) {
      prefixes = prefixes.flatMap((prefix) =>
        points.map((point) => Buffer.concat([prefix, signed(encodeValue(point), sign)])),
      )
      fixed++
      score += points.length === 1 ? 10 : 8
      continue
    }
    const ranges = bounds
      .flatMap((bound) => bound.range ?? [])
      .reduce<Bound['range']>((a, b) => tighter(a, b, isArray), undefined)
    if (ranges) {
      narrowed = prefixes.map((prefix) => rangeBehind(prefix, ranges, sign))
      score += 5
    }
    break
  }
  const direction = orderServed(index, fixed, prefixes.length, order)
  const narrows = score > 0 || direction !== 0
  if (!narrows && !index.partialFilterExpression) return null
  const reverse = direction === -1
  const once = prefixes.length === 1 && index.arrays.every((at) => at < fixed)
  const ranges = (narrowed ?? prefixes.map((prefix) => ({ from: prefix, to: after(prefix) }))).map((range) => ({
    ...range,
    reverse,
  }))
  return {
    plan: { kind: 'index', index, ranges, sorted: direction !== 0 || order.length === 0, once, ...checks },
    score: narrows ? score + (order.length > 0 && direction !== 0 ? 4 : 0) + (index.unique ? 1 : 0) : ALL_OF_PARTIAL,
  }
}

/** Beyond this many entries none is rare any more. */
const COUNTED = 10_000
/**
 * The values can be tested on the entries of a range, but not the other way round: the range is read even when it has
 * this many times the entries of the rarest value.
 */
const RANGE_WORTH = 4

/** One of several conditions that some element of an array must meet, as bytes of the index. */
interface Way extends Bound {
  pattern?: RegExp
}

function waysOf(condition: Value, { points, range }: Bound): Way[] {
  const operators = isOperatorDoc(condition) ? condition : {}
  const all = points && allPoints(operators.$all)
  const pointed = all ? all.map((point) => ({ points: [point] })) : points ? [{ points }] : []
  if (!range) return pointed
  const pattern = kindOf(condition) === Kind.RegExp ? regExp(condition as BSONRegExp) : undefined
  return [...pointed, { range, pattern }]
}

/**
 * The condition that the fewest documents meet, of several that some element of an array must each meet; and the
 * others.
 */
function rarest(
  index: Index,
  conditions: Value[],
  bounds: Bound[],
  prefix: Buffer,
  sign: 1 | -1,
  store: Store,
): { way: Way; others: Way[] } {
  const ways = conditions.flatMap((condition, at) => waysOf(condition, bounds[at]!))
  if (ways.length <= 1) return { way: ways[0] ?? {}, others: [] }
  const entries = ({ points, range }: Bound, limit: number) =>
    range
      ? store.countEntries(index, rangeBehind(prefix, range, sign), limit)
      : points!.reduce<number>((sum, point) => {
          const from = Buffer.concat([prefix, signed(encodeValue(point), sign)])
          return sum + store.countEntries(index, { from, to: after(from) }, limit)
        }, 0)
  const counted = ways.map((way) => ({ way, count: entries(way, COUNTED) }))
  const least = counted.reduce((a, b) => (b.count < a.count ? b : a))
  const worth = least.count * RANGE_WORTH
  const asRange =
    index.fields.length === 1 && ways.find((way) => way.range !== undefined && entries(way, worth + 1) <= worth)
  const way = asRange || least.way
  return { way, others: ways.filter((one) => one !== way) }
}

/** The tests that entries of an index on one field allow for the other conditions of their document. */
function checksOf({ pattern }: Way, others: readonly Way[], sign: 1 | -1): Pick<IndexPlan, 'alsoUnder' | 'textHolds'> {
  const alsoUnder = others.flatMap(({ points }) =>
    points ? [points.map((point) => signed(encodeValue(point), sign))] : [],
  )
  return {
    ...(alsoUnder.length > 0 ? { alsoUnder } : {}),
    ...(pattern && sign === 1 ? { textHolds: (text) => pattern.test(text) } : {}),
  }
}

/** The clauses of every `$or` that a document must meet, each with the rest of the filter. */
const choicesOf = (filter: Doc): Doc[][] =>
  alternativesIn(filter).map((clauses) => clauses.map((clause) => ({ $and: [clause, filter] })))
const alternativesIn = (filter: Doc): Doc[][] =>
  Object.entries(filter).flatMap(([name, value]) =>
    name === '$or' ? [value as Doc[]] : name === '$and' ? (value as Doc[]).flatMap(alternativesIn) : [],
  )

/**
 * An `$or` whose clauses each have an index that narrows them: as good as the worst of these, and not quite, because
 * there are several. So a person's own bookings are read, and not all that are still to come.
 */
function tryChoice(clauses: Doc[], { indexes }: Collection, order: Order, store: Store): Candidate | null {
  const found = clauses.map((clause) => {
    const conditions = openedConditions(clause)
    return best(
      indexes
        .filter(({ geo }) => !geo)
        .filter((index) => usable(index, clause, conditions))
        .map((index) => tryIndex(index, conditions, [], store)),
    )
  })
  if (!found.every((one) => one !== undefined)) return null
  const worst = Math.min(...found.map(({ score }) => score))
  return { plan: { kind: 'any', plans: found.map(({ plan }) => plan), sorted: order.length === 0 }, score: worst - 1 }
}

const best = <Chosen extends Plan>(candidates: readonly (Candidate<Chosen> | null)[]) =>
  candidates.filter((one) => one !== null).sort((a, b) => b.score - a.score)[0]

/**
 * 1 when the index gives the order, -1 when it gives it from its end, 0 when not. Under one value of an array each document
 * stands once; an order by an array itself is not that of its elements.
 */
function orderServed(index: Index, fixed: number, prefixes: number, order: Order): 1 | -1 | 0 {
  if (order.length === 0 || prefixes > 1 || index.cut) return 0
  if (index.arrays.some((at) => at >= fixed || order.some(({ path }) => path === index.fields[at]!.path))) return 0
  // Fields that are fixed to one value order nothing.
  const wanted = order.filter(({ path }) => !index.fields.slice(0, fixed).some((field) => field.path === path))
  if (wanted.length === 0) return 1
  const rest = index.fields.slice(fixed)
  if (rest.length < wanted.length) return 0
  const turns = wanted.map(({ path, sign }, at) => (rest[at]!.path === path ? sign * rest[at]!.sign : 0))
  return turns.every((turn) => turn === turns[0]) ? (turns[0] as 1 | -1 | 0) : 0
}

/** Nothing is better. */
const ONE_DOCUMENT = 100

/** The ids themselves, as an index on `_id`. */
function tryIds(conditions: [string, Value][], order: Order): Candidate | null {
  const bounds = conditions
    .filter(([path]) => path === '_id')
    .map(([, condition]) => boundOf(condition, { multikey: false }))
  const points = bounds.flatMap((bound) => (bound.points ? [bound.points] : [])).sort((a, b) => a.length - b.length)[0]
  const byId = order.length === 1 && order[0]!.path === '_id' ? order[0]!.sign : 0
  if (points) {
    const ids = points.map(encodeValue)
    if (byId === -1) ids.reverse()
    return {
      plan: { kind: 'points', ids, sorted: order.length === 0 || byId !== 0 || ids.length === 1 },
      score: points.length === 1 ? ONE_DOCUMENT : 50,
    }
  }
  const range = bounds
    .flatMap((bound) => bound.range ?? [])
    .reduce<Bound['range']>((a, b) => tighter(a, b, false), undefined)
  const reverse = byId === -1
  if (range)
    return {
      plan: { kind: 'ids', ranges: [{ ...range, reverse }], sorted: order.length === 0 || byId !== 0 },
      score: 5 + (byId ? 4 : 0),
    }
  if (byId)
    return { plan: { kind: 'ids', ranges: [{ from: Buffer.alloc(0), to: null, reverse }], sorted: true }, score: 1 }
  return null
}

/**
 * Chooses how the documents that may meet a filter are reached. The filter tests every document reached all the same.
 */
export function plan(store: Store, collection: Collection, filter: Doc, order: Order): Plan {
  const conditions = openedConditions(filter)
  const byId = tryIds(conditions, order)
  if (byId?.score === ONE_DOCUMENT) return byId.plan
  const chosen = best<Plan>([
    byId,
    ...collection.indexes
      .filter(({ geo }) => !geo)
      .filter((index) => usable(index, filter, conditions))
      .map((index) => tryIndex(index, conditions, order, store)),
    ...choicesOf(filter).map((clauses) => tryChoice(clauses, collection, order, store)),
  ])
  return chosen?.plan ?? { kind: 'scan', ranges: [{ from: Buffer.alloc(0), to: null }], sorted: order.length === 0 }
}
