import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readOrder } from '../query/sort'
import { plan } from './plan'
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
