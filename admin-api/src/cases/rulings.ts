import type { QueryFilter } from 'mongoose'
import { WITH_RECEIVER } from '@yike/shared/cases/events'
import { RETURNS_BEFORE_RULING } from '@yike/shared/cases/returns'
import type { ListRulings } from '@yike/shared/cases/ruling-schemas'
import { TRANSFER_RETURNS_BEFORE_RULING } from '@yike/shared/cases/transfers'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { CaseModel, type CaseRecord } from './model'
import { byLimit } from './order'
import { casePolicy } from './policy'

const LIST = byLimit('listRulings')
const RETURNED_TWICE: QueryFilter<CaseRecord> = { handBacks: { $gte: RETURNS_BEFORE_RULING } }
const HANDED_UP: QueryFilter<CaseRecord> = { 'handedUp.at': { $exists: true } }
const open = { state: { $in: [...WITH_RECEIVER] } }
/** The ways into each view, each with an index of its own. A case that somebody works on again waits for no ruling. */
const VIEWS: Record<z.output<typeof ListRulings>['view'], QueryFilter<CaseRecord>[]> = {
  open: [
    { ...RETURNED_TWICE, ...open, receiver: null },
    {
      transferReturns: { $gte: TRANSFER_RETURNS_BEFORE_RULING },
      ...open,
      ...{ transfer: null, settledByRuling: { $ne: true }, receiver: null, assigneeId: null },
    },
    { 'transfer.areas': { $exists: true }, 'transfer.unanswered': true },
    { ...HANDED_UP, ...open, 'handedUp.open': true },
  ],
  ruled: [
    { ...RETURNED_TWICE, 'receiver.bound': true },
    { settledByRuling: true },
    { ...HANDED_UP, 'handedUp.open': false, 'receiver.bound': true },
  ],
}

/** The cases of the actor's areas that wait for a ruling, or for which one holds. */
export async function listRulings(actor: Actor, { view, ...asked }: z.output<typeof ListRulings>) {
  const found = await Promise.all(
    VIEWS[view].map((way) =>
      CaseModel.find({ $and: [casePolicy.ruled(actor), way, LIST.from(asked.cursor)] })
        .sort(LIST.sort)
        .limit(asked.limit + 1)
        .lean<CaseRecord[]>(),
    ),
  )
  const once = new Map(found.flat().map((c) => [String(c._id), c]))
  const rows = [...once.values()].sort(
    (a, b) =>
      a.dueOrder.getTime() - b.dueOrder.getTime() ||
      (a.number < b.number ? -1 : a.number > b.number ? 1 : String(a._id) < String(b._id) ? -1 : 1),
  )
  return LIST.page(rows.slice(0, asked.limit + 1), asked.limit)
}
