// Over 300 lines: one list of questions that every engine must answer alike.
import { randomBytes } from 'node:crypto'
import { Decimal128, Long, MongoClient, ObjectId, type Collection, type Db, type Document } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let client: MongoClient
let db: Db
type Row = { _id: string | number } & Document
const collection = () => db.collection<Row>(`c${randomBytes(6).toString('hex')}`)

beforeAll(async () => {
  client = await new MongoClient(process.env.MONGODB_TEST_URI!).connect()
  db = client.db(`yike_compat_${randomBytes(6).toString('hex')}`)
})
afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

const T = (text: string) => new Date(text)
const ID = new ObjectId('64b7f0f0f0f0f0f0f0f0f0f0')
const ROWS: Row[] = [
  { _id: 1, n: 5, s: 'apple', tags: ['a', 'b'], o: { x: 1, y: 2 }, at: T('2026-01-01T00:00:00Z') },
  {
    _id: 2,
    n: 10,
    s: 'Banana',
    tags: ['b'],
    o: { y: 2, x: 1 },
    at: T('2026-02-01T00:00:00Z'),
    list: [
      { k: 1, v: 5 },
      { k: 2, v: 1 },
    ],
  },
  {
    _id: 3,
    n: null,
    s: '食堂',
    tags: [],
    list: [
      { k: 1, v: 1 },
      { k: 2, v: 5 },
    ],
    ref: ID,
  },
  { _id: 4, s: 'cherry', tags: 'b', n: 'ten', o: { x: [1, 2, 3] } },
  { _id: 5, n: 7.5, flag: true, tags: [['a', 'b']], list: [{ k: 3 }], o: null },
  { _id: 6, n: Long.fromNumber(12), flag: false, list: [], at: T('2026-03-01T00:00:00Z') },
  { _id: 7, n: [1, 20], s: '', d: Decimal128.fromString('10.5') },
]

const FILTERS: [filter: Document, ids: number[]][] = [
  [{}, [1, 2, 3, 4, 5, 6, 7]],
  [{ n: 5 }, [1]],
  [{ n: null }, [3]],
  [{ o: null }, [3, 5, 6, 7]],
  [{ flag: { $exists: false } }, [1, 2, 3, 4, 7]],
  [{ flag: { $exists: true } }, [5, 6]],
  [{ n: { $gt: 7 } }, [2, 5, 6, 7]],
  [{ n: { $gte: 10, $lte: 12 } }, [2, 6, 7]],
  [{ n: { $lt: 6 } }, [1, 7]],
  [{ n: { $ne: 5 } }, [2, 3, 4, 5, 6, 7]],
  [{ n: { $in: [5, 'ten', null] } }, [1, 3, 4]],
  [{ n: { $nin: [5, 10] } }, [3, 4, 5, 6, 7]],
  [{ tags: 'b' }, [1, 2, 4]],
  [{ tags: ['a', 'b'] }, [1, 5]],
  [{ tags: { $all: ['a', 'b'] } }, [1]],
  [{ tags: { $all: ['b'] } }, [1, 2, 4]],
  [{ tags: { $size: 0 } }, [3]],
  [{ tags: { $size: 1 } }, [2, 5]],
  [{ tags: { $elemMatch: { $eq: 'a' } } }, [1]],
  [{ 'tags.0': 'b' }, [2]],
  [{ o: { x: 1, y: 2 } }, [1]],
  [{ 'o.x': 1 }, [1, 2, 4]],
  [{ 'o.x': { $gt: 2 } }, [4]],
  [{ list: { $elemMatch: { k: 1, v: 5 } } }, [2]],
  [{ 'list.k': 1, 'list.v': 5 }, [2, 3]],
  [{ 'list.v': null }, [1, 4, 5, 7]],
  [{ 'list.0.k': 3 }, [5]],
  [{ s: /^b/i }, [2]],
  [{ s: /^a/ }, [1]],
  [{ s: /堂$/ }, [3]],
  [{ s: { $not: /e/ } }, [2, 3, 5, 6, 7]],
  [{ n: { $not: { $gt: 6 } } }, [1, 3, 4]],
  [{ at: { $gte: T('2026-02-01T00:00:00Z') } }, [2, 6]],
  [{ at: { $lt: T('2026-02-01T00:00:00Z') } }, [1]],
  [{ ref: ID }, [3]],
  [{ $or: [{ n: 5 }, { s: 'cherry' }] }, [1, 4]],
  [{ $and: [{ tags: 'b' }, { n: 5 }] }, [1]],
  [{ $expr: { $lte: ['$o.x', 1] } }, [1, 2, 3, 5, 6, 7]],
  [{ d: { $gt: 10 } }, [7]],
  [{ d: Decimal128.fromString('10.50') }, [7]],
  [{ flag: false }, [6]],
  [{ _id: { $gt: 2, $lte: 4 } }, [3, 4]],
  [{ _id: { $in: [9, 7, 1] } }, [1, 7]],
  [{ s: { $gt: 'b' } }, [3, 4]],
  [{ s: { $in: [/^che/, 'apple'] } }, [1, 4]],
]

