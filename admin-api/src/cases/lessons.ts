import type { Types } from 'mongoose'
import { pairsOf } from '@yike/shared/cases/category-suggestions'
import type { Due } from '../jobs'
import { isDuplicate } from '../idempotency'
import { blindIndex, currentKey } from '../sealing'
import {
  LessonRoundsModel,
  PairCountModel,
  rowOfAll,
  type Lesson,
  type LessonRounds,
  type PairCount,
} from './lesson-model'
import { CaseModel, CaseWordsModel, type CaseRecord, type CaseWords } from './model'
import { isSecret } from './policy'
import { openedWords } from './sealed-words'

/*
 * How the suggestions of categories learn. A lesson says that the pairs of characters of one case leave one category and
 * come to another. Lessons are added to the counts in numbered rounds, one after the other:
 *
 * 1. Whoever begins a round has finished the last one, has read the cases after that, and writes the round only where
 *    no other was begun meanwhile.
 * 2. The round is added to the rows of the counts, each of which takes a round once and no older round.
 * 3. Each case notes what it has taught, and by which round.
 *
 * Any process may finish a round that another one left, and none is added twice, however often it is tried.
 */

/** Cases of one round: about 2,000 rows of the counts. */
const AT_ONCE = 20
const ROUNDS_OF_A_RUN = 20
/** No write of an older round is still under way then. */
const UNUSED_HOURS = 24

/**
 * The category that a case should teach: none before staff have accepted it, where it is secret or confidential, or once
 * its words go.
 */
const categoryToTeach = (c: CaseRecord) =>
  c.ownerId && !isSecret(c) && !c.lessonOver && !c.erasedAt ? c.categoryId : null

/** The lesson that it has taught and that still counts. */
const categoryTaught = ({ lesson }: CaseRecord, { emptiedBy }: LessonRounds) =>
  lesson && lesson.version > emptiedBy ? lesson.category : null

const sameId = (a: Types.ObjectId | null, b: Types.ObjectId | null) => String(a) === String(b)

/** The lessons of these cases beside what they have taught. Words that may still change (a photo's title) teach nothing. */
async function lessonsOf(cases: readonly CaseRecord[], rounds: LessonRounds): Promise<Lesson[]> {
  const moved = cases
    .map((c) => ({ caseId: c._id, from: categoryTaught(c, rounds), to: categoryToTeach(c) }))
    .filter(({ from, to }) => !sameId(from, to))
  const words = await CaseWordsModel.find(
    { _id: { $in: moved.map(({ caseId }) => caseId) }, description: { $ne: null } },
    { title: 1, description: 1 },
  ).lean<CaseWords[]>()
  return moved.flatMap((one) => {
    const own = words.find(({ _id }) => _id.equals(one.caseId))
    const pairs = own ? pairsOf(`${own.title} ${openedWords(own.description)}`) : []
    return pairs.length > 0 ? [{ ...one, pairs: pairs.map((pair) => blindIndex('pair', pair)) }] : []
  })
}

type Change = Pick<PairCount, '_id' | 'total'> & { counts: Record<string, number>; cases: Record<string, number> }

/** The sum of the lessons, by row. */
function changesOf(lessons: readonly Lesson[]) {
  const rows = new Map<string, Change>()
  const row = (_id: string) => {
    const found = rows.get(_id) ?? { _id, total: 0, counts: {}, cases: {} }
    rows.set(_id, found)
    return found
  }
  const add = (_id: string, category: Types.ObjectId, pairs: number, cases: number) => {
    const { counts, cases: casesIn } = Object.assign(row(_id), { total: row(_id).total + pairs })
    counts[String(category)] = (counts[String(category)] ?? 0) + pairs
    if (cases) casesIn[String(category)] = (casesIn[String(category)] ?? 0) + cases
  }
  for (const { from, to, pairs } of lessons)
    for (const [category, sign] of [[from, -1] as const, [to, 1] as const]) {
      if (!category) continue
      add(rowOfAll(), category, sign * pairs.length, sign)
      for (const pair of pairs) add(pair, category, sign, 0)
    }
  return [...rows.values()]
}

const incrementsIn = (field: string, numbers: Record<string, number>) =>
  Object.fromEntries(Object.entries(numbers).map(([category, n]) => [`${field}.${category}`, n]))

/** Adds the lessons to the counts: every row takes a round once. */
async function addToCounts({ version, lessons }: LessonRounds, now: Date) {
  const writes = changesOf(lessons).map(({ _id, total, counts, cases }) => ({
    updateOne: {
      filter: { _id, version: { $lt: version } },
      update: {
        $set: { version, at: now },
        $inc: { total, ...incrementsIn('counts', counts), ...incrementsIn('cases', cases) },
      },
      upsert: true,
    },
  }))
  try {
    await PairCountModel.bulkWrite(writes, { ordered: false })
  } catch (cause) {
    // The row has this round already: the filter does not find it, and a second one of its id is refused.
    const { writeErrors } = cause as { writeErrors?: unknown }
    if (![writeErrors].flat().every((error) => isDuplicate(error))) throw cause
  }
}

