import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from 'mongodb'
import { decode } from '../query/bson'
import { onEmptyFolder } from '../testing'
import { DataFile } from './data-file'
import { sweepExpired } from './expire'
import { dataFileOf } from './seal'
import { Store } from './store'

const ROWS = 5000

describe('beside a long write others are answered', () => {
  let at: Awaited<ReturnType<typeof onEmptyFolder>>
  let db: Db
  beforeAll(async () => {
    at = await onEmptyFolder()
    db = at.client.db('turns')
  })
  afterAll(() => at.stop())

  interface Row {
    _id: number
    n: number
    tags?: string[]
  }
  const filled = async (name: string) => {
    const rows = db.collection<Row>(name)
    await rows.insertMany(Array.from({ length: ROWS }, (_, _id) => ({ _id, n: _id, tags: [`a${_id % 7}`, 'all'] })))
    return rows
  }
  /** The number of answers that another client gets while a work lasts. */
  async function answeredBeside(work: Promise<unknown>, ask: (n: number) => Promise<unknown>) {
    let under = true
    const done = work.finally(() => (under = false))
    let answered = 0
    while (under) await ask(answered++)
    await done
    return answered
  }

  it('of an index that is built, and it holds what was written meanwhile', async () => {
    const rows = await filled('built')

    const build = rows.createIndexes([{ key: { n: 1 }, unique: true }, { key: { tags: 1 } }])
    const answered = await answeredBeside(build, async (n) => {
      await rows.insertOne({ _id: ROWS + n, n: ROWS + n, tags: ['new'] })
      await rows.updateOne({ _id: n * 7 }, { $set: { n: -1 - n, tags: ['changed'] } })
      await rows.deleteOne({ _id: ROWS - 1 - n })
    })

    expect(answered).toBeGreaterThan(3)
    expect(await build).toEqual(['n_1', 'tags_1'])
    expect(await db.command({ validate: 'built', full: true })).toMatchObject({ valid: true, nIndexes: 3 })
    expect(await rows.countDocuments({ tags: 'changed' })).toBe((await rows.find({ n: { $lt: 0 } }).toArray()).length)
    expect(await rows.findOne({ n: ROWS })).toMatchObject({ tags: ['new'] })
  })

  it('of a unique index that cannot be, and nothing of it stays', async () => {
    const rows = await filled('twice')
    await rows.updateOne({ _id: ROWS - 1 }, { $set: { n: 3 } })

    const build = rows.createIndexes([{ key: { tags: 1 } }, { key: { n: 1 }, unique: true }])
    await expect(build).rejects.toMatchObject({ code: 11000, keyValue: { n: 3 } })

    expect(await rows.indexes()).toHaveLength(1)
    await rows.insertOne({ _id: ROWS, n: 3 })
    await rows.deleteMany({ n: 3, _id: { $gt: 3 } })
    expect(await rows.createIndex({ n: 1 }, { unique: true })).toBe('n_1')
    expect(await db.command({ validate: 'twice' })).toMatchObject({ valid: true })
  })

  it('of two clients that build the same index at once, and both are told it is there', async () => {
    const rows = await filled('same')
    expect(await Promise.all([rows.createIndex({ n: 1 }), rows.createIndex({ n: 1 })])).toEqual(['n_1', 'n_1'])
    expect(await rows.indexes()).toHaveLength(2)
  })

  it('of an index that is built on a collection that is dropped meanwhile, with an error', async () => {
    const rows = await filled('gone')
    const [built, dropped] = await Promise.allSettled([rows.createIndex({ n: 1 }), rows.drop()])

    expect(built).toMatchObject({ status: 'rejected', reason: { code: 276 } })
    expect(dropped).toMatchObject({ status: 'fulfilled', value: true })
  })

  it('of a collection that is dropped, and another one of its name has only what it is given', async () => {
    const rows = await filled('dropped')
    await rows.createIndex({ n: 1 })

    await rows.drop()
    await rows.insertOne({ _id: 7, n: 7 })

    expect(await rows.find().toArray()).toEqual([{ _id: 7, n: 7 }])
    expect(await rows.countDocuments({ n: { $gte: 0 } })).toBe(1)
    await rows.createIndex({ n: 1 })
    expect(await rows.find({ n: { $gte: 0 } }).toArray()).toHaveLength(1)
  })
})

