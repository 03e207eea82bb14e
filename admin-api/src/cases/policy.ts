import type { Permission } from '@yike/shared/people/permissions'
import { flowOf, mayHappen, type CaseEventKind } from '@yike/shared/cases/reduce'
import type { Types } from 'mongoose'
import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'
import type { CaseRecord } from './model'
import { REOPEN_DAYS } from './office'

const DAY_MS = 86_400_000

/** Whether the flow of its kind lets this happen to the case now. */
export const canHappen = (kind: CaseEventKind, { kind: of, state }: CaseRecord) => mayHappen(kind, state, flowOf(of))

const holds = (actor: Pick<Actor, 'roles'>, permission: Permission, { areas }: CaseRecord) =>
  may(actor, permission, areas)
const isAssignee = (actor: Actor, { assigneeId }: CaseRecord) => assigneeId?.equals(actor.personId) ?? false

/** The assignee, or an actor who may assign; before it was assigned, everybody who handles cases there. */
const handles = (actor: Actor, c: CaseRecord) =>
  isAssignee(actor, c) || holds(actor, 'case.assign', c) || (c.assigneeId === null && holds(actor, 'case.handle', c))

export const casePolicy = {
  /** The reports of the actor as a resident. */
  mine: (actor: Actor) => ({ reporterId: actor.personId }),
  /**
   * The cases that a member of staff sees, for list, load and update alike: their areas, and cases assigned to them.
   */
  visible: (actor: Actor) => ({ $or: [within(actor, 'case.read'), { assigneeId: actor.personId }] }),
  seeReporter: (actor: Actor, c: CaseRecord) => !c.anonymous || holds(actor, 'case.see_reporter', c),

  /** Writes down a case in an area, or for somebody who lives there. */
  fileIn: (actor: Actor, { areas }: InAreas) => may(actor, 'case.create', areas),
  /**
   * Words of cases in the actor's areas, and reporters whose name the actor may read: the records that a search covers.
   */
  searched: (actor: Actor) => within(actor, 'case.read'),
  namesReporter: (actor: Actor) => ({ $or: [{ anonymous: false }, within(actor, 'case.see_reporter')] }),

  /**
   * Whether a colleague may get a case: they handle cases in one of its areas, or anywhere and live in its community.
   */
  takeOver: (colleague: Pick<Actor, 'roles' | 'areas'>, c: CaseRecord, communityId: Types.ObjectId) =>
    holds(colleague, 'case.handle', c) ||
    (areasWith(colleague, 'case.handle').length > 0 && colleague.areas.some((area) => area.equals(communityId))),

  /** An actor who may not assign keeps the cases they accept. */
  keepsWhatTheyAccept: (actor: Actor, c: CaseRecord) => !holds(actor, 'case.assign', c),
  accept: (actor: Actor, c: CaseRecord) => holds(actor, 'case.accept', c),
  assign: (actor: Actor, c: CaseRecord) => holds(actor, 'case.assign', c),
  handle: handles,
  close: (actor: Actor, c: CaseRecord) => holds(actor, 'case.close', c),
  /**
   * Returns a case that is not ours: before it was assigned anybody who accepts cases, afterwards the one who handles
   * it.
   */
  return: (actor: Actor, c: CaseRecord) => (c.assigneeId ? handles(actor, c) : holds(actor, 'case.accept', c)),

  reopenInTime: ({ answeredAt }: CaseRecord, now: Date) =>
    answeredAt !== null && now.getTime() - answeredAt.getTime() <= REOPEN_DAYS * DAY_MS,
}

const either = (kinds: readonly CaseEventKind[], c: CaseRecord) => kinds.some((kind) => canHappen(kind, c))

/** The resident's possible steps now; the verbs use the same rules. */
export const residentCan = (c: CaseRecord, now: Date) => ({
  comment: either(['commented', 'supplemented'], c),
  reopen: canHappen('reopened', c) && casePolicy.reopenInTime(c, now),
  rate: canHappen('rated', c) && c.rating === null,
})

/** The possible steps of this member of staff now; the verbs use the same rules. */
export const staffCan = (actor: Actor, c: CaseRecord) => ({
  accept: canHappen('accepted', c) && casePolicy.accept(actor, c),
  return: canHappen('returned', c) && casePolicy.return(actor, c),
  assign: either(['assigned', 'reassigned'], c) && casePolicy.assign(actor, c),
  reply: canHappen('replied', c) && casePolicy.handle(actor, c),
  ask: canHappen('asked', c) && casePolicy.handle(actor, c),
  resolve: canHappen('resolved', c) && casePolicy.handle(actor, c),
  close: canHappen('closed', c) && casePolicy.close(actor, c),
})
export type StaffStep = keyof ReturnType<typeof staffCan>
