import { Binary, BSONRegExp, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { describe, expect, it } from 'vitest'
import { compare, type Value } from '../query/values'
import { after, encodeValue, inverted, isCut } from './keys'

/** The same numbers every run, so that a failure can be repeated. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

const random = randoms(15)
const next = () => random.next().value
const below = (n: number) => Math.floor(next() * n)
const one = <Of>(of: readonly Of[]) => of[below(of.length)]!

const LETTERS = ['', '\0', '\0\0', 'a', 'ab', 'b', 'é', '食', '食堂', '\u{1f35a}', '\uffff']
const leaf: (() => Value)[] = [
  () => null,
  () => one([0, -0, 1, -1, 0.5, -0.5, 1e300, -1e300, 5e-324, Infinity, -Infinity, NaN, 2 ** 53, -(2 ** 53), 2 ** 63]),
  () => below(2000) - 1000,
  () => Long.fromString(one(['9007199254740992', '9007199254740993', '-9007199254740993', '9223372036854775807', '7'])),
  () => one(LETTERS) + one(LETTERS),
  () => next() < 0.5,
  () => new Date(below(4_000_000) - 2_000_000),
  () => new ObjectId(Buffer.from(Array.from({ length: 12 }, () => one([0, 1, 255])))),
  () => new Timestamp({ t: below(3), i: below(3) }),
  () => new Binary(Buffer.from(Array.from({ length: below(4) }, () => one([0, 1, 255])))),
  () => new Binary(Buffer.from(Array.from({ length: below(4) }, () => one([0, 1, 255]))), one([0, 2, 4, 128])),
  () => new Code(one(['', 'a', 'b'])),
  () => new Double(below(20) - 10),
  () =>
    Decimal128.fromString(
      one(['7', '7.50', '-0.5', '0', '9007199254740993', '9223372036854775808', '1E+3', 'NaN', '-Infinity']),
    ),
  () => new BSONRegExp(one(['a', 'b', '']), one(['', 'i'])),
  () => one([new MinKey(), new MaxKey()]),
]
function value(depth = 0): Value {
  const kind = depth < 3 ? below(leaf.length + 2) : below(leaf.length)
  if (kind === leaf.length) return Array.from({ length: below(4) }, () => value(depth + 1))
  if (kind === leaf.length + 1)
    return Object.fromEntries(Array.from({ length: below(3) }, () => [one(['a', 'b', 'ab']), value(depth + 1)]))
  return leaf[kind]!()
}

describe('the bytes of a key', () => {
  it('stand in the order of the values, whatever their kinds', () => {
    for (let pair = 0; pair < 20_000; pair++) {
      const [a, b] = [value(), value()]
      const order = Math.sign(compare(a, b))
      const [left, right] = [encodeValue(a), encodeValue(b)]
      expect(Buffer.compare(left, right), `${JSON.stringify(a)} and ${JSON.stringify(b)}`).toBe(order)
      expect(Buffer.compare(inverted(left), inverted(right))).toBe(order === 0 ? 0 : -order)
    }
  })

  it('are never the beginning of another, so that compound keys do not run together', () => {
    const keys = Array.from({ length: 400 }, () => encodeValue(value()))
    for (const a of keys)
      for (const b of keys)
        if (!a.equals(b))
          expect(b.subarray(0, a.length).equals(a), `${a.toString('hex')} ${b.toString('hex')}`).toBe(false)
  })

  it('refuse a decimal that no double and no long equals', () => {
    for (const text of ['0.1', '9007199254740993.5', '12345678901234567890123', '1E-400'])
      expect(() => encodeValue({ a: [Decimal128.fromString(text)] })).toThrow(/decimal/)
  })

  it('keep long texts apart, and say that their order is not whole', () => {
    const long = '居'.repeat(200)
    expect(encodeValue(`${long}a`).equals(encodeValue(`${long}b`))).toBe(false)
    expect(encodeValue(long).length).toBeLessThan(600)
    expect([isCut(long), isCut('居'), isCut([long]), isCut({ a: long })]).toEqual([true, false, true, true])
  })

  it('end before the next prefix', () => {
    expect(after(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 3]))
    expect(after(Buffer.from([1, 255, 255]))).toEqual(Buffer.from([2]))
    expect(after(Buffer.from([255, 255]))).toBeNull()
  })
})
