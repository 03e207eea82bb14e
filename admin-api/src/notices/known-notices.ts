import { CachedCollection } from '../cache/cached-collection'
import type { Community } from '../territory/areas'
import { NoticeModel, type Notice } from './model'

/** Published notices from memory, as far as a list shows them. */
const FIELDS = {
  ...{ communityId: 1, kind: 1, title: 1, urgent: 1, endsAt: 1, state: 1, publishedAt: 1, updatedAt: 1 },
  ...{ gridIds: 1, buildings: 1 },
} as const
export type KnownNotice = Pick<Notice, keyof typeof FIELDS | '_id'>

const cached = new CachedCollection<KnownNotice>({
  model: NoticeModel as never,
  fields: FIELDS,
  most: 50_000,
  load: (communities) =>
    NoticeModel.find({ communityId: { $in: communities }, state: 'published' }, FIELDS).lean<KnownNotice[]>(),
  scopesOf: ({ state, communityId }) => (state === 'published' ? [String(communityId)] : []),
  compare: (a, b) => b.publishedAt!.getTime() - a.publishedAt!.getTime() || (String(b._id) < String(a._id) ? -1 : 1),
})

/** The published notices of a community, and earlier ones of the community it was split from, newest first. */
export async function knownNotices({
  _id,
  splitFrom,
}: Pick<Community, '_id' | 'splitFrom'>): Promise<readonly KnownNotice[]> {
  const [own, before = []] = (await cached.read([_id, ...(splitFrom ? [splitFrom.id] : [])].map(String))) as [
    readonly KnownNotice[],
    (readonly KnownNotice[])?,
  ]
  if (!splitFrom) return own
  // All of the one are newer than those of the other only by habit: an old notice may be published late.
  return [...own, ...before.filter(({ publishedAt }) => publishedAt! <= splitFrom.at)].sort(
    (a, b) => b.publishedAt!.getTime() - a.publishedAt!.getTime(),
  )
}
