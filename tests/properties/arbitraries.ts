import fc, { type Arbitrary } from 'fast-check'
import { Binary, BSONRegExp, Code, Decimal128, Double, Long, ObjectId, Timestamp, type Document } from 'mongodb'

/** Few names and few values, so that filters often match. */
const NAMES = ['a', 'b', 'c', '0']
const PATHS = ['a', 'b', 'a.b', 'a.0', 'a.0.b', 'a.b.c', 'b.0', 'a.1', 'c']

const ids = ['000000000000000000000001', '0000000000000000000000ff'].map((hex) => new ObjectId(hex))

const numbers: Arbitrary<unknown> = fc.constantFrom<unknown>(
  0,
  1,
  2,
  -1,
  0.5,
  1e20,
  NaN,
  Infinity,
  new Double(1),
  new Double(-0),
  new Double(2),
  Long.fromNumber(1),
  Long.fromNumber(2),
  Long.fromString('9007199254740993'),
  Long.MAX_VALUE,
  2_147_483_647,
)
const decimals = fc.constantFrom(
  ...['1', '1.50', '0.5', '9007199254740993', '0.1'].map((text) => Decimal128.fromString(text)),
)

const leaf: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: numbers },
  { weight: 1, arbitrary: decimals },
  { weight: 4, arbitrary: fc.constantFrom('', 'a', 'ab', 'b', 'B', '食堂', 'a\nb', 'a\n') },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false) },
  { weight: 1, arbitrary: fc.constantFrom(...ids) },
  { weight: 1, arbitrary: fc.constantFrom(new Date(0), new Date(86_400_000), new Date(-1)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      new Binary(Buffer.from('a')),
      new Binary(Buffer.from('b')),
      new Binary(Buffer.alloc(16), 4),
      new BSONRegExp('a', ''),
      new BSONRegExp('a', 'i'),
      new Timestamp({ t: 1, i: 1 }),
      new Timestamp({ t: 2, i: 0 }),
      new Code('x'),
    ),
  },
)

/** Documents and arrays inside each other, to three levels. */
const value: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 5, arbitrary: leaf },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    {
      weight: 2,
      arbitrary: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3, noNullPrototype: true }),
    },
  ),
})).value

export const document: Arbitrary<Document> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, {
  maxKeys: 3,
  noNullPrototype: true,
})

const path = fc.constantFrom(...PATHS)

/** The values that a comparison may have: MongoDB refuses regular expressions there. */
const isPattern = (one: unknown): boolean => one instanceof BSONRegExp
const wanted = value.filter((one) => !isPattern(one))
const list = fc.array(
  value.filter((one) => !(typeof one === 'object' && one !== null && Object.keys(one)[0]?.startsWith('$'))),
  { maxLength: 4 },
)
/** Patterns beside those that minidb and PCRE read alike: the end of a line, spaces, and a text of two lines. */
const pattern = fc
  .tuple(
    fc.constantFrom(
      '^a',
      'b$',
      'a.b',
      '^a$',
      '堂',
      '^(?:a|食)',
      '[ab][ab]',
      '^A',
      'a|B',
      '\\s',
      'a\\nb',
      '[^b]',
      'a?b',
    ),
    fc.constantFrom('', 'i'),
  )
  .map(([source, options]) => new BSONRegExp(source, options))

const comparison = fc.oneof(
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((operator) =>
    wanted.map((one): Document => ({ [operator]: one })),
  ),
)
const simple: Arbitrary<Document> = fc.oneof(
  { weight: 6, arbitrary: comparison },
  { weight: 1, arbitrary: fc.tuple(comparison, comparison).map(([one, other]) => ({ ...one, ...other })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('$in', '$nin').chain((operator) => list.map((one) => ({ [operator]: one }))),
  },
  { weight: 1, arbitrary: fc.boolean().map(($exists) => ({ $exists })) },
  { weight: 1, arbitrary: fc.nat(3).map(($size) => ({ $size })) },
  { weight: 1, arbitrary: fc.array(wanted, { minLength: 1, maxLength: 2 }).map(($all) => ({ $all })) },
)

export const filter: Arbitrary<Document> = fc.letrec<{ filter: Document; condition: unknown }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 6, arbitrary: simple },
    { weight: 2, arbitrary: value },
    { weight: 1, arbitrary: pattern },
    { weight: 1, arbitrary: pattern.map(($not) => ({ $not })) },
    { weight: 1, arbitrary: simple.map(($elemMatch) => ({ $elemMatch })) },
    { weight: 1, arbitrary: tie('filter').map(($elemMatch) => ({ $elemMatch })) },
    { weight: 1, arbitrary: simple.map(($not) => ({ $not })) },
  ),
  filter: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 6, arbitrary: fc.tuple(path, tie('condition')).map(([name, one]): Document => ({ [name]: one })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(path, tie('condition'), path, tie('condition'))
        .map(([name, one, other, two]): Document => ({ [name]: one, [other]: two })),
    },
    { weight: 1, arbitrary: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }).map(($or): Document => ({ $or })) },
    {
      weight: 1,
      arbitrary: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }).map(($and): Document => ({ $and })),
    },
  ),
})).filter

