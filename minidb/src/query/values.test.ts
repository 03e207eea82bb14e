import { Binary, BSONRegExp, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { describe, expect, it } from 'vitest'
import { boxAround, metresBetween, readPoint } from './geo'
import { valueAt, valuesAt } from './paths'
import { compareBy, readOrder, sortKey } from './sort'
import { SortBuffer } from './sort-buffer'
import { refusal } from './testing'
import { tuplesAt } from './tuples'
import { clone, compare, equals, identity, isBetween, type Doc, type Value } from './values'

const decimal = (text: string) => Decimal128.fromString(text)
const id = (last: string) => new ObjectId(`${'0'.repeat(23)}${last}`)
const bytes = (...list: number[]) => new Binary(Uint8Array.from(list))

/** Values in MongoDB's order; those of one line are equal. */
const IN_ORDER: Value[][] = [
  [new MinKey()],
  [undefined],
  [null],
  [NaN, new Double(NaN), decimal('NaN')],
  [-Infinity, decimal('-Infinity')],
  [decimal('-1E+400')],
  [-1e300],
  [-1.5, decimal('-1.50')],
  [-1, Long.fromInt(-1), decimal('-1')],
  [decimal('-1E-400')],
  [0, -0, new Int32(0), Long.ZERO, decimal('0'), decimal('0E+10')],
  [decimal('1E-400')],
  [decimal('0.1')],
  [0.1],
  [1, new Int32(1), new Double(1), Long.fromInt(1), decimal('1.00')],
  [decimal('1.5'), 1.5],
  [2 ** 53, Long.fromString('9007199254740992'), decimal('9007199254740992')],
  [Long.fromString('9007199254740993'), decimal('9007199254740993')],
  [decimal('9007199254740993.5')],
  [Long.fromString('9007199254740994'), 2 ** 53 + 2],
  [Long.MAX_VALUE, decimal('9223372036854775807')],
  [2 ** 63, decimal('9223372036854775808')],
  [1e300],
  [decimal('1E+400')],
  [Infinity, decimal('Infinity')],
  [''],
  ['A'],
  ['a'],
  ['ab'],
  ['é'],
  ['一'],
  ['\uffff'],
  ['𠮷'],
  [{}],
  [{ a: 1 }, { a: Long.fromInt(1) }],
  [{ a: 1, b: 1 }],
  [{ a: 2 }],
  [{ b: 1 }],
  [{ a: 'x' }],
  [[]],
  [[1]],
  [[1, 2]],
  [[2]],
  [bytes()],
  [bytes(9)],
  [new Binary(Uint8Array.from([1]), 5)],
  [bytes(1, 1)],
  [bytes(1, 2)],
  [id('1'), id('1')],
  [id('2')],
  [false],
  [true],
  [new Date(-1)],
  [new Date(0), new Date(0)],
  [new Date(1)],
  [Timestamp.fromBits(2, 1)],
  [Timestamp.fromBits(1, 2)],
  [new BSONRegExp('a')],
  [new BSONRegExp('a', 'i'), /a/i],
  [new BSONRegExp('b')],
  [new Code('a')],
  [new Code('b')],
  [new MaxKey()],
]
const isNothing = (value: Value) => value === undefined || value === null

describe('the order of values', () => {
  it('is MongoDB’s for every two of them, and equal ones have one identity', () => {
    for (const [at, line] of IN_ORDER.entries())
      for (const [other, values] of IN_ORDER.entries())
        for (const a of line)
          for (const b of values) {
            const what = `${identity(a)} and ${identity(b)}`
            expect(Math.sign(compare(a, b)) + 0, what).toBe(Math.sign(at - other))
            expect(equals(a, b), what).toBe(at === other)
            expect(identity(a) === identity(b), what).toBe(at === other || (isNothing(a) && isNothing(b)))
          }
  })
  it('knows decimals that neither a double nor a long equals', () => {
    const values = [decimal('0.1'), decimal('1E+400'), decimal('9007199254740993.5'), decimal('1E-400')]
    expect(values.map(isBetween)).toEqual([true, true, true, true])
    const held = [
      decimal('NaN'),
      decimal('Infinity'),
      decimal('0.5'),
      decimal('9007199254740993'),
      0.1,
      decimal('0E+40'),
    ]
    expect(held.map(isBetween)).toEqual([false, false, false, false, false, false])
  })
  it('tells apart lists and documents whose texts run together', () => {
    const alike: Value[] = [
      ['a,s1:b'],
      ['a', 'b'],
      { a: 'b' },
      { 'a=s1': 'b' },
      ['ab'],
      [['ab']],
      's1:a',
      'a',
      true,
      'true',
    ]
    expect(new Set(alike.map(identity)).size).toBe(alike.length)
  })
  it('does not change by a copy, which shares nothing', () => {
    const value = { a: [{ b: 1 }], c: id('1') }
    const copy = clone(value)
    copy.a[0]!.b = 2
    expect(value.a[0]!.b).toBe(1)
    expect(equals(clone(value), value)).toBe(true)
  })
})

describe('the values at a path', () => {
  const DOC = { a: [{ b: 1 }, { b: [2, 3] }, [{ b: 4 }], 5], c: { d: [1] }, e: [[1, 2], 3] }
  it.each<[string, Value[], Value[]]>([
    ['a.b', [1, 2, 3, [2, 3]], [1, [2, 3]]],
    ['a.1.b', [2, 3, [2, 3]], [[2, 3]]],
    ['a.2.b', [4], [4]],
    ['a.3', [5], [5]],
    ['c.d', [1, [1]], [[1]]],
    ['c.x', [undefined], [undefined]],
    ['c.d.x', [], []],
    ['x.y', [undefined], [undefined]],
    ['e.0', [[1, 2]], [[1, 2]]],
    ['e', [[1, 2], 3, DOC.e], [DOC.e]],
  ])('%s', (path, opened, closed) => {
    const steps = path.split('.')
    // A field of a document in an array that has none of the name counts as missing.
    const without = (list: Value[]) => list.filter((value) => value !== undefined || path.includes('x'))
    expect(without(valuesAt(DOC, steps, true))).toEqual(opened)
    expect(without(valuesAt(DOC, steps))).toEqual(closed)
  })
  it('are one where arrays are entered by position alone', () => {
    expect(valueAt(DOC, ['a', '1', 'b'])).toEqual([2, 3])
    expect(valueAt(DOC, ['a', 'b'])).toBeUndefined()
    expect(valueAt(DOC, ['c', 'd', '0'])).toBe(1)
    expect(valueAt(DOC, ['a', '3', 'x'])).toBeUndefined()
  })
})

describe('the key of a sort', () => {
  const key = (sort: Doc, doc: Doc) => sortKey(readOrder(sort), doc)
  it('is the least of an array upwards, and the greatest downwards', () => {
    expect(key({ a: 1 }, { a: [3, 1, 2] })).toEqual([1])
    expect(key({ a: -1 }, { a: [3, 1, 2] })).toEqual([3])
    expect(key({ 'a.b': 1 }, { a: [{ b: 2 }, { b: 1 }, 5] })).toEqual([null])
    expect(key({ a: 1 }, { a: [] })).toEqual([undefined])
    expect(key({ a: 1, b: -1 }, {})).toEqual([null, null])
  })
  it('goes through one array together', () => {
    const doc = {
      a: [
        { b: 2, c: 1 },
        { b: 1, c: 9 },
      ],
    }
    expect(key({ 'a.b': 1, 'a.c': 1 }, doc)).toEqual([1, 9])
    expect(tuplesAt(doc, [['a', 'b'], ['a', 'c'], ['d']])).toEqual({
      tuples: [
        [2, 1, null],
        [1, 9, null],
      ],
      opened: [0, 1],
    })
    expect(tuplesAt({ d: 1 }, [['d']])).toEqual({ tuples: [[1]], opened: [] })
    expect(refusal(() => key({ a: 1, b: 1 }, { a: [1], b: [1] }))).toEqual([171, 'cannot index parallel arrays'])
  })
  it('orders by the first difference', () => {
    const docs = [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 0, b: 0 },
    ]
    expect(docs.sort(compareBy(readOrder({ a: 1, b: -1 })))).toEqual([
      { a: 0, b: 0 },
      { a: 1, b: 2 },
      { a: 1, b: 1 },
    ])
    expect(refusal(() => readOrder(1))).toEqual([2, 'a sort has to be an object'])
    expect([readOrder(undefined), readOrder(null)]).toEqual([[], []])
  })
  it('keeps equal documents in the order in which they came, and no more than its limit', () => {
    const fill = (limit: number, count: number) => {
      const buffer = new SortBuffer(readOrder({ a: 1 }), limit)
      for (let at = 0; at < count; at++) buffer.add({ a: (count - at) % 3 }, Buffer.from(String(at)))
      return buffer.sorted().map(String)
    }
    expect(fill(0, 7)).toEqual(['1', '4', '0', '3', '6', '2', '5'].sort((a, b) => ((7 - +a) % 3) - ((7 - +b) % 3)))
    expect(fill(3, 7)).toHaveLength(3)
    expect(fill(2, 1000)).toEqual(['1', '4'])
    expect(fill(5, 3)).toHaveLength(3)
  })
})

