import { isReopening, leadsTo, mayHappen, type CaseEventKind } from './events'
import { alertsAfter, type AlertCode, type PendingAlert } from './alerts'
import type { PauseReason } from './pause-reasons'
import { papersAfter, type PaperStanding } from './papers'
import { CASE_KINDS, type AnswerPromise, type CaseKindCode } from './kinds'
import type { Occasion } from './occasions'
import { whistleAfter, type Called, type Whistle } from './whistle'
import type { SolvePromise } from './promises'
import { WORST } from './ratings'
import { transferAfter, type TransferStanding } from './transfers'
import { OPEN_CASE_STATES, type CaseState, type Flow } from './states'

/** One event of a case. Ids, codes and instants only: words and names are in records that can be erased. */
export interface CaseEvent<Id> {
  seq: number
  at: Date
  /** The person who acted. */
  actor: Id
  kind: CaseEventKind
  /** The record of the words said with it; null when there are none. */
  reason: Id | null
  /** The member of staff who wrote it down for `actor`, who phoned. */
  writtenBy?: Id
  /** `staff` are the office and the receivers of the case, `office` those of the staff who see it. */
  visibleTo: 'all' | 'staff' | 'office'
  assignee?: Id | null
  category?: Id | null
  /** A promise given with this event, counted from `at` unless `promisedAt` says otherwise, and its limit. */
  promise?: AnswerPromise
  promisedAt?: Date
  dueAt?: Date
  /** The promise to solve that comes with it, and the time to accept what is filed. */
  solve?: SolvePromise
  acceptDueAt?: Date
  /** The limits are those of a work order: they do not rest, and no table replaces them. */
  fromAbove?: boolean
  /** By when the office may send the order back to the upper level. */
  returnUntil?: Date
  /** By when the resident is called back, or has rated what was done. */
  callBackDueAt?: Date
  /** With a question to the resident: the time at which the case closes without their answer. */
  waitUntil?: Date
  /** What the resident is asked for, and whether the clock rests meanwhile: false where it rested as long as it may. */
  waitsFor?: PauseReason
  rests?: boolean
  /** The working days of an extension that is asked for. */
  workdays?: number
  score?: number
  /** The receiver that it was given to, and by when it has to sign. */
  receiver?: Id
  signDueAt?: Date
  /** By when it may hand the case back; absent in cases that were given before there was a limit. */
  returnDueAt?: Date
  /** With the return after which an arbiter decides: who was asked; null where everybody who may was. */
  arbiter?: Id | null
  /** The alerts that follow unless steps are taken, and the one that was sent. */
  alerts?: readonly PendingAlert<Id>[]
  alert?: AlertCode
  /** The case that it was merged into, or that was merged into it. */
  other?: Id
  /** The cases that its parts became, with the categories that they begin with. */
  parts?: readonly { id: Id; category: Id | null }[]
  /** A part of what is redone under supervision is supervised from here on too. */
  supervised?: boolean
  /** The receivers that a whistle calls; a step of one of them names it in `receiver`. */
  whistle?: { occasion: Occasion; hard: boolean; parties: readonly Called<Id>[] }
  /** The community's rating of `receiver`, a party of the whistle. */
  partyScore?: number
  /** The community that it is transferred to, with its areas. */
  community?: Id
  communityAreas?: readonly Id[]
  /** By when that community takes it on or sends it back. */
  transferDueAt?: Date
  /** How some of the papers of a matter stand from here on. */
  papers?: readonly PaperStanding[]
  collectedBy?: 'resident' | 'other'
  /** The project that a need became part of. */
  project?: Id
  /** The place or the service that meets a need. */
  resource?: { of: 'place' | 'service'; id: Id }
  /** The colleagues whom a note of the office names. */
  mentions?: readonly Id[]
  /** The colleague whom the case is about, or is not about after all. */
  accused?: Id
}

