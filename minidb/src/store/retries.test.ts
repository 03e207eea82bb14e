import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RetryKey } from './retries'
import { Store } from './store'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'minidb-retries-'))
  store = new Store(folder)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const key = (number: bigint): RetryKey => ({ session: Buffer.alloc(16, 7), number })
/** A write that counts how often it was done. */
let done = 0
const write = (number: bigint) => store.writeOnce(key(number), () => ({ n: ++done, ok: 1 }))
const MINUTE_MS = 60_000

it('answers a write that is sent again from its record, also after a restart, and does it once', async () => {
  const first = await write(1n)
  await store.close()
  store = new Store(folder)

  expect(await write(1n)).toEqual(first)
  expect((await write(2n)).n).toBe(Number(first.n) + 1)
})

it('refuses a number that its session has passed', async () => {
  await write(5n)
  await expect(write(4n)).rejects.toMatchObject({ code: 225 })
})

it('keeps no record of a write that failed', async () => {
  const fail = () => {
    throw new Error('not now')
  }
  await expect(store.writeOnce(key(1n), fail)).rejects.toThrow('not now')
  expect(await store.writeOnce(key(1n), () => ({ ok: 1 }))).toEqual({ ok: 1 })
})

it('forgets a record after half an hour, and not before', async () => {
  const first = await write(1n)
  await store.sweepRetries(new Date(Date.now() + 29 * MINUTE_MS))
  expect(await write(1n)).toEqual(first)

  await store.sweepRetries(new Date(Date.now() + 31 * MINUTE_MS))

  expect((await write(1n)).n).not.toBe(first.n)
})
