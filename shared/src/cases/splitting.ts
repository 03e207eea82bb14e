import type { WorkCalendar } from '../time/work-calendar'
import { withLimitAlerts } from './alerts'
import type { AnswerPromise } from './kinds'
import { earlier } from './merging'
import { promisesFrom } from './promises'
import { reduceCase, type CaseEvent, type CaseStanding } from './reduce'
import type { Flow } from './states'

/** The most parts that become cases of their own at once. */
export const PARTS_AT_ONCE = 5

/** A part as its case begins. */
interface Part<Id> {
  /** The case that it was a part of. */
  of: Id
  category: Id | null
  /** The promise of its category, or of the kind. */
  promise: AnswerPromise
}

/**
 * The first events of a part: what happened to the whole until the split, as far as it holds for both, without the
 * words. Nobody waits longer than they were promised: each limit is that of the whole, or that of the part's own
 * category where it ends earlier. `until` are the events of the whole, the last of them the split.
 */
export function eventsOfPart<Id>(
  until: readonly CaseEvent<Id>[],
  flow: Flow,
  { of, category, promise }: Part<Id>,
  office: WorkCalendar,
): CaseEvent<Id>[] {
  const [split, whole] = [until[until.length - 1]!, reduceCase(until, flow)]
  const { alerts: _planned, ...filed } = until[0]!
  const accepted = whole.state === 'submitted' ? undefined : until.find(({ kind }) => kind === 'accepted')
  const replied = until.find(({ kind, at }) => kind === 'replied' && at.getTime() === whole.repliedAt?.getTime())
  const past = [accepted, replied].flatMap((one) =>
    one ? [{ kind: one.kind, at: one.at, actor: one.actor, visibleTo: one.visibleTo, reason: null }] : [],
  )
  const parted = {
    ...{ at: split.at, actor: split.actor, visibleTo: split.visibleTo, reason: split.reason },
    ...{ kind: 'split_off' as const, other: of, ...limitsOfPart(whole, promise, office) },
    ...(whole.supervisedAt ? { supervised: true } : {}),
  }
  const events: Omit<CaseEvent<Id>, 'seq'>[] = [{ ...filed, category }, ...past, parted]
  return events.map((event, at) => withLimitAlerts<Id, CaseEvent<Id>>({ ...event, seq: at + 1 }, split.at, office))
}

function limitsOfPart<Id>(
  { promisedAt, repliedAt, promise, dueAt, solve }: CaseStanding<Id>,
  own: AnswerPromise,
  office: WorkCalendar,
) {
  const table = promisesFrom(promisedAt, own, office)
  const answer = !repliedAt && table.dueAt < dueAt ? table : { promise, dueAt }
  return { promise: answer.promise, dueAt: answer.dueAt, promisedAt, solve: earlier(solve, table.solve)! }
}
