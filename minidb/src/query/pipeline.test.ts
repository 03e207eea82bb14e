import { Decimal128, Double, Int32, Long } from 'bson'
import { describe, expect, it } from 'vitest'
import { compileExpression, isTrue } from './expression'
import { compileStages, countOf } from './pipeline'
import { refusal } from './testing'
import type { Doc, Value } from './values'

const run = (docs: Doc[], ...stages: Doc[]) => [...compileStages(stages)(docs)].filter((row) => row !== null)
const DOCS: Doc[] = [
  { _id: 1, kind: 'a', n: 1 },
  { _id: 2, kind: 'b', n: 5 },
  { _id: 3, kind: 'a', n: 3 },
  { _id: 4, n: 'x' },
]
const ids = (...stages: Doc[]) => run(DOCS, ...stages).map(({ _id }) => _id)

describe('a pipeline', () => {
  it('matches, sorts, skips and limits, in its own order', () => {
    expect(ids()).toEqual([1, 2, 3, 4])
    expect(ids({ $match: { kind: 'a' } })).toEqual([1, 3])
    expect(ids({ $sort: { n: -1 } })).toEqual([4, 2, 3, 1])
    expect(ids({ $skip: 1 }, { $limit: 2 })).toEqual([2, 3])
    expect(ids({ $limit: 2 }, { $skip: 1 })).toEqual([2])
    expect(ids({ $skip: 0 }, { $limit: 9 })).toEqual([1, 2, 3, 4])
    expect(ids({ $match: { kind: 'a' } }, { $limit: 1 })).toEqual([1])
  })
  it('reads no further than its limit', () => {
    let read = 0
    const docs = function* () {
      for (const doc of DOCS) {
        read++
        yield doc
      }
    }
    expect([...compileStages([{ $limit: 2 }])(docs())]).toHaveLength(2)
    expect(read).toBe(2)
  })
  it('projects and adds constants', () => {
    expect(run(DOCS, { $limit: 1 }, { $project: { n: 1, _id: 0 } })).toEqual([{ n: 1 }])
    expect(run([{ a: 1 }], { $addFields: { part: 2, is: true } })).toEqual([{ a: 1, part: 2, is: true }])
    expect(run([{ a: 1 }], { $match: { a: 2 } }, { $addFields: { part: 2 } })).toEqual([])
    expect(run([{ a: 1 }], { $match: { a: 2 } }, { $project: { a: 1 } })).toEqual([])
  })
  it('groups, a missing value with null, and adds up numbers alone', () => {
    const sums = run(DOCS, { $group: { _id: '$kind', sum: { $sum: '$n' }, count: { $sum: 1 } } })
    expect(sums).toEqual([
      { _id: 'a', sum: 4, count: 2 },
      { _id: 'b', sum: 5, count: 1 },
      { _id: null, sum: 0, count: 1 },
    ])
    expect(run(DOCS, { $group: { _id: null } })).toEqual([{ _id: null }])
    expect(run([], { $group: { _id: null, n: { $sum: 1 } } })).toEqual([])
    expect(run(DOCS, { $match: { kind: 'b' } }, { $group: { _id: { k: '$kind' }, n: { $sum: 1 } } })).toEqual([
      { _id: { k: 'b' }, n: 1 },
    ])
  })
  it.each<[Doc, number, string]>([
    [{ $lookup: {} }, 40324, "Unrecognized pipeline stage name: '$lookup'"],
    [{}, 40323, 'A pipeline stage specification object must contain exactly one field.'],
    [{ $skip: 1, $limit: 1 }, 40323, 'A pipeline stage specification object must contain exactly one field.'],
    [{ $match: 1 }, 2, 'the $match stage takes an object'],
    [{ $project: 1 }, 2, 'the $project stage takes an object'],
    [{ $project: {} }, 51272, '$project needs at least one field'],
    [{ $group: 1 }, 2, 'the $group stage takes an object'],
    [{ $group: { n: { $sum: 1 } } }, 15955, 'a group specification must include an _id'],
    [{ $group: { _id: 1, n: 1 } }, 2, 'the $group stage takes an object'],
    [{ $group: { _id: 1, n: {} } }, 15952, "unknown group operator ''"],
    [{ $group: { _id: 1, n: { $avg: 1 } } }, 15952, "unknown group operator '$avg'"],
    [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }, 40235, "The field name 'a.b' is not allowed"],
    [{ $group: { _id: 1, $n: { $sum: 1 } } }, 40235, "The field name '$n' is not allowed"],
    [{ $sort: 1 }, 2, 'the $sort stage takes an object'],
    [{ $sort: {} }, 15976, '$sort stage must have at least one sort key'],
    [{ $sort: { a: 2 } }, 2, 'minidb does not support the sort 2 of a'],
    [{ $sort: { a: 'x' } }, 2, 'minidb does not support the sort "x" of a'],
    [{ $sort: { 'a.0': 1 } }, 2, 'minidb does not support the sort by a.0'],
    [{ $sort: { 'a..b': 1 } }, 2, 'minidb does not support the sort by a..b'],
    [{ $sort: { 'a.$b': 1 } }, 2, 'minidb does not support the sort by a.$b'],
    [{ $skip: -1 }, 15957, '$skip takes a whole number of at least 0'],
    [{ $skip: 1.5 }, 15957, '$skip takes a whole number of at least 0'],
    [{ $skip: 'x' }, 15957, '$skip takes a whole number of at least 0'],
    [{ $limit: 0 }, 15957, '$limit takes a whole number of at least 1'],
    [{ $addFields: {} }, 40177, 'specification must have at least one field'],
    [{ $addFields: 1 }, 2, 'the $addFields stage takes an object'],
    [{ $addFields: { a: 'x' } }, 2, 'minidb supports $addFields with numbers and booleans at the top of a document'],
    [{ $addFields: { 'a.b': 1 } }, 2, 'minidb supports $addFields with numbers and booleans at the top of a document'],
    [{ $addFields: { $a: 1 } }, 2, 'minidb supports $addFields with numbers and booleans at the top of a document'],
  ])('is refused: %j', (stage, code, message) => {
    expect(refusal(() => compileStages([stage]))).toEqual([code, message])
  })
  it('takes whole numbers of every type as a count', () => {
    expect([Long.fromInt(3), new Int32(3), 3].map((value) => countOf('$skip', value, 0))).toEqual([3, 3, 3])
  })
})