/** The organisation that has a case now. */
export interface Receivership<Id> {
  id: Id
  /** Its clock starts here, whether it signs or not. */
  since: Date
  signDueAt: Date
  /** By when it may hand the case back; null or absent where it was given before there was a limit. */
  returnDueAt?: Date | null
  signedAt: Date | null
  reportedAt: Date | null
  /** Given by a ruling. */
  bound: boolean
  /** It may know the reporter. */
  released: boolean
}

/** The one extension of the promises of a case: asked for before they end, and decided by another colleague. */
export interface Extension<Id> {
  workdays: number
  askedBy: Id
  askedAt: Date
  granted: boolean | null
}

/** A case that a community cannot do by itself (上报): it waits for an arbiter while it is `open`. */
export interface HandedUp<Id> {
  at: Date
  by: Id
  open: boolean
}

/** The result of the events of a case. */
export interface CaseStanding<Id> extends TransferStanding<Id> {
  state: CaseState
  /** The first receiver, who stays responsible. */
  ownerId: Id | null
  assigneeId: Id | null
  categoryId: Id | null
  promise: AnswerPromise
  promisedAt: Date
  dueAt: Date
  /** The promise to solve; null in cases from before there was one. */
  solve: SolvePromise | null
  acceptDueAt: Date | null
  /** The limits are those of a work order. Absent, like the next, in cases from before there were any. */
  fromAbove?: boolean
  returnUntil?: Date | null
  /** The first acceptance or return. */
  acceptedAt: Date | null
  pausedAt: Date | null
  /** The time at which it closes unless the resident answers; null while it does not wait for them. */
  waitUntil: Date | null
  /** By when the resident is called back; absent in cases from before there was such a limit, and in what is worked on. */
  callBackDueAt?: Date | null
  extension: Extension<Id> | null
  /** Redone under supervision since then: it was reopened, or rated 没办好, and is not closed again. */
  supervisedAt: Date | null
  /** The first reply since the promise was given: a reply keeps a promise to answer, though the work goes on. */
  repliedAt: Date | null
  answeredAt: Date | null
  finishedAt: Date | null
  reopened: number
  /** The rating of the present answer; a reopened case can be rated anew. */
  rating: { score: number; at: Date; reason: Id | null } | null
  receiver: Receivership<Id> | null
  /** The number of times that a receiver handed it back. */
  handBacks: number
  /** The last time that it was handed up; absent where it never was. */
  handedUp?: HandedUp<Id>
  /** The alerts that are still to be sent. */
  alerts: PendingAlert<Id>[]
  /** The older case that goes on for this one; its promise is the one that counts. */
  merged: { into: Id; at: Date } | null
  /** The cases that were merged into this one. */
  absorbed: Id[]
  /** The cases that were split off from this one, and the one that this was split off from. */
  parts: Id[]
  partOf: Id | null
  /** The latest whistle. */
  whistle: Whistle<Id> | null
  /** The papers of its matter; empty or absent where it asks for none. */
  papers?: PaperStanding[]
  /** The project that it is part of; null or absent where it is part of none. */
  projectId?: Id | null
  /** Nobody but the office, its receivers and its reporter reads anything of it; absent where it was never taken off. */
  offPublic?: boolean
}

/** Whether an event gives a promise that counts from itself: what was answered before is answered anew. */
const isGivenAnew = ({ promise, promisedAt }: Pick<CaseEvent<unknown>, 'promise' | 'promisedAt'>) =>
  promise !== undefined && promisedAt === undefined

export const flowOf = (kind: CaseKindCode): Flow => CASE_KINDS[kind].flow
const isOpenCase = (state: CaseState) => (OPEN_CASE_STATES as readonly CaseState[]).includes(state)

/**
 * The standing of a case of this kind after its events. Throws when they are out of order: such a case was not made by
 * us.
 */
