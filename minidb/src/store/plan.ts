import { DatabaseError } from '../errors'
import { conditionsOf, isOperatorDoc, readNear, regExp } from '../query/match'
import type { Order } from '../query/sort'
import { Kind, compare, equals, isPlainObject, kindOf, type Doc, type Value } from '../query/values'
import type { Index } from './index-entries'
import { after, encodeValue, inverted, isCut } from './keys'
import type { Collection, Range, Store } from './store'

/** What a filter says of one path that an index can use. */
interface Bound {
  /** Any of these values, exactly. */
  points?: Value[]
  /** Between these bytes of encoded values. */
  range?: { from: Buffer; to: Buffer | null }
}

export type Plan =
  | { kind: 'scan'; ranges: [Range]; sorted: boolean }
  | { kind: 'ids'; ranges: Range[]; sorted: boolean }
  | { kind: 'index'; index: Index; ranges: Range[]; sorted: boolean }
  | { kind: 'near'; index: Index; near: ReturnType<typeof readNear>; sorted: true }

const MAX_POINTS = 500

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

/** An array as a whole is not in an index, only its elements are; a regular expression is no point. */
const isPoint = (value: Value) => !Array.isArray(value) && kindOf(value) !== Kind.RegExp

function regExpRange(value: Value, options?: Value) {
  const { source, flags } = regExp(value, options)
  const literal = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^\w])+)/.exec(source)?.[1]
  if (!literal || /[im]/.test(flags) || source.includes('|')) return null
  // A sign that makes the last letter optional takes it out of what is certain.
  const next = source[1 + literal.length]
  const certain = (next && '*?{'.includes(next) ? literal.replace(/\\?[^\\]$/u, '') : literal).replace(/\\(.)/g, '$1')
  if (!certain || Buffer.byteLength(certain) > 200) return null
  const encoded = encodeValue(certain)
  const prefix = encoded.subarray(0, encoded.length - 2)
  return { from: Buffer.from(prefix), to: after(Buffer.from(prefix)) }
}

/** Bytes between which all values of a kind lie. */
const kindRange = (value: Value) => {
  const tag = encodeValue(value).subarray(0, 1)
  return { from: Buffer.from(tag), to: after(Buffer.from(tag)) }
}

function tighter(a: Bound['range'], b: Bound['range'], multikey: boolean): Bound['range'] {
  if (!a || !b) return a ?? b
  // Of an array one element may meet the one bound and another the other: only one of them holds for an entry.
  if (multikey) return a
  const from = Buffer.compare(a.from, b.from) >= 0 ? a.from : b.from
  const to = !a.to ? b.to : !b.to ? a.to : Buffer.compare(a.to, b.to) <= 0 ? a.to : b.to
  return { from, to }
}

function boundOf(condition: Value, index: Pick<Index, 'multikey'>): Bound {
  if (kindOf(condition) === Kind.RegExp) {
    const range = regExpRange(condition)
    return range ? { range } : {}
  }
  if (!isOperatorDoc(condition)) return isPoint(condition) ? { points: [condition] } : {}
  let bound: Bound = {}
  for (const [operator, value] of Object.entries(condition)) {
    const found = operatorBound(operator, value, condition)
    if (found.points && (!bound.points || found.points.length < bound.points.length))
      bound = { ...bound, points: found.points }
    if (found.range) bound = { ...bound, range: tighter(bound.range, found.range, index.multikey) }
  }
  return bound
}