/** With these indexes the planner chooses among ways that must all give the same. */
const INDEXES: Document[][] = [
  [],
  [{ n: 1 }, { tags: 1 }, { s: 1 }, { at: -1 }],
  [
    { 'list.k': 1, 'list.v': 1 },
    { 'o.x': 1 },
    { tags: 1, n: -1 },
    { o: 1 },
    { 'list.v': 1 },
    { d: 1 },
    { flag: 1 },
    { ref: 1 },
  ],
]

describe.each(INDEXES.map((indexes) => [JSON.stringify(indexes), indexes] as const))(
  'filters with the indexes %s',
  (_, indexes) => {
    let rows: Collection<Row>
    beforeAll(async () => {
      rows = collection()
      for (const index of indexes) await rows.createIndex(index as never)
      await rows.insertMany(ROWS)
    })

    it.each(FILTERS)('%j', async (filter, ids) => {
      const found = await rows
        .find(filter as never)
        .sort({ _id: 1 })
        .toArray()

      expect(found.map(({ _id }) => _id)).toEqual(ids)
    })

    it('changes and removes what it finds, and nothing stays behind in an index', async () => {
      const own = collection()
      for (const index of indexes) await own.createIndex(index as never)
      await own.insertMany(ROWS)

      await own.updateMany({ tags: 'b' } as never, { $set: { tags: ['z'], n: 100 } })
      await own.deleteMany({ n: { $gt: 50 } } as never)

      expect(await own.countDocuments({ tags: 'b' } as never)).toBe(0)
      expect(await own.countDocuments({ n: { $gte: 100 } } as never)).toBe(0)
      expect(await own.countDocuments()).toBe(4)
    })
  },
)

describe('what an array must hold', () => {
  const LETTERS = ['ya', 'yb', 'yab', 'x.y', 'z', 'zz', '食堂', '食', '堂', 'rare']
  /** Every third holds the first, every fifth the second and so on; the last is held by few. */
  const docs = Array.from({ length: 900 }, (_, _id) => ({
    _id,
    tags: LETTERS.filter((_, at) => _id % (2 * at + 3) === 0),
    kept: _id % 2 === 0,
  }))
  const has = (letter: string) => (doc: (typeof docs)[number]) => doc.tags.includes(letter)
  const some = (pattern: RegExp) => (doc: (typeof docs)[number]) => doc.tags.some((tag) => pattern.test(tag))
  const CASES: [filter: Document, holds: (doc: (typeof docs)[number]) => boolean][] = [
    [{ tags: { $all: ['ya', '食堂', 'z'] } }, (doc) => has('ya')(doc) && has('食堂')(doc) && has('z')(doc)],
    [{ tags: { $all: ['ya', 'none'] } }, () => false],
    [{ tags: { $all: [/^y/, 'z'] } }, (doc) => some(/^y/)(doc) && has('z')(doc)],
    [{ $and: [{ tags: /^y[ab]/ }, { tags: '食' }] }, (doc) => some(/^y[ab]/)(doc) && has('食')(doc)],
    [{ tags: /^y(?:b|ab)$/ }, some(/^y(?:b|ab)$/)],
    [{ tags: /^ya|^z/ }, some(/^ya|^z/)],
    [{ tags: /^x[.|]y/ }, some(/^x[.|]y/)],
    [{ tags: /^z/, kept: true }, (doc) => some(/^z/)(doc) && doc.kept],
    [
      { $and: [{ tags: { $in: ['rare', '堂'] } }, { tags: 'ya' }] },
      (doc) => (has('rare')(doc) || has('堂')(doc)) && has('ya')(doc),
    ],
    [
      { $or: [{ tags: 'rare' }, { tags: { $all: ['ya', 'yb'] } }, { tags: /^zz/ }] },
      (doc) => has('rare')(doc) || (has('ya')(doc) && has('yb')(doc)) || has('zz')(doc),
    ],
    [
      { kept: true, $and: [{ $or: [{ tags: 'rare' }, { kept: false }, { tags: 'z' }] }] },
      (doc) => doc.kept && (has('rare')(doc) || has('z')(doc)),
    ],
  ]
  it.each([[[]], [[{ tags: 1 }]], [[{ tags: -1 }]], [[{ tags: 1 }, { kept: 1, tags: 1 }]]])(
    'with the indexes %j',
    async (indexes) => {
      const rows = collection()
      for (const index of indexes) await rows.createIndex(index as never)
      await rows.insertMany(docs)
      for (const [filter, holds] of CASES) {
        const found = (await rows.find(filter as never).toArray()).map(({ _id }) => Number(_id))
        expect(
          found.sort((a, b) => a - b),
          JSON.stringify(filter),
        ).toEqual(docs.filter(holds).map(({ _id }) => _id))
        expect(
          (
            await rows
              .find(filter as never)
              .sort({ _id: -1 })
              .limit(3)
              .toArray()
          ).map(({ _id }) => _id),
        ).toEqual(
          docs
            .filter(holds)
            .map(({ _id }) => _id)
            .slice(-3)
            .reverse(),
        )
      }
    },
  )
})

