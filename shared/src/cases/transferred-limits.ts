import type { WorkCalendar } from '../time/work-calendar'
import { promisesFrom } from './promises'
import type { LimitsOfCategory } from './reclassifying'
import { reduceCase, type CaseEvent } from './reduce'
import type { Flow } from './states'

/**
 * The limits of a case that another community takes on at `now`; empty where the present ones hold.
 *
 * The promise of the first community does not bind the second, which may have got the case on its last day: the table
 * counts anew from the taking-on, in the hours of the new community, for each promise that is not kept yet. That happens
 * once: a case that goes on to a third community, or back, keeps its limits, so that sending it around wins no time. The
 * limits of a work order stay, and so do those of a case that was answered or goes on in another one.
 */
export function limitsAfterTransfer<Id>(
  events: readonly CaseEvent<Id>[],
  { flow, now }: { flow: Flow; now: Date },
  office: WorkCalendar,
): LimitsOfCategory {
  const c = reduceCase(events, flow)
  const wasTakenOn = events.some(({ kind }) => kind === 'transfer_accepted')
  if (wasTakenOn || c.fromAbove || c.answeredAt || c.merged) return {}
  const anew = promisesFrom(now, c.promise, office, c.solve?.promise)
  return {
    ...{ promise: c.promise, promisedAt: now },
    dueAt: c.repliedAt ? c.dueAt : anew.dueAt,
    ...(c.solve ? { solve: anew.solve } : {}),
  }
}
