import type { Types } from 'mongoose'
import type { NoticeKind } from '@yike/shared/notices/kinds'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { personById, type Person } from '../people/me'
import { communityById, communityNear, compoundsIn, type Community } from '../territory/areas'
import { isFor } from './audience'
import { NoticeModel, NoticeReadModel, type Notice } from './model'

/** The community whose notices a reader sees: their own; for a visitor the first one by name. */
export async function communityOf(visitor: Actor | null): Promise<Types.ObjectId> {
  return visitor ? (await personById(visitor.personId)).communityId : (await communityNear(null))._id
}

/** Filter of the notices of a community, and earlier ones of the community it was split from. */
const ofCommunity = ({ _id, splitFrom }: Pick<Community, '_id' | 'splitFrom'>) =>
  splitFrom
    ? { $or: [{ communityId: _id }, { communityId: splitFrom.id, publishedAt: { $lte: splitFrom.at } }] }
    : { communityId: _id }

const PUBLISHED = pagedList<Notice>('listNotices', { publishedAt: [-1, INSTANT], _id: [-1, OBJECT_ID] })

/** Published notices of a community, newest first. */
export async function listNotices(
  communityId: Types.ObjectId,
  kind: NoticeKind | undefined,
  cursor: string | undefined,
  limit: number,
) {
  const rows = await NoticeModel.find(
    {
      state: 'published',
      ...(kind ? { kind } : {}),
      $and: [ofCommunity(await communityById(communityId)), PUBLISHED.from(cursor)],
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

/**
 * The notice a home page shows first, of those for the reader: an urgent one that still lasts, else the newest of two
 * weeks; and how many were not read.
 */
export async function noticesForHome(
  visitor: Actor | null,
  reader: Person | null,
  communityId: Types.ObjectId,
  now: Date,
) {
  const since = new Date(now.getTime() - RECENT_DAYS * 86_400_000)
  const published = await NoticeModel.find(
    { $and: [ofCommunity(await communityById(communityId)), { state: 'published', publishedAt: { $gt: since } }] },
    { body: 0 },
  )
    .sort({ publishedAt: -1 })
    .limit(RECENT)
    .lean<Notice[]>()
  const compounds = reader ? await compoundsIn(communityId) : []
  const rows = published.filter((notice) => !reader || isFor(notice, reader, compounds))
  const read = await readBy(
    visitor,
    rows.map(({ _id }) => _id),
  )
  const lasts = rows.filter(({ endsAt }) => endsAt === null || endsAt > now)
  const notice = lasts.find(({ urgent }) => urgent) ?? lasts[0] ?? null
  return { notice, read, unread: read ? rows.filter(({ _id }) => !read.has(String(_id))).length : 0 }
}
