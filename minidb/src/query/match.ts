import { BSONRegExp, Decimal128, Double, Int32, Long } from 'bson'
import { badValue, failedToParse } from '../errors'
import { evaluate, isTrue } from './expression'
import { insidePolygon, insideSphere, metresBetween, readPoint, readShape } from './geo'
import { isInt32 } from './bson'
import { split, valuesAt } from './paths'
import { Kind, compare, equals, isPlainObject, kindOf, toNumber, type Doc, type Value } from './values'

export type Predicate = (doc: Doc) => boolean
/** About the values that stand at one path, arrays not yet opened. */
type Test = (values: Value[]) => boolean

/** Whether a comparison is satisfied by a value or, if that is an array, by one of its elements. */
const someOf = (values: Value[], holds: (value: Value) => boolean) =>
  values.some((value) => holds(value) || (Array.isArray(value) && (value as Value[]).some(holds)))
const some =
  (holds: (value: Value) => boolean): Test =>
  (values) =>
    someOf(values, holds)

const isMissing = (value: Value) => value === undefined
const isNull = (value: Value) => value === null || value === undefined
const orNull = (value: Value) => (value === undefined ? null : value)

/** Equality as filters mean it: null is also met by a missing field, a regular expression by a text that it finds. */
function equality(wanted: Value): Test {
  if (kindOf(wanted) === Kind.RegExp) {
    const found = regExp(wanted)
    return some((value) =>
      typeof value === 'string' ? found.test(value) : kindOf(value) === Kind.RegExp && equals(value, wanted),
    )
  }
  if (isNull(wanted)) return some(isNull)
  return some((value) => value !== undefined && equals(value, wanted))
}

export function regExp(value: Value, options?: Value): RegExp {
  const source = value instanceof BSONRegExp ? value.pattern : value instanceof RegExp ? value.source : String(value)
  const flags =
    typeof options === 'string'
      ? options
      : value instanceof BSONRegExp
        ? value.options
        : value instanceof RegExp
          ? value.flags
          : ''
  if (/[^imsxug]/.test(flags)) throw badValue(`invalid flag in regex options: ${flags}`)
  if (flags.includes('x')) throw badValue('minidb does not support the regex option x')
  try {
    return new RegExp(source, `${flags.replace(/[ug]/g, '')}u`)
  } catch {
    try {
      return new RegExp(source, flags.replace(/[ug]/g, ''))
    } catch (cause) {
      throw badValue(`Regular expression is invalid: ${String(cause)}`)
    }
  }
}

/** Comparison within the type only; null also with missing for the ones that include equality. */
function ordered(holds: (order: number) => boolean, orEqual: boolean) {
  return (wanted: Value): Test => {
    if (isNull(wanted)) return orEqual ? equality(null) : () => false
    const kind = kindOf(wanted)
    const isNaNWanted = kind === Kind.Number && Number.isNaN(toNumber(wanted))
    return some((value) => {
      if (kindOf(value) !== kind && kind !== Kind.MinKey && kind !== Kind.MaxKey) return false
      if (kind === Kind.Number && (isNaNWanted || Number.isNaN(toNumber(value))))
        return orEqual && isNaNWanted && Number.isNaN(toNumber(value))
      if (value === undefined) return false
      return holds(compare(value, wanted))
    })
  }
}

const TYPES: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
}

/** BSON's number of a type. */
function bsonType(value: Value): number {
  switch (kindOf(value)) {
    case Kind.Number:
      if (value instanceof Decimal128) return 19
      if (value instanceof Long || typeof value === 'bigint') return 18
      if (value instanceof Double) return 1
      if (value instanceof Int32) return 16
      return isInt32(value as number) ? 16 : 1
    case Kind.String:
      return 2
    case Kind.Object:
      return 3
    case Kind.Array:
      return 4
    case Kind.Binary:
      return 5
    case Kind.ObjectId:
      return 7
    case Kind.Boolean:
      return 8
    case Kind.Date:
      return 9
    case Kind.Null:
      return 10
    case Kind.RegExp:
      return 11
    case Kind.Code:
      return 13
    case Kind.Timestamp:
      return 17
    case Kind.MinKey:
      return -1
    case Kind.MaxKey:
      return 127
    case Kind.Missing:
      return 6
  }
}

function typeTest(wanted: Value): Test {
  const numbers = (Array.isArray(wanted) ? wanted : [wanted]).flatMap((name: Value) => {
    if (name === 'number') return [1, 16, 18, 19]
    const number = typeof name === 'string' ? TYPES[name] : toNumber(name)
    if (number === undefined) throw badValue(`Unknown type name alias: ${String(name)}`)
    return [number]
  })
  return (values) => someOf(values, (value) => value !== undefined && numbers.includes(bsonType(value)))
}