const worked = (expression: Value, root: Doc = {}) => compileExpression(expression)({ root })

describe('an expression', () => {
  it.each<[Value, Doc, Value]>([
    ['$a', { a: 1 }, 1],
    ['$a', {}, undefined],
    ['$a.b', { a: { b: 1 } }, 1],
    ['$a.b', { a: [{ b: 1 }, { c: 1 }, 5, { b: 2 }] }, [1, 2]],
    ['$a.b', { a: 5 }, undefined],
    ['a', { a: 1 }, 'a'],
    [5, {}, 5],
    [['$a', '$b'], { a: 1 }, [1, null]],
    [{ x: '$a', y: '$b', z: 1 }, { a: 1 }, { x: 1, z: 1 }],
    [{ $ne: ['$a', 1] }, { a: 2 }, true],
    [{ $ne: ['$a', 1] }, { a: 1 }, false],
    [{ $lt: ['$a', 2] }, { a: 1 }, true],
    [{ $lt: ['$a', 2] }, { a: 2 }, false],
    [{ $lte: ['$a', 2] }, { a: 2 }, true],
    [{ $lte: ['$a', 2] }, { a: 3 }, false],
    [{ $and: ['$a', '$b'] }, { a: 1, b: 'x' }, true],
    [{ $and: ['$a', '$b'] }, { a: 1, b: 0 }, false],
    [{ $and: ['$a', '$b'] }, { a: 1, b: null }, false],
    [{ $and: ['$a'] }, { a: false }, false],
    [{ $and: [] }, {}, true],
    [{ $add: ['$a', 2, 3] }, { a: 1 }, 6],
    [{ $add: ['$a', 2] }, {}, null],
    [{ $add: ['$a', 2] }, { a: null }, null],
    [{ $add: [] }, {}, 0],
    [{ $subtract: ['$a', 2] }, { a: 5 }, 3],
    [{ $subtract: ['$a', 2] }, {}, null],
    [{ $subtract: [2, '$a'] }, {}, null],
    [{ $ifNull: ['$a', 7] }, {}, 7],
    [{ $ifNull: ['$a', 7] }, { a: null }, 7],
    [{ $ifNull: ['$a', 7] }, { a: 0 }, 0],
    [{ $ifNull: ['$a', '$b', 7] }, { b: 2 }, 2],
  ])('%j of %j', (expression, root, result) => {
    expect(worked(expression, root)).toEqual(result)
  })

  it('grows beyond 32 and 64 bits', () => {
    expect(worked({ $add: [2 ** 31 - 1, 1] })).toEqual(Long.fromNumber(2 ** 31))
    expect(worked({ $add: [2 ** 31 - 2, 1] })).toBe(2 ** 31 - 1)
    expect(worked({ $subtract: [-(2 ** 31), 1] })).toEqual(Long.fromNumber(-(2 ** 31) - 1))
    expect(worked({ $subtract: [-(2 ** 31) + 1, 1] })).toBe(-(2 ** 31))
    expect(worked({ $add: [Long.MAX_VALUE, 1] })).toBe(2 ** 63)
    expect(worked({ $subtract: [Long.MIN_VALUE, 1] })).toBe(-(2 ** 63))
    expect(worked({ $add: [Long.fromInt(1), 1] })).toEqual(Long.fromInt(2))
    expect(worked({ $add: [0.5, 1] })).toBe(1.5)
    expect(worked({ $add: [new Int32(1), new Double(1)] })).toEqual(new Double(2))
  })

  it.each<[Value, number, string]>([
    [{ $foo: 1 }, 168, "Unrecognized expression '$foo'"],
    [{ $ne: 1, $lt: 1 }, 15983, 'an object of an expression has one operator: $ne,$lt'],
    [{ $ne: [1] }, 16020, 'Expression $ne takes exactly 2 arguments. 1 were passed in.'],
    [{ $lt: [1, 2, 3] }, 16020, 'Expression $lt takes exactly 2 arguments. 3 were passed in.'],
    [{ $lte: 1 }, 16020, 'Expression $lte takes exactly 2 arguments. 1 were passed in.'],
    [{ $subtract: [1] }, 16020, 'Expression $subtract takes exactly 2 arguments. 1 were passed in.'],
    [{ $ifNull: [1] }, 1257300, '$ifNull needs at least two arguments'],
    [{ $ifNull: 1 }, 1257300, '$ifNull needs at least two arguments'],
    ['$$ROOT.a', 17276, 'minidb does not support the variable $$ROOT'],
    ['$a..b', 15998, 'not a field path: $a..b'],
    ['$a.$b', 15998, 'not a field path: $a.$b'],
    ['$a.0', 16410, 'minidb does not support numbers in the path $a.0'],
  ])('is refused: %j', (expression, code, message) => {
    expect(refusal(() => compileExpression(expression))).toEqual([code, message])
  })
  it.each<[Value, string, number]>([
    [{ $add: ['$a', 1] }, 'minidb supports $add of numbers only', 16554],
    [{ $subtract: ['$a', 1] }, 'minidb supports $subtract of numbers only', 16554],
    [{ $subtract: [1, '$a'] }, 'minidb supports $subtract of numbers only', 16554],
    [{ $add: [Decimal128.fromString('1'), 1] }, 'minidb does not support $add of decimals', 2],
    [{ $subtract: [Decimal128.fromString('1'), 1] }, 'minidb does not support $subtract of decimals', 2],
  ])('is refused for what it meets: %j', (expression, message, code) => {
    expect(refusal(() => worked(expression, { a: 'x' }))).toEqual([code, message])
  })
  it('holds everything true but false, null, missing and zero', () => {
    expect([false, null, undefined, 0, -0, Long.ZERO, new Double(0)].map(isTrue)).not.toContain(true)
    expect([true, 1, NaN, '', [], {}, new Date(0)].map(isTrue)).not.toContain(false)
  })
})