describe('a point', () => {
  it('is GeoJSON or a pair of numbers', () => {
    expect(readPoint({ type: 'Point', coordinates: [118.6, 37.4] })).toEqual([118.6, 37.4])
    expect(readPoint([118.6, Long.fromInt(37)])).toEqual([118.6, 37])
    for (const wrong of [
      null,
      1,
      [1],
      ['1', 2],
      [1, '2'],
      { type: 'Line', coordinates: [1, 2] },
      { coordinates: [1, 2] },
    ])
      expect(readPoint(wrong)).toBeNull()
  })
  it('is as far from another as MongoDB counts', () => {
    // A degree of latitude of a sphere of 6,378.1 km.
    expect(metresBetween([118, 37], [118, 38])).toBeCloseTo(111_318.8, 0)
    expect(metresBetween([118, 60], [119, 60])).toBeCloseTo(55_658.9, 0)
    expect(metresBetween([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6_378_100, 0)
    expect(metresBetween([118, 37], [118, 37])).toBe(0)
  })
  it('has a box around it that holds everything so near', () => {
    const { west, east, south, north } = boxAround([118, 60], 10_000)
    expect(north - 60).toBeCloseTo(0.0898, 3)
    expect(60 - south).toBeCloseTo(0.0898, 3)
    expect(east - 118).toBeGreaterThan(0.1796)
    expect(east - 118).toBeLessThan(0.181)
    expect(118 - west).toBeCloseTo(east - 118, 9)
    expect(boxAround([0, 89.9], 1000).east).toBeLessThan(1)
  })
})
