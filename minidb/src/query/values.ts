import {
  Binary,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  BSONRegExp,
  BSONSymbol,
  Timestamp,
  BSON,
} from 'bson'

/** A stored value as bson decodes it. */
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
  if (value instanceof Date) return Kind.Date
  if (value instanceof ObjectId) return Kind.ObjectId
  if (value instanceof RegExp || value instanceof BSONRegExp) return Kind.RegExp
  if (value instanceof Timestamp) return Kind.Timestamp
  if (value instanceof Long || value instanceof Decimal128 || value instanceof Int32 || value instanceof Double)
    return Kind.Number
  if (value instanceof Binary || value instanceof Uint8Array) return Kind.Binary
  if (value instanceof MinKey) return Kind.MinKey
  if (value instanceof MaxKey) return Kind.MaxKey
  if (value instanceof BSONSymbol) return Kind.String
  if (value instanceof Code) return Kind.Code
  if (value instanceof DBRef) return Kind.Object
  return Kind.Object
}

/** A number of any kind as a double. Exact for what a double holds; longs and decimals beyond are rounded. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (value instanceof Long) return value.toNumber()
  if (value instanceof Decimal128) return Number(value.toString())
  return Number(value)
}

/** What a long is beyond the double it rounds to, -512 to 512; 0 for every other number. */
export const residue = (value: Value) =>
  value instanceof Long && !Number.isSafeInteger(value.toNumber())
    ? Number(value.toBigInt() - BigInt(value.toNumber()))
    : 0

/** Rounding keeps the order: only numbers that round to the same double need a second look. */
function compareNumbers(a: Value, b: Value): number {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1
  if (Number.isNaN(y)) return 1
  return x < y ? -1 : x > y ? 1 : residue(a) - residue(b)
}

export const bytesOf = (value: Value): Uint8Array =>
  value instanceof Binary ? value.buffer.subarray(0, value.position) : (value as Uint8Array)
export const regExpSource = (value: Value) => (value instanceof BSONRegExp ? value.pattern : (value as RegExp).source)
export const regExpFlags = (value: Value) => (value instanceof BSONRegExp ? value.options : (value as RegExp).flags)
const subType = (value: Value) => (value instanceof Binary ? value.sub_type : 0)

const bytes = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b)
const text = (value: Value) => (value instanceof BSONSymbol ? value.value : (value as string))

/** MongoDB's order over all values. Strings by their UTF-8 bytes; objects field by field in their order. */
export function compare(a: Value, b: Value): number {
  const [kind, other] = [kindOf(a), kindOf(b)]
  if (kind !== other) return kind - other
  switch (kind) {
    case Kind.Number:
      return compareNumbers(a, b)
    case Kind.String:
      return text(a) === text(b) ? 0 : bytes(Buffer.from(text(a)), Buffer.from(text(b)))
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
    const order = kindOf(valueA) - kindOf(valueB) || compare(nameA, nameB) || compare(valueA, valueB)
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** The order of texts is that of their bytes, which costs far more to find than whether they are the same. */
export const equals = (a: Value, b: Value) =>
  typeof a === 'string' && typeof b === 'string' ? a === b : compare(a, b) === 0

/** A copy that shares nothing with what it was made from. */
export function clone<Of extends Value>(value: Of): Of {
  if (Array.isArray(value)) return value.map((item: Value) => clone(item)) as Of
  if (isPlainObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, clone(field)])) as Of
  return value
}

const OPTIONS = {
  promoteBuffers: false,
  promoteLongs: true,
  promoteValues: true,
  bsonRegExp: true,
  ignoreUndefined: true,
}
export const decode = (raw: Uint8Array): Doc => BSON.deserialize(raw, OPTIONS)
export const encode = (doc: Doc): Uint8Array =>
  BSON.serialize(doc, { ignoreUndefined: true, serializeFunctions: false })
