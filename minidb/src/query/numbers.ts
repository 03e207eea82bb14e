import { Decimal128, Double, Int32, Long } from 'bson'
import { badValue } from '../errors'
import { doubleOf, isInt32 } from './bson'
import { toNumber, type Value } from './values'

/** Arithmetic by MongoDB's rules of types: an int32 grows to a long where it must; a double makes everything a double. */
export type NumberType = 'int' | 'long' | 'double' | 'decimal'

export function numberType(value: Value): NumberType {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double'
  if (value instanceof Int32) return 'int'
  if (value instanceof Double) return 'double'
  return value instanceof Decimal128 ? 'decimal' : 'long'
}

const LONG_MIN = -(2n ** 63n)
const LONG_MAX = 2n ** 63n - 1n
const INT_MAX = 2n ** 31n - 1n

const wholeOf = (value: Value) => (value instanceof Long ? value.toBigInt() : BigInt(toNumber(value)))

/** A whole number as an int32 or, where it is one already or has to be, as a long; null beyond 64 bits. */
function whole(value: bigint, type: 'int' | 'long'): Value {
  if (value < LONG_MIN || value > LONG_MAX) return null
  return type === 'int' && value <= INT_MAX && value >= -INT_MAX - 1n ? Number(value) : Long.fromBigInt(value)
}

/** Works on two numbers; null when the result is a whole number beyond 64 bits. Decimals are refused. */
function work(
  a: Value,
  b: Value,
  what: string,
  onDoubles: (x: number, y: number) => number,
  onWholes: (x: bigint, y: bigint) => bigint,
): Value {
  const types = [numberType(a), numberType(b)]
  if (types.includes('decimal')) throw badValue(`minidb does not support ${what} of decimals`)
  if (types.includes('double')) return doubleOf(onDoubles(toNumber(a), toNumber(b)))
  return whole(onWholes(wholeOf(a), wholeOf(b)), types.includes('long') ? 'long' : 'int')
}

export const add = (a: Value, b: Value, what: string) =>
  work(
    a,
    b,
    what,
    (x, y) => x + y,
    (x, y) => x + y,
  )
export const subtract = (a: Value, b: Value, what: string) =>
  work(
    a,
    b,
    what,
    (x, y) => x - y,
    (x, y) => x - y,
  )
