import type { BSONRegExp } from 'bson'
import { isOperatorDoc } from '../query/match'
import { regExp } from '../query/regexp'
import { Kind, compare, equals, isPlainObject, kindOf, type Value } from '../query/values'
import type { Index } from './index-entries'
import { after, encodeValue, hasNoKey, isCut } from './keys'

/** The bound that a filter sets on one path of an index. */
export interface Bound {
  /** Any of these values, exactly. */
  points?: Value[]
  /** Between these bytes of encoded values. */
  range?: { from: Buffer; to: Buffer | null }
}

/**
 * More values than these are not looked up one by one: that number is still cheaper than reading a million documents.
 */
export const MAX_POINTS = 100_000

/** An array as a whole is not in an index, only its elements are; a regular expression is no point. */
const isPoint = (value: Value) => !Array.isArray(value) && kindOf(value) !== Kind.RegExp && !hasNoKey(value)

/** Whether a regular expression offers a choice outside of its groups: then not even its beginning is certain. */
function isChoice(source: string) {
  let depth = 0
  for (const sign of source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, '')) {
    if (sign === '(') depth++
    else if (sign === ')') depth--
    else if (sign === '|' && depth === 0) return true
  }
  return false
}

function regExpRange(value: Value) {
  const { source, flags } = regExp(value as BSONRegExp)
  const literal = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^\w])+)/.exec(source)?.[1]
  if (!literal || flags.includes('i') || isChoice(source)) return null
  // A sign that makes the last letter optional removes it from the certain part.
  const next = source[1 + literal.length]
  const certain = (next && '*?{'.includes(next) ? literal.replace(/\\?[^\\]$/u, '') : literal).replace(/\\(.)/g, '$1')
  if (!certain || Buffer.byteLength(certain) > 200) return null
  const encoded = encodeValue(certain)
  const prefix = encoded.subarray(0, encoded.length - 2)
  return { from: Buffer.from(prefix), to: after(Buffer.from(prefix)) }
}

/** The bytes between which all values of a kind lie. */
const kindRange = (value: Value) => {
  const tag = encodeValue(value).subarray(0, 1)
  return { from: Buffer.from(tag), to: after(Buffer.from(tag)) }
}

/** The part that two ranges of one path share. */
export function tighter(a: Bound['range'], b: Bound['range'], multikey: boolean): Bound['range'] {
  if (!a || !b) return a ?? b
  // One element of an array may meet the one bound and another the other: only one of them holds for an entry.
  if (multikey) return a
  const from = Buffer.compare(a.from, b.from) >= 0 ? a.from : b.from
  const to = !a.to ? b.to : !b.to ? a.to : Buffer.compare(a.to, b.to) <= 0 ? a.to : b.to
  return { from, to }
}

/** The values of an `$all` that are found in an index one by one; null when some are not. */
export function allPoints(value: Value): Value[] | null {
  const list = Array.isArray(value) ? (value as Value[]) : []
  const isFound = (one: Value) => isPoint(one) && !(isPlainObject(one) && '$elemMatch' in one)
  return list.length > 0 && list.every(isFound) ? list : null
}

/** The bound that one condition on a path sets on the entries of an index. */
export function boundOf(condition: Value, index: Pick<Index, 'multikey'>): Bound {
  if (kindOf(condition) === Kind.RegExp) {
    const range = regExpRange(condition)
    return range ? { range } : {}
  }
  if (!isOperatorDoc(condition)) return isPoint(condition) ? { points: [condition] } : {}
  let bound: Bound = {}
  for (const [operator, value] of Object.entries(condition)) {
    const found = operatorBound(operator, value)
    if (found.points && (!bound.points || found.points.length < bound.points.length))
      bound = { ...bound, points: found.points }
    if (found.range) bound = { ...bound, range: tighter(bound.range, found.range, index.multikey) }
  }
  return bound
}

function operatorBound(operator: string, value: Value): Bound {
  const list = Array.isArray(value) ? (value as Value[]) : []
  switch (operator) {
    case '$eq':
      return isPoint(value) ? { points: [value] } : {}
    case '$in':
      return list.every(isPoint) && list.length <= MAX_POINTS ? { points: distinct(list) } : {}
    case '$all': {
      const all = allPoints(value)
      return all ? { points: [all[0]] } : {}
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
  // Comparisons with null include missing fields: no range of one kind.
  if (value === null || value === undefined || Array.isArray(value) || isPlainObject(value)) return undefined
  if ([Kind.MinKey, Kind.MaxKey, Kind.RegExp].includes(kindOf(value)) || isCut(value) || hasNoKey(value))
    return undefined
  const all = kindRange(value)
  const encoded = encodeValue(value)
  if (operator === '$gt' || operator === '$gte') return { from: encoded, to: all.to }
  return { from: all.from, to: after(encoded) }
}

const distinct = (values: Value[]) =>
  [...values].sort(compare).filter((value, at, sorted) => at === 0 || !equals(value, sorted[at - 1]))