const fieldOf = fc.constantFrom('$a', '$b', '$a.b', '$c')
const operand = fc.oneof(
  fieldOf,
  numbers,
  fieldOf.map((one) => ({ $ifNull: [one, 0] })),
)
export const computed: Arbitrary<Document> = fc
  .tuple(fc.constantFrom('$lt', '$lte', '$ne'), operand, operand)
  .map(([operator, a, b]) => ({ $expr: { [operator]: [a, b] } }))

const sortPath = fc.constantFrom('a', 'b', 'c', 'a.b', 'a.b.c', 'b.a')
const sign = fc.constantFrom(1, -1)
export const sort: Arbitrary<Document> = fc
  .tuple(sortPath, sign, sortPath, sign)
  .map(([one, up, other, down]) => ({ [one]: up, [other]: down }))

export const projection: Arbitrary<Document> = fc.oneof(
  fc
    .tuple(fc.constantFrom(0, 1), fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 }))
    .map(([flag, names]): Document => Object.fromEntries(names.map((name) => [name, flag]))),
  fc
    .tuple(fc.constantFrom('a.b', 'a.b.c', 'b.a', 'c.0'), fc.constantFrom(0, 1))
    .map(([name, flag]): Document => ({ [name]: flag })),
  fc
    .tuple(fc.constantFrom('a', 'b'), fc.oneof(simple, filter))
    .map(([name, $elemMatch]): Document => ({ [name]: { $elemMatch }, c: 1 })),
  fc.constantFrom<Document>({ _id: 0 }, { _id: 1 }, { _id: 0, a: 1 }, { a: { b: 1 }, c: 1 }, { a: { b: 0 } }),
)

const updatePath = fc.constantFrom('a', 'b', 'a.b', 'a.0', 'b.1', 'a.b.c', 'c.x')
const change: Arbitrary<Document> = fc.oneof(
  fc.tuple(updatePath, value).map(([name, one]) => ({ $set: { [name]: one } })),
  fc
    .tuple(updatePath, value, updatePath, value)
    .map(([name, one, other, two]) => ({ $set: { [name]: one, [other]: two } })),
  updatePath.map((name) => ({ $unset: { [name]: 1 } })),
  fc.tuple(updatePath, numbers).map(([name, one]) => ({ $inc: { [name]: one } })),
  fc.tuple(updatePath, value).map(([name, one]) => ({ $max: { [name]: one } })),
  fc.tuple(updatePath, value).map(([name, one]) => ({ $push: { [name]: one } })),
  fc
    .tuple(updatePath, fc.array(value, { maxLength: 3 }), fc.integer({ min: -3, max: 3 }))
    .map(([name, $each, $slice]) => ({ $push: { [name]: { $each, $slice } } })),
  fc
    .tuple(updatePath, fc.array(value, { maxLength: 3 }), fc.constantFrom<unknown>(1, -1, { b: 1 }, { a: -1, c: 1 }))
    .map(([name, $each, $sort]) => ({ $push: { [name]: { $each, $sort } } })),
  fc.tuple(updatePath, value).map(([name, one]) => ({ $addToSet: { [name]: one } })),
)
// A $pull beside another change makes empty documents on the second server.
const pull: Arbitrary<Document> = fc
  .tuple(updatePath, fc.oneof(value, simple, filter))
  .map(([name, one]) => ({ $pull: { [name]: one } }))
export const update: Arbitrary<Document> = fc.oneof(
  { weight: 4, arbitrary: change },
  { weight: 1, arbitrary: pull },
  { weight: 1, arbitrary: fc.tuple(change, change).map(([one, other]) => ({ ...one, ...other })) },
)

// The second server distinguishes a missing _id of a group from null.
const orNull = (path: string) => ({ $ifNull: [path, null] })
const groupBy = fc.constantFrom<unknown>(orNull('$a'), orNull('$b'), orNull('$a.b'), null, {
  x: orNull('$a'),
  y: orNull('$c'),
})
export const pipeline: Arbitrary<Document[]> = fc
  .tuple(groupBy, fc.constantFrom<unknown>(1, '$b', '$a', '$a.b'))
  .map(([_id, $sum]) => [{ $group: { _id, n: { $sum: 1 }, total: { $sum } } }])
