import type { QueryFilter, Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { promisesFrom } from '@yike/shared/cases/promises'
import { WORST } from '@yike/shared/cases/ratings'
import type { CommentCase, CommentForCaller, RateCase, ReopenCase, ReopenForCaller } from '@yike/shared/cases/schemas'
import type { z } from '@yike/shared/zod'
import type { MessageKind } from '@yike/shared/messages/declaration'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { stableId } from '../idempotency'
import { append, keepSaid, type CaseNotification, type NewEvent, type Said } from './append'
import { officeHours } from '../territory/office-hours'
import { promiseOf } from './categories'
import { categoryById } from './known-categories'
import { deciders, titleOf } from './extensions'
import { survivorOf } from './followers'
import { CaseModel, CaseSaidModel, CaseWordsModel, type CaseRecord } from './model'
import { REOPEN_DAYS } from './reopening'
import { canHappen, casePolicy, residentCan } from './policy'

export const loadMine = async (actor: Actor, id: string | Types.ObjectId) =>
  orNotFound(await CaseModel.findOne({ ...casePolicy.mine(actor), _id: id }).lean<CaseRecord>())

/** Each lost try is a step of somebody else: many write to one case when another system sends what it kept. */
const TRIES = 25

interface Step {
  /** The events of this step for the case as it is now; refuses when it is not possible. */
  moves(c: CaseRecord): NewEvent[] | Promise<NewEvent[]>
  said: Said | null
  /** The id of the words: the same for every try of one tap. */
  reason?: Types.ObjectId
  tell?: { kind: MessageKind; title: string }
  now: Date
}

/** The one whose step it is: a resident by themself, or a caller for whom a member of staff writes it down. */
interface Author {
  personId: Types.ObjectId
  writtenBy?: Types.ObjectId
  /** The cases of theirs. */
  filter: QueryFilter<CaseRecord>
}
export const byThemself = (actor: Actor): Author => ({ personId: actor.personId, filter: casePolicy.mine(actor) })

/** The reporter of a case that staff see, who phones. */
async function callerOf(actor: Actor, id: string): Promise<Author> {
  const filter = casePolicy.visible(actor)
  const c = orNotFound(await CaseModel.findOne({ ...filter, _id: id }).lean<CaseRecord>())
  if (!c.reporterId) throw new AppError('CASE_STEP_NOT_ALLOWED', '这件事没留名，不能替谁记。')
  authorize(casePolicy.writeForCaller(actor, c))
  return { personId: c.reporterId, writtenBy: actor.personId, filter: { $and: [filter, { reporterId: c.reporterId }] } }
}

/** A resident does not know of `seq`: when a clerk was faster, the step is decided again on the case as it is then. */
export async function take(author: Author, id: string, { moves, said, reason, tell, now }: Step): Promise<CaseRecord> {
  const { personId, writtenBy, filter } = author
  let kept: Types.ObjectId | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    const c = orNotFound(await CaseModel.findOne({ ...filter, _id: id }).lean<CaseRecord>())
    if (reason && c.events.some((event) => event.reason?.equals(reason))) {
      if (said) await keepSaid({ actor: author, now }, c._id, said, reason)
      return c
    }
    const happening = await Promise.resolve()
      .then(() => moves(c))
      .catch(async (cause: unknown) => {
        if (kept) await CaseSaidModel.deleteOne({ _id: kept })
        throw cause
      })
    if (said && !kept) kept = await keepSaid({ actor: author, now }, c._id, said, reason)
    const notifications = tell && said ? await toStaff(c, tell, said.text) : []
    if (happening.some(({ kind, score }) => kind === 'reopened' || score === WORST))
      notifications.push(...(await toSupervisors(c, { said: said?.text ?? '', now })))
    const written = writtenBy ? happening.map((move) => ({ ...move, writtenBy })) : happening
    const after = await append({ actor: { personId }, now, filter, reason: kept }, c, written, notifications)
    if (after) return after
  }
  throw new AppError('CASE_MOVED')
}

async function toStaff(
  c: CaseRecord,
  { kind, title }: NonNullable<Step['tell']>,
  body: string,
): Promise<CaseNotification[]> {
  const { assigneeId, ownerId } = await survivorOf(c)
  const to = assigneeId ?? ownerId
  if (!to) return []
  const words = await CaseWordsModel.findById(c._id).lean()
  return [{ kind, to: 'office', recipients: [to], title: `${title}：${words?.title ?? ''}`, body }]
}

/** Reopened or rated 没办好, it is redone under supervision: those who close cases there hear of it. */
async function toSupervisors(c: CaseRecord, { said, now }: { said: string; now: Date }): Promise<CaseNotification[]> {
  const recipients = await deciders(c, now, c.assigneeId ?? c.ownerId)
  if (recipients.length === 0) return []
  const title = `督办，居民说没办好：${await titleOf(c)}`
  return [{ kind: 'case_supervised', to: 'office', recipients, title, body: said || '没有写原因，打个电话问问。' }]
}

/** Words about a case from the system that filed it. */
interface PartnerUpdate {
  caseId: Types.ObjectId
  /** Its id there: the same update is written once. */
  updateId: string
  /** The time at which it was said there. */
  saidAt: Date
  text: string
  /** Whether it says that the matter is not settled. */
  isOpen: boolean
}