describe('order', () => {
  it('sorts by MongoDB’s order of types, up and down, with an index and without', async () => {
    const plain = collection()
    const withIndex = collection()
    await withIndex.createIndex({ v: 1 } as never)
    const values = [3, 'b', null, { a: 1 }, new ObjectId(), true, T('2026-01-01T00:00:00Z'), -2.5, 'B', '', 1e10, false]
    const docs = values.map((v, _id) => ({ _id, v }))
    await plain.insertMany(docs)
    await withIndex.insertMany(docs)

    for (const rows of [plain, withIndex]) {
      const up = (await rows.find().sort({ v: 1 }).toArray()).map(({ v }) => v as unknown)
      const down = (await rows.find().sort({ v: -1 }).toArray()).map(({ v }) => v as unknown)
      expect(up).toEqual([null, -2.5, 3, 1e10, '', 'B', 'b', { a: 1 }, values[4], false, true, values[6]])
      expect(down).toEqual([...up].reverse())
    }
  })

  it('sorts by two fields and pages with skip and limit', async () => {
    const rows = collection()
    await rows.createIndex({ a: 1, b: -1 } as never)
    await rows.insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: i, a: i % 3, b: i })))

    const page = await rows
      .find({ a: { $in: [0, 1] } } as never)
      .sort({ a: 1, b: -1 })
      .skip(5)
      .limit(4)
      .toArray()
    const one = await rows
      .find({ a: 2 } as never)
      .sort({ b: -1 })
      .limit(2)
      .toArray()

    expect(page.map(({ _id }) => _id)).toEqual([3, 0, 19, 16])
    expect(one.map(({ _id }) => _id)).toEqual([17, 14])
  })

  it('gives a long answer in batches', async () => {
    const rows = collection()
    await rows.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id })))

    expect(await rows.find().batchSize(70).toArray()).toHaveLength(1000)
  })
})

const PROJECTIONS: [projection: Document, expected: Document][] = [
  [{ a: 1 }, { _id: 1, a: 1 }],
  [
    { a: 0 },
    {
      _id: 1,
      o: { x: 1, y: 2 },
      list: [
        { k: 1, v: 1 },
        { k: 2, v: 2 },
      ],
    },
  ],
  [{ 'o.x': 1, _id: 0 }, { o: { x: 1 } }],
  [{ 'list.k': 1, _id: 0 }, { list: [{ k: 1 }, { k: 2 }] }],
  [{ o: { y: 1 }, _id: 0 }, { o: { y: 2 } }],
  [
    { _id: 0 },
    {
      a: 1,
      o: { x: 1, y: 2 },
      list: [
        { k: 1, v: 1 },
        { k: 2, v: 2 },
      ],
    },
  ],
  [
    { 'list.v': 0, o: 0 },
    { _id: 1, a: 1, list: [{ k: 1 }, { k: 2 }] },
  ],
]
it.each(PROJECTIONS)('projects %j', async (projection, expected) => {
  const rows = collection()
  await rows.insertOne({
    _id: 1,
    a: 1,
    o: { x: 1, y: 2 },
    list: [
      { k: 1, v: 1 },
      { k: 2, v: 2 },
    ],
  })

  expect(await rows.findOne({}, { projection })).toEqual(expected)
})