describe('a sum', () => {
  const sum = (...values: Value[]) =>
    run(
      values.map((n) => ({ n })),
      { $group: { _id: 1, n: { $sum: '$n' } } },
    )[0]!.n
  it('is as wide as it has to be', () => {
    expect(sum(1, 2, 'x', null)).toBe(3)
    expect(sum(Long.fromInt(1), 2)).toEqual(Long.fromInt(3))
    expect(sum(2 ** 31 - 1, 1)).toEqual(Long.fromNumber(2 ** 31))
    expect(sum(-(2 ** 31), -1)).toEqual(Long.fromNumber(-(2 ** 31) - 1))
    expect(sum(Long.MAX_VALUE, 1)).toEqual(new Double(2 ** 63))
    expect(sum(0.5, 1)).toBe(1.5)
    expect(sum(new Double(1), Long.fromInt(1))).toEqual(new Double(2))
  })
  it('loses no rounding', () => {
    expect(sum(...Array.from({ length: 10 }, () => 0.1))).toEqual(new Double(1))
    expect(sum(1e100, 1.5, -1e100)).toBe(1.5)
    expect(sum(Infinity, 1.5)).toBe(Infinity)
  })
  it('of decimals is refused', () => {
    expect(refusal(() => sum(Decimal128.fromString('1')))).toEqual([16554, 'minidb does not support $sum of decimals'])
  })
})
