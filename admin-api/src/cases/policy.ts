import type { Permission } from '@yike/shared/people/permissions'
import { TAKE_BACK_MINUTES } from '@yike/shared/cases/bulk'
import { isStep, mayHappen, type CaseEventKind } from '@yike/shared/cases/events'
import {
  CASE_KIND_CODES,
  caseKind,
  circleOf,
  CONFIDENTIAL_KINDS,
  isOfKind,
  type CaseKindCode,
  type Circle,
} from '@yike/shared/cases/kinds'
import { areInOrder } from '@yike/shared/cases/papers'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import { PUBLISHED_KINDS } from '@yike/shared/cases/published'
import { needsTransferRuling } from '@yike/shared/cases/transfers'
import { mayHandBack, needsRuling } from '@yike/shared/cases/returns'
import { isWhistleOver, partyCan, type PartyStep } from '@yike/shared/cases/whistle'
import type { Types } from 'mongoose'
import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'
import type { CaseRecord } from './model'
import { REOPEN_DAYS } from './reopening'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Whether the kind of the case and its flow let this happen to it now. */
export const canHappen = (kind: CaseEventKind, { kind: of, state }: CaseRecord) =>
  mayHappen(kind, state, flowOf(of)) && isOfKind(kind, of)

/**
 * `sees`: in the areas where somebody holds it, they see all cases of the circle and take the steps of the office; the
 * assignee sees their own case too. `takes`: the people whom it may be assigned to.
 */
const CIRCLES = {
  office: { sees: 'case.read', takes: 'case.handle' },
  mediators: { sees: 'mediation.direct', takes: 'mediation.handle' },
  social_workers: { sees: 'casework.supervise', takes: 'casework.handle' },
  lawyers: { sees: 'legal.direct', takes: 'legal.handle' },
} as const satisfies Record<Circle, { sees: Permission; takes: Permission }>

/** Whether only some of the staff see the cases of its kind. */
export const isConfidential = ({ kind }: Pick<CaseRecord, 'kind'>) => circleOf(kind) !== 'office'

/** Whether somebody holds a permission over a case: of a confidential kind only together with the right to see it. */
const holds = (actor: Pick<Actor, 'roles'>, permission: Permission, c: CaseRecord) =>
  may(actor, permission, c.areas) && (!isConfidential(c) || may(actor, CIRCLES[circleOf(c.kind)].sees, c.areas))
const isAssignee = (actor: Actor, { assigneeId }: Pick<CaseRecord, 'assigneeId'>) =>
  assigneeId?.equals(actor.personId) ?? false

/** The assignee, or an actor who may assign; before it was assigned, everybody who handles cases there. */
const handles = (actor: Actor, c: CaseRecord) =>
  isAssignee(actor, c) || holds(actor, 'case.assign', c) || (c.assigneeId === null && holds(actor, 'case.handle', c))

type Ids = readonly Types.ObjectId[]
const isAmong = (ids: Ids, id: Types.ObjectId) => ids.some((one) => one.equals(id))

/** Whether one of these receivers has the case. */
export const hasReceived = ({ receiver }: CaseRecord, mine: Ids) => receiver !== null && isAmong(mine, receiver.id)
/** The areas above the community of a case. */
export const areasAbove = ({ areas, communityId }: Pick<CaseRecord, 'areas' | 'communityId'>) =>
  areas.slice(areas.findIndex((area) => area.equals(communityId)) + 1)
const isHandedUp = ({ handedUp }: CaseRecord) => handedUp?.open ?? false

/** The part of one of these receivers in the whistle of a case; null where none was called. */
export const partyOf = ({ whistle }: CaseRecord, mine: Ids) =>
  whistle?.parties.find(({ receiver }) => isAmong(mine, receiver)) ?? null

