import { spawn, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEmptyFolder, randomOf } from '../testing'
import { startMinidb } from '../server'
import { backup, restore } from './backup'
import { faultsOf, repair } from './repair'
import { Store } from './store'

const SEED = Number(process.env.SEED ?? 20_261_129)
const ROWS = 2000
const PAGE = 4096
const READ_EVERYTHING = path.join(import.meta.dirname, 'read-everything.ts')
const DATA_FOLDER = path.resolve(import.meta.dirname, '../../../scripts/data-folder.ts')

interface Row {
  _id: number
  text: string
  n: number
}

let root: string
/** A data folder after a clean stop. */
let whole: string
const fileOf = (folder: string) => path.join(folder, 'data.mdb')
const sealOf = (folder: string) => path.join(folder, 'data.seal')

const textOf = (n: number) => `number ${n} `.padEnd(n === 7 ? 20_000 : 300, 'text')

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'minidb-damage-'))
  const at = await onEmptyFolder()
  const rows = at.client.db('kept').collection<Row>('rows')
  await rows.createIndex({ n: 1 })
  await rows.createIndex({ text: 1 })
  await rows.insertMany(Array.from({ length: ROWS }, (_, n) => ({ _id: n, text: textOf(n), n: n % 100 })))
  await at.client.close()
  await at.server.stop()
  whole = path.join(root, 'whole')
  cpSync(at.folder, whole, { recursive: true })
  await at.stop()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let copies = 0
/** A copy of the folder whose file is damaged; `killed` as after a kill, which leaves no seal. */
function damaged(damage: (bytes: Buffer) => Buffer, { killed }: { killed: boolean }) {
  const folder = path.join(root, `copy-${copies++}`)
  mkdirSync(folder)
  writeFileSync(fileOf(folder), damage(readFileSync(fileOf(whole))))
  if (!killed) copyFileSync(sealOf(whole), sealOf(folder))
  return folder
}

const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = bytes[at]! ^ (1 << (at & 7))
  return bytes
}
const zero = (page: number) => (bytes: Buffer) => bytes.fill(0, page * PAGE, (page + 1) * PAGE)
const cut = (length: number) => (bytes: Buffer) => bytes.subarray(0, length)

type Outcome = { refused: string } | { documents: number; counted: number; seen: string }

function readIn(folders: string[]): Outcome[] {
  const { stdout, signal, stderr } = spawnSync(process.execPath, ['--import', 'tsx', READ_EVERYTHING, ...folders], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  expect(signal, stderr).toBeNull()
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome)
}

describe('a data file that is damaged while nobody uses it', () => {
  const { below } = randomOf(SEED)
  const damages = () => {
    const { length } = readFileSync(fileOf(whole))
    const pages = length / PAGE
    return [
      ...Array.from({ length: 60 }, () => flip(below(length))),
      ...Array.from({ length: 40 }, () => zero(below(pages))),
      ...[0, 1, 2].map(zero),
      ...[0, 1, 100, PAGE, PAGE * 2, length >> 1, length - PAGE, length - 1].map(cut),
    ]
  }

  it.each([{ killed: false }, { killed: true }])('is refused in a sentence or read whole: %j', (how) => {
    const [intact, ...outcomes] = readIn([
      damaged((bytes) => bytes, how),
      ...damages().map((damage) => damaged(damage, how)),
    ])

    expect(intact).toMatchObject({ documents: ROWS, counted: ROWS })
    const refused = outcomes.filter((one) => 'refused' in one)
    for (const one of outcomes) if (!('refused' in one)) expect(one).toEqual(intact)
    for (const { refused: why } of refused) expect(why).toMatch(/坏了|不是一刻的数据文件/)
    // Without a seal, damage to pages that nothing refers to does not count.
    expect(refused.length).toBeGreaterThan(how.killed ? 60 : outcomes.length - 1)
  })

  it('names the collection and the document after a kill', () => {
    const at = readFileSync(fileOf(whole)).indexOf(Buffer.from('number 77 '))
    // The text is in a document or in an entry of the index on it.
    const [outcome] = readIn([damaged(flip(at + 30), { killed: true })])
    expect((outcome as { refused: string }).refused).toMatch(/of kept\.rows/)
  })
})

