import type { NoticeCard, NoticeView, StaffNotice } from '@yike/shared/notices/schemas'
import { NOTICE_KINDS, NOTICE_STATES } from '@yike/shared/notices/kinds'
import { toApiTime } from '@yike/shared/time/china'
import { type Actor } from '../http/policy'
import type { KnownNotice } from './known-notices'
import type { Notice } from './model'
import { noticeCan } from './policy'

/** `read` are the ids the reader has read; null for a visitor. */
export const presentNoticeCard = (notice: KnownNotice, read: Set<string> | null): NoticeCard => ({
  id: String(notice._id),
  kind: { code: notice.kind, label: NOTICE_KINDS[notice.kind].label },
  icon: NOTICE_KINDS[notice.kind].icon,
  title: notice.title,
  urgent: notice.urgent,
  publishedAt: toApiTime(notice.publishedAt ?? notice.updatedAt),
  read: read && read.has(String(notice._id)),
})

const facts = (notice: Notice) => ({
  startsAt: notice.startsAt && toApiTime(notice.startsAt),
  endsAt: notice.endsAt && toApiTime(notice.endsAt),
  concerns: notice.concerns,
  spares: notice.spares,
  phone: notice.phone,
  from: notice.from,
  withdrawnReason: notice.withdrawnReason,
})

export const presentNotice = (notice: Notice, read: Set<string> | null): NoticeView => ({
  ...presentNoticeCard(notice, read),
  ...facts(notice),
  ...(notice.state === 'withdrawn'
    ? { body: [], startsAt: null, endsAt: null, concerns: '', spares: '' }
    : { body: notice.body.split(/\n+/).filter(Boolean) }),
})

export function presentStaffNotice(notice: Notice, audience: number, actor: Actor): StaffNotice {
  return {
    id: String(notice._id),
    kind: { code: notice.kind, label: NOTICE_KINDS[notice.kind].label },
    icon: NOTICE_KINDS[notice.kind].icon,
    title: notice.title,
    urgent: notice.urgent,
    ...facts(notice),
    body: notice.body,
    communityId: String(notice.communityId),
    gridIds: (notice.gridIds ?? []).map(String),
    buildings: notice.buildings ?? [],
    state: { code: notice.state, label: NOTICE_STATES[notice.state] },
    publishedAt: notice.publishedAt && toApiTime(notice.publishedAt),
    publishedBy: notice.publishedByName,
    updatedAt: toApiTime(notice.updatedAt),
    revision: notice.revision,
    audience,
    readers: notice.readers,
    can: noticeCan(actor, notice),
  }
}