const PIPELINES: [name: string, pipeline: Document[], expected: Document[]][] = [
  [
    'groups and sums',
    [{ $group: { _id: '$kind', n: { $sum: 1 }, total: { $sum: '$v' } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'a', n: 2, total: 4 },
      { _id: 'b', n: 1, total: 2 },
    ],
  ],
  [
    'groups by two fields',
    [
      { $match: { v: { $gte: 2 } } },
      { $group: { _id: { kind: '$kind', v: '$v' }, n: { $sum: 1 } } },
      { $sort: { '_id.v': 1 } },
    ],
    [
      { _id: { kind: 'b', v: 2 }, n: 1 },
      { _id: { kind: 'a', v: 3 }, n: 1 },
    ],
  ],
  [
    'sorts, skips, limits and projects',
    [{ $sort: { v: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { kind: 1, _id: 0 } }],
    [{ kind: 'b' }],
  ],
]
it.each(PIPELINES)('%s in a pipeline', async (_, pipeline, expected) => {
  const rows = collection()
  await rows.insertMany([
    { _id: 1, kind: 'a', v: 1, tags: ['x', 'y'], at: T('2025-12-31T16:00:00Z') },
    { _id: 2, kind: 'b', v: 2, tags: ['x'], at: T('2026-01-01T16:00:00Z') },
    { _id: 3, kind: 'a', v: 3, tags: [], at: T('2026-01-02T15:59:59Z') },
  ])

  expect(await rows.aggregate(pipeline).toArray()).toEqual(expected)
})

it('reads several collections at once, each with its own filter, order and mark', async () => {
  const [first, second] = [collection(), collection()]
  await first.insertMany([
    { _id: 1, v: 1 },
    { _id: 2, v: 2 },
  ] as Document[] as never)
  await second.insertMany([
    { _id: 3, v: 3 },
    { _id: 4, v: 4 },
    { _id: 5, v: 5 },
  ] as Document[] as never)
  const union = (coll: string, pipeline: Document[]) => ({ $unionWith: { coll, pipeline } })

  const rows = await first
    .aggregate([
      { $match: { v: { $gt: 1 } } },
      { $addFields: { part: 0 } },
      union(second.collectionName, [
        { $match: { v: { $gt: 3 } } },
        { $sort: { v: -1 } },
        { $limit: 1 },
        { $addFields: { part: 1 } },
      ]),
      union('no_such_collection', [{ $match: {} }]),
      union(second.collectionName, [{ $match: { v: { $gt: 3 } } }, { $group: { _id: 2, n: { $sum: 1 } } }]),
    ])
    .toArray()

  expect(rows).toEqual([
    { _id: 2, v: 2, part: 0 },
    { _id: 5, v: 5, part: 1 },
    { _id: 2, n: 2 },
  ])
})

it('finds the nearest first, within a distance, by a 2dsphere index', async () => {
  const rows = collection()
  await rows.createIndex({ location: '2dsphere' } as never)
  const at = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] })
  await rows.insertMany([
    { _id: 'far', location: at(118.52, 37.46) },
    { _id: 'near', location: at(118.494, 37.4605) },
    { _id: 'nearer', location: at(118.4936, 37.4605), open: true },
    { _id: 'nowhere' },
  ])
  const near = at(118.4935, 37.4605)

  const walked = await rows
    .aggregate([
      { $geoNear: { near, key: 'location', distanceField: 'metres', maxDistance: 1000, spherical: true } },
    ] as Document[])
    .toArray()
  const opened = await rows
    .aggregate([
      { $geoNear: { near, key: 'location', distanceField: 'metres', spherical: true, query: { open: true } } },
    ] as Document[])
    .toArray()
  expect(walked.map(({ _id }) => _id as string)).toEqual(['nearer', 'near'])
  expect(walked[0]!.metres).toBeGreaterThan(8)
  expect(walked[0]!.metres).toBeLessThan(10)
  expect(opened.map(({ _id }) => _id as string)).toEqual(['nearer'])
})