describe('a row that is damaged while the server runs', () => {
  it('is an error that names it and marks the server, and the others are answered', async () => {
    const folder = damaged((bytes) => bytes, { killed: true })
    const server = await startMinidb({ path: folder })
    const client = await new MongoClient(server.uri).connect()
    try {
      const rows = client.db('kept').collection<Row>('rows')
      await expect(client.db().command({ ping: 1 })).resolves.toMatchObject({ ok: 1 })
      const bytes = readFileSync(fileOf(folder))
      // Every place where the text is kept, in its document and in the index.
      for (let at = bytes.indexOf('number 77 '); at >= 0; at = bytes.indexOf('number 77 ', at + 1)) bytes[at + 30]! ^= 1
      writeFileSync(fileOf(folder), bytes, { flag: 'r+' })

      await expect(rows.findOne({ _id: 77 })).rejects.toThrow(/document .* of kept\.rows/)
      await expect(rows.find({ text: /^number 7/ }).toArray()).rejects.toThrow(/index text_1 of kept\.rows/)
      await expect(rows.find().toArray()).rejects.toThrow('damaged')
      await expect(rows.updateOne({ _id: 77 }, { $set: { n: 1 } })).rejects.toThrow('damaged')
      await expect(client.db().command({ ping: 1 })).rejects.toThrow('damaged')
      expect(await rows.findOne({ _id: 78 })).toEqual({ _id: 78, text: textOf(78), n: 78 })
      await rows.insertOne({ _id: ROWS, text: 'new', n: 1 })
    } finally {
      await client.close()
      await server.stop()
    }
  })
})

it('repairs by copying what is whole into a new file, and says what it left', async () => {
  const at = readFileSync(fileOf(whole)).indexOf(Buffer.from('number 77 '))
  const folder = damaged(
    (bytes) => {
      for (let place = at; place >= 0; place = bytes.indexOf('number 77 ', place + 1)) flip(place + 30)(bytes)
      return bytes
    },
    { killed: true },
  )
  expect(faultsOf(folder)).toHaveLength(2)
  const target = path.join(root, 'repaired')

  const { copied, lost } = await repair(folder, target)

  expect(copied).toEqual(new Map([['kept.rows', ROWS - 1]]))
  expect(lost).toHaveLength(1)
  expect(lost[0]).toMatch(/document .* of kept\.rows/)
  expect(faultsOf(target)).toEqual([])
  const server = await startMinidb({ path: target })
  const client = await new MongoClient(server.uri).connect()
  const rows = client.db('kept').collection<Row>('rows')
  expect(await rows.findOne({ _id: 7 })).toEqual({ _id: 7, text: textOf(7), n: 7 })
  expect(await rows.countDocuments({ n: 77 })).toBe(ROWS / 100 - 1)
  expect((await rows.listIndexes().toArray()).map(({ name }) => name)).toEqual(['_id_', 'n_1', 'text_1'])
  await client.close()
  await server.stop()
})

it('backs a running database up to one file, and restores it', async () => {
  const data = path.join(root, 'running')
  cpSync(whole, path.join(data, 'minidb'), { recursive: true })
  const server = await startMinidb({ path: path.join(data, 'minidb') })
  const client = await new MongoClient(server.uri).connect()
  const rows = client.db('kept').collection<Row>('rows')
  let writing = true
  let last = ROWS
  const writer = (async () => {
    while (writing) await rows.insertOne({ _id: last++, text: 'later', n: 0 })
  })()
  const file = path.join(root, 'backup.yike')

  const child = spawn(process.execPath, ['--import', 'tsx', DATA_FOLDER, 'backup', file], {
    env: { ...process.env, DATA_DIR: data },
    stdio: 'inherit',
  })
  expect(await once(child, 'exit')).toEqual([0, null])
  writing = false
  await writer
  await client.close()
  await server.stop()

  await expect(backup(path.join(data, 'minidb'), file)).rejects.toThrow('已经有了')
  const restored = path.join(root, 'restored')
  restore(file, restored)
  expect(() => restore(file, restored)).toThrow('已经有数据了')
  const store = new Store(restored)
  const collection = store.collection('kept.rows')!
  const documents = [...store.documents(collection)].length
  expect(documents).toBeGreaterThanOrEqual(ROWS)
  expect(documents).toBeLessThanOrEqual(last)
  expect(store.countDocuments(collection)).toBe(documents)
  await store.close()

  const half = path.join(root, 'half.yike')
  copyFileSync(file, half)
  truncateSync(half, readFileSync(file).length >> 1)
  expect(() => restore(half, path.join(root, 'never'))).toThrow('坏了')
})
