import { BSON, Binary, Double, Long, ObjectId } from 'bson'
import { describe, expect, it } from 'vitest'
import { decode, encode } from './bson'
import { held, nameOf } from './property-names'
import { compare, type Doc } from './values'

/** A document of BSON elements, written by hand: name, type and bytes. */
function raw(...elements: [type: number, name: string, bytes: Buffer][]) {
  const body = Buffer.concat(
    elements.flatMap(([type, name, bytes]) => [Buffer.from([type]), Buffer.from(`${name}\0`), bytes]),
  )
  const size = Buffer.alloc(4)
  size.writeInt32LE(body.length + 5)
  return Buffer.concat([size, body, Buffer.from([0])])
}
const int = (value: number) => ((bytes) => (bytes.writeInt32LE(value), bytes))(Buffer.alloc(4))
const long = (value: bigint) => ((bytes) => (bytes.writeBigInt64LE(value), bytes))(Buffer.alloc(8))
const double = (value: number) => ((bytes) => (bytes.writeDoubleLE(value), bytes))(Buffer.alloc(8))
const string = (value: string) => Buffer.concat([int(Buffer.byteLength(value) + 1), Buffer.from(`${value}\0`)])

const KEPT: [name: string, bytes: Buffer][] = [
  ['int32', raw([0x10, 'a', int(5)])],
  ['a double with the value of an int32', raw([0x01, 'a', double(5)])],
  ['minus zero', raw([0x01, 'a', double(-0)])],
  ['NaN and infinities', raw([0x01, 'a', double(NaN)], [0x01, 'b', double(-Infinity)])],
  ['a small int64', raw([0x12, 'a', long(5n)])],
  ['the largest int64', raw([0x12, 'a', long(2n ** 63n - 1n)])],
  ['names that are whole numbers, in their order', raw([0x10, 'b', int(1)], [0x10, '2', int(2)], [0x10, '1', int(3)])],
  ['__proto__ as a name', raw([0x03, '__proto__', raw([0x10, 'x', int(1)])], [0x10, 'constructor', int(1)])],
  ['_bsontype as a name', raw([0x02, '_bsontype', string('ObjectId')], [0x02, 'id', string('no')])],
  ['a reference', raw([0x02, '$ref', string('c')], [0x10, '$id', int(1)], [0x10, '$x', int(1)])],
  [
    'a binary of the old subtype',
    raw([0x05, 'a', Buffer.concat([int(7), Buffer.from([2]), int(3), Buffer.from('abc')])]),
  ],
  ['a uuid', raw([0x05, 'a', Buffer.concat([int(16), Buffer.from([4]), Buffer.alloc(16, 7)])])],
  ['texts of other planes', raw([0x02, '食堂', string('\u{1f35a} \0 é \uFFFD')])],
  [
    'a decimal with its zeros',
    raw([0x13, 'a', Buffer.from(BSON.serialize({ a: BSON.Decimal128.fromString('1.500') }).subarray(7, 23))]),
  ],
  [
    'arrays in documents in arrays',
    raw([0x04, 'a', raw([0x03, '0', raw([0x04, 'b', raw([0x0a, '0', Buffer.alloc(0)])])])]),
  ],
]

describe('documents come back byte for byte', () => {
  it.each(KEPT)('%s', (_, bytes) => {
    expect(encode(decode(bytes)).toString('hex')).toBe(bytes.toString('hex'))
  })

  it('reads and writes what the bson package does', () => {
    const doc = { _id: new ObjectId(), at: new Date(5), flag: true, re: /a/i, list: [1, 'x', null], deep: { n: 1.5 } }
    expect(encode(doc as Doc).equals(Buffer.from(BSON.serialize(doc)))).toBe(true)
    expect(encode(decode(BSON.serialize(doc))).equals(Buffer.from(BSON.serialize(doc)))).toBe(true)
  })

  it('leaves out what is undefined, but not the place of it in an array', () => {
    expect(BSON.deserialize(encode({ a: undefined, b: [undefined, 1] }))).toEqual({ b: [null, 1] })
  })

  it('grows for a large document, and writes the next one right', () => {
    const large = { a: 'x'.repeat(3_000_000), b: new Binary(Buffer.alloc(100_000)) }
    expect(encode(large).equals(Buffer.from(BSON.serialize(large)))).toBe(true)
    expect(BSON.deserialize(encode({ n: Long.fromNumber(2) }), { promoteLongs: false })).toEqual({
      n: Long.fromNumber(2),
    })
  })
})

