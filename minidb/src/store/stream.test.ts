import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Collection } from 'mongodb'
import { onEmptyFolder, randomOf } from '../testing'

interface Row {
  _id: number
  a?: number | string | null | number[]
  b: number
  tags: string[]
  at: Date
}

const SEED = Number(process.env.SEED ?? 20_261_129)
const ROWS = 6000

let at: Awaited<ReturnType<typeof onEmptyFolder>>
let rows: Collection<Row>

beforeAll(async () => {
  at = await onEmptyFolder()
  rows = at.client.db('stream').collection<Row>('rows')
  const { below, one } = randomOf(SEED)
  await rows.insertMany(
    Array.from({ length: ROWS }, (_, _id) => {
      const a = one([1, 2, 2.5, 'x', 'y', null, undefined, NaN])
      return {
        _id,
        ...(a === undefined ? {} : { a }),
        b: below(50),
        tags: Array.from({ length: below(4) }, () => one(['p', 'q', 'r'])),
        at: new Date(below(1000)),
      }
    }),
  )
})
afterAll(() => at.stop())

describe('counting from entries', () => {
  it('counts what a scan finds, whatever the filter and the indexes', async () => {
    const { below, one } = randomOf(SEED + 1)
    const filter = () => {
      const made: Record<string, unknown> = {}
      if (below(2))
        made.a = one([
          1,
          2.5,
          'x',
          null,
          NaN,
          { $gt: 1 },
          { $gte: 2, $lt: 3 },
          { $lt: 2 },
          { $in: [1, 1, 'y'] },
          { $in: [null, 1] },
          { $gt: 'a', $lte: 'x' },
          { $ne: 1 },
        ])
      if (below(2))
        made.b = one([
          below(50),
          { $gte: below(50) },
          { $in: [1, 2, 3, below(50)] },
          { $gt: 40, $lt: 10 },
          { $lt: 5, $gt: 1 },
        ])
      if (below(4) === 0) made.tags = one(['p', { $in: ['p', 'q'] }, { $all: ['p', 'q'] }, { $gt: 'p' }])
      if (below(4) === 0) made.at = { $gte: new Date(below(1000)), $lt: new Date(below(1000)) }
      return made
    }
    const filters = Array.from({ length: 40 }, filter)
    const expected: number[] = []
    for (const one of filters) expected.push((await rows.find(one).toArray()).length)
    const keys = [{ a: 1 }, { b: -1, a: 1 }, { a: 1, b: 1 }, { tags: 1 }, { at: 1 }, { b: 1, at: 1 }] as const
    for (const key of keys) {
      const name = await rows.createIndex(key as Record<string, 1 | -1>)
      for (const [at, one] of filters.entries())
        expect(await rows.countDocuments(one), `${JSON.stringify(one)} with ${name}, seed ${SEED}`).toBe(expected[at])
      await rows.dropIndex(name)
    }
  })
})

