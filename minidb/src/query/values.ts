import { Binary, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, BSONRegExp, Timestamp } from 'bson'
import { nameOf } from './property-names'

/** A value as bson.ts decodes it. */
export type Value = unknown
export type Doc = Record<string, Value>

/** MongoDB's order of types; numbers of all kinds share one. */
export enum Kind {
  MinKey = 1,
  Missing = 2,
  Null = 3,
  Number = 4,
  String = 5,
  Object = 6,
  Array = 7,
  Binary = 8,
  ObjectId = 9,
  Boolean = 10,
  Date = 11,
  Timestamp = 12,
  RegExp = 13,
  Code = 14,
  MaxKey = 127,
}

export const isPlainObject = (value: Value): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && kindOf(value) === Kind.Object

export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case 'undefined':
      return Kind.Missing
    case 'number':
    case 'bigint':
      return Kind.Number
    case 'string':
      return Kind.String
    case 'boolean':
      return Kind.Boolean
    default:
      return kindOfObject(value as object | null)
  }
}

function kindOfObject(value: object | null): Kind {
  if (value === null) return Kind.Null
  if (Array.isArray(value)) return Kind.Array
  if (Object.getPrototypeOf(value) === Object.prototype) return Kind.Object
  if (value instanceof Date) return Kind.Date
  if (value instanceof ObjectId) return Kind.ObjectId
  if (value instanceof RegExp || value instanceof BSONRegExp) return Kind.RegExp
  if (value instanceof Timestamp) return Kind.Timestamp
  if (value instanceof Long || value instanceof Decimal128 || value instanceof Int32 || value instanceof Double)
    return Kind.Number
  if (value instanceof Binary || value instanceof Uint8Array) return Kind.Binary
  if (value instanceof MinKey) return Kind.MinKey
  if (value instanceof MaxKey) return Kind.MaxKey
  if (value instanceof Code) return Kind.Code
  return Kind.Object
}

/** A number of any kind as a double. Exact for what a double holds; longs and decimals beyond are rounded. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (value instanceof Long) return value.toNumber()
  if (value instanceof Decimal128) return Number(value.toString())
  return Number(value)
}

const LONGEST = 2n ** 63n

/** The whole number that a long or a decimal is, as far as a long holds it; null for every other number. */
function wholeOf(value: Value): bigint | null {
  if (value instanceof Long) return value.toBigInt()
  if (!(value instanceof Decimal128) || isInfinite(value) || Number.isNaN(toNumber(value))) return null
  const { coefficient, exponent } = exactly(value)
  if (exponent > 18) return coefficient === 0n ? 0n : null
  if (exponent < 0 && coefficient % 10n ** BigInt(-exponent) !== 0n) return null
  const whole = exponent < 0 ? coefficient / 10n ** BigInt(-exponent) : coefficient * 10n ** BigInt(exponent)
  return whole >= -LONGEST && whole < LONGEST ? whole : null
}

/**
 * The difference between a long, or a decimal that equals one, and the double it rounds to, -512 to 512; 0 for every
 * other number.
 */
export function residue(value: Value) {
  if (typeof value === 'number' || Number.isSafeInteger(toNumber(value))) return 0
  const whole = wholeOf(value)
  return whole === null ? 0 : Number(whole - BigInt(Number(whole)))
}

/** A number that is finite as coefficient times a power of ten, exactly. */
function exactly(value: Value): { coefficient: bigint; exponent: number } {
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 }
  if (value instanceof Decimal128) {
    const [digits = '', exponent = '0'] = value.toString().split('E')
    const [whole = '', fraction = ''] = digits.split('.')
    return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
  }
  let number = toNumber(value)
  let halvings = 0
  // Every double is a whole number over a power of two: at most 1074 doublings.
  while (!Number.isInteger(number)) {
    number *= 2
    halvings++
  }
  return { coefficient: BigInt(number) * 5n ** BigInt(halvings), exponent: -halvings }
}

/** The order of two finite numbers by their exact values. */
function compareExactly(a: Value, b: Value) {
  const [left, right] = [exactly(a), exactly(b)]
  if (left.coefficient === 0n || right.coefficient === 0n || left.coefficient < 0n !== right.coefficient < 0n)
    return left.coefficient < right.coefficient ? -1 : left.coefficient > right.coefficient ? 1 : 0
  const lowest = Math.min(left.exponent, right.exponent)
  const scaled = ({ coefficient, exponent }: typeof left) => coefficient * 10n ** BigInt(exponent - lowest)
  const [x, y] = [scaled(left), scaled(right)]
  return x < y ? -1 : x > y ? 1 : 0
}

const isInfinite = (value: Value) =>
  value instanceof Decimal128 ? value.toString().endsWith('Infinity') : !Number.isFinite(toNumber(value))

/** Rounding to a double keeps the order: only numbers that round to the same one need a second look. */
function compareNumbers(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number' && a === b) return 0
  const [x, y] = [toNumber(a), toNumber(b)]
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1
  if (Number.isNaN(y)) return 1
  if (x !== y) return x < y ? -1 : 1
  if (!(a instanceof Decimal128) && !(b instanceof Decimal128)) return residue(a) - residue(b)
  const [endless, other] = [isInfinite(a), isInfinite(b)]
  if (endless && other) return 0
  if (endless || other) return (endless ? 1 : -1) * Math.sign(x)
  return compareExactly(a, b)
}

