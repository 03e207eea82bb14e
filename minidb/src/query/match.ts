import type { BSONRegExp } from 'bson'
import { badValue, failedToParse } from '../errors'
import { held } from './property-names'
import { compileExpression, isTrue } from './expression'
import { split, valuesAt } from './paths'
import { regExp } from './regexp'
import { Kind, compare, equals, identity, isPlainObject, kindOf, toNumber, type Doc, type Value } from './values'

export type Predicate = (doc: Doc) => boolean

/** The values at a path of a document: arrays at its end opened, or as they are. */
interface Found {
  opened(): Value[]
  closed(): Value[]
}

/** A condition on the values at a path, or on one value: an element inside `$elemMatch` is not opened again. */
interface Condition {
  at(found: Found): boolean
  of(value: Value): boolean
}

const isNullish = (value: Value) => value === null || value === undefined

const anyOpened = (of: (value: Value) => boolean): Condition => ({ of, at: (found) => found.opened().some(of) })
const anyClosed = (of: (value: Value) => boolean): Condition => ({ of, at: (found) => found.closed().some(of) })
const not = (one: Condition): Condition => ({ of: (value) => !one.of(value), at: (found) => !one.at(found) })
const every = (all: readonly Condition[]): Condition =>
  all.length === 1
    ? all[0]!
    : { of: (value) => all.every((one) => one.of(value)), at: (found) => all.every((one) => one.at(found)) }

/** Equality as filters mean it: null is also met by a missing field. */
function equalTo(wanted: Value): (value: Value) => boolean {
  if (isNullish(wanted)) return isNullish
  return (value) => value !== undefined && equals(value, wanted)
}

/** A value as a field or a list of `$in` names it: a text meets a regular expression that is found in it. */
function metBy(wanted: Value): (value: Value) => boolean {
  if (kindOf(wanted) !== Kind.RegExp) return equalTo(wanted)
  const found = regExp(wanted as BSONRegExp)
  return (value) => (typeof value === 'string' ? found.test(value) : equals(value ?? null, wanted))
}

/** Comparison within the type only; null also with missing for those that include equality. */
function ordered(operator: string, holds: (order: number) => boolean) {
  return (wanted: Value): Condition => {
    const kind = kindOf(wanted)
    if ([Kind.MinKey, Kind.MaxKey, Kind.RegExp].includes(kind))
      throw badValue(`minidb does not support ${operator} of a value of this type`)
    const orEqual = holds(0)
    if (isNullish(wanted)) return anyOpened((value) => orEqual && isNullish(value))
    const isNaN = (value: Value) => kind === Kind.Number && Number.isNaN(toNumber(value))
    const wantsNaN = isNaN(wanted)
    return anyOpened((value) => {
      if (kindOf(value) !== kind) return false
      if (wantsNaN || isNaN(value)) return orEqual && wantsNaN && isNaN(value)
      return holds(compare(value, wanted))
    })
  }
}

function needArray(operator: string, value: Value): Value[] {
  if (!Array.isArray(value)) throw badValue(`${operator} needs an array`)
  return value as Value[]
}

export const isOperatorDoc = (value: Value): value is Doc =>
  isPlainObject(value) && Object.keys(value)[0]?.startsWith('$') === true

/** An array as a document whose fields are named by position: so `$elemMatch` reaches an array in an array. */
const asDocument = (list: readonly Value[]): Doc => Object.fromEntries(list.map((item, at) => [held(String(at)), item]))

const LOGICAL = ['$and', '$or', '$expr']

function elemMatch(wanted: Value): Condition {
  if (!isPlainObject(wanted)) throw badValue('$elemMatch needs an Object')
  const isValue = isOperatorDoc(wanted) && !LOGICAL.includes(Object.keys(wanted)[0]!)
  const holds = isValue ? operators(wanted).of : aboutDocuments(compile(wanted))
  return anyClosed((value) => Array.isArray(value) && (value as Value[]).some(holds))
}

const aboutDocuments = (predicate: Predicate) => (item: Value) =>
  isPlainObject(item) ? predicate(item) : Array.isArray(item) && predicate(asDocument(item))

function oneOf(operator: string, wanted: Value): Condition {
  const list = needArray(operator, wanted)
  if (list.some(isOperatorDoc)) throw badValue(`cannot nest $ under ${operator}`)
  const patterns = list.filter((value) => kindOf(value) === Kind.RegExp).map(metBy)
  const identities = new Set(list.filter((value) => kindOf(value) !== Kind.RegExp).map(identity))
  return anyOpened((value) => identities.has(identity(value)) || patterns.some((one) => one(value)))
}

