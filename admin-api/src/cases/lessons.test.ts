import mongoose, { Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { FEWEST_CONFIRMED, pairsOf } from '@yike/shared/cases/category-suggestions'
import * as api from '@yike/shared/cases/endpoints'
import { suggestCategoriesFor } from '@yike/shared/cases/suggestion-endpoints'
import { blindIndex, useSealingSecrets } from '../sealing'
import type { Community } from '../territory/areas'
import { buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { onRequestCommand } from '../testing/request-commands'
import { startServer, type TestServer } from '../testing/server'
import { loadFirstCategories } from './categories'
import { forgetReporter } from './erase'
import { LessonRoundsModel, PairCountModel, rowOfAll } from './lesson-model'
import { learnAnew, learnFromCases, removeUnusedPairs } from './lessons'
import { CaseModel, CaseWordsModel, CategoryModel, type CaseRecord } from './model'
import { openedWords } from './sealed-words'
import { suggestCategoriesOf } from './suggestions'

let now = new Date('2026-11-23T10:00:00+08:00')
const SECRET = 'the secret of this test'
const LATER = new Date('2026-11-25T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson
let colleague: BuiltPerson
let noise: string
let smell: string
let parking: string

beforeAll(async () => {
  server = await startServer({
    // A second between two taps, so that nobody is asked to slow down.
    now: () => (now = new Date(now.getTime() + 1000)),
    secret: SECRET,
    connection: { monitorCommands: true },
  })
  await loadFirstCategories()
  const idOf = async (name: string) => String((await CategoryModel.findOne({ name }))!._id)
  ;[noise, smell, parking] = await Promise.all([idOf('噪音'), idOf('油烟、异味'), idOf('停车占道')])
  const office = await buildCaseOffice(now)
  ;({ community, wang, clerk } = office)
  colleague = await buildStaff({ area: office.community, role: 'clerk', name: '周敏' }, now)
})
afterAll(() => server.stop())
beforeEach(async () => {
  await CaseModel.deleteMany({})
  await CaseWordsModel.deleteMany({})
  await PairCountModel.deleteMany({})
  await LessonRoundsModel.deleteMany({})
})

/** Each by somebody else: nobody reports more than twenty things in a quarter of an hour. */
const file = async (description: string) =>
  server.call(api.fileCase, { description }, { as: (await buildResident({ community }, now)).token })
const accept = async (id: string, categoryId: string, who = clerk) => {
  const { seq } = await server.call(api.getStaffCase, { id }, { as: who.token })
  return server.call(api.acceptCase, { id, seq, categoryId }, { as: who.token })
}
const confirm = async (description: string, categoryId: string) =>
  (await accept((await file(description)).id, categoryId)).id
/** So many confirmed cases whose words no keyword knows. */
const confirmMany = async (many: number, description: string, categoryId: string) => {
  await Promise.all(Array.from({ length: many }, (_, n) => confirm(`${description}，第${n}回`, categoryId)))
}
const suggested = async (description: string, who = wang) =>
  (await server.call(suggestCategoriesFor, { kind: 'complaint', description }, { as: who.token })).items

const HOPS = '楼上蹦蹦跳跳到后半夜'
const FISH = '走廊里常年晾着咸鱼'

/** The counts as the cases say them, pair by pair and category by category. */
async function countedAnew() {
  const counts: Record<string, Record<string, number>> = {}
  const add = (row: string, category: string, n: number) =>
    ((counts[row] ??= {})[category] = (counts[row][category] ?? 0) + n)
  for (const { _id, ownerId, categoryId, order } of await CaseModel.find().lean<CaseRecord[]>()) {
    const words = await CaseWordsModel.findById(_id).lean()
    if (!words || !ownerId || order?.secret) continue
    const pairs = pairsOf(`${words.title} ${openedWords(words.description)}`)
    for (const pair of pairs) add(blindIndex('pair', pair), String(categoryId), 1)
    add(rowOfAll(), String(categoryId), pairs.length)
  }
  return counts
}
const above0 = (counts: object) => Object.fromEntries(Object.entries(counts).filter(([, n]) => n !== 0))
async function countsKept() {
  const rows = await PairCountModel.find().lean()
  return Object.fromEntries(
    rows.map(({ _id, counts }) => [_id, above0(counts)] as const).filter(([, of]) => Object.keys(of).length > 0),
  )
}
const expectCounts = async () => expect(await countsKept()).toEqual(await countedAnew())

it('suggests what staff have confirmed, which no keyword knows, with the reason; for few cases the words alone', async () => {
  await confirmMany(FEWEST_CONFIRMED / 2, HOPS, noise)
  await confirmMany(FEWEST_CONFIRMED / 2 - 1, FISH, smell)
  await learnFromCases(now)
  expect(await suggested('又蹦蹦跳跳，睡不着')).toEqual([])
  expect(await suggested('路灯不亮，还蹦蹦跳跳')).toMatchObject([{ reason: '话里有“灯不亮”' }])

  await confirmMany(1, FISH, smell)
  await learnFromCases(now)

  expect((await suggested('又蹦蹦跳跳，睡不着'))[0]).toEqual({
    categoryId: noise,
    reason: '说到“蹦蹦跳跳”的，同事多归在这一类',
  })
  // The same for staff who write down a call.
  expect((await suggested('门口晾着咸鱼', clerk))[0]?.categoryId).toBe(smell)
})

it('follows the corrections of staff, and takes back what the old category was taught', async () => {
  await confirmMany(12, HOPS, noise)
  await confirmMany(12, FISH, smell)
  await learnFromCases(now)
  const of = { 'receiver.id': null, categoryId: new Types.ObjectId(smell) }

  for (const { _id, seq } of await CaseModel.find(of).lean<CaseRecord[]>()) {
    const back = { reason: '先退回去', belongsTo: '物业' }
    await server.call(api.returnCase, { id: String(_id), seq, ...back }, { as: clerk.token })
    await accept(String(_id), parking)
  }
  await learnFromCases(now)

  expect((await suggested('门口晾着咸鱼')).map(({ categoryId }) => categoryId)).toEqual([parking])
  await expectCounts()
})

it('counts a case once, by however many processes and after a crash at any write of a round', async () => {
  const { prototype } = mongoose.mongo.Collection
  const write = prototype.bulkWrite
  onTestFinished(() => void (prototype.bulkWrite = write))
  for (const crashAt of [1, 2, 3]) {
    const id = await confirm(`${HOPS}，${crashAt}`, noise)
    await confirm(FISH, smell)
    let written = 0
    prototype.bulkWrite = async function (this: mongoose.mongo.Collection, operations, options) {
      // Half of the write reaches the database.
      if (++written === crashAt) {
        await write.call(this, operations.slice(0, Math.ceil(operations.length / 2)), options)
        throw new Error('The process was killed.')
      }
      return write.call(this, operations, options)
    }
    await expect(learnFromCases(now)).rejects.toThrow('killed')
    prototype.bulkWrite = write

    await CaseModel.updateOne({ _id: id }, { $set: { lessonDue: true } })
    await Promise.all([learnFromCases(now), learnFromCases(now), learnFromCases(now)])
    await learnFromCases(now)

    await expectCounts()
  }
  expect(await CaseModel.countDocuments({ lessonDue: true })).toBe(0)
})

it('learns from the one of two clerks who was first, while others learn and correct', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, async (_, n) => (await file(`${HOPS}，${n}`)).id))
  await Promise.all(
    ids.flatMap((id) => [
      accept(id, noise).catch(() => undefined),
      accept(id, smell, colleague).catch(() => undefined),
      learnFromCases(now),
    ]),
  )
  await learnFromCases(now)

  const cases = await CaseModel.find().lean<CaseRecord[]>()
  expect(cases.every(({ ownerId }) => ownerId !== null)).toBe(true)
  await expectCounts()
})

