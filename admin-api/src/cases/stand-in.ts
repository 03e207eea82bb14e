import type { CaseEventKind } from '@yike/shared/cases/events'
import type { CaseStanding } from '@yike/shared/cases/reduce'
import type { Types } from 'mongoose'
import { standInOf } from '../office/away'
import { peopleByIds } from '../people/me'
import { CaseWordsModel, type CaseRecord } from './model'
import type { CaseNotification, NewEvent } from './new-event'
import { canHappen, casePolicy } from './policy'
import { presentStaff } from './present-staff'

type Id = Types.ObjectId

/** Events with which a case is back at the one who handles it at the office. */
const COMES_BACK: ReadonlySet<CaseEventKind> = new Set([
  'supplemented',
  'brought',
  'reopened',
  'order_reopened',
  'handed_back',
  'reported',
])

/** The event that follows by itself, if any, and the messages of the step as they go out. */
interface StandIn {
  moves: NewEvent[]
  drafts: readonly CaseNotification[]
}

/**
 * A case that comes back to somebody on leave goes to the delegate in the same step, or, where no delegate is there or
 * may take it, back to those who assign cases. The messages for the one on leave go to them too. `standing`: after the
 * events of the step. Null where the case does not come back, or the one who handles it is there.
 */
export async function standInFor(
  c: CaseRecord,
  standing: CaseStanding<Id>,
  { moves, drafts, now }: StandIn & { now: Date },
): Promise<StandIn | null> {
  const handler = standing.assigneeId ?? standing.ownerId
  if (!handler || !moves.some(({ kind }) => COMES_BACK.has(kind))) return null
  const away = await standInOf(handler, now)
  if (!away) return null
  const after = { ...c, ...standing }
  const people = await peopleByIds([handler, ...(away.delegateId ? [away.delegateId] : [])])
  const found = (id: Id | null) => people.find(({ _id }) => id?.equals(_id))
  const delegate = found(away.delegateId)
  const taker = delegate && casePolicy.takeOver(delegate, after, c.communityId) ? delegate._id : null
  const recipients = taker ? [taker] : await presentStaff(after, (one) => casePolicy.dispatches(one, after), now)
  const words = await CaseWordsModel.findById(c._id, { title: 1 }).lean()
  const because = `${found(handler)?.name ?? '原来办的人'}${away.words}休假`
  const message: CaseNotification = {
    to: 'office',
    recipients,
    ...(taker
      ? { kind: 'case_assigned', title: `交给您了：${words?.title ?? ''}`, body: `${because}，这件由您接着办。` }
      : {
          kind: 'case_unassigned',
          title: `要重派：${words?.title ?? ''}`,
          body: `${because}，没有人代班，派给别人办。`,
        }),
  }
  return {
    moves: givenTo(taker, after),
    drafts: [
      ...drafts.map((draft) => redirected(draft, handler, recipients)),
      ...(recipients.length > 0 ? [message] : []),
    ],
  }
}

/** The event that names the taker; without one, that which takes the case from the assignee who is on leave. */
function givenTo(taker: Id | null, c: CaseRecord): NewEvent[] {
  if (taker) {
    const kind = (['assigned', 'reassigned'] as const).find((one) => canHappen(one, c))
    return kind ? [{ kind, assignee: taker, byItself: true }] : []
  }
  const isTaken = c.assigneeId !== null && !c.receiver && canHappen('unassigned', c)
  return isTaken ? [{ kind: 'unassigned', assignee: null, visibleTo: 'staff', byItself: true }] : []
}

/** A message of the office for the one on leave reaches those who stand in; each of them once. */
function redirected(draft: CaseNotification, from: Id, to: readonly Id[]): CaseNotification {
  if (draft.to !== 'office' || !draft.recipients.some((one) => one.equals(from))) return draft
  const all = [...draft.recipients.filter((one) => !one.equals(from)), ...to]
  return { ...draft, recipients: [...new Map(all.map((one) => [String(one), one])).values()] }
}