function needArray(operator: string, value: Value): Value[] {
  if (!Array.isArray(value)) throw badValue(`${operator} needs an array`)
  return value
}

const isOperatorDoc = (value: Value): value is Doc =>
  isPlainObject(value) && Object.keys(value)[0]?.startsWith('$') === true

/** What an element that is itself an array is asked as a whole; comparisons do not open it a second time. */
const ABOUT_ARRAYS = ['$size', '$elemMatch', '$all', '$type']

function elementTest(condition: Doc): (item: Value) => boolean {
  const test = operators(condition)
  const closed = !isAboutArrays(condition)
  return (item) => test(Array.isArray(item) && closed ? [[item]] : [item])
}

function elemMatch(condition: Value): Test {
  if (!isPlainObject(condition)) throw badValue('$elemMatch needs an Object')
  const isValue = isOperatorDoc(condition) && !['$and', '$or', '$nor', '$expr'].includes(Object.keys(condition)[0]!)
  const holds = isValue ? elementTest(condition) : fieldsTest(compile(condition))
  return (values) => values.some((value) => Array.isArray(value) && value.some(holds))
}

const fieldsTest = (predicate: Predicate) => (item: Value) =>
  (isPlainObject(item) && predicate(item)) || (Array.isArray(item) && predicate(item as unknown as Doc))

function geoTest(operator: string, condition: Value): Test {
  const shape = readShape(operator, condition)
  return some((value) => {
    const point = readPoint(value)
    if (!point) return false
    return shape.kind === 'sphere'
      ? insideSphere(shape, point)
      : shape.polygons.some((polygon) => insidePolygon(polygon, point))
  })
}

function nearTest(condition: Value, whole: Doc): Test {
  const { center, max, min } = readNear(condition, whole)
  return some((value) => {
    const point = readPoint(value)
    if (!point) return false
    const metres = metresBetween(center, point)
    return metres <= max && metres >= min
  })
}

/** The centre and the bounds in metres of `$near` and `$nearSphere` with a GeoJSON point. */
export function readNear(condition: Value, whole: Doc) {
  const geometry = isPlainObject(condition) ? condition.$geometry : undefined
  const center = readPoint(geometry)
  if (!center || !isPlainObject(condition))
    throw badValue('minidb supports $near and $nearSphere with a GeoJSON point only')
  const bound = (name: string, otherwise: number) => {
    const given = condition[name] ?? whole[name]
    return given === undefined ? otherwise : toNumber(given)
  }
  return { center, max: bound('$maxDistance', Infinity), min: bound('$minDistance', 0) }
}

type Make = (condition: Value, whole: Doc) => Test
const OPERATORS: Record<string, Make> = {
  $eq: (wanted) => (kindOf(wanted) === Kind.RegExp ? some((value) => equals(value, wanted)) : equality(wanted)),
  $ne: (wanted) => not(equality(wanted)),
  $gt: ordered((order) => order > 0, false),
  $gte: ordered((order) => order >= 0, true),
  $lt: ordered((order) => order < 0, false),
  $lte: ordered((order) => order <= 0, true),
  $in: (wanted) => anyOf(needArray('$in', wanted).map(equality)),
  $nin: (wanted) => not(anyOf(needArray('$nin', wanted).map(equality))),
  $exists: (wanted) => {
    const exists: Test = (values) => values.some((value) => !isMissing(value))
    return isTrue(wanted) ? exists : not(exists)
  },
  $type: typeTest,
  $regex: (wanted, whole) => {
    const found = regExp(wanted, whole.$options)
    return some((value) => typeof value === 'string' && found.test(value))
  },
  $options: (_, whole) => {
    if (!('$regex' in whole)) throw badValue('$options needs a $regex')
    return () => true
  },
  $not: (condition) => {
    if (kindOf(condition) === Kind.RegExp) return not(equality(condition))
    if (!isOperatorDoc(condition)) throw badValue('$not needs a regex or a document of operators')
    return not(operators(condition))
  },
  $mod: (condition) => {
    const [divisor, remainder] = needArray('$mod', condition).map((value) => Math.trunc(toNumber(value)))
    if (!divisor || remainder === undefined) throw badValue('malformed mod, divisor cannot be 0')
    return some((value) => kindOf(value) === Kind.Number && Math.trunc(toNumber(value)) % divisor === remainder)
  },
  $size: (wanted) => (values) => values.some((value) => Array.isArray(value) && value.length === toNumber(wanted)),
  $all: (condition) => {
    const tests = needArray('$all', condition).map((wanted) =>
      isPlainObject(wanted) && '$elemMatch' in wanted ? elemMatch(wanted.$elemMatch) : equality(wanted),
    )
    return (values) => tests.length > 0 && tests.every((test) => test(values))
  },
  $elemMatch: elemMatch,
  $geoWithin: (condition) => geoTest('$geoWithin', condition),
  $geoIntersects: (condition) => geoTest('$geoIntersects', condition),
  $near: nearTest,
  $nearSphere: nearTest,
  $maxDistance: () => () => true,
  $minDistance: () => () => true,
}

