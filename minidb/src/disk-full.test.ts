import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'

/**
 * A disk of 16 MB: a tmpfs where this may be mounted (as root on Linux), else a limit of 16 MB on the size of a file. Both
 * make the write of a page fail; the first with ENOSPC, the second with EFBIG.
 */
const SERVE = path.resolve(import.meta.dirname, '../../scripts/db.ts')
const KB_OF_DISK = 16 * 1024

let folder: string
let mounted: boolean
let server: ChildProcess
let client: MongoClient

function mount() {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${KB_OF_DISK}k`, 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'minidb-full-'))
  mounted = mount()
  const limit = mounted ? 'unlimited' : String(KB_OF_DISK * 2)
  server = spawn('sh', ['-c', 'ulimit -f "$0" && exec "$@"', limit, process.execPath, '--import', 'tsx', SERVE], {
    env: { ...process.env, DATA_DIR: folder, DB_PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [said] = (await once(server.stdout!, 'data')) as [Buffer]
  client = await new MongoClient(/mongodb:\S+/.exec(said.toString())![0], { serverSelectionTimeoutMS: 5000 }).connect()
})
afterAll(async () => {
  await client.close()
  const ended = once(server, 'exit')
  server.kill('SIGKILL')
  await ended
  if (mounted) execFileSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
})

it('refuses writes on a full disk, goes on reading, and writes again when there is room', async () => {
  const rows = client.db('full').collection<{ _id: number; text: string }>('rows')
  await rows.createIndex({ text: 1 })
  let written = 0
  let refusal: unknown
  while (!refusal && written < 1000)
    await rows
      .insertOne({ _id: written, text: String(written).repeat(20_000) })
      .then(() => written++)
      .catch((cause: unknown) => (refusal = cause))
  expect(refusal).toMatchObject({ code: 14_031, codeName: 'OutOfDiskSpace' })
  expect(written).toBeGreaterThan(10)

  expect(await rows.countDocuments({})).toBe(written)
  expect((await rows.findOne({ _id: written - 1 }))!.text).toBe(String(written - 1).repeat(20_000))
  await expect(rows.insertOne({ _id: 5000, text: 'x'.repeat(2_000_000) })).rejects.toMatchObject({ code: 14_031 })

  // Removing needs room as well, to be atomic: of one document at a time there is enough.
  for (let _id = 0; _id < 20; _id++) await rows.deleteOne({ _id })
  await rows.insertOne({ _id: 6000, text: 'y'.repeat(50_000) })
  expect(await rows.countDocuments({ _id: { $gte: 20 } })).toBe(written - 20 + 1)
})
