import { CASE_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { releasePhotos } from '../files/store'
import type { RetentionRule } from '../privacy/retention'
import { claimOf } from './append'
import { HiddenWordsModel } from './hidden-words-model'
import { takeBackLesson } from './lessons'
import { CaseModel, CaseReporterModel, CaseSaidModel, CaseWordsModel, type CaseRecord } from './model'
import { CasePapersModel } from './paper-model'
import { paperRetention, removePapers } from './papers'
import { WorkOrderModel } from './work-order-model'

const BATCH = 100

const left = { erasedAt: { $exists: false } }

const due = (now: Date) => ({
  $or: [
    { ...left, finishedAt: { $lt: yearsBefore(now, CASE_KEPT_YEARS) } },
    { ...left, reporterErasedAt: { $exists: true }, finishedAt: { $ne: null } },
  ],
})

export const caseRetention: readonly RetentionRule[] = [
  { what: '诉求里的人、话和照片', kept: '办完后三年', model: CaseModel, due },
  paperRetention,
]

/**
 * A job: cases finished three years ago keep their figures and lose the person they were about; those of an account
 * that was deleted do as soon as they are finished. Returns how many.
 */
export async function eraseOldCases(now: Date) {
  const old = await CaseModel.find(due(now), { reporterId: 1 }).limit(BATCH).lean<CaseRecord[]>()
  for (const one of old) await forget(one, now)
  return old.length
}

/**
 * Forgets a reporter: name, phone and home, the words and photos they wrote, those that were hidden, and what these taught
 * the suggestions, the notes that the office wrote about them, the row of the work order, and the tie from the case to them. The case stays
 * readable by category, states and the words that staff said to them; the events name nobody. Safe to run again.
 */
async function forget({ _id, reporterId }: Pick<CaseRecord, '_id' | 'reporterId'>, now: Date) {
  const c = await CaseModel.findById(_id, { seq: 1, events: 1 }).lean<CaseRecord>()
  if (!c) return
  await takeBackLesson(_id, now)
  const words = await CaseWordsModel.findById(_id).lean()
  const said = await CaseSaidModel.find({ caseId: _id, saidBy: reporterId ?? _id }).lean()
  const photoIds = [words, ...said].flatMap((one) => one?.photoIds ?? [])
  await releasePhotos(claimOf(_id), photoIds)
  await removePapers(_id)
  await CasePapersModel.deleteOne({ _id })
  await CaseReporterModel.deleteOne({ _id })
  await CaseWordsModel.deleteOne({ _id })
  await HiddenWordsModel.deleteMany({ caseId: _id })
  await WorkOrderModel.deleteOne({ _id })
  const notes = c.events.flatMap(({ kind, reason }) => (kind === 'office_noted' && reason ? [reason] : []))
  await CaseSaidModel.deleteMany({ _id: { $in: [...said.map((one) => one._id), ...notes] } })
  // Comes last: until here an interrupted run finds the case again. So does a note that was written meanwhile.
  const ended = { reporterId: null, outbox: [], erasedAt: now }
  const { matchedCount } = await CaseModel.updateOne({ _id, seq: c.seq }, { $set: ended })
  if (matchedCount === 0) await forget({ _id, reporterId }, now)
}

/**
 * The account of its reporter is deleted: a finished case forgets them whole. An open one loses the tie to them, their
 * name, phone and home at once, and the words by which the office mends it once it is finished.
 */
export async function forgetReporter(
  one: Pick<CaseRecord, '_id' | 'reporterId' | 'finishedAt'>,
  now: Date,
): Promise<void> {
  if (one.finishedAt) return forget(one, now)
  await CaseReporterModel.deleteOne({ _id: one._id })
  await CaseModel.updateOne({ _id: one._id }, { $set: { reporterId: null, reporterErasedAt: now } })
}
