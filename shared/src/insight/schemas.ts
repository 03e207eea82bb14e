import { BookingView } from '../booking/schemas'
import { FEATURE_CODES } from '../territory/features'
import { NoticeCard } from '../notices/schemas'
import { Coded, Id, Instant, Near, Position, z } from '../zod'

export const GetHome = z.strictObject({ near: Near.optional(), pace: z.enum(['adult', 'elder']).optional() })

export const HomeView = z.object({
  community: z.object({
    id: Id,
    name: z.string(),
    phone: z.string(),
    position: Position,
    /** The features that the community does without: their doors and pages are not shown. */
    featuresOff: z.array(z.enum(FEATURE_CODES)),
  }),
  /** 「上午好，王秀英」 or 「上午好」. */
  greeting: z.string(),
  signedIn: z.boolean(),
  isStaff: z.boolean(),
  elderView: z.boolean().nullable(),
  /** The starting point of the minutes, in words: 「颐园 3 号楼」, 「您在的位置」, 「颐园社区中心」. */
  fromWords: z.string(),
  from: Position,
  /** Open now, cumulative for 5, 10, 15 minutes. */
  reaches: z.array(z.object({ minutes: z.int(), open: z.int(), words: z.array(z.string()) })),
  notice: NoticeCard.nullable(),
  nextBooking: BookingView.nullable(),
  /** Reports of the reader that are not answered yet. */
  openCases: z.int(),
  unreadMessages: z.int(),
  unreadNotices: z.int(),
  /** The entrances, each with its *when*: 订餐 / 晚餐 15:30 前可订. */
  doors: z.array(
    z.object({
      code: z.enum(['meal', 'care', 'course', 'health', 'loan', 'case', 'family']),
      title: z.string(),
      hint: z.string(),
      icon: z.string(),
    }),
  ),
})
export type HomeView = z.output<typeof HomeView>

export const GetToday = z.strictObject({})
export const TodayView = z.object({
  /** The deadlines that come first, at most 8: the sentence of the page counts these. */
  first: z.array(
    z.object({
      type: z.enum(['case', 'sitting', 'notice']),
      id: Id,
      title: z.string(),
      detail: z.string(),
      /** The time left, as lists of cases say it: 「超 2 个工作日」. An API from before this was said has none. */
      words: z.string().optional(),
      dueAt: Instant.nullable(),
      tone: z.enum(['plain', 'soon', 'late']),
      verb: z.string(),
    }),
  ),
  cases: z.object({ open: z.int(), late: z.int(), dueToday: z.int(), newToday: z.int() }),
  bookings: z.object({ today: z.int(), seats: z.int(), checkedIn: z.int(), noShow: z.int() }),
  sittings: z.array(
    z.object({
      id: Id,
      serviceId: Id,
      title: z.string(),
      serviceName: z.string(),
      kind: Coded,
      startsAt: Instant,
      capacity: z.int(),
      taken: z.int(),
      checkedIn: z.int(),
    }),
  ),
  /** The last 7 days: filed and finished. */
  week: z.array(z.object({ day: z.string(), filed: z.int(), finished: z.int() })),
  /** Rates of the cases finished in the last 30 days; null when there is none. */
  rates: z.object({ inTime: z.number().nullable(), solved: z.number().nullable(), satisfied: z.number().nullable() }),
})
export type TodayView = z.output<typeof TodayView>
