import { AppError } from '@yike/shared/errors'
import type { SayStillBroken } from '@yike/shared/cases/nearby-schemas'
import type { z } from '@yike/shared/zod'
import type { Actor } from '../http/policy'
import { beginToFollow, loadNeighbours } from './followers'
import type { CaseRecord } from './model'
import { canHappen, casePolicy } from './policy'
import { REOPEN_DAYS } from './reopening'
import { take } from './resident-steps'

/** The reason why a neighbour cannot say that it is still not mended, with the way out; null where they can. */
export function problemWithStillBroken({ personId }: Pick<Actor, 'personId'>, c: CaseRecord, now: Date): string | null {
  if (c.reporterId?.equals(personId)) return '这是您自己反映的，没办好可以要求重办。'
  if (!canHappen('still_broken', c)) return '这件事还在办，可以跟着看进展。'
  if (!casePolicy.reopenInTime(c, now)) return `答复过了 ${REOPEN_DAYS} 天，请您再反映一次，我们当新的一件办。`
  const said = c.events.some(
    ({ kind, actor, at }) => kind === 'still_broken' && actor.equals(personId) && at >= c.answeredAt!,
  )
  return said ? '您说过了，社区已经知道，会再去看。' : null
}

/** Takes the word of a neighbour down for the office, who alone reads it. Only the reporter has a case reopened. */
export async function sayStillBroken(
  actor: Actor,
  { id, text }: z.output<typeof SayStillBroken>,
  now: Date,
): Promise<CaseRecord> {
  const seen = await loadNeighbours(actor, id)
  const refuse = (c: CaseRecord) => {
    const problem = problemWithStillBroken(actor, c, now)
    if (problem) throw new AppError('CASE_STEP_NOT_ALLOWED', problem)
  }
  refuse(seen)
  await beginToFollow(actor, seen, now)
  return take({ personId: actor.personId, filter: {} }, String(seen._id), {
    moves(c) {
      refuse(c)
      return [{ kind: 'still_broken', visibleTo: 'staff' }]
    },
    said: { text: text || '还没修好。', photoIds: [] },
    tell: { kind: 'case_commented', title: '邻居说还没修好' },
    now,
  })
}
