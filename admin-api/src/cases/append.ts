import { createHash } from 'node:crypto'
import { Types, type QueryFilter } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { leadsTo } from '@yike/shared/cases/events'
import { flowOf, reduceCase, type CaseEvent, type CaseStanding } from '@yike/shared/cases/reduce'
import { nextAlertAt, withLimitAlerts } from '@yike/shared/cases/alerts'
import { pausesOf, pauseWorkdaysLeft, withinLimit } from '@yike/shared/cases/pauses'
import { callBackDueAt, dueAfterPause, promiseInForce, type SolvePromise } from '@yike/shared/cases/promises'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import { claimPhotos } from '../files/store'
import type { Actor } from '../http/policy'
import { notify, type Notification } from '../messages/notify'
import { officeHours } from '../territory/office-hours'
import { hearersOf, noticeToFollowers } from './followers'
import { CaseModel, CaseSaidModel, type CaseRecord } from './model'
import { PAGES, type CaseNotification, type NewEvent } from './new-event'
import { NOBODY } from './nobody'
import { sealWords } from './sealed-words'
import { standInFor } from './stand-in'
import { untallied } from './tally-mark'
import { isSameInput, keyedDigest } from '../idempotency'

export type { CaseNotification, NewEvent } from './new-event'

type Id = Types.ObjectId
export interface Said {
  text: string
  photoIds: readonly string[]
}

/** The owner of a case's photos. */
export const claimOf = (caseId: Id) => `cases:${String(caseId)}`

const PAUSED_AFTER_MS = 3e12
const ANSWERED_BEFORE_MS = 8e12
/** Limits first, then cases whose promise rests or is kept (shifted by 95 years), then answered ones, newest first. */
export const dueOrderOf = (standing: CaseStanding<Id>) => {
  const { pausedAt, repliedAt, answeredAt, merged, solve } = standing
  const ended = answeredAt ?? merged?.at
  if (ended) return new Date(ANSWERED_BEFORE_MS - ended.getTime())
  const { dueAt } = promiseInForce(standing)
  return pausedAt || (repliedAt && !solve) ? new Date(dueAt.getTime() + PAUSED_AFTER_MS) : dueAt
}
/** The cases that were answered between two times, by the sort key that says so. */
export const answeredBetween = (from: Date, until: Date) => ({
  answeredAt: { $gte: from, $lte: until },
  dueOrder: {
    $gte: new Date(ANSWERED_BEFORE_MS - until.getTime()),
    $lte: new Date(ANSWERED_BEFORE_MS - from.getTime()),
  },
})
/** Before it lie the open cases with a limit that runs, and no other. */
export const LIMITS_BEFORE = new Date(PAUSED_AFTER_MS)

/** Leaving the pause gives the paused time back. */
const withPauseGivenBack = (c: CaseRecord, move: NewEvent, now: Date, office: WorkCalendar): NewEvent => {
  const to = leadsTo(move.kind)
  if (!c.pausedAt || !to || move.dueAt) return move
  const pause = withinLimit({ from: c.pausedAt, to: now }, pausesOf(c.events, office), office)
  const later = ({ dueAt, promise }: SolvePromise) => dueAfterPause(dueAt, pause, promise, office)
  return { ...move, dueAt: later(c), ...(c.solve ? { solve: { ...c.solve, dueAt: later(c.solve) } } : {}) }
}

/** A question rests the clock, unless it rested as long as it may. */
const withRest = (c: CaseRecord, move: NewEvent, office: WorkCalendar): NewEvent =>
  leadsTo(move.kind) === 'waiting' && pauseWorkdaysLeft(c.events, office) === 0 ? { ...move, rests: false } : move

/** A case that is done waits for the resident's word, or for a call. */
const withCallBack = ({ kind }: NewEvent, now: Date) =>
  leadsTo(kind) === 'resolved' ? { callBackDueAt: callBackDueAt(now) } : {}

/**
 * Stores the words of a step under an id of their own before the event that will name it. Nobody reads them until then.
 */
export async function keepSaid(
  { actor, now }: { actor: Pick<Actor, 'personId'>; now: Date },
  caseId: Id,
  { text, photoIds }: Said,
  _id = new Types.ObjectId(),
) {
  const digest = keyedDigest(
    createHash('sha256')
      .update(JSON.stringify([text, photoIds]))
      .digest('base64url'),
  )
  const said = { caseId, saidBy: actor.personId, text: sealWords(text), photoIds, digest, at: now, pending: true }
  await CaseSaidModel.updateOne({ _id }, { $setOnInsert: said }, { upsert: true })
  const kept = await CaseSaidModel.findById(_id).lean()
  if (!kept || !isSameInput(kept.digest, digest)) throw new AppError('KEY_REUSED')
  await claimPhotos(actor, photoIds, claimOf(caseId))
  return _id
}