function sizeIs(wanted: Value): Condition {
  const size = kindOf(wanted) === Kind.Number ? toNumber(wanted) : NaN
  if (!Number.isInteger(size) || size < 0) throw failedToParse('$size needs a whole number that is not negative')
  return anyClosed((value) => Array.isArray(value) && value.length === size)
}

function holdsAll(wanted: Value): Condition {
  const list = needArray('$all', wanted)
  if (list.length === 0) return anyClosed(() => false)
  return every(
    list.map((one) => {
      if (!isOperatorDoc(one)) return anyOpened(metBy(one))
      if (!('$elemMatch' in one)) throw badValue('no $ expressions in $all')
      return elemMatch(one.$elemMatch)
    }),
  )
}

type Make = (wanted: Value) => Condition
export const FILTER_OPERATORS: Record<string, Make> = {
  $eq: (wanted) => anyOpened(equalTo(wanted)),
  $ne: (wanted) => {
    if (kindOf(wanted) === Kind.RegExp) throw badValue("Can't have regex as arg to $ne.")
    return not(anyOpened(equalTo(wanted)))
  },
  $gt: ordered('$gt', (order) => order > 0),
  $gte: ordered('$gte', (order) => order >= 0),
  $lt: ordered('$lt', (order) => order < 0),
  $lte: ordered('$lte', (order) => order <= 0),
  $in: (wanted) => oneOf('$in', wanted),
  $nin: (wanted) => not(oneOf('$nin', wanted)),
  $exists: (wanted) => {
    const exists = anyClosed((value) => value !== undefined)
    return isTrue(wanted) ? exists : not(exists)
  },
  $not: (wanted) => {
    if (kindOf(wanted) === Kind.RegExp) return not(anyOpened(metBy(wanted)))
    if (!isOperatorDoc(wanted)) throw badValue('$not needs a regex or a document of operators')
    return not(operators(wanted))
  },
  $size: sizeIs,
  $all: holdsAll,
  $elemMatch: elemMatch,
}

function operators(conditions: Doc): Condition {
  return every(
    Object.entries(conditions).map(([name, wanted]) => {
      if (!Object.hasOwn(FILTER_OPERATORS, name)) throw badValue(`unknown operator: ${name}`)
      return FILTER_OPERATORS[name]!(wanted)
    }),
  )
}

function field(path: string, wanted: Value): Predicate {
  const steps = split(path)
  const condition = isOperatorDoc(wanted) ? operators(wanted) : anyOpened(metBy(wanted))
  return (doc) => condition.at({ opened: () => valuesAt(doc, steps, true), closed: () => valuesAt(doc, steps) })
}

const clauses = (name: string, value: Value) => {
  const list = needArray(name, value)
  if (list.length === 0) throw badValue(`${name} argument must be a non-empty array`)
  return list.map((clause) => {
    if (!isPlainObject(clause)) throw badValue(`${name} entries need to be full objects`)
    return compile(clause)
  })
}

export const FILTER_CLAUSES: Record<string, (value: Value) => Predicate> = {
  $and: (value) => {
    const all = clauses('$and', value)
    return (doc) => all.every((holds) => holds(doc))
  },
  $or: (value) => {
    const all = clauses('$or', value)
    return (doc) => all.some((holds) => holds(doc))
  },
  $expr: (value) => {
    const work = compileExpression(value)
    return (doc) => isTrue(work({ root: doc }))
  },
}

/** Compiles a filter once; the result is applied to each document. Unknown operators are refused by name. */
export function compile(filter: Doc): Predicate {
  if (!isPlainObject(filter)) throw failedToParse('a filter has to be an object')
  const predicates = Object.entries(filter).map(([name, wanted]) => {
    if (!name.startsWith('$')) return field(name, wanted)
    if (!Object.hasOwn(FILTER_CLAUSES, name)) throw badValue(`unknown top level operator: ${name}`)
    return FILTER_CLAUSES[name]!(wanted)
  })
  return predicates.length === 1 ? predicates[0]! : (doc) => predicates.every((holds) => holds(doc))
}

/** The test that an element has to pass for `$elemMatch` to find it. */
export const compileElemMatch = (wanted: Value): ((item: Value) => boolean) => {
  const condition = elemMatch(wanted)
  return (item) => condition.of([item])
}

/** The test that an element of an array has to pass: a condition on itself, compiled once. */
export const compileElement = (condition: Doc): ((item: Value) => boolean) => operators(condition).of

/** The conditions on fields that a document must meet, those inside `$and` too. */
export function conditionsOf(filter: Doc): [string, Value][] {
  return Object.entries(filter).flatMap(([name, condition]): [string, Value][] => {
    if (name === '$and') return (condition as Doc[]).flatMap(conditionsOf)
    return name.startsWith('$') ? [] : [[name, condition]]
  })
}