describe('streams', () => {
  it('sorts with and without a limit as sorting everything does', async () => {
    const all = await rows.find().toArray()
    const sorted = all.sort((x, y) => y.b - x.b || x._id - y._id).map(({ _id }) => _id)
    const found = rows.find({}, { sort: { b: -1, _id: 1 }, projection: { _id: 1 } })
    expect((await found.toArray()).map(({ _id }) => _id)).toEqual(sorted)
    const some = await rows.find({}, { sort: { b: -1, _id: 1 }, skip: 30, limit: 500 }).toArray()
    expect(some.map(({ _id }) => _id)).toEqual(sorted.slice(30, 530))
  })

  it('finds what any $in names', async () => {
    await rows.createIndex({ at: 1 })
    const ids = Array.from({ length: 5000 }, (_, n) => n * 3)
    expect(await rows.find({ _id: { $in: ids } }).toArray()).toHaveLength(2000)
    const times = Array.from({ length: 900 }, (_, n) => new Date(n))
    const scanned = (await rows.find().toArray()).filter((row) => row.at.getTime() < 900).length
    expect(await rows.find({ at: { $in: times } }).toArray()).toHaveLength(scanned)
    await rows.dropIndex('at_1')
  })

  it('gives distinct values with an index as without', async () => {
    for (const key of ['a', 'b', 'tags', 'at']) {
      const plain = await rows.distinct(key)
      await rows.createIndex({ [key]: 1 })
      const indexed = await rows.distinct(key)
      expect(new Set(indexed.map(String)), key).toEqual(new Set(plain.map(String)))
      expect(indexed).toHaveLength(plain.length)
      await rows.dropIndex(`${key}_1`)
    }
  })

  it('goes on behind the last document when others write between two batches', async () => {
    const cursor = rows.find({}, { batchSize: 500, sort: { _id: 1 } })
    const seen: number[] = []
    for await (const { _id } of cursor) {
      seen.push(_id)
      if (_id === 499) await rows.deleteMany({ _id: { $gte: 490, $lt: 1500 } })
      if (_id === 2500) await rows.insertOne({ _id: ROWS + 1, b: 1, tags: [], at: new Date(0) })
    }
    // One document beyond the batch was read already.
    expect(seen.filter((id) => id > 500 && id < 1500)).toEqual([])
    expect(seen.at(-1)).toBe(ROWS + 1)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('ends at maxTimeMS with code 50, and lets others through meanwhile', async () => {
    const clauses = Array.from({ length: 300 }, (_, n) => ({ b: { $gt: 100 + n } }))
    await expect(rows.find({ $or: clauses }, { maxTimeMS: 5 }).toArray()).rejects.toMatchObject({ code: 50 })
    let under = true
    const long = rows
      .find({ $or: clauses })
      .toArray()
      .then((found) => {
        under = false
        return found
      })
    let answered = 0
    while (under) {
      await at.client.db('stream').command({ ping: 1 })
      answered++
    }
    expect(await long).toEqual([])
    expect(answered).toBeGreaterThan(3)
  })
})

describe('a write to many documents', () => {
  /** The number of pings that are answered while a work lasts. */
  async function answeredBeside(work: Promise<unknown>) {
    let under = true
    const done = work.finally(() => (under = false))
    let answered = 0
    while (under) {
      await at.client.db('stream').command({ ping: 1 })
      answered++
    }
    await done
    return answered
  }

  it('changes each once, and others are answered meanwhile', async () => {
    const many = at.client.db('stream').collection<{ _id: number; n: number }>('many')
    await many.createIndex({ n: 1 })
    await many.insertMany(Array.from({ length: 5000 }, (_, _id) => ({ _id, n: _id % 10 })))

    // A changed document moves on in the index that answers the filter.
    const update = many.updateMany({ n: { $gte: 5 } }, { $inc: { n: 1 } })
    expect(await answeredBeside(update)).toBeGreaterThan(20)

    expect(await update).toMatchObject({ matchedCount: 2500, modifiedCount: 2500 })
    for (let n = 0; n < 12; n++) expect(await many.countDocuments({ n })).toBe(n === 5 || n === 11 ? 0 : 500)
    const removal = many.deleteMany({ n: { $gt: 7 } })
    expect(await answeredBeside(removal)).toBeGreaterThan(10)
    expect(await removal).toMatchObject({ deletedCount: 1500 })
    expect(await many.countDocuments({})).toBe(3500)
    expect(await at.client.db('stream').command({ validate: 'many' })).toMatchObject({ valid: true })
  })

  it('leaves out what no longer meets the filter when its turn comes', async () => {
    const many = at.client.db('stream').collection<{ _id: number; open: boolean; by?: string }>('turns')
    await many.insertMany(Array.from({ length: 2000 }, (_, _id) => ({ _id, open: true })))

    const [mine, theirs] = await Promise.all([
      many.updateMany({ open: true }, { $set: { open: false, by: 'me' } }),
      many.updateMany({ open: true }, { $set: { open: false, by: 'them' } }),
    ])

    expect(mine.modifiedCount + theirs.modifiedCount).toBe(2000)
    expect(await many.countDocuments({ by: 'me' })).toBe(mine.modifiedCount)
    expect(await many.countDocuments({ by: 'them' })).toBe(theirs.modifiedCount)
  })
})