describe('a write of one document that no index leads to', () => {
  let at: Awaited<ReturnType<typeof onEmptyFolder>>
  beforeAll(async () => {
    at = await onEmptyFolder()
    const rows = at.client.db('turns').collection<{ _id: number; open: boolean; n: number }>('rows')
    await rows.insertMany(Array.from({ length: 20_000 }, (_, _id) => ({ _id, open: _id >= 15_000, n: -_id })))
  })
  afterAll(() => at.stop())

  it('is searched in parts, and takes a document that still meets the filter', async () => {
    const rows = at.client.db('turns').collection<{ _id: number; open: boolean; n: number; by?: string }>('rows')
    const take = (by: string) => rows.updateOne({ open: true }, { $set: { open: false, by } })

    let under = true
    const taking = Promise.all(['a', 'b', 'c'].map(take)).finally(() => (under = false))
    let answered = 0
    while (under) {
      await at.client.db('turns').command({ ping: 1 })
      answered++
    }

    expect((await taking).map(({ modifiedCount }) => modifiedCount)).toEqual([1, 1, 1])
    expect(await rows.countDocuments({ open: true })).toBe(4997)
    expect((await rows.distinct('by')).sort()).toEqual(['a', 'b', 'c'])
    expect(answered).toBeGreaterThan(10)
  })

  it('takes the first by a sort, removes one, and finds none where there is none', async () => {
    const rows = at.client.db('turns').collection<{ _id: number; open: boolean; n: number; k?: number }>('rows')

    expect(await rows.findOneAndUpdate({ open: true }, { $set: { k: 1 } }, { sort: { n: 1 } })).toMatchObject({
      _id: 19_999,
    })
    expect(await rows.findOneAndDelete({ open: true }, { sort: { n: 1 } })).toMatchObject({ _id: 19_999, k: 1 })
    expect(await rows.deleteOne({ n: -19_998 })).toMatchObject({ deletedCount: 1 })
    expect(await rows.deleteOne({ n: 1 })).toMatchObject({ deletedCount: 0 })
    expect(await rows.updateOne({ n: 1 }, { $set: { k: 1 } })).toMatchObject({ matchedCount: 0 })
    expect(await rows.updateOne({ n: 1 }, { $set: { k: 1 } }, { upsert: true })).toMatchObject({ upsertedCount: 1 })
    expect(await rows.countDocuments({})).toBe(19_999)
  })
})

describe('a process that dies in the middle of', () => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'minidb-turns-'))
    store = new Store(folder)
    await store.write(() => {
      const rows = store.create('a.rows')
      for (let _id = 0; _id < ROWS; _id++) store.insert(rows, { _id, at: new Date(_id) })
    })
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const restart = async () => {
    await store.close()
    store = new Store(folder)
  }
  /** Rows in the file, whether or not anything names them. */
  async function rowsIn(name: string) {
    await store.close()
    const file = new DataFile(dataFileOf(folder), (what) => {
      throw new Error(what)
    })
    const count = [...file.rows(name)].length
    file.close()
    store = new Store(folder)
    return count
  }
  const declared = { name: 'at', key: { at: 1 }, unique: false, sparse: false }

  it('a drop leaves rows that are removed after the next start', async () => {
    await store.write(() => store.drop(store.collection('a.rows')!))
    expect(await rowsIn('documents')).toBe(ROWS)

    await store.clearDropped()

    expect(await rowsIn('documents')).toBe(0)
    expect(await rowsIn('dropped')).toBe(0)
  })

  it('a drop keeps its number until its rows are gone', async () => {
    const { id } = store.collection('a.rows')!
    await store.write(() => store.drop(store.collection('a.rows')!))
    await restart()

    const made = await store.write(() => store.create('a.others'))

    expect(made.id).toBeGreaterThan(id)
    expect([...store.documents(made)]).toEqual([])
  })

  it('an index build leaves entries that are removed after the next start', async () => {
    await store.write(() => {
      const rows = store.collection('a.rows')!
      store.beginIndex(rows, declared)
      store.enter(rows, null, 1000)
    })
    expect(await rowsIn('entries')).toBe(1000)
    expect(store.collection('a.rows')!.indexes).toEqual([])

    await store.write(() => undefined)
    await store.clearDropped()

    expect(store.collection('a.rows')!.building).toEqual([])
    expect(await rowsIn('entries')).toBe(0)
  })
})

it('keeps expired documents that a partial TTL index does not cover', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'minidb-ttl-'))
  const store = new Store(folder)
  const partial = { partialFilterExpression: { kind: 'seat' }, expireAfterSeconds: 10 }
  await store.write(() => {
    const rows = store.create('a.rows')
    store.beginIndex(rows, { name: 'at', key: { at: 1 }, unique: false, sparse: false, ...partial })
    store.finishIndexes(rows)
    store.insert(rows, { _id: 'gone', kind: 'seat', at: new Date(0) })
    store.insert(rows, { _id: 'young', kind: 'seat', at: new Date(55_000) })
    store.insert(rows, { _id: 'not covered', kind: 'other', at: new Date(0) })
    store.insert(rows, { _id: 'no date', kind: 'seat', at: 'never' })
  })

  await sweepExpired(store, new Date(60_000))

  const left = [...store.documents(store.collection('a.rows')!)].map(({ raw }) => decode(raw)._id)
  expect(left.sort()).toEqual(['no date', 'not covered', 'young'])
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

it('removes expired documents in parts, between which others have their turn', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'minidb-ttl-'))
  const store = new Store(folder)
  await store.write(() => {
    const rows = store.create('a.rows')
    store.beginIndex(rows, { name: 'at', key: { at: 1 }, unique: false, sparse: false, expireAfterSeconds: 10 })
    store.finishIndexes(rows)
    for (let _id = 0; _id < ROWS; _id++) store.insert(rows, { _id, at: new Date(_id < 100 ? 1_000_000 : _id) })
  })

  let [parts, under] = [0, true]
  const sweep = sweepExpired(store, new Date(60_000)).finally(() => (under = false))
  while (under) {
    // A write of another waits for one part, not for all of them.
    await store.write(() => undefined)
    parts++
  }
  await sweep

  expect(parts).toBeGreaterThan(20)
  expect(store.countDocuments(store.collection('a.rows')!)).toBe(100)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
