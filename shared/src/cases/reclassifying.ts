import type { AnswerPromise } from './kinds'
import { earlier } from './merging'
import { pausesOf } from './pauses'
import { dueAfterPause, promisesFrom, type SolvePromise } from './promises'
import { reduceCase, type CaseEvent } from './reduce'
import type { Flow } from './states'
import type { WorkCalendar } from '../time/work-calendar'

/** The limits that a change of category gives; empty where the present ones hold. */
export interface LimitsOfCategory {
  promise?: AnswerPromise
  promisedAt?: Date
  dueAt?: Date
  solve?: SolvePromise
}

/**
 * The limits of an accepted case after its category was corrected to one with this promise.
 *
 * The promise of the right category counts from the same beginning as the old one, and pauses are given back. The
 * resident was told the old limits, so a category with more time takes none of them back: each limit is the earlier of
 * the two. A limit of the right category that has passed already was never told to anybody: it counts from `now`, so
 * that a danger which lay as an ordinary report for three days is mended in two hours, not three days ago. A promise that
 * was kept is not given again, and the limits of a work order stay.
 */
export function limitsOfCategory<Id>(
  events: readonly CaseEvent<Id>[],
  { flow, promise, now }: { flow: Flow; promise: AnswerPromise; now: Date },
  office: WorkCalendar,
): LimitsOfCategory {
  const c = reduceCase(events, flow)
  if (c.fromAbove || c.answeredAt || c.merged) return {}
  const [since, anew] = [promisesFrom(c.promisedAt, promise, office), promisesFrom(now, promise, office)]
  const pauses = pausesOf(events, office)
  const right = (table: SolvePromise, late: SolvePromise): SolvePromise => {
    const dueAt = pauses.reduce((due, pause) => dueAfterPause(due, pause, table.promise, office), table.dueAt)
    return dueAt < now ? late : { promise: table.promise, dueAt }
  }
  const answer = c.repliedAt ? null : right(since, anew)
  const takes = answer !== null && answer.dueAt < c.dueAt
  const solve = c.solve && earlier(c.solve, right(since.solve, anew.solve))
  if (!takes && solve === c.solve) return {}
  return {
    ...(takes ? answer : { promise: c.promise, dueAt: c.dueAt }),
    promisedAt: c.promisedAt,
    ...(solve ? { solve } : {}),
  }
}
