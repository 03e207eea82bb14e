import { afterAll, beforeAll, expect, it } from 'vitest'
import { Decimal128, type Db } from 'mongodb'
import { SortBuffer } from './query/sort-buffer'
import { readOrder } from './query/sort'
import { onEmptyFolder } from './testing'

let at: Awaited<ReturnType<typeof onEmptyFolder>>
let db: Db
beforeAll(async () => {
  at = await onEmptyFolder()
  db = at.client.db('refused')
})
afterAll(() => at.stop())

it('refuses transactions: the product uses none', async () => {
  const session = at.client.startSession()
  session.startTransaction()
  await expect(db.collection('a').insertOne({ a: 1 }, { session })).rejects.toMatchObject({ code: 263 })
  await session.endSession()
  expect(await db.collection('a').countDocuments({})).toBe(0)
})

it('leaves Object.prototype alone, whatever a filter or an update is called', async () => {
  const rows = db.collection('names')
  const asked = [
    { q: { ['__proto__.$each']: 1 }, u: { $set: { a: 1 } }, upsert: true },
    { q: { _id: 1, ['__proto__.polluted']: 1 }, u: { $set: { ['constructor.prototype.polluted']: 1 } }, upsert: true },
    { q: { _id: 2 }, u: { $set: { ['__proto__.polluted']: 1 } }, upsert: true },
  ]
  for (const one of asked) await db.command({ update: 'names', updates: [one] }).catch(() => undefined)
  await rows.find({ ['__proto__.polluted']: 1 }).toArray()

  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(({} as Record<string, unknown>).$each).toBeUndefined()
})

it('refuses to hold more than 100 MB for a sort', () => {
  const buffer = new SortBuffer(readOrder({ n: 1 }), 0)
  const large = Buffer.alloc(16 * 1024 * 1024)
  const addAll = () => {
    for (let n = 0; n < 7; n++) buffer.add({ n }, large)
  }
  expect(addAll).toThrow(expect.objectContaining({ code: 292 }) as Error)
})

it('refuses decimals that it cannot keep apart in an index, and ids of more than 256 bytes', async () => {
  const rows = db.collection<{ _id: unknown; v?: unknown }>('exact')
  await rows.createIndex({ v: 1 })
  const between = Decimal128.fromString('1.00000000000000001')
  await expect(rows.insertOne({ _id: 1, v: between })).rejects.toMatchObject({ code: 2 })
  await expect(rows.insertOne({ _id: between } as never)).rejects.toMatchObject({ code: 2 })
  await expect(rows.insertOne({ _id: 'x'.repeat(300) })).rejects.toMatchObject({ code: 17280 })
  expect(await rows.countDocuments({})).toBe(0)
})
