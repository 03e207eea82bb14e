import { randomBytes } from 'node:crypto'
import {
  BSON,
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Long,
  MongoClient,
  MongoServerError,
  type Db,
  type Document,
} from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/**
 * Questions that were once answered wrongly. Each has MongoDB's answer, or it is refused: minidb need not know what the
 * product does not ask, but it must not answer it otherwise.
 */
let client: MongoClient
let db: Db
type Row = { _id: number | string } & Document
const collection = () => db.collection<Row>(`c${randomBytes(6).toString('hex')}`)

beforeAll(async () => {
  client = await new MongoClient(process.env.MONGODB_TEST_URI!, { ignoreUndefined: true }).connect()
  db = client.db(`yike_compat_${randomBytes(6).toString('hex')}`)
})
afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

/** The answer, byte for byte; null where the server refuses. A fault of its own (code 1) is no refusal. */
async function unlessRefused(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask()
  } catch (cause) {
    if (!(cause instanceof MongoServerError) || cause.code === 1) throw cause
    return null
  }
}
const bytesOf = (value: unknown) => Buffer.from(BSON.serialize({ value }))
async function rightOrRefused(ask: () => Promise<unknown>, right: unknown) {
  const answer = await unlessRefused(ask)
  if (answer !== null) expect(bytesOf(answer)).toEqual(bytesOf(right))
}

/** A document after an update, with its types as they are kept. */
async function updated(before: Document, update: Document | Document[]) {
  const rows = collection()
  await rows.insertOne({ _id: 1, ...before })
  await rows.updateOne({ _id: 1 }, update)
  return rows.findOne({ _id: 1 }, { promoteValues: false, projection: { _id: 0 } })
}

describe('numbers that an update makes', () => {
  const SUMS: [what: string, before: unknown, update: Document, after: unknown][] = [
    ['two large doubles', 1e300, { $inc: { a: 1e300 } }, new Double(2e300)],
    ['a double beyond the longs and 1', 1e20, { $inc: { a: 1 } }, new Double(1e20)],
    ['an int32 that grows out of its type', 2_147_483_647, { $inc: { a: 1 } }, Long.fromNumber(2_147_483_648)],
    ['a long and half', Long.fromNumber(3), { $inc: { a: 0.5 } }, new Double(3.5)],
    ['a product', Long.fromNumber(3), { $mul: { a: 1.5 } }, new Double(4.5)],
  ]
  it.each(SUMS)('%s', async (_, before, update, after) => {
    await rightOrRefused(() => updated({ a: before }, update), { a: after })
  })

  it('a long that would overflow is refused and stays', async () => {
    const rows = collection()
    await rows.insertOne({ _id: 1, a: Long.MAX_VALUE })
    expect(await unlessRefused(() => rows.updateOne({ _id: 1 }, { $inc: { a: Long.ONE } }))).toBeNull()
    expect(await rows.countDocuments({ a: Long.MAX_VALUE })).toBe(1)
  })
})

describe('updates', () => {
  const UPDATES: [what: string, before: Document, update: Document | Document[], after: Document][] = [
    ['$set in a pipeline through an array', { a: [{ b: 1 }, { b: 2 }] }, [{ $set: { 'a.b': 5 } }], { a: [{ b: 5 }, { b: 5 }] }], // prettier-ignore
    ['$set in a pipeline beside siblings', { a: { b: 0, c: 2 } }, [{ $set: { a: { b: 1 } } }], { a: { b: 1, c: 2 } }],
  ]
  it.each(UPDATES)('%s', async (_, before, update, after) => {
    expect(await unlessRefused(() => updated(before, update))).toEqual(
      expect.toSatisfy((found: Document | null) => !found || JSON.stringify(found) === JSON.stringify(after)),
    )
  })

  it('$bit of an array is refused', async () => {
    expect(await unlessRefused(() => updated({ a: [] }, { $bit: { a: { or: 1 } } }))).toBeNull()
  })

  it('that finds nothing makes no collection', async () => {
    const rows = collection()
    await rows.updateOne({ _id: 1 }, { $set: { a: 1 } })
    await rows.deleteOne({ _id: 1 })
    expect(await db.listCollections({ name: rows.collectionName }).toArray()).toEqual([])
  })
})

