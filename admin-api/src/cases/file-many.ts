import type { Types } from 'mongoose'
import { groupBy } from '@yike/shared/group-by'
import { idemOf, isDuplicate, isSameInput } from '../idempotency'
import { officeHours } from '../territory/office-hours'
import { newCase, newWords, nextNumbers, reporterRecord, type Filing, type Origin } from './file'
import { CaseModel, CaseReporterModel, CaseWordsModel } from './model'

/** A case of many: its id follows from what it is about, so that it is filed once, whoever brings it. */
export interface OneOfMany {
  key: string
  filing: Filing
  origin: Origin & { id: Types.ObjectId }
}

/**
 * Files many cases without photos and categories in a few commands, as `writeCase` does one: words, then reporters, then
 * the cases, so that a crash leaves nothing that somebody sees and the next try resumes. Cases that are there must have
 * been left out. Returns the ids that this author filed under these keys; the others were filed by another at the same
 * moment.
 */
export async function fileMany(actorId: Types.ObjectId, all: readonly OneOfMany[], now: Date): Promise<Set<string>> {
  if (all.length === 0) return new Set()
  const asked = all.map((one) => ({ ...one, idem: idemOf(actorId, one.key, one.filing) }))
  await upsertAll(
    CaseWordsModel,
    asked.map(({ filing, origin, idem }) => {
      const marks = { areas: origin.areas, digest: idem.digest, at: now }
      return { _id: origin.id, set: { ...marks, ...newWords(filing) } }
    }),
  )
  const kept = await CaseWordsModel.find({ _id: { $in: all.map(({ origin }) => origin.id) } }, { digest: 1 }).lean()
  const digests = new Map(kept.map(({ _id, digest }) => [String(_id), digest]))
  const own = asked.filter(({ origin, idem }) => isSameInput(digests.get(String(origin.id)) ?? '', idem.digest))
  await upsertAll(
    CaseReporterModel,
    own.flatMap(({ origin }) => {
      const set = reporterRecord(origin)
      return set ? [{ _id: origin.id, set }] : []
    }),
  )
  const hours = await officeHours()
  const numbers = await numbersFor(own, now)
  const cases = own.map(({ filing, origin, idem }) => {
    const office = hours.calendarIn(origin.areas)
    const beginning = newCase({
      actorId,
      now,
      filing,
      origin,
      category: null,
      matter: null,
      office,
    })
    return { ...beginning, _id: origin.id, number: numbers.get(String(origin.id))!, idem }
  })
  try {
    await CaseModel.insertMany(cases, { ordered: false })
    return new Set(cases.map(({ _id }) => String(_id)))
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const keys = own.map(({ key }) => key)
    const ours = await CaseModel.find({ 'idem.actorId': actorId, 'idem.key': { $in: keys } }, { _id: 1 }).lean()
    return new Set(ours.map(({ _id }) => String(_id)))
  }
}

interface Upsert {
  _id: Types.ObjectId
  set: object
}

/** Writes records that are not there yet; those that are stay as they are. */
export async function upsertAll(
  model: { bulkWrite(writes: never[], options: { ordered: false }): Promise<unknown> },
  all: readonly Upsert[],
) {
  if (all.length === 0) return
  const writes = all.map(({ _id, set }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: set }, upsert: true },
  }))
  try {
    await model.bulkWrite(writes as never[], { ordered: false })
  } catch (cause) {
    // Two upserts of one record at the same moment: the other one is there, and the rest is written all the same.
    if (!isDuplicate(cause)) throw cause
  }
}

/** A number for each case, in their order, from the counters of their communities. */
async function numbersFor(all: readonly OneOfMany[], now: Date): Promise<Map<string, string>> {
  const byCommunity = groupBy(all, ({ origin }) => String(origin.communityId))
  const given = await Promise.all(
    [...byCommunity.values()].map(async (some) => {
      const numbers = await nextNumbers(some[0]!.origin.communityId, now, some.length)
      return some.map(({ origin }, at) => [String(origin.id), numbers[at]!] as const)
    }),
  )
  return new Map(given.flat())
}
