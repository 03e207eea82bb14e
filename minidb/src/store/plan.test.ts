import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readOrder } from '../query/sort'
import type { Doc } from '../query/values'
import { countHits } from './count'
import { Pace } from './pace'
import { plan } from './plan'
import { query } from './query'
import { Store } from './store'

const folder = mkdtempSync(path.join(tmpdir(), 'minidb-'))
let store: Store
beforeAll(() => {
  store = new Store(folder)
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

it('takes all of a partial index only where nothing narrows or orders', async () => {
  const collection = await store.write(() => {
    const made = store.create('yike.places')
    const here = { name: 'here', key: { communityId: 1, name: 1 }, unique: true, sparse: false }
    store.beginIndex(made, { ...here, partialFilterExpression: { removed: false } })
    store.beginIndex(made, { name: 'tokens', key: { tokens: 1 }, unique: false, sparse: false })
    store.finishIndexes(made)
    return made
  })
  const words = { removed: false, $and: [{ $or: [{ tokens: '食' }, { tokens: '堂' }] }] }
  expect(plan(store, collection, words, [])).toMatchObject({ kind: 'any' })
  const first = readOrder({ _id: 1 })
  expect(plan(store, collection, { removed: false }, first)).toMatchObject({ kind: 'ids', sorted: true })
  expect(plan(store, collection, { removed: false }, [])).toMatchObject({ kind: 'index' })
})

it('reaches the few documents of a partial index by its own condition alone', async () => {
  const collection = await store.write(() => {
    const made = store.create('yike.bookings')
    const few = { name: 'outbox', key: { 'outbox.at': 1 }, unique: false, sparse: false }
    store.beginIndex(made, { ...few, partialFilterExpression: { 'outbox.at': { $exists: true } } })
    store.finishIndexes(made)
    return made
  })
  expect(plan(store, collection, { 'outbox.at': { $exists: true } }, [])).toMatchObject({ kind: 'index' })
  expect(plan(store, collection, {}, [])).toMatchObject({ kind: 'scan' })
})

it('reads the documents under one element of an array in the order of what follows it', async () => {
  const [here, there] = ['here', 'there']
  const collection = await store.write(() => {
    const made = store.create('yike.cases')
    store.beginIndex(made, { name: 'due', key: { areas: 1, due: 1, _id: 1 }, unique: false, sparse: false })
    store.beginIndex(made, { name: 'whose', key: { person: 1 }, unique: false, sparse: false })
    store.finishIndexes(made)
    for (let n = 0; n < 40; n++)
      store.insert(made, {
        _id: n,
        areas: n % 2 ? [here, there] : [there, here, here],
        due: (n * 7) % 40,
        person: n % 4,
      })
    return made
  })
  const effort = { plan: plan(store, collection, {}, []), keys: 0, documents: 0 }
  const first = query(store, collection, { filter: { areas: here }, sort: { due: 1, _id: 1 }, limit: 3 }, { effort })
  expect(first.map(({ doc }) => doc.due)).toEqual([0, 1, 2])
  expect(effort.documents).toBe(3)
  // Both bounds hold for the one value that a document has, and every document counts once.
  const between = { areas: { $in: [here] }, due: { $gte: 10, $lt: 15 } }
  const inRange = { plan: effort.plan, keys: 0, documents: 0 }
  expect(query(store, collection, { filter: between }, { effort: inRange })).toHaveLength(5)
  expect(inRange.documents).toBeLessThanOrEqual(6)
  const count = (filter: object) =>
    store.read((reading) => countHits(store, collection, { filter: filter as Doc }, new Pace(0), reading))
  expect([await count(between), await count({ areas: { $in: [here, there] } })]).toEqual([5, 40])
  // An array has no one place in an order by itself, and two elements have no common order.
  for (const filter of [{ areas: here }, { areas: { $in: [here, there] }, due: 3 }])
    expect(plan(store, collection, filter, readOrder({ areas: 1, due: 1 }))).toMatchObject({ sorted: false })
  expect(plan(store, collection, { areas: { $in: [here, there] } }, readOrder({ due: 1 }))).toMatchObject({
    sorted: false,
  })
})

it('narrows each way of a choice by what stands beside it', async () => {
  const collection = store.collection('yike.cases')!
  const filter = { $and: [{ $or: [{ areas: 'here' }, { person: 1 }] }, { due: { $gte: 10 } }, { due: { $lt: 15 } }] }
  const effort = { plan: plan(store, collection, filter, []), keys: 0, documents: 0 }
  expect(query(store, collection, { filter }, { effort })).toHaveLength(5)
  expect(effort).toMatchObject({ plan: { kind: 'any' } })
  expect(effort.documents).toBeLessThan(20)
})
