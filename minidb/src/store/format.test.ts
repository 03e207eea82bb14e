import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { open, type RootDatabase } from 'lmdb'
import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startMinidb } from '../server'
import { Store } from './store'

let folder: string
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'minidb-format-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Changes a folder without minidb, which then holds no seal of it. */
async function behindItsBack(change: (root: RootDatabase<Buffer, Buffer>) => void) {
  const root = open<Buffer, Buffer>({ path: folder, maxDbs: 8, keyEncoding: 'binary', encoding: 'binary' })
  root.transactionSync(() => change(root))
  await root.close()
  rmSync(path.join(folder, 'data.seal'), { force: true })
}

/** Converts a folder to the first format: bare rows, and no format number. */
const toFirstFormat = (root: RootDatabase<Buffer, Buffer>) => {
  for (const name of ['documents', 'entries', 'retries', 'catalogue']) {
    const keyEncoding = name === 'catalogue' ? {} : ({ keyEncoding: 'binary' } as const)
    const database = root.openDB<Buffer, Buffer>({ name, encoding: 'binary', ...keyEncoding })
    for (const { key, value } of [...database.getRange()]) void database.put(key, value.subarray(4))
  }
  void root.openDB<Buffer, string>({ name: 'about', encoding: 'binary' }).remove('format')
}

it('brings a folder without checksums to how rows are kept now, and loses nothing', async () => {
  const first = await startMinidb({ path: folder })
  const client = await new MongoClient(first.uri).connect()
  const rows = client.db('old').collection<{ _id: number; n: number; text: string }>('rows')
  await rows.createIndex({ n: 1 })
  const documents = Array.from({ length: 5000 }, (_, n) => ({ _id: n, n: n % 10, text: `row ${n}` }))
  await rows.insertMany(documents)
  await client.close()
  await first.stop()
  await behindItsBack(toFirstFormat)

  for (const times of ['upgrades', 'opens again']) {
    const server = await startMinidb({ path: folder })
    const again = await new MongoClient(server.uri).connect()
    const kept = again.db('old').collection<{ _id: number; n: number }>('rows')
    expect(await kept.find().sort({ _id: 1 }).toArray(), times).toEqual(documents)
    expect(await kept.countDocuments({ n: 3 })).toBe(500)
    expect(await again.db('old').command({ validate: 'rows' })).toMatchObject({ valid: true, nrecords: 5000 })
    await again.close()
    await server.stop()
  }
})

it('refuses a folder of a newer minidb and changes nothing', async () => {
  await new Store(folder).close()
  await behindItsBack(
    (root) => void root.openDB<Buffer, string>({ name: 'about', encoding: 'binary' }).put('format', Buffer.from([9])),
  )
  expect(() => new Store(folder)).toThrow('更新的版本')
})