export function reduceCase<Id>(events: readonly CaseEvent<Id>[], flow: Flow): CaseStanding<Id> {
  const [filed, ...rest] = events
  if (filed?.kind !== 'filed' || filed.seq !== 1 || !filed.promise || !filed.dueAt)
    throw new Error('A case begins with its filing.')
  const start: CaseStanding<Id> = {
    state: 'submitted',
    ownerId: null,
    assigneeId: null,
    categoryId: filed.category ?? null,
    promise: filed.promise,
    promisedAt: filed.at,
    dueAt: filed.dueAt,
    solve: filed.solve ?? null,
    acceptDueAt: filed.acceptDueAt ?? null,
    fromAbove: filed.fromAbove ?? false,
    returnUntil: filed.returnUntil ?? null,
    acceptedAt: null,
    pausedAt: null,
    waitUntil: null,
    extension: null,
    supervisedAt: null,
    repliedAt: null,
    answeredAt: null,
    finishedAt: null,
    reopened: 0,
    rating: null,
    receiver: null,
    handBacks: 0,
    alerts: [...(filed.alerts ?? [])],
    merged: null,
    absorbed: [],
    parts: [],
    partOf: null,
    whistle: null,
    papers: [...(filed.papers ?? [])],
  }
  let beforeMerge = start
  return rest.reduce((standing, event, index) => {
    if (event.seq !== index + 2) throw new Error(`Event ${event.seq} of a case stands where ${index + 2} should.`)
    if (!mayHappen(event.kind, standing.state, flow))
      throw new Error(`A case that is ${standing.state} cannot be ${event.kind}.`)
    if (event.kind === 'unmerged') return beforeMerge
    if (event.kind === 'merged') beforeMerge = standing
    else if (standing.merged) beforeMerge = step(beforeMerge, event)
    return step(standing, event)
  }, start)
}

function step<Id>(before: CaseStanding<Id>, event: CaseEvent<Id>): CaseStanding<Id> {
  const after = withoutAlerts(before, event)
  return { ...after, alerts: alertsAfter(before.alerts, event, after) }
}

function withoutAlerts<Id>(before: CaseStanding<Id>, event: CaseEvent<Id>): CaseStanding<Id> {
  const state = leadsTo(event.kind) ?? before.state
  const after: CaseStanding<Id> = { ...before, state }
  if (event.category !== undefined) after.categoryId = event.category
  if (event.assignee !== undefined) after.assigneeId = event.assignee
  if (event.promise) {
    after.promise = event.promise
    after.promisedAt = event.promisedAt ?? event.at
    after.solve = null
    after.fromAbove = event.fromAbove ?? false
    if (after.fromAbove) after.pausedAt = null
    // A promise given anew asks for an answer anew.
    if (isGivenAnew(event)) after.repliedAt = null
  }
  if (event.solve) after.solve = event.solve
  if (event.dueAt) after.dueAt = event.dueAt
  if (event.acceptDueAt) after.acceptDueAt = event.acceptDueAt
  if (event.returnUntil) after.returnUntil = event.returnUntil
  if (event.callBackDueAt) after.callBackDueAt = event.callBackDueAt
  // The resident reads what becomes of it, and when.
  if (event.kind === 'replied' || event.kind === 'planned') after.repliedAt = before.repliedAt ?? event.at
  if (event.kind === 'accepted') after.ownerId = before.ownerId ?? event.actor
  // Another community has it: its receivers are others.
  if (event.kind === 'transfer_accepted') Object.assign(after, { ownerId: event.actor, assigneeId: null, handBacks: 0 })
  if (event.kind === 'accepted' || event.kind === 'returned') after.acceptedAt = before.acceptedAt ?? event.at
  if (isReopening(event.kind) || event.score === WORST || event.supervised)
    after.supervisedAt = before.supervisedAt ?? event.at
  after.extension = extensionAfter(before.extension, event)
  if (event.score !== undefined) after.rating = { score: event.score, at: event.at, reason: event.reason }
  after.receiver = receiverAfter(before, event)
  Object.assign(after, transferAfter(before, event))
  if (event.kind === 'handed_back') after.handBacks = before.handBacks + 1
  const handedUp = handedUpAfter(before.handedUp ?? null, event)
  if (handedUp) after.handedUp = handedUp
  after.whistle = whistleAfter(before.whistle, event)
  if (event.papers) after.papers = papersAfter(before.papers ?? [], event.papers)
  if (event.project !== undefined) after.projectId = event.project
  if (event.kind === 'unplanned') after.projectId = null
  if (event.kind === 'taken_off_public') after.offPublic = true
  if (event.kind === 'put_back_public') after.offPublic = false
  if (event.parts) after.parts = [...before.parts, ...event.parts.map(({ id }) => id)]
  if (event.other) Object.assign(after, mergeAfter(before, event, event.other))
  if (state === before.state) return after

  // The upper level's clock runs on while the resident is asked.
  after.pausedAt = state === 'waiting' && !after.fromAbove && event.rests !== false ? event.at : null
  after.waitUntil = state === 'waiting' ? (event.waitUntil ?? null) : null
  if (state === 'closed') after.supervisedAt = null
  // A merged case was not answered: the one that goes on for it will be.
  if (state === 'merged') return { ...after, finishedAt: event.at }

  after.answeredAt = isOpenCase(state) ? null : (before.answeredAt ?? event.at)
  after.finishedAt = state === 'closed' || state === 'returned' ? event.at : null
  if (isReopening(event.kind)) {
    if (before.callBackDueAt) after.callBackDueAt = null
    after.reopened = before.reopened + 1
    after.rating = null
  }
  return after
}

