import { changeOf, Coded, Flag, Id, Instant, InstantInput, PageQuery, Phone, pageOf, text, z } from '../zod'
import { NOTICE_KIND_CODES, NOTICE_STATE_CODES } from './kinds'

export const ListNotices = z.strictObject({ kind: z.enum(NOTICE_KIND_CODES).optional(), ...PageQuery })
export const NoticeCard = z.object({
  id: Id,
  kind: Coded,
  icon: z.string(),
  title: z.string(),
  urgent: z.boolean(),
  publishedAt: Instant,
  /** Null for a visitor. */
  read: z.boolean().nullable(),
})
export type NoticeCard = z.output<typeof NoticeCard>
export const NoticePage = pageOf(NoticeCard)
export const NoticeView = NoticeCard.extend({
  /** The begin and end of the event; null when the notice has no time. */
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  /** The people concerned: 「1–6 号楼」. And the others: 「7–12 号楼照常」. */
  concerns: z.string(),
  spares: z.string(),
  /** Paragraphs, split at line ends; none of a withdrawn notice. */
  body: z.array(z.string()),
  /** The reason of the withdrawal: then only the title is shown beside the reason. */
  withdrawnReason: z.string().nullable(),
  phone: z.string(),
  from: z.string(),
})
export type NoticeView = z.output<typeof NoticeView>
export const ById = z.strictObject({ id: Id })

export const NoticeInput = z.strictObject({
  communityId: Id,
  kind: z.enum(NOTICE_KIND_CODES),
  title: text(30, 4),
  urgent: z.boolean().default(false),
  startsAt: InstantInput.nullable().default(null),
  endsAt: InstantInput.nullable().default(null),
  concerns: z.string().trim().max(60, '最多 60 个字').default(''),
  spares: z.string().trim().max(60, '最多 60 个字').default(''),
  body: text(3000, 10),
  phone: Phone,
})
export const ChangeNotice = changeOf(NoticeInput.omit({ communityId: true })).extend({ id: Id, revision: z.int() })
export const ListStaffNotices = z.strictObject({
  state: z.enum(NOTICE_STATE_CODES).optional(),
  urgent: Flag().optional(),
  ...PageQuery,
})
export const PublishNotice = z.strictObject({ id: Id, revision: z.int() })
export const WithdrawNotice = z.strictObject({ id: Id, reason: text(100, 2) })
export const StaffNotice = NoticeView.omit({ read: true, publishedAt: true, body: true }).extend({
  communityId: Id,
  state: Coded,
  body: z.string(),
  publishedAt: Instant.nullable(),
  publishedBy: z.string().nullable(),
  updatedAt: Instant,
  revision: z.int(),
  /** Residents that get it when published now, or got it. */
  audience: z.int(),
  readers: z.int(),
  can: z.object({ edit: z.boolean(), publish: z.boolean(), withdraw: z.boolean(), remove: z.boolean() }),
})
export type StaffNotice = z.output<typeof StaffNotice>
export const StaffNoticePage = pageOf(StaffNotice)
