import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startMinidb } from '@yike/minidb'
import { Decimal128, Double, GridFSBucket, Long, MongoClient, type ObjectId } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { moveDatabase } from '../../scripts/move-database'

let folder: string
let minidb: Awaited<ReturnType<typeof startMinidb>>
let from: MongoClient
let to: MongoClient
let address: string

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'minidb-migrate-'))
  minidb = await startMinidb({ path: folder })
  const uri = new URL(process.env.MONGODB_TEST_URI!)
  uri.pathname = `/yike_move_${randomBytes(6).toString('hex')}`
  address = uri.href
  from = await new MongoClient(minidb.uri).connect()
  to = await new MongoClient(address).connect()
})
afterEach(async () => {
  await to.db().dropDatabase()
  await Promise.all([from.close(), to.close()])
  await minidb.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Place {
  _id: number | ObjectId
  name: string
  location: object
  tags: string[]
}

async function fill() {
  const places = from.db('yike').collection<Place>('places')
  await places.createIndex({ name: 1 }, { unique: true, partialFilterExpression: { name: { $exists: true } } })
  await places.createIndex({ location: '2dsphere' })
  await places.insertMany(
    Array.from({ length: 1200 }, (_, n) => ({
      _id: n,
      name: `地点${n}`,
      location: { type: 'Point', coordinates: [118 + n / 1e5, 37] },
      tags: ['食堂', String(n)],
    })),
  )
  return places
}

it('moves a whole database out of minidb and back, indexes, files and types of numbers included', async () => {
  const places = await fill()
  await from
    .db('yike')
    .collection('numbers')
    .insertOne({ double: new Double(5), long: Long.fromNumber(5), decimal: Decimal128.fromString('1.50'), int: 5 })
  await from.db('yike').createCollection('empty')
  const photo = randomBytes(600_000)
  await new Promise((resolve) =>
    new GridFSBucket(from.db('yike')).openUploadStream('photo').end(photo, resolve as never),
  )
  const told = new Map<string, number>()

  await moveDatabase(minidb.uri, address, (name, documents) => told.set(name, documents))

  expect(Object.fromEntries(told)).toMatchObject({ places: 1200, numbers: 1, empty: 0, 'fs.files': 1 })
  const copied = to.db().collection<Place>('places')
  await expect(
    copied.insertOne({ _id: 5000, name: '地点7', location: { type: 'Point', coordinates: [1, 1] }, tags: [] }),
  ).rejects.toMatchObject({
    code: 11000,
  })
  const near = { type: 'Point' as const, coordinates: [118.003, 37] as [number, number] }
  const [nearest] = await copied
    .aggregate([{ $geoNear: { near, key: 'location', distanceField: 'metres', spherical: true } }, { $limit: 1 }])
    .toArray()
  expect(nearest).toMatchObject({ _id: 300 })

  const back = `${minidb.uri.replace('/?', '/back?')}`
  await moveDatabase(address, back)
  const raw = { raw: true } as const
  const bytesOf = async (database: string, name: string) =>
    from.db(database).collection(name).find({}, raw).sort({ _id: 1 }).toArray()
  for (const name of told.keys()) expect(await bytesOf('back', name), name).toEqual(await bytesOf('yike', name))
  expect(await places.countDocuments()).toBe(1200)
})

it('goes on where it was cut off', async () => {
  const places = await fill()
  const copied = to.db().collection<Place>('places')
  await copied.insertMany(await places.find().limit(450).toArray())

  await moveDatabase(minidb.uri, address)

  expect(await copied.countDocuments()).toBe(1200)
  expect((await copied.listIndexes().toArray()).map(({ name }) => name).sort()).toEqual([
    '_id_',
    'location_2dsphere',
    'name_1',
  ])
})

it.each([
  ['has another collection', async () => void (await to.db().collection('cats').insertOne({})), '换一个空的'],
  [
    'has a document more',
    async () =>
      void (await to
        .db()
        .collection<Place>('places')
        .insertOne({ _id: -1, name: 'x', location: { type: 'Point', coordinates: [1, 1] }, tags: [] })),
    '新库里却有 1201 条',
  ],
  [
    'has a document that is another',
    async () =>
      void (await to
        .db()
        .collection<Place>('places')
        .insertOne({ _id: 3, name: 'x', location: { type: 'Point', coordinates: [1, 1] }, tags: [] })),
    '_id 是 3 的一条',
  ],
])('refuses a target that %s', async (_, spoil, why) => {
  await fill()
  await spoil()
  await expect(moveDatabase(minidb.uri, address)).rejects.toThrow(why)
})
