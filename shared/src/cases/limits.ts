import type { CaseStanding } from './reduce'
import type { LIMIT_STATES } from './urgencies'

/** The limits of a case in the order in which they are met. */
export const LIMITS = {
  accept: { label: '受理' },
  sign: { label: '单位签收' },
  answer: { label: '答复' },
  solve: { label: '办好' },
  call_back: { label: '回访' },
} as const
type LimitCode = keyof typeof LIMITS

/** One limit of a case, and whether it was met. */
export interface Limit {
  code: LimitCode
  dueAt: Date
  metAt: Date | null
  state: (typeof LIMIT_STATES)[number]
}

/**
 * Every promise of a case as it stands: when it ends, when it was met, and whether in time. A reply that answers meets
 * the promise to answer, while the one to solve goes on. Of a merged case none counts: the older one's do.
 */
export function limitsOf(c: CaseStanding<unknown>, now: Date): Limit[] {
  if (c.merged) return []
  const limit = (code: LimitCode, dueAt: Date | null | undefined, metAt: Date | null | undefined): Limit[] => {
    if (!dueAt) return []
    const rests = c.pausedAt !== null && code !== 'accept' && code !== 'sign' && code !== 'call_back'
    const isLate = (metAt ?? (rests ? c.pausedAt! : now)) > dueAt
    const state = metAt ? (isLate ? 'missed' : 'kept') : isLate ? 'late' : rests ? 'paused' : 'running'
    return [{ code, dueAt, metAt: metAt ?? null, state }]
  }
  return [
    ...limit('accept', c.acceptDueAt, c.acceptedAt),
    ...limit('sign', c.receiver?.signDueAt, c.receiver?.signedAt ?? c.answeredAt),
    ...limit('answer', c.dueAt, c.repliedAt ?? c.answeredAt),
    ...limit('solve', c.solve?.dueAt, c.answeredAt),
    ...limit('call_back', c.callBackDueAt, c.rating?.at ?? c.finishedAt),
  ]
}

/** True when the office should have accepted or returned it by now. */
export const isUnaccepted = (c: Pick<CaseStanding<unknown>, 'state' | 'acceptDueAt'>, now: Date) =>
  c.state === 'submitted' && Boolean(c.acceptDueAt) && c.acceptDueAt! < now
