import * as endpoints from '@yike/shared/cases/round-endpoints'
import { CaseRound, GetCaseRound, type RoundCase } from '@yike/shared/cases/round-schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { Routes, handle } from '../http/handle'
import { describeCases, describeReceived, type DescribedCase } from './describe'
import { presentCard } from './presenter'
import { presentReceivedCard, receivedPosition, releasedReporters, type ReceivedRow } from './received-presenter'
import { assignedRound, receivedRound } from './round'
import { placeOf } from './sealed-words'
import { namedReporters } from './show-staff'

function presentAssigned(row: DescribedCase, now: Date): RoundCase {
  const { id, title, category, address, state, promise } = presentCard(row, now, 'staff')
  const position = row.words && placeOf(row.words).position
  return { id, title, category: category?.name ?? null, address, position, state, promise, signDueAt: null }
}

function presentReceived(row: ReceivedRow, now: Date): RoundCase {
  const { id, title, category, address, state, promise, signDueAt } = presentReceivedCard(row, now)
  const isToSign = state.code === 'to_sign'
  const position = receivedPosition(row)
  return { id, title, category, address, position, state, promise, signDueAt: isToSign ? signDueAt : null }
}

/** 顺路办: the open cases of whoever walks to them, with their places. */
export function roundRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.getCaseRound,
    { input: GetCaseRound, output: CaseRound },
    async (input, { actor, now, saw }) => {
      const { items, hasMore } = await assignedRound(actor, input)
      saw(namedReporters(items))
      return { items: (await describeCases(items)).map((row) => presentAssigned(row, now)), hasMore }
    },
  )
  handle(routes, endpoints.getReceivedRound, { input: Nothing, output: CaseRound }, async (_, { actor, now, saw }) => {
    const { items, hasMore, mine } = await receivedRound(actor)
    saw(releasedReporters(items, mine))
    const rows = await describeReceived(await describeCases(items))
    return { items: rows.map((row) => presentReceived({ ...row, mine }, now)), hasMore }
  })
  return routes
}