/** The assignment that was the last step of a case; undefined where another step was. What came by itself is none. */
function lastAssignment({ events }: CaseRecord) {
  const last = events.filter(({ kind }) => isStep(kind)).at(-1)
  return last?.kind === 'assigned' || last?.kind === 'reassigned' ? last : undefined
}
/** The colleague who had the case before its last assignment; null where nobody had it. */
export function assignmentBefore(c: CaseRecord): Types.ObjectId | null {
  const last = lastAssignment(c)
  const before = c.events.filter(({ seq }) => !last || seq < last.seq)
  return reduceCase(before, flowOf(c.kind)).assigneeId
}

/** A secret work order is the office's alone, a confidential case that of its circle. */
const NOT_SECRET = { 'order.secret': { $ne: true }, kind: { $nin: CONFIDENTIAL_KINDS } }
export const isSecret = (c: Pick<CaseRecord, 'order' | 'kind'>) => c.order?.secret === true || isConfidential(c)
/** The office has not taken it off the public view. */
const ON_PUBLIC = { offPublic: { $ne: true } }
/** Each order is answered under its own number, and a confidential case for itself: they are neither merged nor split. */
const standsAlone = (c: CaseRecord) => Boolean(c.order) || isConfidential(c)

/** The cases of these kinds in these areas. */
export interface SeenIn {
  areas: Ids
  kinds: readonly CaseKindCode[]
}
const asFilter = ({ areas, kinds }: SeenIn) => {
  const others = CASE_KIND_CODES.filter((kind) => !kinds.includes(kind))
  return { areas: { $in: areas }, ...(others.length > 0 ? { kind: { $nin: others } } : {}) }
}

/** The cases in the areas of an actor, of the confidential kinds only where they hold the right to see those. */
function seenIn(actor: Pick<Actor, 'roles'>): SeenIn[] {
  const reads = areasWith(actor, 'case.read')
  const seesOf = (kind: CaseKindCode) => areasWith(actor, CIRCLES[circleOf(kind)].sees)
  const hidden = CONFIDENTIAL_KINDS.filter((kind) => !reads.every((area) => isAmong(seesOf(kind), area)))
  const own = hidden.map((kind) => ({ areas: seesOf(kind), kinds: [kind] })).filter(({ areas }) => areas.length > 0)
  return [{ areas: reads, kinds: CASE_KIND_CODES.filter((kind) => !hidden.includes(kind)) }, ...own]
}

/** The facts of a case that say whom it may be assigned to. */
export type Offered = Pick<CaseRecord, 'kind' | 'areas' | 'communityId' | 'reporterId' | 'barredIds'>

/**
 * Whether a case is kept from somebody: it is about them, or they are a party of a confidential one, of which neither the
 * reporter nor the other side may be the mediator.
 */
const isBarred = (personId: Types.ObjectId, c: Offered) =>
  isAmong(c.barredIds ?? [], personId) || (isConfidential(c) && (c.reporterId?.equals(personId) ?? false))
/** The same in a filter, as far as the record of the case says it. */
const notBarred = ({ personId }: Pick<Actor, 'personId'>) => ({ barredIds: { $ne: personId } })