interface Appending {
  actor: Pick<Actor, 'personId'>
  now: Date
  filter: QueryFilter<CaseRecord>
  reason: Id | null
  /** Fields of the case that change with the step. */
  set?: Partial<CaseRecord>
  /** Communities that count it beside the one that has it. */
  left?: Id
  /** Notifications that are about another case, or for other people than this step's. */
  also?: readonly Notification[]
}

/** The case whose timeline has to name a merge, or its undoing, beside this one. */
const unsettledBy = (added: readonly CaseEvent<Id>[]) =>
  added.find(({ kind }) => kind === 'merged' || kind === 'unmerged')?.other

/** Events after which staff have said, or said anew, what a case is about, or that it is secret. */
const TEACHES: ReadonlySet<string> = new Set(['accepted', 'classified', 'closed', 'order_changed'])

const isAmong = (ids: readonly Id[], id: Id) => ids.some((one) => one.equals(id))

/** Timers that are not running: absent, so that the indexes of the jobs hold the running ones alone. */
const unsetOf = (timers: Record<string, Date | null>) => {
  const idle = Object.entries(timers).flatMap(([timer, at]) => (at ? [] : [[timer, 1] as const]))
  return idle.length > 0 ? { $unset: Object.fromEntries(idle) } : {}
}

/**
 * Appends to a case: events, the standing they result in and the notifications, in one update that only the case as it
 * was read accepts. Null when somebody else was first.
 */
export async function append(
  { actor, now, filter, reason, set = {}, left, also = [] }: Appending,
  c: CaseRecord,
  asked: readonly NewEvent[],
  toSend: readonly CaseNotification[],
): Promise<CaseRecord | null> {
  const office = (await officeHours()).calendarIn(c.areas)
  const spoken = Math.max(
    0,
    asked.findIndex(({ said }) => said),
  )
  const toEvent = ({ said: _, byItself, ...move }: NewEvent, index: number): CaseEvent<Id> => ({
    visibleTo: 'all',
    ...withLimitAlerts(
      { ...withPauseGivenBack(c, withRest(c, move, office), now, office), ...withCallBack(move, now) },
      now,
      office,
    ),
    seq: c.seq + 1 + index,
    at: now,
    actor: byItself ? NOBODY.personId : actor.personId,
    reason: index === spoken ? reason : null,
  })
  const standingAfter = (events: readonly CaseEvent<Id>[]) => reduceCase([...c.events, ...events], flowOf(c.kind))
  const first = asked.map(toEvent)
  const stoodIn = await standInFor(c, standingAfter(first), { moves: [...asked], drafts: toSend, now })
  const drafts = stoodIn?.drafts ?? toSend
  const added = [...first, ...(stoodIn?.moves ?? []).map((move, index) => toEvent(move, first.length + index))]
  const standing = standingAfter(added)
  const seq = c.seq + added.length
  const timers = { alertAt: nextAlertAt(standing.alerts), closeAt: standing.waitUntil }
  const settling = unsettledBy(added)
  // Nor do messages tell those whom it is about.
  const barred = set.barredIds ?? c.barredIds ?? []
  const notifications = drafts.map(({ to, ...one }): Notification => ({
    ...one,
    recipients: one.recipients.filter(
      (person) => !person.equals(actor.personId) && (to === 'reporter' || !isAmong(barred, person)),
    ),
    about: { type: PAGES[to], id: c._id },
  }))
  // Nobody becomes the mediator of a dispute to which they have become a party meanwhile, or gets what is about them.
  const assignees = added.flatMap(({ assignee }) => assignee ?? [])
  const apart = assignees.length > 0 ? { barredIds: { $nin: assignees } } : {}
  for (let read = c; ;) {
    const hearers = await hearersOf(read, actor.personId)
    const told = [...notifications, ...also, ...(await noticeToFollowers(read, added, hearers))]
    const after = await CaseModel.findOneAndUpdate(
      { ...filter, ...apart, _id: c._id, seq: c.seq, follows: read.follows },
      {
        $push: { events: { $each: added }, ...notify(told, now).$push },
        $set: {
          ...standing,
          ...set,
          seq,
          dueOrder: dueOrderOf(standing),
          ...untallied(),
          ...(settling ? { settling } : {}),
          ...(added.some(({ parts }) => parts) ? { splitting: true } : {}),
          ...(added.some(({ kind }) => TEACHES.has(kind)) ? { lessonDue: true } : {}),
          ...Object.fromEntries(Object.entries(timers).filter(([, at]) => at)),
        },
        ...(left ? { $addToSet: { leftIds: left } } : {}),
        ...unsetOf(timers),
      },
      { returnDocument: 'after' },
    ).lean<CaseRecord>()
    if (after) return after
    const again = await CaseModel.findOne({ ...filter, ...apart, _id: c._id, seq: c.seq }).lean<CaseRecord>()
    if (!again || again.follows === read.follows) return null
    // Only a neighbour began to follow it in between: they hear of this step too.
    read = again
  }
}
