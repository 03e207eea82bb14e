import type { QueryFilter } from 'mongoose'
import { WITH_RECEIVER } from '@yike/shared/cases/events'
import { RETURNS_BEFORE_RULING } from '@yike/shared/cases/returns'
import type { ListRulings } from '@yike/shared/cases/ruling-schemas'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { CaseModel, type CaseRecord } from './model'
import { byLimit } from './order'
import { casePolicy } from './policy'

const LIST = byLimit('listRulings')
const RETURNED_TWICE: QueryFilter<CaseRecord> = { handBacks: { $gte: RETURNS_BEFORE_RULING } }
const VIEWS: Record<z.output<typeof ListRulings>['view'], QueryFilter<CaseRecord>> = {
  open: { ...RETURNED_TWICE, state: { $in: [...WITH_RECEIVER] }, receiver: null },
  ruled: { ...RETURNED_TWICE, 'receiver.bound': true },
}

/** The cases of the actor's areas that wait for a ruling, or for which one holds. */
export async function listRulings(actor: Actor, { view, ...asked }: z.output<typeof ListRulings>) {
  const rows = await CaseModel.find({ $and: [casePolicy.ruled(actor), VIEWS[view], LIST.from(asked.cursor)] })
    .sort(LIST.sort)
    .limit(asked.limit + 1)
    .lean<CaseRecord[]>()
  return LIST.page(rows, asked.limit)
}