export const casePolicy = {
  /**
   * Writes what is kept beside a confidential case: its assignee, and whoever sees all cases of the circle there. Nobody
   * does before it is assigned, because its people are told who that is.
   */
  handleConfidential: (actor: Actor, c: Pick<CaseRecord, 'kind' | 'assigneeId' | 'areas' | 'state'>) =>
    c.state === 'in_progress' && (isAssignee(actor, c) || may(actor, CIRCLES[circleOf(c.kind)].sees, c.areas)),
  /** The reports of the actor as a resident. */
  mine: (actor: Actor) => ({ reporterId: actor.personId }),
  /** The cases that are assigned to the actor. */
  inHand: (actor: Actor) => ({ assigneeId: actor.personId, ...notBarred(actor) }),
  /** The cases that were reported where the actor lives: their neighbours'. */
  neighbours: ({ areas }: Pick<Actor, 'areas'>) => ({ communityId: { $in: areas }, ...NOT_SECRET, ...ON_PUBLIC }),
  /**
   * The cases that anybody may read by Open311, without the person and the words: those that neighbours see; and for a
   * partner the cases that it filed.
   */
  published: (categoryIds: Ids, partnerId: Types.ObjectId | null) => ({
    $or: [
      { ...NOT_SECRET, ...ON_PUBLIC, kind: { $in: PUBLISHED_KINDS }, categoryId: { $in: categoryIds } },
      ...(partnerId ? [{ 'partner.id': partnerId }] : []),
    ],
  }),
  filedBy: (partnerId: Types.ObjectId) => ({ 'partner.id': partnerId }),
  isFiledBy: ({ partner }: CaseRecord, partnerId: Types.ObjectId | null) =>
    partner !== undefined && partnerId !== null && partner.id.equals(partnerId),
  /**
   * The cases that a member of staff sees, for list, load and update alike: their areas, and cases assigned to them. A
   * clerk who does not direct mediation finds no dispute, neither by its number nor in a count; nobody finds one that is
   * about them.
   */
  visible: (actor: Actor) => ({
    $or: [...casePolicy.visibleIn(actor).map((part) => ({ ...part, ...notBarred(actor) })), casePolicy.inHand(actor)],
  }),
  /** Those that lie in the actor's areas, in parts that share no case: to be summed, not to be read. */
  visibleIn: (actor: Actor) => seenIn(actor).map(asFilter),
  /** The same, and cases that another community sends to where the actor accepts cases: read, and taken on or sent back. */
  reached: (actor: Actor) => ({
    $or: [
      ...casePolicy.visible(actor).$or,
      { 'transfer.areas': { $in: areasWith(actor, 'case.accept') }, ...notBarred(actor) },
    ],
  }),
  transferredTo: (actor: Actor) => ({
    'transfer.areas': { $in: areasWith(actor, 'case.accept') },
    ...notBarred(actor),
  }),
  /** Whether somebody who sees a case may read it: not one that is kept from them, whatever they hold. */
  opens: (actor: Pick<Actor, 'personId'>, c: CaseRecord) => !isBarred(actor.personId, c),
  /** Whether a colleague sees a case, and may read it: the same rule as `visible` and `opens`, for one that was read. */
  reads: (colleague: Pick<Actor, 'roles'> & { _id: Types.ObjectId }, c: CaseRecord) =>
    !isBarred(colleague._id, c) &&
    ((c.assigneeId?.equals(colleague._id) ?? false) ||
      seenIn(colleague).some(
        ({ areas, kinds }) => kinds.includes(c.kind) && areas.some((one) => isAmong(c.areas, one)),
      )),
  /** A note of the office, by whoever sees the case; none after its reporter was forgotten, as it would not be. */
  note: ({ erasedAt }: Pick<CaseRecord, 'erasedAt'>) => !erasedAt,
  /** The areas in which the actor sees every case of some kinds. Cases that are assigned to them may lie elsewhere. */
  seenIn,
  /** The areas in which the actor reads the figures of all cases. */
  countedIn: (actor: Actor): SeenIn[] => [{ areas: areasWith(actor, 'insight.read'), kinds: CASE_KIND_CODES }],
  /** The cases that these receivers have now, or to which a whistle called them. The duty `case.receive` lets somebody be a member of one. */
  received: (mine: Ids, actor: Pick<Actor, 'personId'>) => ({
    $or: [{ 'receiver.id': { $in: mine } }, { 'whistle.parties.receiver': { $in: mine } }],
    ...NOT_SECRET,
    ...notBarred(actor),
  }),
  /** Whether these receivers may know who reported: only the one that has the case, which a whistle does not give. */
  knowsReleased: (c: CaseRecord, mine: Ids) => !c.anonymous && c.receiver?.released === true && hasReceived(c, mine),
  /** Covers a face or a plate in a photo, or hides words; an ended case too. */
  redact: (actor: Actor, c: CaseRecord) => holds(actor, 'case.handle', c),
  /** Sees the original of a redacted photo and of hidden words: whoever may know an anonymous reporter. */
  seeOriginal: (actor: Actor, c: CaseRecord) => holds(actor, 'case.see_reporter', c),
  /** The cases that the actor may take off the public view: those about which they decide reports. */
  moderated: (actor: Actor) => ({ ...within(actor, 'report.decide'), ...NOT_SECRET, ...notBarred(actor) }),
  moderates: (actor: Actor, c: CaseRecord) => may(actor, 'report.decide', c.areas) && !isSecret(c),
  seeReporter: (actor: Actor, c: CaseRecord) => !c.anonymous || holds(actor, 'case.see_reporter', c),

  /** Writes down what the reporter says on the phone: they are named, and the actor may know who they are. */
  writeForCaller: (actor: Actor, c: CaseRecord) =>
    c.reporterId !== null && holds(actor, 'case.create', c) && casePolicy.seeReporter(actor, c),
  /** Writes down a case in an area, or for somebody who lives there. */
  fileIn: (actor: Actor, { areas }: InAreas) => may(actor, 'case.create', areas),
  /**
   * Words of cases in the actor's areas, and reporters whose name the actor may read: the records that a search covers.
   */
  searched: (actor: Actor) => within(actor, 'case.read'),
  namesReporter: (actor: Actor) => ({ $or: [{ anonymous: false }, within(actor, 'case.see_reporter')] }),

  /** A colleague who holds this permission there is notified of a step that is not taken in time. */
  alerted: (colleague: Pick<Actor, 'roles'>, permission: Permission, c: CaseRecord) => holds(colleague, permission, c),
  /** Everybody who may assign a case. */
  dispatches: (colleague: Pick<Actor, 'roles'>, c: CaseRecord) => holds(colleague, 'case.assign', c),
  /**
   * Whether a colleague may get a case: they handle cases in one of its areas, or anywhere and live in its community.
   */
  takeOver: (
    colleague: Pick<Actor, 'roles' | 'areas'> & { _id: Types.ObjectId },
    c: Offered,
    communityId: Types.ObjectId,
  ) => {
    const { takes } = CIRCLES[circleOf(c.kind)]
    const handlesHere =
      may(colleague, takes, c.areas) ||
      (areasWith(colleague, takes).length > 0 && colleague.areas.some((area) => area.equals(communityId)))
    return handlesHere && !isBarred(colleague._id, c)
  },

  /** The place of the nearest area in which it is a colleague's duty, among those of a case; infinite where it is in none. */
  answersIn: (colleague: Pick<Actor, 'roles'>, c: Offered) => {
    const own = areasWith(colleague, CIRCLES[circleOf(c.kind)].takes)
    const near = c.areas.findIndex((area) => isAmong(own, area))
    return near < 0 ? Infinity : near
  },

  /** An actor who may not assign keeps the cases they accept. */
  keepsWhatTheyAccept: (actor: Actor, c: CaseRecord) => !holds(actor, 'case.assign', c),
  accept: (actor: Actor, c: CaseRecord) => holds(actor, 'case.accept', c),
  assign: (actor: Actor, c: CaseRecord) => holds(actor, 'case.assign', c),
  /** Corrects the category: whoever has the case, and may say what a case is about when they accept one. */
  reclassify: (actor: Actor, c: CaseRecord) => holds(actor, 'case.accept', c) && handles(actor, c),
  transfer: (actor: Actor, c: CaseRecord) => holds(actor, 'case.assign', c),
  /** Says whom a case is about: those who give it out. The parties of a confidential one are its circle's to name. */
  nameAccused: (actor: Actor, c: CaseRecord) => !isConfidential(c) && holds(actor, 'case.assign', c),
  /** Takes on what another community sends, or sends it back. */
  receiveTransfer: (actor: Pick<Actor, 'roles'>, { transfer }: { transfer?: InAreas | null }) =>
    Boolean(transfer) && may(actor, 'case.accept', transfer!.areas),
  /** Undoes an assignment of the actor's own, soon after it and before anybody else took a step. */
  takeBack(actor: Actor, c: CaseRecord, now: Date) {
    const last = lastAssignment(c)
    if (!last?.actor.equals(actor.personId) || !last.assignee || !holds(actor, 'case.assign', c)) return false
    const inTime = now.getTime() - last.at.getTime() <= TAKE_BACK_MINUTES * MINUTE_MS
    return inTime && canHappen(assignmentBefore(c) ? 'reassigned' : 'unassigned', c)
  },
  handle: handles,
  /** Gives a case back to be assigned anew: the one who has it. */
  unassign: isAssignee,
  close: (actor: Actor, c: CaseRecord) => holds(actor, 'case.close', c),
  /** A colleague who supervises what is redone, and grants more time. */
  supervises: (colleague: Pick<Actor, 'roles'>, c: CaseRecord) => holds(colleague, 'case.close', c),
  whistle: (actor: Actor, c: CaseRecord) => holds(actor, 'case.whistle', c),
  /** Says that what comes every year was seen to: those who give out the work there. */
  handleSeason: (actor: Actor, { areas }: InAreas) => may(actor, 'case.assign', areas),
  /** Sends a colleague to look before anybody complains: those who assign cases there. */
  inspect: (actor: Pick<Actor, 'roles'>, { areas }: InAreas) => may(actor, 'case.assign', areas),
  /** Brings work orders in and their answers out: those who dispatch there. */
  handlesOrders: (actor: Actor, { areas }: InAreas) => may(actor, 'case.assign', areas),
  ordersIn: (actor: Actor) => areasWith(actor, 'case.assign'),
  /** The cases of orders that the actor may take out in a table: none that is about them. */
  exportedOrders: notBarred,
  visibleOrders: (actor: Actor) => within(actor, 'case.assign'),
  /** Chooses among the receivers of a case: to dispatch it, to rule whose it is, or to call several. */
  choosesReceiver: (actor: Actor, c: CaseRecord) =>
    casePolicy.assign(actor, c) || casePolicy.rule(actor, c) || casePolicy.whistle(actor, c),
  rule: (actor: Pick<Actor, 'roles'>, c: InAreas) => may(actor, 'case.rule', c.areas),
  /** Decides what a community handed up: an arbiter of the street, or of an area above it. */
  ruleAbove: (actor: Pick<Actor, 'roles'>, c: Pick<CaseRecord, 'areas' | 'communityId'>) =>
    may(actor, 'case.rule', areasAbove(c)),
  /** The cases whose receiver the actor may decide. */
  ruled: (actor: Actor) => ({ ...within(actor, 'case.rule'), ...notBarred(actor) }),
  /** Says who the arbiter of an area is: whoever keeps its dispatch catalogue. */
  nameArbiter: (actor: Actor, { areas }: InAreas) => may(actor, 'receiver.edit', areas),
  arbiterNamedIn: (actor: Actor) => areasWith(actor, 'receiver.edit'),
  /** Maintains the tree of categories, which all communities of the installation share. */
  editCategories: (actor: Actor, communities: readonly InAreas[]) =>
    communities.every(({ areas }) => may(actor, 'category.edit', areas)),
  /** Keeps the reply templates of an area. */
  keepTemplates: (actor: Actor, { areas }: InAreas) => may(actor, 'template.edit', areas),
  templatesKeptIn: (actor: Actor) => areasWith(actor, 'template.edit'),
  /** The areas whose templates, and those of the areas above, the actor may take. */
  templatesTakenIn: (actor: Actor) => areasWith(actor, 'case.read'),
  keptTemplates: (actor: Actor) => within(actor, 'template.edit'),
  /** Shown to the receiver when the office says so; an anonymous reporter never. */
  release: (actor: Actor, c: CaseRecord) => holds(actor, 'case.assign', c) && !c.anonymous,
  /**
   * Returns a case that is not ours: before it was assigned anybody who accepts cases, afterwards the one who handles
   * it.
   */
  return: (actor: Actor, c: CaseRecord) => (c.assigneeId ? handles(actor, c) : holds(actor, 'case.accept', c)),

  /** Looks at the papers of matters, with their photos, and hands out what was asked for. */
  handlesMatters: (actor: Pick<Actor, 'roles'>, c: InAreas) => may(actor, 'matter.handle', c.areas),

  reopenInTime: ({ answeredAt }: CaseRecord, now: Date) =>
    answeredAt !== null && now.getTime() - answeredAt.getTime() <= REOPEN_DAYS * DAY_MS,
}

