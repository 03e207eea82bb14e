import type { Types } from 'mongoose'
import { CaseModel, CaseReporterModel, CaseSaidModel, CaseWordsModel } from './model'

/**
 * Forgets a reporter: name, phone and home, the words and photos they wrote, and the tie from their cases to them. The
 * cases stay readable by category, states and what staff said; the events name nobody. Safe to run again.
 */
export async function eraseReporter(personId: Types.ObjectId) {
  const mine = await CaseModel.find({ reporterId: personId }, { _id: 1 }).lean()
  const ids = mine.map(({ _id }) => _id)
  await CaseReporterModel.deleteMany({ _id: { $in: ids } })
  await CaseWordsModel.deleteMany({ _id: { $in: ids } })
  await CaseSaidModel.deleteMany({ caseId: { $in: ids }, saidBy: personId })
  // Last: until here a run that was cut off finds the cases again.
  await CaseModel.updateMany({ _id: { $in: ids } }, { $set: { reporterId: null, outbox: [] } })
}
