import { BSONRegExp, Double, Int32, Long, MaxKey, MinKey } from 'bson'
import { describe, expect, it } from 'vitest'
import { compile, compileElement, compileElemMatch, conditionsOf } from './match'
import { positionIn } from './position'
import { held } from './property-names'
import { refusal } from './testing'
import type { Doc, Value } from './values'

const meets = (filter: Doc, doc: Doc) => compile(filter)(doc)
const regexp = (pattern: string, options = '') => new BSONRegExp(pattern, options)

/** A filter, documents that meet it, and documents that do not. */
const CASES: [Doc, Doc[], Doc[]][] = [
  [{}, [{}, { a: 1 }], []],
  [{ a: 1 }, [{ a: 1 }, { a: [2, 1] }, { a: new Double(1) }], [{ a: 2 }, {}, { a: '1' }, { a: [[1]] }]],
  [{ a: 1, b: 2 }, [{ a: 1, b: 2 }], [{ a: 1 }, { b: 2 }]],
  [{ a: null }, [{ a: null }, {}, { a: [1, null] }], [{ a: 0 }, { a: [] }]],
  [{ a: [1, 2] }, [{ a: [1, 2] }, { a: [[1, 2]] }], [{ a: [2, 1] }, { a: 1 }]],
  [{ a: { b: 1 } }, [{ a: { b: 1 } }], [{ a: { b: 1, c: 1 } }, {}]],
  [{ 'a.b': 1 }, [{ a: { b: 1 } }, { a: [{ b: 2 }, { b: 1 }] }], [{ a: 1 }, { a: { b: 2 } }]],
  [{ 'a.0': 1 }, [{ a: [1, 2] }, { a: { [held('0')]: 1 } }], [{ a: [2, 1] }]],
  [{ a: regexp('^x') }, [{ a: 'xy' }, { a: ['y', 'x'] }, { a: regexp('^x') }], [{ a: 'yx' }, { a: 1 }, {}]],
  [{ a: { $eq: 1 } }, [{ a: 1 }], [{ a: 2 }]],
  [{ a: { $ne: 1 } }, [{ a: 2 }, {}], [{ a: 1 }, { a: [1, 2] }]],
  [{ a: { $gt: 1 } }, [{ a: 2 }, { a: [0, 2] }], [{ a: 1 }, { a: 'b' }, {}, { a: null }]],
  [{ a: { $gte: 1 } }, [{ a: 1 }, { a: 2 }], [{ a: 0 }]],
  [{ a: { $lt: 1 } }, [{ a: 0 }], [{ a: 1 }, { a: null }, {}]],
  [{ a: { $lte: 1 } }, [{ a: 1 }, { a: 0 }], [{ a: 2 }]],
  [{ a: { $gte: null } }, [{ a: null }, {}], [{ a: 0 }]],
  [{ a: { $gt: null } }, [], [{ a: null }, {}, { a: 0 }]],
  [{ a: { $gt: 'b' } }, [{ a: 'c' }], [{ a: 'a' }, { a: 3 }]],
  [{ a: { $gte: NaN } }, [{ a: NaN }], [{ a: 1 }]],
  [{ a: { $gt: NaN } }, [], [{ a: NaN }, { a: 1 }]],
  [{ a: { $lte: 1 } }, [{ a: 1 }], [{ a: NaN }]],
  [{ a: { $gt: 0, $lt: 3 } }, [{ a: 1 }, { a: [-1, 4] }], [{ a: 3 }, { a: 0 }]],
  [{ a: { $in: [1, 'x'] } }, [{ a: 1 }, { a: ['x'] }], [{ a: 2 }, {}]],
  [{ a: { $in: [null] } }, [{ a: null }, {}], [{ a: 1 }]],
  [{ a: { $in: [regexp('^x'), 1] } }, [{ a: 'xy' }, { a: 1 }], [{ a: 'y' }]],
  [{ a: { $in: [] } }, [], [{ a: 1 }, {}]],
  [{ a: { $nin: [1] } }, [{ a: 2 }, {}], [{ a: 1 }, { a: [1, 2] }]],
  [{ a: { $exists: true } }, [{ a: 1 }, { a: null }, { a: [] }], [{}]],
  [{ a: { $exists: false } }, [{}], [{ a: null }]],
  [{ a: { $exists: 0 } }, [{}], [{ a: 1 }]],
  [{ a: { $not: { $gt: 1 } } }, [{ a: 1 }, {}], [{ a: 2 }]],
  [{ a: { $not: regexp('x') } }, [{ a: 'y' }, {}], [{ a: 'x' }]],
  [{ a: { $size: 2 } }, [{ a: [1, 2] }], [{ a: [1] }, { a: 2 }, {}]],
  [{ a: { $size: 0 } }, [{ a: [] }], [{ a: [1] }, {}]],
  [{ a: { $all: [1, 2] } }, [{ a: [2, 1, 3] }], [{ a: [1] }, { a: 1 }]],
  [{ a: { $all: [1] } }, [{ a: 1 }, { a: [1] }], [{ a: 2 }]],
  [{ a: { $all: [] } }, [], [{ a: [] }, { a: 1 }]],
  [{ a: { $all: [regexp('x')] } }, [{ a: ['x'] }], [{ a: ['y'] }]],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }] } }, [{ a: [{ b: 1 }] }], [{ a: [{ b: 2 }] }]],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, [{ a: [0, 2] }], [{ a: [0, 4] }, { a: 2 }, {}]],
  [
    { a: { $elemMatch: { b: 1, c: 2 } } },
    [{ a: [{ b: 1, c: 2 }] }],
    [{ a: [{ b: 1 }, { c: 2 }] }, { a: { b: 1, c: 2 } }],
  ],
  [{ a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } }, [{ a: [{ b: 2 }] }], [{ a: [{ b: 3 }] }, { a: [1] }]],
  [{ a: { $elemMatch: { $and: [{ b: 1 }] } } }, [{ a: [{ b: 1 }] }], [{ a: [{ b: 3 }] }]],
  [{ a: { $elemMatch: { $expr: { $lt: ['$b', 2] } } } }, [{ a: [{ b: 1 }] }], [{ a: [{ b: 3 }] }]],
  [{ a: { $elemMatch: { 0: 1 } } }, [{ a: [[1, 2]] }], [{ a: [[2, 1]] }, { a: [1] }]],
  [{ a: { $elemMatch: { $elemMatch: { $eq: 1 } } } }, [{ a: [[1]] }], [{ a: [1] }]],
  [{ $and: [{ a: 1 }, { b: 1 }] }, [{ a: 1, b: 1 }], [{ a: 1 }, { b: 1 }]],
  [{ $or: [{ a: 1 }, { b: 1 }] }, [{ a: 1 }, { b: 1 }], [{ c: 1 }]],
  [{ $expr: { $lt: ['$a', '$b'] } }, [{ a: 1, b: 2 }], [{ a: 2, b: 1 }]],
  [{ a: { $gt: Long.fromInt(1) } }, [{ a: 2 }, { a: new Int32(2) }], [{ a: 1 }]],
  [{ a: new MinKey() }, [{ a: new MinKey() }], [{ a: new MaxKey() }, {}]],
]

