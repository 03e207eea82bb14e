import { afterAll, beforeAll, expect, it } from 'vitest'
import { onEmptyFolder } from '../testing'

let own: Awaited<ReturnType<typeof onEmptyFolder>>
beforeAll(async () => {
  own = await onEmptyFolder()
})
afterAll(() => own.stop())

it('tells mongosh what is running, how large a collection is, and that it is whole', async () => {
  const db = own.client.db('seen')
  const rows = db.collection<{ _id: number; tags: string[] }>('rows')
  await rows.createIndex({ tags: 1 })
  await rows.insertMany(Array.from({ length: 1200 }, (_, _id) => ({ _id, tags: ['a', `t${_id}`] })))

  const [operation] = await own.client
    .db('admin')
    .aggregate([{ $currentOp: {} }])
    .toArray()
  const [stats] = await rows.aggregate([{ $collStats: { storageStats: { scale: 1 } } }]).toArray()

  expect(operation).toMatchObject({ active: true, command: { aggregate: 1 } })
  expect(stats!.storageStats).toMatchObject({ count: 1200, nindexes: 2 })
  expect((stats!.storageStats as { indexSizes: Record<string, number> }).indexSizes.tags_1).toBeGreaterThan(2400)
  expect(await db.command({ validate: 'rows' })).toMatchObject({
    valid: true,
    nrecords: 1200,
    keysPerIndex: { _id_: 1200, tags_1: 2400 },
  })
  await expect(db.command({ validate: 'none' })).rejects.toMatchObject({ code: 26 })
})