it('keeps types, the order of fields, and _id first', async () => {
  const rows = collection()
  const fields: [string, unknown][] = [
    ['double', new Double(5)],
    ['long', Long.fromNumber(5)],
    ['large', Long.fromNumber(5e9)],
    ['nested', new Map([['b', 1], ['2', 2], ['1', 3]])], // prettier-ignore
    ['binary', new Binary(Buffer.from('ab'), 128)],
    ['decimal', Decimal128.fromString('1.10')],
  ]
  await rows.insertOne(new Map([...fields, ['_id', 1]]) as never)

  const [raw] = await rows.find({}, { raw: true }).toArray()

  expect(Buffer.from(raw as never)).toEqual(Buffer.from(BSON.serialize(new Map([['_id', 1], ...fields] as never))))
})

describe('values that look alike', () => {
  const ALIKE: [what: string, one: unknown, other: unknown][] = [
    ['decimals of more than 15 digits', Decimal128.fromString('1.00000000000000001'), Decimal128.fromString('1.00000000000000002')], // prettier-ignore
    ['longs beyond the doubles', Long.fromString('9007199254740993'), Long.fromString('9007199254740992')],
    ['binaries of two subtypes', new Binary(Buffer.from([1]), 0), new Binary(Buffer.from([1]), 5)],
    ['texts that differ beyond 256 bytes', `${'x'.repeat(300)}a`, `${'x'.repeat(300)}b`],
  ]
  it.each(ALIKE)('%s are two in a unique index, and two groups', async (_, one, other) => {
    const rows = collection()
    await rows.createIndex({ v: 1 }, { unique: true })
    await rightOrRefused(async () => {
      await rows.insertMany([
        { _id: 1, v: one },
        { _id: 2, v: other },
      ])
      return (await rows.aggregate([{ $group: { _id: '$v', n: { $sum: 1 } } }]).toArray()).map(({ n }) => n as number)
    }, [1, 1])
  })

  it.each(ALIKE)('%s are two ids', async (_, one, other) => {
    const rows = collection()
    await rightOrRefused(async () => {
      await rows.insertMany([{ _id: one }, { _id: other }] as never)
      return [await rows.countDocuments({ _id: one as string }), await rows.countDocuments({ _id: other as string })]
    }, [1, 1])
  })

  it('long ids are in their order', async () => {
    const rows = collection()
    const ids = ['b', 'a', 'c'].map((end) => `${'x'.repeat(300)}${end}`)
    await rightOrRefused(
      async () => {
        await rows.insertMany(ids.map((_id) => ({ _id })))
        return (await rows.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
      },
      [...ids].sort(),
    )
  })
})

describe('documents that an index must not lose', () => {
  const CASES: [index: Document, doc: Document, filter: Document][] = [
    [{ g: 1, 'a.b': 1, 'a.c': 1 }, { g: 1, a: [] }, { g: 1 }],
    [{ a: 1, 'a.x': 1 }, { a: [0] }, { a: 0 }],
    [{ 'a.b': 1 }, { a: [{ b: 1 }, 2, { b: [3] }] }, { 'a.b': 3 }],
    [{ 'a.b': 1 }, { a: [[{ b: 1 }]] }, { 'a.0.b': 1 }],
  ]
  it.each(CASES)('index %j, document %j, filter %j', async (index, doc, filter) => {
    const [plain, indexed] = [collection(), collection()]
    await indexed.createIndex(index as never)
    for (const rows of [plain, indexed]) await rows.insertMany([{ _id: 1, ...doc }, { _id: 2 }])

    const found = await plain.find(filter).toArray()

    expect(found).toHaveLength(1)
    expect(await indexed.find(filter).toArray()).toEqual(found)
    expect(await indexed.countDocuments(filter)).toBe(1)
  })
})

describe('reads', () => {
  const WORDS: Row[] = [
    { _id: 1, s: 'apple', list: [1, 2, 3], big: Long.fromString('9007199254740993') },
    { _id: 2, s: 'a\n', list: [[1]], big: Long.fromString('9007199254740992') },
    { _id: 3, s: 'pear5' },
  ]
  const FILTERS: [filter: Document, ids: number[]][] = [
    [{ s: new BSONRegExp('\\Aapp') }, [1]],
    [{ s: new BSONRegExp('le\\z') }, [1]],
    [{ s: new BSONRegExp('\\Qear5\\E') }, [3]],
    [{ s: new BSONRegExp('[[:digit:]]') }, [3]],
    [{ s: new BSONRegExp('a$') }, [2]],
    [{ big: { $mod: [Long.fromNumber(2), Long.fromNumber(1)] } }, [1]],
    [{ list: { $elemMatch: { $elemMatch: { $eq: 1 } } } }, [2]],
  ]
  it.each(FILTERS)('%j', async (filter, ids) => {
    const rows = collection()
    await rows.insertMany(WORDS)
    await rightOrRefused(async () => (await rows.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id), ids)
  })

  const PIPELINES: [stage: Document, answer: Document[]][] = [
    [{ $addFields: { a: { b: 1 } } }, [{ _id: 1, a: { b: 1, c: 2 } }]],
    [{ $project: { list: { $slice: ['$list', 1] } } }, [{ _id: 1, list: [1] }]],
    [{ $limit: 0 }, []],
  ]
  it.each(PIPELINES)('%j', async (stage, answer) => {
    const rows = collection()
    await rows.insertOne({ _id: 1, ...('$project' in stage ? { list: [1, 2] } : { a: { c: 2 } }) })
    const found = await unlessRefused(() => rows.aggregate([stage]).toArray())
    if (found !== null && !('$limit' in stage)) expect(found).toEqual(expect.toBeOneOf([answer]))
    if ('$limit' in stage) expect(found).toBeNull()
  })

  it('$near with a sort of another field', async () => {
    const rows = collection()
    await rows.createIndex({ at: '2dsphere' } as never)
    const point = (lng: number) => ({ type: 'Point', coordinates: [lng, 0] })
    await rows.insertMany([
      { _id: 1, at: point(0), n: 2 },
      { _id: 2, at: point(1), n: 1 },
    ])
    await rightOrRefused(
      async () =>
        (
          await rows
            .find({ at: { $near: { $geometry: point(0) } } })
            .sort({ n: 1 })
            .toArray()
        ).map(({ _id }) => _id),
      [2, 1],
    )
  })

  it('$lookup through an array', async () => {
    const [rows, others] = [collection(), collection()]
    await others.insertMany([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
    ])
    await rows.insertOne({ _id: 1, refs: [{ id: 'a' }, { id: 'b' }] })
    const lookup = { from: others.collectionName, localField: 'refs.id', foreignField: '_id', as: 'found' }
    await rightOrRefused(
      async () => ((await rows.aggregate([{ $lookup: lookup }]).toArray())[0]!.found as Document[]).map(({ _id }) => _id).sort(), // prettier-ignore
      ['a', 'b'],
    )
  })
})

describe('what would be ignored', () => {
  const COMMANDS: [what: string, command: (name: string) => Document][] = [
    ['a hint of an index that is not there', (find) => ({ find, filter: {}, hint: 'nothing' })],
    ['an unknown field of a delete', (name) => ({ delete: name, deletes: [{ q: {}, limit: 1, nonsense: 1 }] })],
    ['an unknown field of an update', (name) => ({ update: name, updates: [{ q: {}, u: { $set: { a: 1 } }, x: 1 }] })],
    ['an unknown stage', (aggregate) => ({ aggregate, pipeline: [{ $nonsense: 1 }], cursor: {} })],
  ]
  it.each(COMMANDS)('%s is refused', async (_, command) => {
    const rows = collection()
    await rows.insertOne({ _id: 1 })
    await expect(db.command(command(rows.collectionName))).rejects.toThrow(MongoServerError)
    expect(await rows.find().toArray()).toEqual([{ _id: 1 }])
  })

  it('a list of indexes of which one cannot be makes none', async () => {
    const rows = collection()
    await rows.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
    ])
    await expect(rows.createIndexes([{ key: { a: 1 } }, { key: { n: 1 }, unique: true }])).rejects.toMatchObject({
      code: 11000,
    })
    expect(await rows.indexes()).toHaveLength(1)
  })
})
