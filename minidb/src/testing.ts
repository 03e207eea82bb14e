import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient } from 'mongodb'
import { startMinidb } from './server'

/** A minidb on an empty folder and a driver that is connected to it, for tests; `stop` removes both. */
export async function onEmptyFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'minidb-test-'))
  const server = await startMinidb({ path: folder })
  const client = await new MongoClient(server.uri).connect()
  return {
    server,
    client,
    folder,
    async stop() {
      await client.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Numbers below a limit, the same for the same seed (mulberry32). */
export function randomOf(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, one: <Of>(list: readonly Of[]): Of => list[below(list.length)]! }
}