/** Finishes a round, as often as it is called and by whichever process. */
async function finish(round: LessonRounds, now: Date) {
  const { version, lessons, empties } = round
  if (empties) {
    const nothing = { version, total: 0, counts: {}, cases: {}, at: now }
    await PairCountModel.updateMany({ version: { $lt: version } }, { $set: nothing })
    await CaseModel.updateMany({ ownerId: { $ne: null }, erasedAt: { $exists: false } }, { $set: { lessonDue: true } })
  } else if (lessons.length > 0) {
    await addToCounts(round, now)
    await CaseModel.bulkWrite(
      lessons.map(({ caseId, to }) => ({
        updateOne: {
          filter: { _id: caseId, $or: [{ lesson: null }, { 'lesson.version': { $lt: version } }] },
          update: { $set: { lesson: { category: to, version } } },
        },
      })),
    )
  } else return
  await LessonRoundsModel.updateOne({ _id: 'cases', version }, { $set: { lessons: [], empties: false } })
}

async function readRounds(): Promise<LessonRounds> {
  const found = await LessonRoundsModel.findById('cases').lean<LessonRounds>()
  if (found) return found
  const first = { version: 0, lessons: [], empties: false, emptiedBy: 0, key: currentKey() }
  try {
    await LessonRoundsModel.updateOne({ _id: 'cases' }, { $setOnInsert: first }, { upsert: true })
  } catch (cause) {
    // Another process began at this moment.
    if (!isDuplicate(cause)) throw cause
  }
  return readRounds()
}

/** Begins the round after this one; null where somebody else has begun it. */
const begin = ({ version }: LessonRounds, round: Partial<LessonRounds>) =>
  LessonRoundsModel.findOneAndUpdate(
    { _id: 'cases', version },
    { $set: { ...round, version: version + 1 } },
    { returnDocument: 'after' },
  ).lean<LessonRounds>()

const emptying = ({ version }: LessonRounds) => ({ empties: true, emptiedBy: version + 1, key: currentKey() })

/** The latest round, finished. Counts under the key of a replaced secret are found no more: they are counted anew. */
async function latestRound(now: Date): Promise<LessonRounds> {
  for (;;) {
    const round = await readRounds()
    await finish(round, now)
    if (round.key === currentKey()) return round
    await begin(round, emptying(round))
  }
}

/** Has cases teach what they should; returns those it looked at. They are read after the latest round, each time anew. */
async function teach(find: () => Promise<CaseRecord[]>, now: Date): Promise<CaseRecord[]> {
  for (;;) {
    const round = await latestRound(now)
    const cases = await find()
    const lessons = await lessonsOf(cases, round)
    const begun = lessons.length === 0 ? round : await begin(round, { lessons })
    if (!begun) continue
    await finish(begun, now)
    // A step in between says something new: the case stays due.
    if (cases.length > 0)
      await CaseModel.bulkWrite(
        cases.map(({ _id, seq }) => ({ updateOne: { filter: { _id, seq }, update: { $unset: { lessonDue: 1 } } } })),
      )
    return cases
  }
}

const READ = { events: 0, outbox: 0 } as const
const due = { lessonDue: true }
export const dueLessons = (): Due[] => [{ model: CaseModel, filter: due }]

/** A job: the cases that staff accepted or closed teach the suggestions of categories. Returns how many it looked at. */
export async function learnFromCases(now: Date): Promise<number> {
  let looked = 0
  for (let round = 0; round < ROUNDS_OF_A_RUN; round++) {
    const cases = await teach(() => CaseModel.find(due, READ).limit(AT_ONCE).lean<CaseRecord[]>(), now)
    looked += cases.length
    if (cases.length < AT_ONCE) break
  }
  return looked
}

/** Takes back what the words of a case have taught, before they are deleted. Safe to run again. */
export async function takeBackLesson(_id: Types.ObjectId, now: Date): Promise<void> {
  await CaseModel.updateOne({ _id }, { $set: { lessonOver: true } })
  await teach(() => CaseModel.find({ _id }, READ).lean<CaseRecord[]>(), now)
}

/** Forgets every lesson and learns anew from the cases that still have their words. Returns how many it looked at. */
export async function learnAnew(now: Date): Promise<number> {
  for (;;) {
    const round = await latestRound(now)
    if (await begin(round, emptying(round))) break
  }
  let looked = 0
  for (;;) {
    const more = await learnFromCases(now)
    looked += more
    if (more === 0) return looked
  }
}

/** A job: removes the rows of pairs that no case has any more. */
export async function removeUnusedPairs(now: Date) {
  const before = new Date(now.getTime() - UNUSED_HOURS * 3_600_000)
  await PairCountModel.deleteMany({ _id: { $ne: rowOfAll() }, total: { $lte: 0 }, at: { $lt: before } })
}
