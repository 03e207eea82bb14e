import { randomBytes } from 'node:crypto'
import { GridFSBucket, MongoClient, type Db, type Document } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The same calls of the official driver on the server that MONGODB_TEST_URI names: minidb, or a second real one. */
let client: MongoClient
let db: Db
const collection = () => db.collection<{ _id: string | number } & Document>(`c${randomBytes(6).toString('hex')}`)

beforeAll(async () => {
  client = await new MongoClient(process.env.MONGODB_TEST_URI!).connect()
  db = client.db(`yike_compat_${randomBytes(6).toString('hex')}`)
})
afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

const UPDATES: [
  name: string,
  before: Document,
  update: Document | Document[],
  after: Document,
  filter?: Document,
  options?: Document,
][] = [
  ['$set of a nested field', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
  ['$set in an array by position', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  ['$set past the end of an array', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  ['$unset in an array leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['$inc', { a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
  ['$max', { a: 3, b: 3 }, { $max: { a: 1, b: 5, c: 0 } }, { a: 3, b: 5, c: 0 }],
  ['$push', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  ['$push keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$addToSet', { a: [1, 2] }, { $addToSet: { a: 3 } }, { a: [1, 2, 3] }],
  ['$addToSet of what is there', { a: [1, { b: 2 }] }, { $addToSet: { a: { b: 2 } } }, { a: [1, { b: 2 }] }],
  ['$push each and slice', { a: [5, 1] }, { $push: { a: { $each: [3, 9], $slice: 3 } } }, { a: [5, 1, 3] }],
  ['$pull of a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by condition on fields', { a: [{ n: 1, m: 1 }, { n: 2 }] }, { $pull: { a: { n: 1 } } }, { a: [{ n: 2 }] }],
  ['$pull by operator', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [
    'positional $',
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 1 },
      ],
    },
    { $inc: { 'a.$.v': 5 } },
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 6 },
      ],
    },
    { 'a.k': 2 },
  ],
  [
    'positional $ by $elemMatch',
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 3 },
      ],
    },
    { $set: { 'a.$.v': 0 } },
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 0 },
      ],
    },
    { a: { $elemMatch: { k: 2, v: { $gt: 2 } } } },
  ],
  ['all $[]', { a: [{ v: 1 }, { v: 2 }] }, { $inc: { 'a.$[].v': 1 } }, { a: [{ v: 2 }, { v: 3 }] }],
  [
    'filtered $[x]',
    { a: [1, 5, 9] },
    { $set: { 'a.$[x]': 0 } },
    { a: [1, 0, 0] },
    {},
    { arrayFilters: [{ x: { $gte: 5 } }] },
  ],
  [
    'filtered $[x] on fields',
    { a: [{ k: 1 }, { k: 2 }] },
    { $set: { 'a.$[x].hit': true } },
    { a: [{ k: 1 }, { k: 2, hit: true }] },
    {},
    { arrayFilters: [{ 'x.k': 2 }] },
  ],
]

describe('updates', () => {
  it.each(UPDATES)('%s', async (_, before, update, after, filter = {}, options = {}) => {
    const rows = collection()
    await rows.insertOne({ _id: 1, ...before })

    await rows.updateOne({ _id: 1, ...filter }, update, options)

    expect(await rows.findOne({ _id: 1 })).toEqual({ _id: 1, ...after })
  })

  const REFUSED: [name: string, update: Document, code: number][] = [
    ['two changes of one path', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a change inside another', { $set: { a: 1, 'a.b': 1 } }, 40],
    ['another id', { $set: { _id: 2 } }, 66],
    ['$inc of a text', { $inc: { word: 1 } }, 14],
    ['$push to what is no array', { $push: { word: 1 } }, 2],
  ]
  it.each(REFUSED)('refuses %s', async (_, update, code) => {
    const rows = collection()
    await rows.insertOne({ _id: 1, word: 'a' })

    await expect(rows.updateOne({ _id: 1 }, update)).rejects.toMatchObject({ code })

    expect(await rows.findOne({})).toEqual({ _id: 1, word: 'a' })
  })

  it('makes what an upsert does not find, from the filter and the update', async () => {
    const rows = collection()

    const { upsertedId } = await rows.updateOne(
      { _id: 7, kind: 'x', n: { $gt: 3 } },
      { $set: { a: 1 }, $setOnInsert: { b: 2 } },
      { upsert: true },
    )
    await rows.updateOne({ _id: 7 }, { $set: { a: 5 }, $setOnInsert: { b: 9 } }, { upsert: true })

    expect(upsertedId).toBe(7)
    expect(await rows.findOne({})).toEqual({ _id: 7, kind: 'x', a: 5, b: 2 })
  })

  it('gives a document before or after findOneAndUpdate, the first by a sort', async () => {
    const rows = collection()
    await rows.insertMany([
      { _id: 1, n: 5 },
      { _id: 2, n: 3 },
    ])

    const before = await rows.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: 1 } })
    const after = await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' })

    expect([before, after]).toEqual([
      { _id: 2, n: 3 },
      { _id: 1, n: 6 },
    ])
  })
})

