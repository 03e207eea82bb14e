import { describe, expect, it } from 'vitest'
import { compileProjection } from './project'
import { refusal } from './testing'
import type { Doc, Value } from './values'

const DOC: Doc = { _id: 7, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 1 }, 5, [{ f: 2 }]] }

describe('a projection', () => {
  it.each<[Value, Doc]>([
    [{ a: 1 }, { _id: 7, a: 1 }],
    [{ a: true, _id: 0 }, { a: 1 }],
    [{ _id: 1 }, { _id: 7 }],
    [{ _id: 0 }, { a: 1, b: DOC.b, e: DOC.e }],
    [{ a: 0 }, { _id: 7, b: DOC.b, e: DOC.e }],
    [
      { a: false, _id: 1 },
      { _id: 7, b: DOC.b, e: DOC.e },
    ],
    [{ 'b.c': 1 }, { _id: 7, b: { c: 2 } }],
    [
      { 'b.c': 1, 'b.d': 1 },
      { _id: 7, b: { c: 2, d: 3 } },
    ],
    [{ b: { c: 1 } }, { _id: 7, b: { c: 2 } }],
    [{ 'b.c': 0 }, { _id: 7, a: 1, b: { d: 3 }, e: DOC.e }],
    [{ 'e.f': 1 }, { _id: 7, e: [{ f: 1 }, [{ f: 2 }]] }],
    [{ 'e.f': 0 }, { _id: 7, a: 1, b: DOC.b, e: [{ g: 1 }, 5, [{}]] }],
    [{ 'a.x': 1 }, { _id: 7 }],
    [{ x: 1 }, { _id: 7 }],
    [{ '_id.x': 1, a: 1 }, { a: 1 }],
    [{ e: { $elemMatch: { f: 1 } } }, { _id: 7, e: [{ f: 1, g: 1 }] }],
    [
      { e: { $elemMatch: { f: 9 } }, a: 1 },
      { _id: 7, a: 1 },
    ],
    [{ a: { $elemMatch: { f: 9 } } }, { _id: 7 }],
  ])('%j', (spec, result) => {
    expect(compileProjection(spec)!(DOC)).toEqual(result)
  })

  it('puts the first element that it found behind the other fields', () => {
    const projection = compileProjection({ e: { $elemMatch: { f: 1 } }, z: 1 })!
    expect(Object.keys(projection({ _id: 1, e: [{ f: 1 }], z: 1 }))).toEqual(['_id', 'z', 'e'])
  })

  it('changes nothing where it names nothing', () => {
    for (const spec of [undefined, null, {}]) expect(compileProjection(spec)).toBeNull()
  })

  it.each<[Value, number, string]>([
    [1, 2, 'a projection has to be an object'],
    [{ a: 'x' }, 2, 'minidb does not support the projection of a by a value'],
    [{ 'a..b': 1 }, 2, 'minidb does not support a..b in a projection'],
    [{ 'a.$': 1 }, 2, 'minidb does not support a.$ in a projection'],
    [{ a: { $slice: 1 } }, 2, 'minidb does not support a.$slice in a projection'],
    [{ 'a.b': { $elemMatch: { c: 1 } } }, 2, 'minidb does not support a.b.$elemMatch in a projection'],
    [{ a: {} }, 51270, 'An empty sub-projection is not a valid value.'],
    [{ a: 1, b: 0 }, 31254, 'Cannot do exclusion in an inclusion projection'],
    [{ a: 0, b: 1 }, 31253, 'Cannot do inclusion in an exclusion projection'],
    [{ a: 1, 'a.b': 1 }, 31249, 'Path collision at a.b'],
    [{ 'a.b': 1, a: 1 }, 31250, 'Path collision at a'],
  ])('is refused: %j', (spec, code, message) => {
    expect(refusal(() => compileProjection(spec))).toEqual([code, message])
  })
})
