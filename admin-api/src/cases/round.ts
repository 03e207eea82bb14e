import { MOST_ON_A_ROUND } from '@yike/shared/cases/round'
import type { GetCaseRound } from '@yike/shared/cases/round-schemas'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import type { z } from '@yike/shared/zod'
import { Types, type QueryFilter } from 'mongoose'
import type { Actor } from '../http/policy'
import { CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { organisationsOf, toDoFor } from './received-steps'

/** The cases of a filter whose limits end first, and whether there are more of them than a round is made of. */
async function firstOf(filter: QueryFilter<CaseRecord>) {
  const rows = await CaseModel.find(filter)
    .sort({ dueOrder: 1, number: 1, _id: 1 })
    .limit(MOST_ON_A_ROUND + 1)
    .lean<CaseRecord[]>()
  return { items: rows.slice(0, MOST_ON_A_ROUND), hasMore: rows.length > MOST_ON_A_ROUND }
}

/** The open cases that are assigned to the actor: see `getCaseRound`. */
export async function assignedRound(actor: Actor, { areaId }: z.output<typeof GetCaseRound>) {
  const { items, hasMore } = await firstOf({
    ...casePolicy.inHand(actor),
    state: { $in: [...OPEN_CASE_STATES] },
    ...(areaId ? { areas: new Types.ObjectId(areaId) } : {}),
  })
  return { items: items.filter((c) => casePolicy.opens(actor, c)), hasMore }
}

/** The cases that the organisations of the actor have to sign for or to mend: see `getReceivedRound`. */
export async function receivedRound(actor: Actor) {
  const mine = await organisationsOf(actor)
  return { ...(await firstOf({ $and: [casePolicy.received(mine, actor), toDoFor(mine)] })), mine }
}