/** A decimal that no double and no long equals: its bytes as a key would be those of another number. */
export const isBetween = (value: Value) =>
  value instanceof Decimal128 &&
  !Number.isNaN(toNumber(value)) &&
  wholeOf(value) === null &&
  compareNumbers(value, toNumber(value)) !== 0

export const bytesOf = (value: Value): Uint8Array =>
  value instanceof Binary ? value.buffer.subarray(0, value.position) : (value as Uint8Array)
export const regExpSource = (value: Value) => (value instanceof BSONRegExp ? value.pattern : (value as RegExp).source)
export const regExpFlags = (value: Value) => (value instanceof BSONRegExp ? value.options : (value as RegExp).flags)
const subType = (value: Value) => (value instanceof Binary ? value.sub_type : 0)

const bytes = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b)

/** By their UTF-8 bytes. */
export const compareTexts = (a: string, b: string) => (a === b ? 0 : bytes(Buffer.from(a), Buffer.from(b)))

/** MongoDB's order over all values. Strings by their UTF-8 bytes; objects field by field in their order. */
export function compare(a: Value, b: Value): number {
  const [kind, other] = [kindOf(a), kindOf(b)]
  if (kind !== other) return kind - other
  switch (kind) {
    case Kind.Number:
      return compareNumbers(a, b)
    case Kind.String:
      return compareTexts(a as string, b as string)
    case Kind.Boolean:
      return Number(a) - Number(b)
    case Kind.Date:
      return Math.sign((a as Date).getTime() - (b as Date).getTime())
    case Kind.ObjectId:
      return bytes((a as ObjectId).id, (b as ObjectId).id)
    case Kind.Binary: {
      const [x, y] = [bytesOf(a), bytesOf(b)]
      return x.length - y.length || subType(a) - subType(b) || bytes(x, y)
    }
    case Kind.Timestamp:
      return (a as Timestamp).comp(b as Timestamp)
    case Kind.RegExp:
      return compare(regExpSource(a), regExpSource(b)) || compare(regExpFlags(a), regExpFlags(b))
    case Kind.Array:
      return compareArrays(a as Value[], b as Value[])
    case Kind.Object:
      return compareObjects(a as Doc, b as Doc)
    case Kind.Code:
      return compare((a as Code).code, (b as Code).code)
    default:
      return 0
  }
}

function compareArrays(a: Value[], b: Value[]) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compare(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareObjects(a: Doc, b: Doc) {
  const [left, right] = [Object.entries(a), Object.entries(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [[nameA, valueA], [nameB, valueB]] = [left[i]!, right[i]!]
    const order =
      kindOf(valueA) - kindOf(valueB) || compareTexts(nameOf(nameA), nameOf(nameB)) || compare(valueA, valueB)
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** Comparing texts by the order of their bytes costs far more than comparing them for equality. */
export const equals = (a: Value, b: Value) =>
  typeof a === 'string' && typeof b === 'string' ? a === b : compare(a, b) === 0

function numberIdentity(value: Value) {
  if (!isBetween(value)) return `${toNumber(value)}+${residue(value)}`
  const { coefficient, exponent } = exactly(value)
  const zeros = /0*$/.exec(String(coefficient))![0].length
  return `${coefficient / 10n ** BigInt(zeros)}e${exponent + zeros}`
}

/** A text that is the same for equal values and for no others: to find one among many. Null and missing are one. */
export function identity(value: Value): string {
  const kind = kindOf(value)
  switch (kind) {
    case Kind.Missing:
    case Kind.Null:
      return 'null'
    case Kind.Number:
      return `n${numberIdentity(value)}`
    case Kind.String:
      return `s${(value as string).length}:${value as string}`
    case Kind.Date:
      return `d${(value as Date).getTime()}`
    case Kind.ObjectId:
      return `o${(value as ObjectId).toHexString()}`
    case Kind.Array:
      return `[${(value as Value[]).map(identity).join()}]`
    case Kind.Object:
      return `{${Object.entries(value as Doc)
        .map(([name, field]) => `${name.length}:${name}=${identity(field)}`)
        .join()}}`
    case Kind.Boolean:
      return String(value)
    case Kind.Binary:
      return `b${subType(value)}:${Buffer.from(bytesOf(value)).toString('hex')}`
    case Kind.Timestamp:
      return `t${(value as Timestamp).toBigInt()}`
    case Kind.RegExp:
      return `r${identity(regExpSource(value))}${identity(regExpFlags(value))}`
    case Kind.Code:
      return `c${identity((value as Code).code)}`
    default:
      return `k${kind}`
  }
}

/** A copy that shares nothing with its source. */
export function clone<Of extends Value>(value: Of): Of {
  if (Array.isArray(value)) return value.map((item: Value) => clone(item)) as Of
  if (isPlainObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, clone(field)])) as Of
  return value
}