/**
 * Adds what the reporter said through the partner system that filed the case. Said after our answer that it is not
 * settled, it has the case redone; an update that was under way since before our answer only adds its words.
 */
export async function updateByPartner(partnerId: Types.ObjectId, said: PartnerUpdate, now: Date) {
  const filter = casePolicy.filedBy(partnerId)
  const filed = orNotFound(await CaseModel.findOne({ ...filter, _id: said.caseId }).lean<CaseRecord>())
  // The words of a reporter whom nobody named are forgotten with the case.
  const author = { personId: filed.reporterId ?? filed._id, filter }
  const isRedone = (c: CaseRecord) =>
    said.isOpen && residentCan(c, now).reopen && c.answeredAt !== null && said.saidAt > c.answeredAt
  const reason = stableId('partner update', partnerId, filed._id, said.updateId)
  const after = await take(author, String(filed._id), {
    moves: (c) => (isRedone(c) ? reopening(c, now) : commenting(c, now)),
    said: { text: said.text, photoIds: [] },
    reason,
    tell: { kind: 'case_commented', title: '合作系统转来居民的话' },
    now,
  })
  return { record: after, seq: after.events.find((event) => event.reason?.equals(reason))!.seq }
}

/** Adds a comment. A case that waited for it resumes, and so does its clock. */
export const commentCase = (actor: Actor, key: string, input: z.output<typeof CommentCase>, now: Date) =>
  commentBy(byThemself(actor), key, input, now)
export const commentForCaller = async (
  actor: Actor,
  key: string,
  input: z.output<typeof CommentForCaller>,
  now: Date,
) => commentBy(await callerOf(actor, input.id), key, { ...input, photoIds: [] }, now)

function commenting(c: CaseRecord, now: Date): NewEvent[] {
  if (!residentCan(c, now).comment)
    throw new AppError('CASE_STEP_NOT_ALLOWED', '这件事已经结束了，有新情况请重新反映或要求重办。')
  return [{ kind: canHappen('supplemented', c) ? 'supplemented' : 'commented' }]
}

const commentBy = (author: Author, key: string, input: z.output<typeof CommentCase>, now: Date) =>
  take(author, input.id, {
    moves: (c) => {
      if (c.matterId && input.photoIds.length > 0)
        throw new AppError('INVALID_INPUT', undefined, { fields: { photoIds: ['材料的照片放到那样材料下面交'] } })
      return commenting(c, now)
    },
    said: input,
    reason: stableId('comment', input.id, author.writtenBy ?? author.personId, key),
    tell: { kind: 'case_commented', title: '居民补充了情况' },
    now,
  })

async function reopening(c: CaseRecord, now: Date): Promise<NewEvent[]> {
  const category = await categoryById(c.categoryId)
  const office = (await officeHours()).calendarIn(c.areas)
  // A matter has its own working days, whatever its kind would have.
  const answer = c.matterId ? c.promise : promiseOf(c.kind, category)
  const solve = c.matterId ? c.solve?.promise : undefined
  return [{ kind: 'reopened', ...promisesFrom(now, answer, office, solve) }]
}

/** Marked solved but not solved: it goes back to the person who answered it, with a promise counted anew. */
export const reopenCase = (actor: Actor, input: z.output<typeof ReopenCase>, now: Date) =>
  reopenBy(byThemself(actor), input, now)
export const reopenForCaller = async (actor: Actor, input: z.output<typeof ReopenForCaller>, now: Date) =>
  reopenBy(await callerOf(actor, input.id), { ...input, photoIds: [] }, now)

const reopenBy = (author: Author, input: z.output<typeof ReopenCase>, now: Date) =>
  take(author, input.id, {
    moves: (c) => {
      if (canHappen('reopened', c) && !casePolicy.reopenInTime(c, now))
        throw new AppError('CASE_STEP_NOT_ALLOWED', `答复过了 ${REOPEN_DAYS} 天，请重新反映一次，我们当新的一件办。`)
      if (!residentCan(c, now).reopen)
        throw new AppError('CASE_STEP_NOT_ALLOWED', '这件事还在办，可以补充情况，不用要求重办。')
      return reopening(c, now)
    },
    said: { text: input.reason, photoIds: input.photoIds },
    tell: { kind: 'case_reopened', title: '居民要求重办' },
    now,
  })

/**
 * Once for each answer. 3 (好了) closes a resolved case by the resident's own word; 2 and 1 leave it open to the
 * call-back and to reopening, because an answer that did not satisfy is not finished by a rating.
 */
export const rateCase = (actor: Actor, input: z.output<typeof RateCase>, now: Date) =>
  rateBy(byThemself(actor), input, now)
export const rateForCaller = async (actor: Actor, input: z.output<typeof RateCase>, now: Date) =>
  rateBy(await callerOf(actor, input.id), input, now)

const rateBy = (author: Author, { id, score, comment }: z.output<typeof RateCase>, now: Date) =>
  take(author, id, {
    moves: (c) => {
      if (!residentCan(c, now).rate)
        throw new AppError('CASE_STEP_NOT_ALLOWED', c.rating ? '您已经评过了，谢谢您。' : '办好以后再请您评。')
      const rated: NewEvent = { kind: 'rated', score }
      return score === 3 && canHappen('confirmed', c) ? [rated, { kind: 'confirmed' }] : [rated]
    },
    said: comment ? { text: comment, photoIds: [] } : null,
    now,
  })
