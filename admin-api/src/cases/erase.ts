import { CASE_KEPT_YEARS, yearsBefore } from '@yike/shared/people/retention'
import { releasePhotos } from '../files/store'
import { claimOf } from './append'
import { CaseModel, CaseReporterModel, CaseSaidModel, CaseWordsModel, type CaseRecord } from './model'

const BATCH = 100

/** A job: cases finished three years ago keep their figures and lose the person they were about. Returns how many. */
export async function eraseOldCases(now: Date) {
  const old = await CaseModel.find(
    { finishedAt: { $lt: yearsBefore(now, CASE_KEPT_YEARS) }, erasedAt: { $exists: false } },
    { reporterId: 1 },
  )
    .limit(BATCH)
    .lean<CaseRecord[]>()
  for (const one of old) await forget(one, now)
  return old.length
}

/**
 * Forgets a reporter: name, phone and home, the words and photos they wrote, and the tie from the case to them. The
 * case stays readable by category, states and the words of staff; the events name nobody. Safe to run again.
 */
async function forget({ _id, reporterId }: Pick<CaseRecord, '_id' | 'reporterId'>, now: Date) {
  const words = await CaseWordsModel.findById(_id).lean()
  const said = await CaseSaidModel.find({ caseId: _id, saidBy: reporterId ?? _id }).lean()
  const photoIds = [words, ...said].flatMap((one) => one?.photoIds ?? [])
  await releasePhotos(claimOf(_id), photoIds)
  await CaseReporterModel.deleteOne({ _id })
  await CaseWordsModel.deleteOne({ _id })
  await CaseSaidModel.deleteMany({ _id: { $in: said.map((one) => one._id) } })
  // Comes last: until here an interrupted run finds the case again.
  await CaseModel.updateOne({ _id }, { $set: { reporterId: null, outbox: [], erasedAt: now } })
}
