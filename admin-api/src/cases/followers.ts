import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import { withoutHomes } from '@yike/shared/cases/redact'
import type { CaseEvent } from '@yike/shared/cases/reduce'
import type { ListFollowed } from '@yike/shared/cases/followed-schemas'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import type { z } from '@yike/shared/zod'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { orNotFound, type Actor } from '../http/policy'
import { stableId } from '../idempotency'
import type { Notification } from '../messages/notify'
import { withdrawnFrom } from '../privacy/consents'
import { READ_BY_NEIGHBOURS, WHAT } from './event-words'
import { isSecret } from './policy'
import { CaseFollowModel, CaseModel, CaseReporterModel, CaseSaidModel, type CaseFollow, type CaseRecord } from './model'
import { categoryById, categoryTree, type KnownCategory } from './known-categories'
import { openedWords, reportedHome } from './sealed-words'

type Id = Types.ObjectId

/** The cases that were merged into one, and into those. */
async function absorbedBy(c: CaseRecord): Promise<CaseRecord[]> {
  if (c.absorbed.length === 0) return []
  const merged = await CaseModel.find({ _id: { $in: c.absorbed } }).lean<CaseRecord[]>()
  return [...merged, ...(await Promise.all(merged.map(absorbedBy))).flat()]
}

/**
 * Everybody who hears of a case beside its own reporter: those who follow it, and the reporters and followers of the
 * cases that were merged into it. Each once. Once its category is about somebody's own life, or the office has taken it
 * off the public view, followers hear no more.
 */
export async function listenersOf(c: CaseRecord): Promise<Id[]> {
  if (isSecret(c)) return []
  const merged = await absorbedBy(c)
  const isPrivate = c.offPublic || (await categoryById(c.categoryId))?.isPrivate
  const followed = (isPrivate ? [] : [c, ...merged]).filter(({ follows }) => follows > 0).map(({ _id }) => _id)
  const follows =
    followed.length > 0 ? await CaseFollowModel.find({ caseId: { $in: followed } }, { personId: 1 }).lean() : []
  const people = [...merged.flatMap(({ reporterId }) => reporterId ?? []), ...follows.map(({ personId }) => personId)]
  const once = new Map(people.map((one) => [String(one), one]))
  if (c.reporterId) once.delete(String(c.reporterId))
  return [...once.values()]
}

/** The case that goes on for a merged one. */
export async function survivorOf(c: CaseRecord): Promise<CaseRecord> {
  if (!c.merged) return c
  return survivorOf(orNotFound(await CaseModel.findById(c.merged.into).lean<CaseRecord>()))
}

/** The facts on record that neighbours must not read. */
const hiddenOf = async (caseId: Id) => {
  const reporter = await CaseReporterModel.findById(caseId, { name: 1, home: 1 }).lean()
  return { name: reporter?.name ?? null, home: reportedHome(reporter?.home) }
}

/** The title of a case for everybody outside: its category, or its kind, and no word of its reporter. */
export const publicTitle = ({ kind }: Pick<CaseRecord, 'kind'>, category: Pick<KnownCategory, 'name'> | null) =>
  category?.name ?? CASE_KINDS[kind].label
const publicTitleOf = async (c: CaseRecord) => publicTitle(c, await categoryById(c.categoryId))

/** Whether new steps of a case are told to anybody beside its reporter. */
const isHeard = ({ follows, absorbed }: CaseRecord) => follows > 0 || absorbed.length > 0

/** Everybody who hears of new steps of a case, without the one who takes them. */
export const hearersOf = async (c: CaseRecord, actorId: Id) =>
  isHeard(c) ? (await listenersOf(c)).filter((to) => !to.equals(actorId)) : []

/** The notification of steps of a case for people who follow it, in the words they may read. */
export async function noticeToFollowers(
  c: CaseRecord,
  added: readonly CaseEvent<Id>[],
  recipients: Id[],
): Promise<Notification[]> {
  const shown = added.filter(({ visibleTo, kind }) => visibleTo === 'all' && kind !== 'classified')
  const last = shown.at(-1)
  if (!last || recipients.length === 0) return []
  const spoken = shown.find(({ reason, kind }) => reason && READ_BY_NEIGHBOURS.has(kind))
  const [what, said, hidden] = await Promise.all([
    publicTitleOf(c),
    spoken?.reason ? CaseSaidModel.findById(spoken.reason, { text: 1 }).lean() : null,
    hiddenOf(c._id),
  ])
  return [
    {
      kind: 'case_progress',
      recipients,
      title: `${WHAT[last.kind]}：${what}`,
      body: withoutHomes(said ? openedWords(said.text) : '', hidden),
      about: { type: 'followed_case', id: c._id },
    },
  ]
}

/**
 * Whether neighbours may see that it was reported: by its kind and its category, not before it has one, and not once the
 * office has taken it off.
 */
export const isShared = (
  c: Pick<CaseRecord, 'kind' | 'order' | 'offPublic'>,
  category: Pick<KnownCategory, 'isPrivate'> | null,
) =>
  CASE_KINDS[c.kind].isShared &&
  !isSecret(c) &&
  c.offPublic !== true &&
  category !== null &&
  category.isPrivate !== true

/** The same, while its reporter agrees. */
const isShownToNeighbours = async (c: CaseRecord, category: KnownCategory | null) =>
  isShared(c, category) && (await notWithdrawn([c])).length > 0