const either = (kinds: readonly CaseEventKind[], c: CaseRecord) => kinds.some((kind) => canHappen(kind, c))

/** The steps that may be taken now for the matter of a case; none where it is a report. */
export const mattersCan = (c: CaseRecord) => ({
  send: isMatter(c) && c.state !== 'ready' && either(['commented', 'supplemented'], c),
  check: isMatter(c) && either(['checked', 'accepted'], c) && c.state !== 'returned' && (c.papers ?? []).length > 0,
  ready: isMatter(c) && canHappen('ready', c) && areInOrder(c.papers ?? []),
  collect: isMatter(c) && canHappen('collected', c),
})
const isMatter = ({ matterId }: CaseRecord) => matterId !== undefined

/** The resident's possible steps now; the verbs use the same rules. */
export const residentCan = (c: CaseRecord, now: Date) => ({
  comment: either(['commented', 'supplemented'], c),
  reopen: canHappen('reopened', c) && casePolicy.reopenInTime(c, now),
  rate: canHappen('rated', c) && c.rating === null,
})

/** The possible steps of a member of these receivers, of which one has the case or was called; the verbs use the same. */
export const receiverCan = (c: CaseRecord, mine: Ids, now: Date) => {
  const has = hasReceived(c, mine) ? c.receiver : null
  const party = partyOf(c, mine)
  const maySay = (kind: CaseEventKind, step: PartyStep) => canHappen(kind, c) && party !== null && partyCan(party, step)
  return {
    sign: canHappen('signed', c) && has !== null && has.signedAt === null,
    handBack: canHappen('handed_back', c) && has !== null && mayHandBack(has, now),
    note: canHappen('noted', c) && (has !== null || party !== null),
    report: canHappen('reported', c) && has !== null && has.reportedAt === null,
    answerWhistle: maySay('whistle_signed', 'sign'),
    contact: maySay('whistle_contacted', 'contact'),
    reportIn: maySay('whistle_reported_in', 'reportIn'),
  }
}
export type ReceiverStep = keyof ReturnType<typeof receiverCan>

