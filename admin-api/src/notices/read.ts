import type { Types } from 'mongoose'
import type { NoticeKind } from '@yike/shared/notices/kinds'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { personOf, type Person } from '../people/me'
import type { Part } from '../read-together'
import type { Community } from '../territory/areas'
import { knownCommunity, knownCommunityNear, knownCompounds } from '../territory/known-areas'
import { isFor } from './audience'
import { knownNotices, type KnownNotice } from './known-notices'
import { NoticeModel, NoticeReadModel, type Notice, type NoticeRead } from './model'

/** Published notices of these areas and those below; one that was withdrawn does not count. */
export const countPublishedIn = (areaIds: readonly Types.ObjectId[]) =>
  NoticeModel.countDocuments({ areas: { $in: areaIds }, state: 'published' })

/** The community whose notices a reader sees: their own; for a visitor the first one by name. */
export async function communityOf(visitor: Actor | null): Promise<Types.ObjectId> {
  return visitor ? (await personOf(visitor)).communityId : (await knownCommunityNear(null))._id
}

/** Filter of the notices of a community, and earlier ones of the community it was split from. */
const ofCommunity = ({ _id, splitFrom }: Pick<Community, '_id' | 'splitFrom'>) =>
  splitFrom
    ? { $or: [{ communityId: _id }, { communityId: splitFrom.id, publishedAt: { $lte: splitFrom.at } }] }
    : { communityId: _id }

const PUBLISHED = pagedList<KnownNotice>('listNotices', { publishedAt: [-1, INSTANT], _id: [-1, OBJECT_ID] })

/** Published notices of a community, newest first: the first page from memory. */
export async function listNotices(
  communityId: Types.ObjectId,
  kind: NoticeKind | undefined,
  cursor: string | undefined,
  limit: number,
): Promise<{ items: KnownNotice[]; nextCursor: string | null }> {
  const community = await knownCommunity(communityId)
  if (!cursor) {
    const known = await knownNotices(community)
    return PUBLISHED.page(kind ? known.filter((notice) => notice.kind === kind) : known, limit)
  }
  const rows = await NoticeModel.find(
    {
      state: 'published',
      ...(kind ? { kind } : {}),
      $and: [ofCommunity(community), PUBLISHED.from(cursor)],
    },
    { body: 0 },
  )
    .sort(PUBLISHED.sort)
    .limit(limit + 1)
    .lean<Notice[]>()
  return PUBLISHED.page(rows, limit)
}

/** The notices among these that somebody has read; null for a visitor. */
export async function readBy(visitor: Actor | null, ids: readonly Types.ObjectId[]): Promise<Set<string> | null> {
  if (!visitor) return null
  const rows = await NoticeReadModel.find({ personId: visitor.personId, noticeId: { $in: ids } }).lean()
  return new Set(rows.map(({ noticeId }) => String(noticeId)))
}

/** Those of some notices that somebody has read. */
export const readPart = (personId: Types.ObjectId, notices: readonly KnownNotice[]): Part<NoticeRead> => ({
  model: NoticeReadModel,
  pipeline: [{ $match: { personId, noticeId: { $in: notices.map(({ _id }) => _id) } } }],
})

/** Includes a withdrawn notice: a person who follows a link to it reads the reason. */
export const publicNotice = async (id: string) =>
  orNotFound(await NoticeModel.findOne({ _id: id, state: { $in: ['published', 'withdrawn'] } }).lean<Notice>())

/** 「我知道了」. Counted once for a person, however often it is tapped. */
export async function markRead(actor: Actor, id: string, now: Date) {
  const notice = await publicNotice(id)
  try {
    await NoticeReadModel.create({
      _id: `${id}:${String(actor.personId)}`,
      noticeId: notice._id,
      personId: actor.personId,
      at: now,
    })
  } catch (cause) {
    if (isDuplicate(cause)) return
    throw cause
  }
  await NoticeModel.updateOne({ _id: id }, { $inc: { readers: 1 } })
}

const RECENT_DAYS = 14
const RECENT = 50

/** The published notices of the last two weeks for a reader, newest first; for a visitor all of the community. */
export async function recentNotices(community: Community, reader: Person | null, now: Date): Promise<KnownNotice[]> {
  const since = new Date(now.getTime() - RECENT_DAYS * 86_400_000)
  const recent = (await knownNotices(community)).filter(({ publishedAt }) => publishedAt! > since)
  const compounds = reader ? await knownCompounds(community._id) : []
  return recent.filter((notice) => !reader || isFor(notice, reader, compounds)).slice(0, RECENT)
}

/** The notice a home page shows first: an urgent one that still lasts, else the newest that does. */
export function firstNotice(recent: readonly KnownNotice[], now: Date): KnownNotice | null {
  const lasts = recent.filter(({ endsAt }) => endsAt === null || endsAt > now)
  return lasts.find(({ urgent }) => urgent) ?? lasts[0] ?? null
}
