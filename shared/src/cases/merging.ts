import { CASE_KIND_CODES, caseKind, type AnswerPromise } from './kinds'
import type { SolvePromise } from './promises'
import { reduceCase, type CaseEvent, type CaseStanding } from './reduce'
import type { Flow } from './states'

/** The kinds of which two reports may be about one thing. Two residents' certificates are two things. */
export const MERGED_KINDS = CASE_KIND_CODES.filter((code) => caseKind(code).flow.submitted?.includes('merged'))

/** A promise as an event gives it. */
interface Given {
  promise: AnswerPromise
  promisedAt: Date
  dueAt: Date
  solve?: SolvePromise
}
const givenBy = <Id>({ promise, promisedAt, dueAt, solve }: CaseStanding<Id>): Given => ({
  ...{ promise, promisedAt, dueAt },
  ...(solve ? { solve } : {}),
})

interface Numbered {
  filedAt: Date
  number: string
}

/** Of two cases about the same matter the one that was filed first goes on for both, under its number. */
export function olderFirst<Case extends Numbered>(a: Case, b: Case): [stays: Case, goes: Case] {
  const sameTime = a.filedAt.getTime() === b.filedAt.getTime()
  return (sameTime ? a.number < b.number : a.filedAt < b.filedAt) ? [a, b] : [b, a]
}

/** The limit that ends first. */
export const earlier = <Limit extends { dueAt: Date }>(a: Limit | null, b: Limit | null) =>
  a && b ? (b.dueAt < a.dueAt ? b : a) : (a ?? b)

/**
 * The promises that the older case takes over: to answer and to solve, each that of the merged one where it ends
 * earlier, so that nobody waits longer than they were promised. Null where the older one's own hold, or the merged one's
 * rest.
 */
export function promiseTakenOver<Id>(stays: CaseStanding<Id>, goes: CaseStanding<Id>): Given | null {
  if (goes.pausedAt !== null) return null
  const answer = goes.repliedAt === null && goes.dueAt < stays.dueAt ? goes : stays
  const solve = earlier(stays.solve, goes.solve)
  return answer === goes || solve !== stays.solve ? givenBy({ ...answer, solve }) : null
}

/** The promises that come back when a case is taken out again; null where it had brought none, or newer ones were given. */
export function promiseGivenBack<Id>(events: readonly CaseEvent<Id>[], flow: Flow, other: Id): Given | null {
  const at = events.reduce(
    (found, { kind, other: one }, index) => (kind === 'absorbed' && String(one) === String(other) ? index : found),
    -1,
  )
  const brought = events[at]
  if (!brought?.dueAt) return null
  const after = reduceCase(events, flow)
  const isSame = (a?: Date, b?: Date) => a?.getTime() === b?.getTime()
  const holds = isSame(after.dueAt, brought.dueAt) && isSame(after.solve?.dueAt, brought.solve?.dueAt)
  return holds ? givenBy(reduceCase(events.slice(0, at), flow)) : null
}
