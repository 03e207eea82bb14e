import type { AnswerPromise, Flow } from './kinds'
import type { SolvePromise } from './promises'
import { reduceCase, type CaseEvent, type CaseStanding } from './reduce'

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

/**
 * The promise that the older case takes over: that of the merged one where it ends earlier, so that nobody waits longer
 * than they were promised. Null where the older one's own holds, or the merged one's rests or is kept.
 */
export function promiseTakenOver<Id>(stays: CaseStanding<Id>, goes: CaseStanding<Id>): Given | null {
  const rests = goes.pausedAt !== null || goes.repliedAt !== null
  return !rests && goes.dueAt < stays.dueAt ? givenBy(goes) : null
}

/** The promise that comes back when a case is taken out again; null where it had brought none, or a newer one was given. */
export function promiseGivenBack<Id>(events: readonly CaseEvent<Id>[], flow: Flow, other: Id): Given | null {
  const at = events.reduce(
    (found, { kind, other: one }, index) => (kind === 'absorbed' && String(one) === String(other) ? index : found),
    -1,
  )
  const brought = events[at]?.dueAt
  if (!brought || reduceCase(events, flow).dueAt.getTime() !== brought.getTime()) return null
  return givenBy(reduceCase(events.slice(0, at), flow))
}