const REFUSED: [name: string, bytes: Buffer, message: RegExp][] = [
  ['undefined', raw([0x06, 'a', Buffer.alloc(0)]), /undefined/],
  ['a symbol', raw([0x0e, 'a', string('x')]), /symbol/],
  ['a DBPointer', raw([0x0c, 'a', Buffer.alloc(20)]), /DBPointer/],
  ['code with scope', raw([0x0f, 'a', Buffer.alloc(20)]), /code with scope/],
  ['an unknown type', raw([0x42, 'a', Buffer.alloc(0)]), /type 66/],
  ['two fields of one name', raw([0x10, 'a', int(1)], [0x10, 'a', int(2)]), /two fields/],
  ['two fields named 1', raw([0x10, '1', int(1)], [0x10, '1', int(2)]), /two fields/],
  ['a text that is not UTF-8', raw([0x02, 'a', Buffer.concat([int(2), Buffer.from([0xff, 0])])]), /UTF-8/],
  ['a date out of range', raw([0x09, 'a', long(2n ** 60n)]), /dates/],
  ['an option of a regular expression', raw([0x0b, 'a', Buffer.from('x\0g\0')]), /options g/],
  ['a text that is cut off', raw([0x02, 'a', int(50)]), /cut off/],
  ['a text without an end', raw([0x02, 'a', Buffer.concat([int(1), Buffer.from('x')])]), /no end/],
  ['a name without an end', Buffer.from([6, 0, 0, 0, 0x10, 0]).fill(1, 4, 5), /./],
  ['a document longer than its bytes', Buffer.concat([int(50), Buffer.from([0])]), /wrong size/],
  ['an inner document that reaches beyond', raw([0x03, 'a', Buffer.concat([int(40), Buffer.from([0])])]), /wrong size/],
  ['a document that ends too early', raw([0x03, 'a', Buffer.concat([int(6), Buffer.from([0x0a, 0])])]), /./],
]

describe('refused', () => {
  it.each(REFUSED)('%s', (_, bytes, message) => {
    expect(() => decode(bytes)).toThrow(message)
  })

  it('documents of too many levels, in both directions', () => {
    let deep = raw([0x10, 'a', int(1)])
    for (let level = 0; level < 250; level++) deep = raw([0x03, 'a', deep])
    expect(() => decode(deep)).toThrow(/levels/)
    let doc: Doc = {}
    for (let level = 0; level < 250; level++) doc = { a: doc }
    expect(() => encode(doc)).toThrow(/levels/)
    let list: unknown[] = []
    for (let level = 0; level < 250; level++) list = [list]
    expect(() => encode({ list })).toThrow(/levels/)
  })

  it('values of a class that is not BSON', () => {
    expect(() => encode({ a: new Map() })).toThrow(/Map/)
  })
})

describe('what values are in memory', () => {
  it('tells the numbers apart', () => {
    const [a, b, c] = [
      decode(raw([0x10, 'n', int(5)])),
      decode(raw([0x01, 'n', double(5)])),
      decode(raw([0x12, 'n', long(5n)])),
    ]
    expect(a.n).toBe(5)
    expect(b.n).toBeInstanceOf(Double)
    expect(c.n).toBeInstanceOf(Long)
    expect([compare(a.n, b.n), compare(b.n, c.n), compare(a.n, c.n)]).toEqual([0, 0, 0])
  })

  it('holds names that JavaScript would move or obey under others', () => {
    for (const name of ['0', '12', '__proto__', 'a', '', '1a', '_', '01']) expect(nameOf(held(name))).toBe(name)
    expect([held('0') === '0', held('__proto__') === '__proto__', held('a')]).toEqual([false, false, 'a'])
    const doc = decode(raw([0x03, '__proto__', raw([0x10, 'polluted', int(1)])]))
    expect((doc as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
