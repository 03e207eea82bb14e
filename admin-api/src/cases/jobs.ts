import { releasePhotos } from '../files/store'
import { claimOf } from './append'
import { CasePapersModel, claimOfPapers } from './paper-model'
import { CaseModel, CaseReporterModel, CaseSaidModel, CaseWordsModel } from './model'

/** Longer than any request and its retries last: words that no case names by then were left by a crash or a refusal. */
const ORPHAN_HOURS = 24
const BATCH = 500

/**
 * A job: removes words that no case came to name, with the records beside them. Several processes may run it at once.
 */
export async function sweepOrphanedWords(now: Date) {
  const waiting = { pending: true, at: { $lt: new Date(now.getTime() - ORPHAN_HOURS * 3_600_000) } }
  for (const { _id } of await CaseWordsModel.find(waiting, { _id: 1 }).limit(BATCH).lean()) {
    if (await CaseModel.exists({ _id })) {
      await CaseWordsModel.updateOne({ _id }, { $unset: { pending: 1 } })
      continue
    }
    await CaseReporterModel.deleteOne({ _id })
    await releasePhotos(claimOf(_id))
    await releasePhotos(claimOfPapers(_id))
    await CasePapersModel.deleteOne({ _id })
    await CaseWordsModel.deleteOne({ _id })
  }
  for (const { _id, caseId } of await CaseSaidModel.find(waiting, { caseId: 1 }).limit(BATCH).lean()) {
    if (await CaseModel.exists({ _id: caseId, 'events.reason': _id }))
      await CaseSaidModel.updateOne({ _id }, { $unset: { pending: 1 } })
    else await CaseSaidModel.deleteOne({ _id })
  }
}
