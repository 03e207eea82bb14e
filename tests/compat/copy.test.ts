import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startMinidb } from '@yike/minidb'
import { GridFSBucket, MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { copyDatabase } from '../../scripts/copy-database'

it('moves a whole database out of minidb, indexes and files included, and only into an empty one', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'minidb-copy-'))
  const minidb = await startMinidb({ path: folder })
  const uri = new URL(process.env.MONGODB_TEST_URI!)
  uri.pathname = `/yike_copy_${randomBytes(6).toString('hex')}`
  const [from, to] = await Promise.all([new MongoClient(minidb.uri).connect(), new MongoClient(uri.href).connect()])
  try {
    const places = from.db('yike').collection<{ _id: number; name: string; location: object; tags: string[] }>('places')
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
    const photo = randomBytes(600_000)
    await new Promise((resolve) =>
      new GridFSBucket(from.db('yike')).openUploadStream('photo').end(photo, resolve as never),
    )

    const told: [string, number][] = []
    await copyDatabase(minidb.uri, uri.href, 'yike', (name, documents) => told.push([name, documents]))

    expect(told).toContainEqual(['places', 1200])
    const copied = to.db().collection<{ _id: number; name: string }>('places')
    expect(await copied.findOne({ _id: 777 })).toEqual(await places.findOne({ _id: 777 }))
    await expect(copied.insertOne({ _id: 5000, name: '地点7' })).rejects.toMatchObject({ code: 11000 })
    const near = { type: 'Point' as const, coordinates: [118.003, 37] as [number, number] }
    const [nearest] = await copied
      .aggregate([{ $geoNear: { near, key: 'location', distanceField: 'metres', spherical: true } }, { $limit: 1 }])
      .toArray()
    expect(nearest).toMatchObject({ _id: 300 })
    const [file] = await new GridFSBucket(to.db()).find({}).toArray()
    expect(file!.length).toBe(photo.length)
    await expect(copyDatabase(minidb.uri, uri.href, 'yike')).rejects.toThrow('换一个空的')
  } finally {
    await to.db().dropDatabase()
    await Promise.all([from.close(), to.close()])
    await minidb.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
