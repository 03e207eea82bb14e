import { BSONRegExp, Decimal128, Double, Int32, Long } from 'bson'
import { describe, expect, it } from 'vitest'
import { nameOf } from './property-names'
import { refusal } from './testing'
import { compileUpdate, seedOf, type UpdateContext } from './update'
import type { Doc, Value } from './values'

const changed = (doc: Doc, update: Value, context: Partial<UpdateContext> = {}) =>
  compileUpdate(update)(doc, { filter: {}, arrayFilters: [], inserting: false, ...context })

describe('an update', () => {
  it.each<[string, Doc, Doc, Doc]>([
    ['sets what is missing, with the documents on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['sets beside what is there', { a: { b: 1 } }, { $set: { 'a.c': 2 } }, { a: { b: 1, c: 2 } }],
    ['sets an element', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
    ['sets a field of an element', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
    ['fills an array with null up to the element', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
    ['removes a field', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': '' } }, { a: { c: 2 } }],
    ['leaves null where an element is removed', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['removes nothing where nothing is', { a: 1 }, { $unset: { b: '', 'c.d': '', 'a.b': '' } }, { a: 1 }],
    ['adds to a number', { a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
    ['begins a number with what is added', {}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
    ['keeps the greater', { a: 2, b: 2 }, { $max: { a: 3, b: 1, c: 4 } }, { a: 3, b: 2, c: 4 }],
    ['pushes', { a: [1] }, { $push: { a: 2, b: [3] } }, { a: [1, 2], b: [[3]] }],
    ['pushes each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    ['keeps the first', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: [1, 2] }],
    ['keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    ['keeps none', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
    ['orders elements', { a: [2] }, { $push: { a: { $each: [3, 1], $sort: 1 } } }, { a: [1, 2, 3] }],
    ['orders elements downwards', { a: [2] }, { $push: { a: { $each: [3, 1], $sort: -1 } } }, { a: [3, 2, 1] }],
    [
      'orders documents by a field, those without it first',
      { a: [{ n: 2 }, 5] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [5, { n: 1 }, { n: 2 }] },
    ],
    ['adds to a set', { a: [1] }, { $addToSet: { a: 2, b: 3 } }, { a: [1, 2], b: [3] }],
    ['adds nothing twice to a set', { a: [{ b: 1 }] }, { $addToSet: { a: { b: 1 } } }, { a: [{ b: 1 }] }],
    ['pulls a value', { a: [1, 2, 1, [1]] }, { $pull: { a: 1 } }, { a: [2, [1]] }],
    ['pulls by a condition', { a: [1, 2, 3] }, { $pull: { a: { $gt: 1 } } }, { a: [1] }],
    ['pulls by fields', { a: [{ b: 1, c: 1 }, { b: 2 }, 1] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }, 1] }],
    ['pulls by words', { a: ['ab', 'b', 1] }, { $pull: { a: new BSONRegExp('^a') } }, { a: ['b', 1] }],
    ['pulls nothing where nothing is', { b: 1 }, { $pull: { a: 1, 'c.d': 1 } }, { b: 1 }],
    ['does not set on insert', { a: 1 }, { $setOnInsert: { b: 1 }, $set: { a: 2 } }, { a: 2 }],
  ])('%s', (_, doc, update, result) => {
    const before = structuredClone(doc)
    expect(changed(doc, update)).toEqual(result)
    expect(doc).toEqual(before)
  })

  it('sets on insert where an upsert inserts', () => {
    expect(changed({}, { $setOnInsert: { b: 1 } }, { inserting: true })).toEqual({ b: 1 })
  })
  it('keeps no part of its argument in the document', () => {
    const argument = { b: [1] }
    const update = compileUpdate({ $set: { a: argument }, $push: { c: argument }, $max: { d: argument } })
    const result = update({}, { filter: {}, arrayFilters: [], inserting: false })
    argument.b.push(2)
    expect(result).toEqual({ a: { b: [1] }, c: [{ b: [1] }], d: { b: [1] } })
  })
  it('keeps the type of what is not greater', () => {
    const five = new Double(5)
    expect(changed({ a: five }, { $max: { a: new Int32(5) } }).a).toBe(five)
  })
  it('makes fields in the order of their names, numbers first and as numbers', () => {
    const result = changed({ a: {} }, { $set: { 'a.b': 1, 'a.10': 1, 'a.9': 1, 'a.A': 1, 'a.b1': 1 } })
    expect(Object.keys(result.a as Doc).map(nameOf)).toEqual(['9', '10', 'A', 'b', 'b1'])
    expect(Object.keys(changed({}, { $set: { z: 1 }, $inc: { b: 1 }, $push: { m: 1 } }))).toEqual(['b', 'm', 'z'])
  })
  it('fills at most 10,000 elements', () => {
    expect((changed({ a: [1] }, { $set: { 'a.10001': 1 } }).a as Value[]).length).toBe(10_002)
    expect(refusal(() => changed({ a: [1] }, { $set: { 'a.10002': 1 } }))).toEqual([
      2,
      'minidb does not fill an array with more than 10000 nulls',
    ])
  })
})

describe('elements of an array', () => {
  it('that the filter found are changed by $', () => {
    const found = { filter: { a: 2 } }
    expect(changed({ a: [1, 2, 2] }, { $set: { 'a.$': 9 } }, found)).toEqual({ a: [1, 9, 2] })
    expect(changed({ a: [2] }, { $set: { 'a.$': 9 } }, found)).toEqual({ a: [9] })
    const inside = { filter: { 'x.a.n': 2 } }
    const doc = { x: { a: [{ n: 1 }, { n: 2 }] } }
    expect(changed(doc, { $set: { 'x.a.$.n': 9 } }, inside)).toEqual({ x: { a: [{ n: 1 }, { n: 9 }] } })
  })
  it('are all changed by $[], and those of a name by its filter', () => {
    expect(changed({ a: [1, 2] }, { $inc: { 'a.$[]': 1 } })).toEqual({ a: [2, 3] })
    const named = (arrayFilters: Doc[], doc: Doc, update: Doc) => changed(doc, update, { arrayFilters })
    expect(named([{ x: { $gt: 1 } }], { a: [1, 2, 3] }, { $set: { 'a.$[x]': 0 } })).toEqual({ a: [1, 0, 0] })
    expect(named([{ x: 1 }], { a: [[1], 1] }, { $set: { 'a.$[x]': 0 } })).toEqual({ a: [[1], 0] })
    const docs = {
      a: [
        { n: 1, m: 1 },
        { n: 1, m: 2 },
      ],
    }
    const set = { $set: { 'a.$[x].k': 0 } }
    expect(named([{ 'y.n': 1 }, { 'x.m': 2 }], docs, set)).toEqual({ a: [docs.a[0], { ...docs.a[1], k: 0 }] })
    const both = [{ $and: [{ 'x.n': 1 }, { 'x.m': 1 }] }]
    expect(named(both, docs, set)).toEqual({ a: [{ ...docs.a[0], k: 0 }, docs.a[1]] })
  })
  it('are refused where no filter names them, or nothing was found', () => {
    const missing = [2, "No array filter found for identifier 'x'"]
    expect(refusal(() => changed({ a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ y: 1 }] }))).toEqual(missing)
    expect(refusal(() => changed({ a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{}] }))).toEqual(missing)
    expect(refusal(() => changed({ a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ $or: [] }] }))).toEqual(
      missing,
    )
    expect(refusal(() => changed({ a: [1] }, { $set: { 'a.$': 1 } }, { filter: { b: 1 } }))).toEqual([
      2,
      'The positional operator did not find the match needed from the query.',
    ])
    for (const doc of [{}, { b: { a: 1 } }])
      expect(refusal(() => changed(doc, { $set: { 'b.a.$[]': 1 } }))).toEqual([
        2,
        "The path 'b.a' must exist in the document in order to apply array updates.",
      ])
  })
  it('are not looked for where nothing is to be made', () => {
    expect(changed({}, { $pull: { 'b.$[].c': 1 } })).toEqual({})
    expect(changed({}, { $unset: { 'b.$[].c': 1 } })).toEqual({})
  })
})

describe('an update is refused', () => {
  it.each<[Value, number, string]>([
    [[{ $set: { a: 1 } }], 9, 'minidb supports updates by operators only, not by a pipeline'],
    [{ a: 1 }, 9, 'minidb supports updates by operators only, not by a whole document'],
    [{ $mul: { a: 1 } }, 9, 'Unknown modifier: $mul'],
    [{ $set: 1 }, 9, 'Modifiers operate on fields but $set has something else'],
    [{ $set: { 'a..b': 1 } }, 56, "The update path 'a..b' contains an empty field name."],
    [{ $set: { 'a.$b': 1 } }, 52, "The field '$b' in 'a.$b' is not valid"],
    [{ $set: { 'a.$[]b': 1 } }, 52, "The field '$[]b' in 'a.$[]b' is not valid"],
    [{ $set: { '$.a': 1 } }, 2, "Cannot have array filter or positional operator in the path '$.a' at its beginning"],
    [{ $set: { a: 1, 'a.b': 1 } }, 40, "Updating the path 'a.b' would create a conflict at 'a'"],
    [{ $set: { a: 1, 'a!': 1, 'a.b.c': 1 } }, 40, "Updating the path 'a.b.c' would create a conflict at 'a'"],
    [{ $set: { 'a.b': 1 }, $inc: { 'a.b': 1 } }, 40, "Updating the path 'a.b' would create a conflict at 'a.b'"],
    [{ $inc: { a: 'x' } }, 14, 'Cannot increment with a non-numeric argument'],
    [{ $inc: { a: Decimal128.fromString('1') } }, 2, 'minidb does not support $inc of decimals'],
    [{ $push: { a: { $each: 1 } } }, 2, 'The field must be an array for $each'],
    [{ $push: { a: { $each: [], $position: 0 } } }, 2, 'minidb does not support $position of $push'],
    [{ $push: { a: { $slice: 1 } } }, 2, 'minidb does not support $slice alone of $push'],
    [{ $push: { a: { $each: [], $slice: 1.5 } } }, 2, 'The value for $slice must be a whole number'],
    [{ $push: { a: { $each: [], $slice: 'x' } } }, 2, 'The value for $slice must be a whole number'],
    [{ $push: { a: { $each: [], $sort: 0 } } }, 2, 'The $sort is invalid: it is 1, -1 or a document'],
    [{ $push: { a: { $each: [], $sort: 'x' } } }, 2, 'The $sort is invalid: it is 1, -1 or a document'],
    [{ $addToSet: { a: { $each: [1] } } }, 2, 'minidb does not support $each of $addToSet'],
  ])('before it reads a document: %j', (update, code, message) => {
    expect(refusal(() => compileUpdate(update))).toEqual([code, message])
  })

  it.each<[Doc, Doc, number, string]>([
    [{ a: 5 }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a}"],
    [{ a: [1] }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a}"],
    [{ a: { b: 5 } }, { $set: { 'a.b.0': 1 } }, 28, "Cannot create field '0' in element {b}"],
    [{ a: 5 }, { $pull: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a}"],
    [{ a: null }, { $inc: { a: 1 } }, 14, 'Cannot apply $inc to a value of non-numeric type'],
    [
      { a: Long.MAX_VALUE },
      { $inc: { a: Long.fromInt(1) } },
      2,
      'Failed to apply $inc operations to current value: it is beyond 64 bits',
    ],
    [{ a: 1 }, { $push: { a: 1 } }, 2, 'The field must be an array for $push'],
    [{ a: 1 }, { $addToSet: { a: 1 } }, 2, 'The field must be an array for $addToSet'],
    [{ a: 1 }, { $pull: { a: 1 } }, 2, 'The field must be an array for $pull'],
  ])('by a document that it does not fit: %j %j', (doc, update, code, message) => {
    expect(refusal(() => changed(doc, update))).toEqual([code, message])
  })

  it('and what lies beside one another is no conflict', () => {
    expect(changed({}, { $set: { 'a.b': 1, 'a.c': 1, 'a.bc': 1 } })).toEqual({ a: { b: 1, c: 1, bc: 1 } })
  })
})

describe('the first document of an upsert', () => {
  it('has the fields that its filter compares for equality', () => {
    const filter = {
      a: 1,
      'b.c': { d: 2 },
      e: { $gt: 1 },
      f: new BSONRegExp('x'),
      g: { $eq: 3 },
      h: { $in: [4] },
      i: { $in: [4, 5] },
      j: { $all: [6] },
      k: { $in: [{ $elemMatch: 1 }] },
      $and: [{ l: 7 }],
    }
    expect(seedOf(filter)).toEqual({ a: 1, b: { c: { d: 2 } }, g: 3, h: 4, j: 6, l: 7 })
  })
  it('keeps no part of the filter', () => {
    const filter = { a: { b: [1] } }
    const seed = seedOf(filter)
    filter.a.b.push(2)
    expect(seed).toEqual({ a: { b: [1] } })
  })
  it('is refused where two conditions say what a field is', () => {
    const twice = (path: string) => [54, `cannot infer query fields to set, path '${path}' is matched twice`]
    expect(refusal(() => seedOf({ a: 1, $and: [{ a: 1 }] }))).toEqual(twice('a'))
    expect(refusal(() => seedOf({ a: [1], 'a.b': 1 }))).toEqual(twice('a.b'))
    expect(refusal(() => seedOf({ 'a..b': 1 }))).toEqual([56, "The update path 'a..b' contains an empty field name."])
  })
})