it('keeps no pair in the clear, and nothing of a person who was forgotten', async () => {
  await confirmMany(3, FISH, smell)
  const id = await confirm('我家三楼的翡翠貔貅不见了', noise)
  await learnFromCases(now)
  expect(JSON.stringify(await PairCountModel.find().lean())).not.toMatch(/\p{Script=Han}/u)
  const rare = blindIndex('pair', '貔貅')
  expect(await PairCountModel.exists({ _id: rare })).not.toBeNull()

  await CaseModel.updateOne({ _id: id }, { $set: { finishedAt: now, lessonDue: true } })
  const c = (await CaseModel.findById(id).lean<CaseRecord>())!
  await Promise.all([forgetReporter(c, now), learnFromCases(now), learnFromCases(now)])
  await removeUnusedPairs(LATER)

  expect(await PairCountModel.exists({ _id: rare })).toBeNull()
  await expectCounts()
})

it('takes back what a work order taught that is secret now', async () => {
  const id = await confirm(HOPS, noise)
  await confirm(FISH, smell)
  await learnFromCases(now)
  const order = { number: 'A1', upperNumber: null, secret: true, mayReturn: false }
  await CaseModel.updateOne({ _id: id }, { $set: { order, lessonDue: true } })
  await learnFromCases(now)

  expect((await PairCountModel.findById(rowOfAll()).lean())!.cases).toEqual({ [noise]: 0, [smell]: 1 })
  await expectCounts()
})

it('reads no pair that fewer than three cases have', async () => {
  await confirmMany(18, FISH, smell)
  await confirm('翡翠貔貅', noise)
  await confirm('翡翠貔貅', noise)
  await learnFromCases(now)
  expect(await suggested('貔貅')).toEqual([])

  await confirm('翡翠貔貅', noise)
  await learnFromCases(now)

  expect((await suggested('貔貅'))[0]?.categoryId).toBe(noise)
})

it('learns anew from the cases, to the same counts; so it does after the secret was replaced', async () => {
  await confirmMany(12, HOPS, noise)
  await confirmMany(12, FISH, smell)
  await learnFromCases(now)
  const before = await countsKept()
  await PairCountModel.updateMany({}, { $inc: { [`counts.${parking}`]: 40 } })

  expect(await learnAnew(now)).toBe(24)
  expect(await countsKept()).toEqual(before)

  onTestFinished(() => useSealingSecrets([SECRET, 'another secret']))
  useSealingSecrets(['another secret', SECRET])
  expect(await suggested('路灯又蹦蹦跳跳')).toMatchObject([{ reason: '话里有“路灯”' }])
  await confirm(HOPS, noise)
  await learnFromCases(now)
  await learnFromCases(now)
  expect((await suggested('又蹦蹦跳跳'))[0]?.categoryId).toBe(noise)
  await expectCounts()
})

it('asks the database once for a suggestion: the tree is in memory', async () => {
  await confirmMany(1, HOPS, noise)
  await learnFromCases(now)
  await suggestCategoriesOf('complaint', HOPS)
  let commands = 0
  onRequestCommand(() => void commands++)

  await suggestCategoriesOf('complaint', HOPS)

  expect(commands).toBe(1)
})