/** One extension, of working days alone; not of what is redone under supervision, nor of the upper level's limits. */
const mayBeExtended = ({ promise, extension, supervisedAt, fromAbove }: CaseRecord) =>
  !fromAbove && 'workdays' in promise && (!extension || extension.granted === false) && !supervisedAt
const awaitsDecisionOf = ({ personId }: Actor, { extension }: CaseRecord) =>
  Boolean(extension) && extension!.granted === null && !extension!.askedBy.equals(personId)

/**
 * Whether a case may go to another community at all. A work order goes back to the upper level, a dispute stays with its
 * mediators, and what is tied to others here is untied first: a whistle under way, and cases that were merged into it.
 */
const isTransferable = (c: CaseRecord) =>
  !standsAlone(c) &&
  (!c.settledByRuling || Boolean(c.transfer?.unanswered)) &&
  !caseKind(c.kind).without?.includes('transferred') &&
  c.absorbed.length === 0 &&
  (!c.whistle || isWhistleOver(c.whistle)) &&
  (c.state === 'accepted' || c.state === 'in_progress')

/**
 * While it waits for the other community, the one that sent it only answers the resident; an arbiter rules where that one
 * does not answer.
 */
const WHILE_TRANSFERRED: ReadonlySet<string> = new Set(['reply', 'acceptTransfer', 'returnTransfer', 'ruleTransfer'])