describe('many at once', () => {
  it('lets 200 conditional updates take exactly 50 places', async () => {
    const rows = collection()
    await rows.insertOne({ _id: 1, taken: 0, claims: [] })

    const taken = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        rows.findOneAndUpdate(
          { _id: 1, taken: { $lt: 50 }, 'claims.n': { $ne: n } },
          { $inc: { taken: 1 }, $push: { claims: { n } } as never },
        ),
      ),
    )

    expect(taken.filter(Boolean)).toHaveLength(50)
    const row = await rows.findOne({})
    expect([row!.taken, (row!.claims as unknown[]).length]).toEqual([50, 50])
  })

  it('lets one of 30 inserts have a unique key', async () => {
    const rows = collection()
    await rows.createIndex({ key: 1 }, { unique: true })

    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => rows.insertOne({ key: 'k' } as never)))

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 11000, keyPattern: { key: 1 }, keyValue: { key: 'k' } },
    })
  })

  it('refuses to make a document from a computed condition', async () => {
    const rows = collection()
    const computed = { $expr: { $lt: ['$n', 3] } }
    for (const filter of [{ _id: 1, ...computed }, { $and: [{ _id: 1 }, computed] }])
      await expect(rows.updateOne(filter, { $inc: { n: 1 } }, { upsert: true })).rejects.toMatchObject({ code: 224 })
    expect(await rows.countDocuments({})).toBe(0)
  })

  it('lets 30 upserts of one key make one document', async () => {
    const rows = collection()

    await Promise.all(
      Array.from({ length: 30 }, () => rows.updateOne({ _id: 'k' }, { $inc: { n: 1 } }, { upsert: true })),
    )

    expect(await rows.find().toArray()).toEqual([{ _id: 'k', n: 30 }])
  })

  it('goes on after a duplicate in an unordered batch, and stops in an ordered one', async () => {
    const rows = collection()
    const batch = [{ _id: 1 }, { _id: 1 }, { _id: 2 }]

    await expect(rows.insertMany(batch)).rejects.toMatchObject({ code: 11000 })
    expect(await rows.countDocuments()).toBe(1)
    await expect(rows.insertMany(batch, { ordered: false })).rejects.toMatchObject({ code: 11000 })

    expect(await rows.countDocuments()).toBe(2)
  })
})

describe('partial, sparse and multikey unique indexes', () => {
  it('holds a partial unique index where its condition is met', async () => {
    const rows = collection()
    await rows.createIndex(
      { 'idem.key': 1 },
      { unique: true, partialFilterExpression: { 'idem.key': { $exists: true } } },
    )

    await rows.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, idem: { key: 'a' } }])

    await expect(rows.insertOne({ _id: 4, idem: { key: 'a' } })).rejects.toMatchObject({ code: 11000 })
    expect(await rows.find({ 'idem.key': 'a' }).toArray()).toHaveLength(1)
  })

  it('finds by an index on an array of documents, and no longer once the element is gone', async () => {
    const rows = collection()
    await rows.createIndex({ 'sessions.digest': 1 })
    await rows.insertOne({
      _id: 1,
      sessions: [
        { digest: 'a', n: 1 },
        { digest: 'b', n: 2 },
      ],
    })

    await rows.updateOne(
      { sessions: { $elemMatch: { digest: 'a', n: 1 } } },
      { $pull: { sessions: { digest: 'a' } } as never },
    )

    expect(await rows.findOne({ 'sessions.digest': 'a' })).toBeNull()
    expect(await rows.findOne({ sessions: { $elemMatch: { digest: 'b', n: 2 } } })).toMatchObject({ _id: 1 })
    expect(await rows.findOne({ sessions: { $elemMatch: { digest: 'b', n: 1 } } })).toBeNull()
  })
})

it('keeps files in GridFS', async () => {
  const bucket = new GridFSBucket(db, { bucketName: 'photos' })
  const bytes = randomBytes(700_000)
  const upload = bucket.openUploadStream('a.jpg')
  upload.end(bytes)
  await new Promise((resolve) => upload.once('finish', resolve))

  const read: Buffer[] = []
  for await (const chunk of bucket.openDownloadStream(upload.id)) read.push(chunk as Buffer)
  await bucket.delete(upload.id)

  expect(Buffer.concat(read).equals(bytes)).toBe(true)
  expect(await db.collection('photos.chunks').countDocuments()).toBe(0)
})