function operatorBound(operator: string, value: Value, whole: Doc): Bound {
  const list = Array.isArray(value) ? (value as Value[]) : []
  switch (operator) {
    case '$eq':
      return isPoint(value) ? { points: [value] } : {}
    case '$in':
      return list.every(isPoint) && list.length <= MAX_POINTS ? { points: distinct(list) } : {}
    case '$all':
      return list.length > 0 && list.every((one) => isPoint(one) && !(isPlainObject(one) && '$elemMatch' in one))
        ? { points: [list[0]] }
        : {}
    case '$regex': {
      const range = regExpRange(value, whole.$options)
      return range ? { range } : {}
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return { range: comparisonRange(operator, value) }
    default:
      return {}
  }
}

function comparisonRange(operator: string, value: Value): Bound['range'] {
  // Those include equality with null, which is also missing: no range of one kind.
  if (value === null || value === undefined || Array.isArray(value) || isPlainObject(value)) return undefined
  if ([Kind.MinKey, Kind.MaxKey, Kind.RegExp].includes(kindOf(value)) || isCut(value)) return undefined
  const all = kindRange(value)
  const encoded = encodeValue(value)
  if (operator === '$gt' || operator === '$gte') return { from: encoded, to: all.to }
  return { from: all.from, to: after(encoded) }
}

const distinct = (values: Value[]) =>
  [...values].sort(compare).filter((value, at, sorted) => at === 0 || !equals(value, sorted[at - 1]))

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

interface Candidate {
  plan: Plan
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

function tryIndex(index: Index, conditions: [string, Value][], order: Order, store: Store): Candidate | null {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let fixed = 0
  let score = 0
  let range: Range | undefined
  for (const [at, { path, sign }] of index.fields.entries()) {
    // Of one array an element may meet the one condition and another the other; an entry holds both of one element.
    const root = path.split('.')[0]
    if (index.multikey && index.fields.slice(0, at).some((field) => field.path.split('.')[0] === root)) break
    const own = conditions.filter(([other]) => other === path).map(([, condition]) => condition)
    const every = own.map((condition) => boundOf(condition, index))
    const bounds =
      index.multikey && prefixes.length === 1 ? [rarest(index, own, every, prefixes[0]!, sign, store)] : every
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
      .reduce<Bound['range']>((a, b) => tighter(a, b, index.multikey), undefined)
    if (ranges && prefixes.length === 1) {
      range = rangeBehind(prefixes[0]!, ranges, sign)
      score += 5
    }
    break
  }
  const direction = orderServed(index, fixed, prefixes.length, order)
  if (score === 0 && direction === 0) return null
  const reverse = direction === -1
  const ranges = range
    ? [{ ...range, reverse }]
    : prefixes.map((prefix) => ({ from: prefix, to: after(prefix), reverse }))
  return {
    plan: { kind: 'index', index, ranges, sorted: direction !== 0 || order.length === 0 },
    score: score + (order.length > 0 && direction !== 0 ? 4 : 0) + (index.unique ? 1 : 0),
  }
}

/** Beyond so many entries none is rare any more. */
const COUNTED = 10_000

/** Of several things that some element of an array must each meet, the one that the fewest documents have. */
function rarest(index: Index, conditions: Value[], bounds: Bound[], prefix: Buffer, sign: 1 | -1, store: Store): Bound {
  const ways = conditions.flatMap((condition, at): Bound[] => {
    const { points, range } = bounds[at]!
    const all = points && isOperatorDoc(condition) && Array.isArray(condition.$all) ? (condition.$all as Value[]) : null
    const pointed = all ? all.map((point) => ({ points: [point] })) : points ? [{ points }] : []
    return range ? [...pointed, { range }] : pointed
  })
  if (ways.length <= 1) return ways[0] ?? {}
  const entries = ({ points, range }: Bound) =>
    range
      ? store.countEntries(index, rangeBehind(prefix, range, sign), COUNTED)
      : points!.reduce<number>((sum, point) => {
          const from = Buffer.concat([prefix, signed(encodeValue(point), sign)])
          return sum + store.countEntries(index, { from, to: after(from) }, COUNTED)
        }, 0)
  const counted = ways.map((way) => ({ way, count: entries(way) }))
  return counted.reduce((least, one) => (one.count < least.count ? one : least)).way
}

/** 1 when the index gives the order, -1 when it gives it from its end, 0 when not. */
function orderServed(index: Index, fixed: number, prefixes: number, order: Order): 1 | -1 | 0 {
  if (order.length === 0 || prefixes > 1 || index.multikey || index.cut) return 0
  // Fields that are fixed to one value order nothing.
  const wanted = order.filter(({ path }) => !index.fields.slice(0, fixed).some((field) => field.path === path))
  if (wanted.length === 0) return 1
  const rest = index.fields.slice(fixed)
  if (rest.length < wanted.length) return 0
  const turns = wanted.map(({ path, sign }, at) => (rest[at]!.path === path ? sign * rest[at]!.sign : 0))
  return turns.every((turn) => turn === turns[0]) ? (turns[0] as 1 | -1 | 0) : 0
}

/** The ids themselves, as an index on `_id`. */
function tryIds(conditions: [string, Value][], order: Order): Candidate | null {
  const bounds = conditions
    .filter(([path]) => path === '_id')
    .map(([, condition]) => boundOf(condition, { multikey: false }))
  const points = bounds.flatMap((bound) => (bound.points ? [bound.points] : [])).sort((a, b) => a.length - b.length)[0]
  const byId = order.length === 1 && order[0]!.path === '_id' ? order[0]!.sign : 0
  if (points) {
    const ranges = points.map((point) => ((from) => ({ from, to: after(from) }))(encodeValue(point)))
    if (byId === -1) ranges.reverse()
    return {
      plan: { kind: 'ids', ranges, sorted: order.length === 0 || byId !== 0 },
      score: points.length === 1 ? 100 : 50,
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

const NEAR = ['$near', '$nearSphere']

/** Chooses how the documents that may meet a filter are reached. What is chosen is tested by the filter all the same. */
export function plan(store: Store, collection: Collection, filter: Doc, order: Order): Plan {
  const conditions = openedConditions(filter)
  for (const [path, condition] of conditions) {
    if (!isOperatorDoc(condition)) continue
    const operator = NEAR.find((name) => name in condition)
    if (!operator) continue
    const index = collection.indexes.find(({ geo }) => geo?.join('.') === path)
    if (!index) throw new DatabaseError(291, 'NoQueryExecutionPlans', 'unable to find index for $geoNear query')
    return { kind: 'near', index, near: readNear(condition[operator], condition), sorted: true }
  }
  const candidates = [
    tryIds(conditions, order),
    ...collection.indexes
      .filter(({ geo }) => !geo)
      .filter((index) => usable(index, filter, conditions))
      .map((index) => tryIndex(index, conditions, order, store)),
  ].filter((candidate) => candidate !== null)
  const best = candidates.sort((a, b) => b.score - a.score)[0]
  return best?.plan ?? { kind: 'scan', ranges: [{ from: Buffer.alloc(0), to: null }], sorted: order.length === 0 }
}
