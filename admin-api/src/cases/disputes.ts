import { CASE_KIND_CODES, circleOf } from '@yike/shared/cases/kinds'
import type { Types } from 'mongoose'
import { orNotFound, type Actor } from '../http/policy'
import { openedPhone } from '../sealed-values'
import { concludeCase } from './conclude'
import { CaseModel, CaseReporterModel, CaseWordsModel, type CaseRecord } from './model'
import { partiesOf } from './sealed-words'
import { loadVisible } from './staff-steps'

const DISPUTE_KINDS = CASE_KIND_CODES.filter((kind) => circleOf(kind) === 'mediators')

/** The case of a mediation, for staff who see it. */
export async function loadDispute(actor: Actor, id: string): Promise<CaseRecord> {
  const c = await loadVisible(actor, id)
  return orNotFound(DISPUTE_KINDS.includes(c.kind) ? c : null)
}

/** The same for a party, whom the mediation has found to be one. */
export const disputesOf = (ids: readonly Types.ObjectId[]) => CaseModel.find({ _id: { $in: ids } }).lean<CaseRecord[]>()

/** The open disputes that are assigned to somebody. */
export const disputesAssignedTo = ({ personId }: Actor) =>
  CaseModel.find({ assigneeId: personId, kind: { $in: DISPUTE_KINDS }, state: 'in_progress' })
    .sort({ dueOrder: 1 })
    .limit(100)
    .lean<CaseRecord[]>()

/** The people whom the report names: its reporter, and the other side as far as it was known. */
export async function namedInDispute({ _id, reporterId }: CaseRecord) {
  const [reporter, words] = await Promise.all([
    CaseReporterModel.findById(_id).lean(),
    CaseWordsModel.findById(_id, { parties: 1 }).lean(),
  ])
  return {
    reporter: reporter && { personId: reporterId, name: reporter.name, phone: openedPhone(reporter.phone) },
    others: words ? partiesOf(words) : [],
  }
}

/** Makes a party one who can never have the case. False where they have it now. */
export async function barFromDispute(id: Types.ObjectId, personId: Types.ObjectId): Promise<boolean> {
  const barred = await CaseModel.updateOne(
    { _id: id, assigneeId: { $ne: personId } },
    { $addToSet: { barredIds: personId } },
  )
  return barred.matchedCount > 0
}
export const unbarFromDispute = (id: Types.ObjectId, personId: Types.ObjectId) =>
  CaseModel.updateOne({ _id: id }, { $pull: { barredIds: personId } })

/** Closes a case by the outcome of its mediation. Repeating it changes nothing. */
export const concludeDispute = (id: Types.ObjectId, by: Types.ObjectId, now: Date) =>
  concludeCase(id, { by, now }, { what: '调解有了结果', text: '结果和协议在“我的调解”里看。' })
