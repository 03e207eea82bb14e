import { randomBytes, randomInt } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startMinidb, type Minidb } from '@yike/minidb'
import fc from 'fast-check'
import { BSON, MongoClient, MongoServerError, type Collection, type Db, type Document } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { computed, document, filter, pipeline, projection, sort, update } from './arbitraries'
import { isKnown, type Answer } from './differences'

/**
 * minidb beside a second, MongoDB-compatible server (COMPAT_URI): both give the same answers, byte for byte, or minidb
 * refuses. `.ci/run` runs this where the second server is; SEED and QUESTIONS choose the run.
 */
const SEED = Number(process.env.SEED ?? randomInt(2 ** 31))
const ASKED = Number(process.env.QUESTIONS ?? 20_000)
const share = (part: number) => Math.max(1, Math.round(ASKED * part))
process.stdout.write(`properties: SEED=${SEED} QUESTIONS=${ASKED}\n`)

type Row = { _id: number } & Document
let folder: string
let minidb: Minidb
let clients: MongoClient[]
let dbs: [Db, Db]

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'minidb-twins-'))
  minidb = await startMinidb({ path: folder })
  clients = await Promise.all([minidb.uri, process.env.COMPAT_URI!].map((uri) => new MongoClient(uri).connect()))
  const name = `yike_twins_${randomBytes(6).toString('hex')}`
  dbs = clients.map((client) => client.db(name)) as [Db, Db]
})
afterAll(async () => {
  process.stdout.write(`properties: ${counted.asked} asked, ${counted.refused} of them refused by minidb\n`)
  await dbs[1].dropDatabase()
  await Promise.all(clients.map((client) => client.close()))
  await minidb.stop()
  rmSync(folder, { recursive: true, force: true })
})

const shown = (one: unknown) => BSON.EJSON.stringify(one as Document, { relaxed: false })
const hex = (raw: unknown) => Buffer.from(raw as Buffer).toString('hex')

/** The answer of a server: documents as bytes, or its refusal. */
async function ask(work: () => Promise<unknown[]>): Promise<Answer> {
  try {
    return { documents: (await work()).map(hex) }
  } catch (cause) {
    if (!(cause instanceof MongoServerError)) throw cause
    return { refused: `${String(cause.code)} ${cause.message}`, documents: [] }
  }
}

const decoded = (documents: string[]) =>
  documents.map((one) => shown(BSON.deserialize(Buffer.from(one, 'hex'), { promoteValues: false, bsonRegExp: true })))

const counted = { asked: 0, refused: 0 }

/**
 * The same documents from both. A refusal of minidb is fine; an answer where the other refuses is not, except for known
 * differences.
 */
function compareAnswers(kind: string, question: unknown, docs: unknown, own: Answer, other: Answer) {
  counted.asked++
  if (own.refused) return void counted.refused++
  const same = other.refused ? own.documents.length === 0 : own.documents.join() === other.documents.join()
  if (same || isKnown(kind, question as Document, docs, own, other)) return
  const [mine, theirs] = [decoded(own.documents), decoded(other.documents)]
  const said = [
    `${kind}: ${shown(question)}`,
    `  only minidb: ${mine.filter((one) => !theirs.includes(one)).join(' ')}`,
    `  only the other: ${other.refused ?? theirs.filter((one) => !mine.includes(one)).join(' ')}`,
  ].join('\n')
  if (process.env.COLLECT) appendFileSync(process.env.COLLECT, `${said}\n`)
  else expect.fail(`${said}\n  of ${shown(docs)}`)
}

const fresh = async (docs: readonly Document[]) => {
  const name = `c${randomBytes(6).toString('hex')}`
  const pair = dbs.map((db) => db.collection<Row>(name)) as [Collection<Row>, Collection<Row>]
  const rows = docs.map((doc, _id) => ({ _id, ...doc }))
  await Promise.all(pair.map((rowsOf) => rowsOf.insertMany(rows)))
  return pair
}
const drop = (pair: [Collection<Row>, Collection<Row>]) => Promise.all(pair.map((one) => one.drop()))
const raw = { raw: true } as const

/** Documents, and many questions about them: most of the time goes into making a collection. */
const DOCS = 25
const QUESTIONS = 50

async function asked<Question>(
  kind: string,
  questions: fc.Arbitrary<Question>,
  cases: number,
  answer: (rows: Collection<Row>, question: Question) => Promise<unknown[]>,
  indexes: Document[] = [],
) {
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: DOCS, maxLength: DOCS }),
      fc.array(questions, { minLength: QUESTIONS, maxLength: QUESTIONS }),
      async (docs, list) => {
        const pair = await fresh(docs)
        try {
          for (const index of indexes) await pair[0].createIndex(index as never).catch(() => undefined)
          for (const question of list) {
            const [own, other] = await Promise.all(pair.map((rows) => ask(() => answer(rows, question))))
            compareAnswers(kind, question, docs, own!, other!)
          }
        } finally {
          await drop(pair)
        }
      },
    ),
    { seed: SEED, numRuns: Math.ceil(cases / QUESTIONS), endOnFailure: process.env.SHRINK !== '1' },
  )
}

const byId = (rows: Collection<Row>, question: Document) =>
  rows
    .find(question as never, raw)
    .sort({ _id: 1 })
    .toArray()

it('filters', () => asked('filters', filter, share(0.25), byId), 3_600_000)
it(
  'filters with indexes',
  () => asked('filters', filter, share(0.15), byId, [{ a: 1 }, { 'a.b': 1, b: -1 }, { c: 1 }]),
  3_600_000,
)
it('computed filters', () => asked('computed', computed, share(0.05), byId), 3_600_000)
it(
  'sorts',
  () =>
    asked('sorts', sort, share(0.1), (rows, by) =>
      rows
        .find({}, raw)
        .sort({ ...by, _id: 1 })
        .toArray(),
    ),
  3_600_000,
)
it(
  'projections',
  () =>
    asked('projections', projection, share(0.1), (rows, shownFields) =>
      rows
        .find({}, { ...raw, projection: shownFields })
        .sort({ _id: 1 })
        .toArray(),
    ),
  3_600_000,
)
it(
  'groups and sums',
  () =>
    asked('groups', pipeline, share(0.1), async (rows, stages) =>
      (await rows.aggregate(stages, raw).toArray()).sort((a, b) => Buffer.compare(a as never, b as never)),
    ),
  3_600_000,
)

it('updates', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(document, update), { minLength: QUESTIONS, maxLength: QUESTIONS }),
      async (cases) => {
        const pair = await fresh(cases.map(([doc]) => doc))
        try {
          const change = async (rows: Collection<Row>, _id: number, one: Document) =>
            ask(async () => {
              await rows.updateOne({ _id }, one)
              return rows.find({ _id } as never, raw).toArray()
            })
          for (const [_id, [doc, one]] of cases.entries()) {
            const [own, other] = await Promise.all(pair.map((rows) => change(rows, _id, one)))
            compareAnswers('updates', one, doc, own!, other!)
          }
        } finally {
          await drop(pair)
        }
      },
    ),
    { seed: SEED, numRuns: Math.ceil(share(0.25) / QUESTIONS), endOnFailure: process.env.SHRINK !== '1' },
  )
}, 3_600_000)