describe('a filter', () => {
  it.each(CASES)('%j', (filter, met, missed) => {
    for (const doc of met) expect(meets(filter, doc), JSON.stringify(doc)).toBe(true)
    for (const doc of missed) expect(meets(filter, doc), JSON.stringify(doc)).toBe(false)
  })

  it.each<[Value, number, string]>([
    [1, 9, 'a filter has to be an object'],
    [{ $nor: [] }, 2, 'unknown top level operator: $nor'],
    [{ a: { $mod: [2, 0] } }, 2, 'unknown operator: $mod'],
    [{ $and: [] }, 2, '$and argument must be a non-empty array'],
    [{ $or: [] }, 2, '$or argument must be a non-empty array'],
    [{ $and: 1 }, 2, '$and needs an array'],
    [{ $or: 1 }, 2, '$or needs an array'],
    [{ $or: [1] }, 2, '$or entries need to be full objects'],
    [{ $and: [1] }, 2, '$and entries need to be full objects'],
    [{ a: { $in: 1 } }, 2, '$in needs an array'],
    [{ a: { $nin: 1 } }, 2, '$nin needs an array'],
    [{ a: { $in: [{ $gt: 1 }] } }, 2, 'cannot nest $ under $in'],
    [{ a: { $nin: [{ $gt: 1 }] } }, 2, 'cannot nest $ under $nin'],
    [{ a: { $all: 1 } }, 2, '$all needs an array'],
    [{ a: { $all: [{ $gt: 1 }] } }, 2, 'no $ expressions in $all'],
    [{ a: { $size: -1 } }, 9, '$size needs a whole number that is not negative'],
    [{ a: { $size: 1.5 } }, 9, '$size needs a whole number that is not negative'],
    [{ a: { $size: 'x' } }, 9, '$size needs a whole number that is not negative'],
    [{ a: { $elemMatch: 1 } }, 2, '$elemMatch needs an Object'],
    [{ a: { $not: 1 } }, 2, '$not needs a regex or a document of operators'],
    [{ a: { $not: { b: 1 } } }, 2, '$not needs a regex or a document of operators'],
    [{ a: { $ne: regexp('x') } }, 2, "Can't have regex as arg to $ne."],
    [{ a: { $gt: regexp('x') } }, 2, 'minidb does not support $gt of a value of this type'],
    [{ a: { $gte: new MinKey() } }, 2, 'minidb does not support $gte of a value of this type'],
    [{ a: { $lt: new MaxKey() } }, 2, 'minidb does not support $lt of a value of this type'],
    [{ a: { $lte: regexp('x') } }, 2, 'minidb does not support $lte of a value of this type'],
  ])('is refused: %j', (filter, code, message) => {
    expect(refusal(() => compile(filter as Doc))).toEqual([code, message])
  })

  it('says of an element what it says of a value', () => {
    expect([0, 1, 2].filter(compileElement({ $gt: 0, $ne: 2 }))).toEqual([1])
    expect([{ b: 1 }, { b: 2 }, 1].filter(compileElemMatch({ b: 2 }))).toEqual([{ b: 2 }])
  })

  it('names its conditions on fields, those inside $and too', () => {
    expect(conditionsOf({ a: 1, $and: [{ b: 2 }, { $and: [{ c: 3 }] }], $or: [{ d: 4 }] })).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
  })
})