/** The possible steps of this member of staff now; the verbs use the same rules. */
export const staffCan = (actor: Actor, c: CaseRecord) => {
  const can = stepsOf(actor, c)
  if (!c.transfer) return can
  return Object.fromEntries(
    Object.entries(can).map(([step, may]) => [step, may && WHILE_TRANSFERRED.has(step)]),
  ) as typeof can
}

const stepsOf = (actor: Actor, c: CaseRecord) => ({
  accept: canHappen('accepted', c) && casePolicy.accept(actor, c),
  return: canHappen('returned', c) && casePolicy.return(actor, c) && c.order?.mayReturn !== false,
  assign: either(['assigned', 'reassigned'], c) && casePolicy.assign(actor, c),
  reply: canHappen('replied', c) && casePolicy.handle(actor, c),
  ask: canHappen('asked', c) && casePolicy.handle(actor, c),
  resolve: canHappen('resolved', c) && casePolicy.handle(actor, c),
  close: canHappen('closed', c) && casePolicy.close(actor, c),
  dispatch: either(['dispatched', 'redispatched'], c) && casePolicy.assign(actor, c) && !needsRuling(c) && !isSecret(c),
  rule:
    canHappen('ruled', c) &&
    (isHandedUp(c) ? casePolicy.ruleAbove(actor, c) : casePolicy.rule(actor, c)) &&
    needsRuling(c) &&
    !isSecret(c),
  handUp:
    canHappen('handed_up', c) &&
    casePolicy.handle(actor, c) &&
    !casePolicy.ruleAbove(actor, c) &&
    !needsRuling(c) &&
    !isSecret(c) &&
    !caseKind(c.kind).isOwnWork,
  handDown: canHappen('handed_down', c) && isHandedUp(c) && casePolicy.ruleAbove(actor, c),
  release: canHappen('released', c) && c.receiver !== null && !c.receiver.released && casePolicy.release(actor, c),
  unassign: canHappen('unassigned', c) && !c.receiver && casePolicy.unassign(actor, c),
  whistle:
    canHappen('whistled', c) &&
    casePolicy.whistle(actor, c) &&
    (!c.whistle || isWhistleOver(c.whistle)) &&
    !isSecret(c),
  rateParty: canHappen('whistle_rated', c) && casePolicy.assign(actor, c) && Boolean(c.whistle),
  merge: canHappen('merged', c) && casePolicy.assign(actor, c) && !standsAlone(c),
  split: canHappen('split', c) && casePolicy.assign(actor, c) && !standsAlone(c),
  transfer: isTransferable(c) && !c.transfer && !needsTransferRuling(c) && casePolicy.transfer(actor, c),
  ruleTransfer: isTransferable(c) && needsTransferRuling(c) && casePolicy.rule(actor, c),
  acceptTransfer: canHappen('transfer_accepted', c) && casePolicy.receiveTransfer(actor, c),
  returnTransfer:
    canHappen('transfer_returned', c) && casePolicy.receiveTransfer(actor, c) && c.transfer?.bound === false,
  reclassify:
    c.state !== 'submitted' && c.state !== 'returned' && canHappen('classified', c) && casePolicy.reclassify(actor, c),
  unmerge: canHappen('unmerged', c) && casePolicy.assign(actor, c),
  checkPapers: mattersCan(c).check && casePolicy.handlesMatters(actor, c),
  makeReady: mattersCan(c).ready && casePolicy.handlesMatters(actor, c),
  collect: mattersCan(c).collect && casePolicy.handlesMatters(actor, c),
  match: canHappen('matched', c) && casePolicy.handle(actor, c),
  plan: canHappen('planned', c) && casePolicy.handle(actor, c),
  askExtension: canHappen('extension_asked', c) && casePolicy.handle(actor, c) && mayBeExtended(c),
  grantExtension: canHappen('extended', c) && casePolicy.close(actor, c) && awaitsDecisionOf(actor, c),
  refuseExtension: canHappen('extension_refused', c) && casePolicy.close(actor, c) && awaitsDecisionOf(actor, c),
})
export type StaffStep = keyof ReturnType<typeof staffCan>
