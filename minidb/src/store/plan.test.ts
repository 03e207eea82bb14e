import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

it('reaches the few documents of a partial index by its own condition alone', async () => {
  const collection = await store.write(() => {
    const made = store.create('yike.bookings')
    const few = { name: 'outbox', key: { 'outbox.at': 1 }, unique: false, sparse: false }
    store.addIndex(made, { ...few, partialFilterExpression: { 'outbox.at': { $exists: true } } })
    return made
  })
  expect(plan(store, collection, { 'outbox.at': { $exists: true } }, [])).toMatchObject({ kind: 'index' })
  expect(plan(store, collection, {}, [])).toMatchObject({ kind: 'scan' })
})