/** Those of these cases whose reporter lets neighbours see them. */
export async function notWithdrawn<One extends Pick<CaseRecord, 'reporterId'>>(cases: readonly One[]): Promise<One[]> {
  const withdrawn = await withdrawnFrom(
    'neighbours',
    cases.flatMap(({ reporterId }) => reporterId ?? []),
  )
  return cases.filter(({ reporterId }) => !reporterId || !withdrawn.has(String(reporterId)))
}

export const isOpenCase = ({ state }: CaseRecord) => (OPEN_CASE_STATES as readonly string[]).includes(state)

/** The standing of somebody to a neighbour's case. */
export interface Neighbour {
  /** Everybody who hears of it. */
  people: number
  followed: boolean
  can: { follow: boolean; unfollow: boolean }
}

export async function standingOf({ personId }: Pick<Actor, 'personId'>, c: CaseRecord): Promise<Neighbour> {
  const listeners = await listenersOf(c)
  const followed = listeners.some((one) => one.equals(personId))
  const isMine = c.reporterId?.equals(personId) ?? false
  const reports = followed ? (await absorbedBy(c)).some(({ reporterId }) => reporterId?.equals(personId)) : false
  return {
    people: listeners.length + 1,
    followed,
    can: { follow: !followed && !isMine && isOpenCase(c), unfollow: followed && !reports },
  }
}

/**
 * A neighbour's case that the actor may see, or the one that goes on for it: it is shared and was reported where they
 * live, or they hear of it.
 */
export async function loadNeighbours(actor: Actor, id: string | Id): Promise<CaseRecord> {
  const c = await survivorOf(orNotFound(await CaseModel.findById(id).lean<CaseRecord>()))
  const category = await categoryById(c.categoryId)
  const lives = actor.areas.some((area) => area.equals(c.communityId))
  const mayRead =
    (lives && (await isShownToNeighbours(c, category))) ||
    (await listenersOf(c)).some((one) => one.equals(actor.personId))
  return orNotFound(mayRead ? c : null)
}

/** Counts every change of followers on the case and on the one that goes on for it. */
async function countChange(caseId: Id): Promise<CaseRecord | null> {
  const c = await CaseModel.findByIdAndUpdate(
    caseId,
    { $inc: { follows: 1 } },
    { returnDocument: 'after' },
  ).lean<CaseRecord | null>()
  return c?.merged ? countChange(c.merged.into) : c
}

/**
 * Follows a case. The line first, then the count: a step that was written before the count is in the case that is
 * answered, one after it reads the line.
 */
export async function followCase(actor: Actor, id: string, now: Date): Promise<CaseRecord> {
  const c = await loadNeighbours(actor, id)
  const { can, followed } = await standingOf(actor, c)
  if (followed) return c
  if (!can.follow)
    throw new AppError(
      'CASE_STEP_NOT_ALLOWED',
      c.reporterId?.equals(actor.personId)
        ? '这是您自己反映的，每一步都会告诉您。'
        : '这件事已经有结果了。还没好的话，请您再反映一次。',
    )
  return beginToFollow(actor, c, now)
}

/** Writes the line of a follower, and counts it. */
export async function beginToFollow({ personId }: Pick<Actor, 'personId'>, c: CaseRecord, now: Date) {
  const _id = stableId('follow', c._id, personId)
  const line = { caseId: c._id, personId, at: now }
  await CaseFollowModel.updateOne({ _id }, { $setOnInsert: line }, { upsert: true })
  return orNotFound(await countChange(c._id))
}

export async function unfollowCase(actor: Actor, id: string) {
  const asked = await CaseModel.findById(id).lean<CaseRecord>()
  if (!asked) return
  const c = await survivorOf(asked)
  const cases = [c, ...(await absorbedBy(c))].map(({ _id }) => _id)
  const { deletedCount } = await CaseFollowModel.deleteMany({ caseId: { $in: cases }, personId: actor.personId })
  if (deletedCount > 0) await countChange(c._id)
}

/** Ends one line, whoever follows: their account is deleted. */
export async function leaveFollowed({ _id, caseId }: Pick<CaseFollow, '_id' | 'caseId'>) {
  const { deletedCount } = await CaseFollowModel.deleteOne({ _id })
  if (deletedCount > 0) await countChange(caseId)
}

const FOLLOWED = pagedList<CaseFollow>('listFollowedCases', { at: [-1, INSTANT], _id: [-1, OBJECT_ID] })

/** The cases that somebody follows, each once: two that were merged are one. */
export async function listFollowed({ personId }: Actor, { cursor, limit }: z.output<typeof ListFollowed>) {
  const rows = await CaseFollowModel.find({ $and: [{ personId }, FOLLOWED.from(cursor)] })
    .sort(FOLLOWED.sort)
    .limit(limit + 1)
    .lean<CaseFollow[]>()
  const page = FOLLOWED.page(rows, limit)
  const cases = await CaseModel.find({ _id: { $in: page.items.map(({ caseId }) => caseId) } }).lean<CaseRecord[]>()
  const survivors = await Promise.all(cases.map(survivorOf))
  const byId = new Map(cases.map(({ _id }, at) => [String(_id), survivors[at]!]))
  const tree = await categoryTree()
  const isHidden = ({ categoryId, offPublic }: CaseRecord) =>
    offPublic === true || tree.get(categoryId && String(categoryId))?.isPrivate === true
  const found = page.items
    .flatMap(({ caseId }) => byId.get(String(caseId)) ?? [])
    .filter((c) => !isSecret(c) && !isHidden(c))
  return { items: [...new Map(found.map((c) => [String(c._id), c])).values()], nextCursor: page.nextCursor }
}