/** The extension after an event. A reopened case has none: its promises are new. */
function extensionAfter<Id>(before: Extension<Id> | null, { kind, at, actor, workdays }: CaseEvent<Id>) {
  if (kind === 'extension_asked' && workdays) return { workdays, askedBy: actor, askedAt: at, granted: null }
  if (kind === 'extended' || kind === 'extension_refused') return before && { ...before, granted: kind === 'extended' }
  return isReopening(kind) ? null : before
}

/** An arbiter has decided, or somebody has it again. */
const ENDS_HANDING_UP: ReadonlySet<CaseEventKind> = new Set([
  'handed_down',
  'ruled',
  ...(['assigned', 'reassigned', 'dispatched', 'redispatched'] as const),
  ...(['returned', 'resolved', 'concluded', 'matched', 'planned', 'transferred', 'merged'] as const),
])
function handedUpAfter<Id>(before: HandedUp<Id> | null, { kind, at, actor }: CaseEvent<Id>): HandedUp<Id> | null {
  if (kind === 'handed_up') return { at, by: actor, open: true }
  return before?.open && ENDS_HANDING_UP.has(kind) ? { ...before, open: false } : before
}

/** The cases that are merged with one after an event. */
function mergeAfter<Id>({ absorbed }: CaseStanding<Id>, { kind, at }: CaseEvent<Id>, other: Id) {
  if (kind === 'split_off') return { partOf: other }
  if (kind === 'merged') return { merged: { into: other, at } }
  if (kind === 'absorbed') return { absorbed: [...absorbed, other] }
  return { absorbed: absorbed.filter((one) => String(one) !== String(other)) }
}

const ENDS_RECEIVERSHIP: ReadonlySet<CaseEventKind> = new Set([
  'handed_back',
  'returned',
  'transferred',
  'transfer_ruled',
])

/** The receiver after an event. A reopened case is its receiver's again, who need not sign a second time. */
function receiverAfter<Id>({ receiver }: CaseStanding<Id>, event: CaseEvent<Id>): Receivership<Id> | null {
  const { kind, at } = event
  if (event.receiver !== undefined && event.signDueAt)
    return {
      id: event.receiver,
      since: at,
      signDueAt: event.signDueAt,
      returnDueAt: event.returnDueAt ?? null,
      signedAt: null,
      reportedAt: null,
      bound: kind === 'ruled',
      released: false,
    }
  if (!receiver || ENDS_RECEIVERSHIP.has(kind)) return null
  if (kind === 'signed') return { ...receiver, signedAt: at }
  if (kind === 'reported') return { ...receiver, signedAt: receiver.signedAt ?? at, reportedAt: at }
  if (isReopening(kind)) return { ...receiver, since: at, reportedAt: null }
  return kind === 'released' ? { ...receiver, released: true } : receiver
}
