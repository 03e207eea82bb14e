import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient, type Collection } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from './free-port'

/** Short here; `npm run bench -- --long` kills more often. */
const KILLS = Number(process.env.KILLS ?? 5)
const CLIENTS = 2
const WRITERS = 10
const GROUPS = 7
const SERVE = path.resolve(import.meta.dirname, '../../scripts/db.ts')

interface Row {
  _id: string
  group: number
  tags: string[]
}
interface Sitting {
  _id: string
  taken: number
}

let folder: string
let server: ChildProcess
let clients: MongoClient[]
let port: number

/** minidb alone in a process, as `npm run db` starts it, always on the same folder and port. */
async function start() {
  server = spawn(process.execPath, ['--import', 'tsx', SERVE], {
    env: { ...process.env, DATA_DIR: folder, DB_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(server.stdout!, 'data')
}

async function killAndStart() {
  const ended = once(server, 'exit')
  server.kill('SIGKILL')
  await ended
  await start()
}

const rows = (client: MongoClient): Collection<Row> => client.db('kept').collection<Row>('rows')
const sittings = (client: MongoClient): Collection<Sitting> => client.db('kept').collection<Sitting>('sittings')

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'minidb-kill-'))
  port = await freePort()
  await start()
  clients = await Promise.all(
    Array.from({ length: CLIENTS }, () =>
      // The driver's own settings: it sends a command without an answer again, once.
      new MongoClient(`mongodb://127.0.0.1:${port}/?replicaSet=yike`).connect(),
    ),
  )
})
afterAll(async () => {
  for (const client of clients) await client.close()
  const ended = once(server, 'exit')
  server.kill('SIGKILL')
  await ended
  rmSync(folder, { recursive: true, force: true })
})

it(
  'keeps every acknowledged write and does none twice, over kills in the middle of writing and of sending again',
  async () => {
    const [first] = clients as [MongoClient]
    await rows(first).createIndex({ group: 1 })
    await rows(first).createIndex({ tags: 1 })
    await sittings(first).insertOne({ _id: 'all', taken: 0 })
    const kept = new Set<string>()
    let [tried, acknowledged, unknown] = [0, 0, 0]

    for (let round = 0; round < KILLS; round++) {
      let written = 0
      let restarted: Promise<void> | undefined
      let stop = false
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        const client = clients[writer % CLIENTS]!
        while (!stop) {
          const n = tried++
          const row = { _id: `r${n}`, group: n % GROUPS, tags: [`t${n % 3}`, `u${n % 5}`] }
          await rows(client)
            .insertOne(row)
            .then(() => kept.add(row._id))
            .catch(() => undefined)
          const taken = await sittings(client)
            .updateOne({ _id: 'all', taken: { $gte: 0 } }, { $inc: { taken: 1 } })
            .catch(() => null)
          if (taken) acknowledged += taken.modifiedCount
          else unknown++
          if (++written === 60 + (round % 7) * 17) restarted = killAndStart().then(() => void (stop = true))
        }
      })
      await Promise.all(writers)
      await restarted

      const found = await rows(first)
        .find({}, { projection: { group: 1, tags: 1 } })
        .toArray()
      const ids = new Set(found.map(({ _id }) => _id))
      expect([...kept].filter((id) => !ids.has(id))).toEqual([])
      for (let group = 0; group < GROUPS; group++)
        expect(await rows(first).countDocuments({ group })).toBe(found.filter((row) => row.group === group).length)
      expect(await rows(first).countDocuments({ tags: 't1' })).toBe(
        found.filter(({ tags }) => tags.includes('t1')).length,
      )
      const { taken } = (await sittings(first).findOne({ _id: 'all' }))!
      expect(taken).toBeGreaterThanOrEqual(acknowledged)
      expect(taken).toBeLessThanOrEqual(acknowledged + unknown)
    }
    expect(kept.size).toBeGreaterThan(KILLS * 60)
    process.stdout.write(
      `${KILLS} kills, ${CLIENTS} clients, ${WRITERS} writers, retryWrites: ${kept.size} inserts and ${acknowledged} conditional updates acknowledged, ${unknown} updates without an answer; none lost, none done twice\n`,
    )
  },
  60_000 + KILLS * 10_000,
)
