import { CASE_KINDS } from '@yike/shared/cases/kinds'
import type { EarlierCases } from '@yike/shared/cases/earlier-schemas'
import { CASE_STATES, OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { Types } from 'mongoose'
import type { Call } from '../http/handle'
import { describeCases } from './describe'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy, residentCan } from './policy'
import { presentCard } from './presenter'

/** So many of the newest are shown beside the form. */
const SHOWN = 8

/** See `listEarlierCases`. The log names the person where one of their cases is shown. */
export async function earlierCases({ actor, now, saw }: Call, personId: string): Promise<EarlierCases> {
  const reporterId = new Types.ObjectId(personId)
  // Nor is a dispute counted for the other side of it.
  const own = { reporterId, barredIds: { $ne: actor.personId } }
  const theirs = { $and: [casePolicy.visible(actor), casePolicy.namesReporter(actor), own] }
  const [found, count, openCount] = await Promise.all([
    CaseModel.find(theirs, { outbox: 0 }).sort({ filedAt: -1, _id: -1 }).limit(SHOWN).lean<CaseRecord[]>(),
    CaseModel.countDocuments(theirs),
    CaseModel.countDocuments({ $and: [theirs, { state: { $in: OPEN_CASE_STATES } }] }),
  ])
  const opened = found.filter((c) => casePolicy.opens(actor, c))
  if (opened.length > 0) saw([reporterId])
  const rows = await describeCases(opened)
  return {
    count,
    openCount,
    items: rows.map((row) => {
      const { id, number, title, filedAt } = presentCard(row, now, 'staff')
      const { kind, state } = row.record
      return {
        ...{ id, number, title, filedAt },
        kind: { code: kind, label: CASE_KINDS[kind].label },
        state: { code: state, label: CASE_STATES[state].label },
        mayAdd: casePolicy.writeForCaller(actor, row.record) && residentCan(row.record, now).comment,
      }
    }),
  }
}
