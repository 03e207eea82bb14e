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

/** The name of a building as `buildingIn` writes it. */
const Building = text(40)
/** More than any community has; and the longest list in a query. */
const AREAS_MAX = 60

export const NoticeInput = z.strictObject({
  communityId: Id,
  /** Only for these grids and buildings of the community; with neither, for all of it. */
  gridIds: z.array(Id).max(AREAS_MAX).default([]),
  buildings: z.array(Building).max(AREAS_MAX).default([]),
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
/** A list in a query, its values parted by commas. */
const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .max(3000)
    .default('')
    .transform((said) => said.split(',').filter(Boolean))
    .pipe(z.array(item).max(AREAS_MAX))

export const GetAudience = z.strictObject({ communityId: Id, gridIds: listOf(Id), buildings: listOf(Building) })
/** Numbers of people: all, and those who have a way to receive a notice. */
const Reach = z.object({ people: z.int(), reached: z.int() })
/** The people whom a notice would be for if it were published now. */
export const Audience = Reach.extend({
  /** In the mini-program: they have signed in to it. */
  byApp: z.int(),
  /** Of those, the ones whom WeChat reminds too. */
  byWechat: z.int(),
  /** By SMS alone: no account, but a mobile number, where the office sends notices by SMS. */
  bySms: z.int(),
  /** Not themselves, but somebody of their family is reached. */
  byFamily: z.int(),
  grids: z.array(Reach.extend({ id: Id, name: z.string(), chosen: z.boolean() })),
  buildings: z.array(Reach.extend({ name: z.string(), chosen: z.boolean() })),
  /** People of the community in no grid, or whose address names no building: such a choice leaves them out. */
  withoutGrid: z.int(),
  withoutBuilding: z.int(),
})
export type Audience = z.output<typeof Audience>
export const ListStaffNotices = z.strictObject({
  state: z.enum(NOTICE_STATE_CODES).optional(),
  urgent: Flag().optional(),
  ...PageQuery,
})
export const PublishNotice = z.strictObject({ id: Id, revision: z.int() })
export const WithdrawNotice = z.strictObject({ id: Id, reason: text(100, 2) })
export const StaffNotice = NoticeView.omit({ read: true, publishedAt: true, body: true }).extend({
  communityId: Id,
  gridIds: z.array(Id),
  buildings: z.array(z.string()),
  state: Coded,
  body: z.string(),
  publishedAt: Instant.nullable(),
  publishedBy: z.string().nullable(),
  updatedAt: Instant,
  revision: z.int(),
  /** Residents who can receive it when it is published now, or could when it was. */
  audience: z.int(),
  readers: z.int(),
  can: z.object({ edit: z.boolean(), publish: z.boolean(), withdraw: z.boolean(), remove: z.boolean() }),
})
export type StaffNotice = z.output<typeof StaffNotice>
export const StaffNoticePage = pageOf(StaffNotice)