describe('the element that a filter found', () => {
  it.each<[Doc, Doc, string, number]>([
    [{ a: 2 }, { a: [1, 2, 2] }, 'a', 1],
    [{ a: { $gt: 1 } }, { a: [1, 2] }, 'a', 1],
    [{ a: regexp('x') }, { a: ['y', 'x'] }, 'a', 1],
    [{ 'a.b': 2 }, { a: [1, { b: 1 }, { b: 2 }] }, 'a', 2],
    [{ 'a.b': { $in: [2] } }, { a: [{ b: 1 }, { b: 2 }] }, 'a', 1],
    [{ a: { $elemMatch: { b: 2, c: 1 } } }, { a: [{ b: 2 }, { b: 2, c: 1 }] }, 'a', 1],
    [{ 'x.a': 2 }, { x: { a: [1, 2] } }, 'x.a', 1],
    [{ a: { $ne: 1 } }, { a: [1, 2] }, 'a', -1],
    [{ a: { $size: 2, $gt: 1 } }, { a: [1, 2] }, 'a', 1],
    [{ 'a.0': 1 }, { a: [1, 2] }, 'a', -1],
    [{ b: 1 }, { a: [1], b: 1 }, 'a', -1],
    [{ ab: 1 }, { a: [1], ab: 1 }, 'a', -1],
    [{ a: 1 }, { a: 1 }, 'a', -1],
    [{ a: 1, 'a.b': 1 }, { a: [1, 2] }, 'a', 0],
  ])('%j in %j at %s is %i', (filter, doc, path, index) => {
    expect(positionIn(filter, doc, path)).toBe(index)
  })
  it('is refused where two conditions found different ones', () => {
    expect(refusal(() => positionIn({ 'a.b': 1, 'a.c': 1 }, { a: [{ b: 1 }, { c: 1 }] }, 'a'))).toEqual([
      2,
      'minidb does not support the positional $ where conditions on a meet different elements',
    ])
  })
})