const not =
  (test: Test): Test =>
  (values) =>
    !test(values)
const anyOf =
  (tests: Test[]): Test =>
  (values) =>
    tests.some((test) => test(values))

function operators(conditions: Doc): Test {
  const tests = Object.entries(conditions).map(([name, condition]) => {
    const make = OPERATORS[name]
    if (!make) throw badValue(`unknown operator: ${name}`)
    return make(condition, conditions)
  })
  return (values) => tests.every((test) => test(values))
}

const isAboutArrays = (condition: Value) =>
  isOperatorDoc(condition) && Object.keys(condition).some((name) => ABOUT_ARRAYS.includes(name))

/** A condition on a path. An element taken by its position (`tags.0`) is itself, even if it is an array. */
function field(path: string, condition: Value): Predicate {
  const steps = split(path)
  const test = isOperatorDoc(condition) ? operators(condition) : equality(condition)
  if (!/^\d+$/.test(steps[steps.length - 1]!) || isAboutArrays(condition)) return (doc) => test(valuesAt(doc, steps))
  return (doc) => test(valuesAt(doc, steps).map((value) => (Array.isArray(value) ? [value] : value)))
}

const clauses = (name: string, value: Value) => {
  const list = needArray(name, value)
  if (list.length === 0) throw badValue(`${name} argument must be a non-empty array`)
  return list.map((clause) => {
    if (!isPlainObject(clause)) throw badValue(`${name} entries need to be full objects`)
    return compile(clause)
  })
}

const LOGIC: Record<string, (value: Value) => Predicate | null> = {
  $and: (value) =>
    (
      (all) => (doc: Doc) =>
        all.every((holds) => holds(doc))
    )(clauses('$and', value)),
  $or: (value) =>
    (
      (all) => (doc: Doc) =>
        all.some((holds) => holds(doc))
    )(clauses('$or', value)),
  $nor: (value) =>
    (
      (all) => (doc: Doc) =>
        !all.some((holds) => holds(doc))
    )(clauses('$nor', value)),
  $expr: (value) => (doc) => isTrue(evaluate(value, { root: doc, now: new Date() })),
  $comment: () => null,
}

/** Compiles a filter once; what it gives is asked for each document. Unknown operators are refused by name. */
export function compile(filter: Doc): Predicate {
  if (!isPlainObject(filter)) throw failedToParse('a filter has to be an object')
  const predicates = Object.entries(filter).flatMap(([name, condition]) => {
    if (!name.startsWith('$')) return [field(name, condition)]
    const make = LOGIC[name]
    if (!make) throw badValue(`unknown top level operator: ${name}`)
    return make(condition) ?? []
  })
  if (predicates.length === 1) return predicates[0]!
  return (doc) => predicates.every((holds) => holds(doc))
}

/** Which element of the array at a path met the filter: what the positional `$` of an update points at. -1 for none. */
export function positionIn(filter: Doc, doc: Doc, arrayPath: string): number {
  const array = valuesAt(doc, split(arrayPath)).find(Array.isArray) as Value[] | undefined
  if (!array) return -1
  for (const [path, condition] of conditionsOf(filter)) {
    if (path !== arrayPath && !path.startsWith(`${arrayPath}.`)) continue
    const rest = path.slice(arrayPath.length + 1)
    const holds = rest ? elementHolds(rest, condition) : wholeElementHolds(condition)
    const index = array.findIndex(holds)
    if (index >= 0) return index
  }
  return -1
}

function wholeElementHolds(condition: Value): (item: Value) => boolean {
  if (isPlainObject(condition) && '$elemMatch' in condition) {
    const test = elemMatch(condition.$elemMatch)
    return (item) => test([[item]])
  }
  const test = isOperatorDoc(condition) ? operators(condition) : equality(condition)
  return (item) => test([item])
}

function elementHolds(path: string, condition: Value): (item: Value) => boolean {
  const predicate = field(path, condition)
  return (item) => isPlainObject(item) && predicate(item)
}

/** The conditions on fields that a document must meet, those inside `$and` too. */
export function conditionsOf(filter: Doc): [string, Value][] {
  return Object.entries(filter).flatMap(([name, condition]): [string, Value][] => {
    if (name === '$and') return (condition as Doc[]).flatMap(conditionsOf)
    return name.startsWith('$') ? [] : [[name, condition]]
  })
}

export { isOperatorDoc, orNull }
