import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient, type Collection } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** Short here; `npm run bench -- --long` kills more often. */
const KILLS = Number(process.env.KILLS ?? 5)
const WRITERS = 8
const GROUPS = 7
const SERVE = path.resolve(import.meta.dirname, '../../scripts/db.ts')

interface Row {
  _id: string
  group: number
  tags: string[]
}
interface Counter {
  _id: string
  n: number
}

let folder: string
let server: ChildProcess
let client: MongoClient

/** minidb alone in a process, as `npm run db` starts it, always on the same folder. */
async function start() {
  server = spawn(process.execPath, ['--import', 'tsx', SERVE], {
    env: { ...process.env, DATA_DIR: folder, DB_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(server.stdout!, 'data')) as [Buffer]
  const uri = /mongodb:\S+/.exec(said.toString())![0]
  client = await new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 2000 }).connect()
}

async function kill() {
  server.kill('SIGKILL')
  await once(server, 'exit')
  await client.close()
}

const rows = (): Collection<Row> => client.db('kept').collection<Row>('rows')
const counters = (): Collection<Counter> => client.db('kept').collection<Counter>('counters')

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'minidb-kill-'))
  await start()
})
afterAll(async () => {
  await kill()
  rmSync(folder, { recursive: true, force: true })
})

it(
  'keeps every acknowledged write, index entries included, over kills in the middle of writing',
  async () => {
    await rows().createIndex({ group: 1 })
    await rows().createIndex({ tags: 1 })
    await counters().insertOne({ _id: 'all', n: 0 })
    const kept = new Set<string>()
    let [tried, counted] = [0, 0]

    for (let round = 0; round < KILLS; round++) {
      let written = 0
      const writers = Array.from({ length: WRITERS }, async () => {
        for (;;) {
          const n = tried++
          const row = { _id: `r${n}`, group: n % GROUPS, tags: [`t${n % 3}`, `u${n % 5}`] }
          try {
            await rows().insertOne(row)
            kept.add(row._id)
            await counters().updateOne({ _id: 'all' }, { $inc: { n: 1 } })
            counted++
          } catch {
            return
          }
          if (++written === 100 + round * 40) server.kill('SIGKILL')
        }
      })
      await Promise.all(writers)
      await client.close()
      await start()

      const found = await rows()
        .find({}, { projection: { group: 1, tags: 1 } })
        .toArray()
      const ids = new Set(found.map(({ _id }) => _id))
      expect([...kept].filter((id) => !ids.has(id))).toEqual([])
      for (let group = 0; group < GROUPS; group++)
        expect(await rows().countDocuments({ group })).toBe(found.filter((row) => row.group === group).length)
      expect(await rows().countDocuments({ tags: 't1' })).toBe(found.filter(({ tags }) => tags.includes('t1')).length)
      const { n } = (await counters().findOne({ _id: 'all' }))!
      expect(n).toBeGreaterThanOrEqual(counted)
      expect(n).toBeLessThanOrEqual(tried)
    }
    expect(kept.size).toBeGreaterThan(KILLS * 100)
  },
  60_000 + KILLS * 10_000,
)
