import { TappedAt } from './tapped-at'
import { DetailsInput, DetailsView } from './details'
import { Session } from './sessions'
import { Coded, Cursor, Day, Id, Instant, MinuteOfDay, PageQuery, Position, QueryInt, pageOf, text, z } from '../zod'

export const ListSittings = z.strictObject({ id: Id, from: Day.optional(), to: Day.optional() })

export const SittingView = z.object({
  id: Id,
  serviceId: Id,
  /** 「午餐 第二批」. */
  title: z.string(),
  day: Day,
  startsAt: Instant,
  endsAt: Instant,
  /** The end of booking and cancelling. */
  closesAt: Instant,
  menu: z.array(z.string()),
  capacity: z.int(),
  left: z.int(),
  priceFen: z.int().nullable(),
  state: Coded,
  /** Whether it can be booked now, or why not. */
  availability: z.enum(['open', 'few', 'full', 'closed', 'not_open', 'cancelled']),
  /** The number of people who wait for a place. */
  waiting: z.int(),
  /** Places kept for people from an age on, and how many of them are left. */
  reserve: z.object({ minAge: z.int(), seats: z.int(), left: z.int() }).nullable(),
  /** The times of a course; one element for anything else. */
  sessions: z.array(Session),
  /** Bookings here of the reader and the reader's family, confirmed or waiting: 「妈妈」. Empty for visitors. */
  mine: z.array(z.object({ bookingId: Id, who: z.string(), state: Coded })),
})
export type SittingView = z.output<typeof SittingView>
export const SittingList = z.object({ items: z.array(SittingView) })

export const BookSitting = z.strictObject({
  sittingId: Id,
  /** The person who comes: a beneficiary; the signed-in person when left out. */
  personId: Id.optional(),
  seats: z.int().min(1, '至少 1 份').max(20, '一次最多 20 份').default(1),
  note: z.string().trim().max(100, '最多 100 个字').optional(),
  /** The details that the parts of its kind ask for. */
  details: DetailsInput.optional(),
  /** Joins the line where no place is left. */
  orWait: z.boolean().optional(),
})
export const HoldPlaces = BookSitting.omit({ note: true, orWait: true, details: true })
export const ConfirmHold = z.strictObject({
  id: Id,
  note: BookSitting.shape.note,
  details: DetailsInput.optional(),
})

export const BookingView = z.object({
  id: Id,
  /** Four digits to say aloud at the counter; unique within the place and day. */
  code: z.string(),
  /** Text of the QR code. */
  qr: z.string(),
  state: Coded,
  who: z.object({ personId: Id, name: z.string(), relation: z.string().nullable() }),
  bookedBy: z.string(),
  service: z.object({ id: Id, name: z.string(), kind: Coded, icon: z.string() }),
  place: z.object({ id: Id, name: z.string(), address: z.string(), phone: z.string(), position: Position }),
  sitting: z.object({ id: Id, title: z.string(), menu: z.array(z.string()) }),
  startsAt: Instant,
  endsAt: Instant,
  cancelUntil: Instant,
  seats: z.int(),
  note: z.string().nullable(),
  priceFen: z.int().nullable(),
  /**
   * From the home address, at the person's own pace; null when no home position is known, and for a service that comes
   * to the house.
   */
  walkMinutes: z.int().nullable(),
  leaveAt: Instant.nullable(),
  cancelReason: z.string().nullable(),
  sessions: z.array(Session),
  /** The details of its parts, by part. */
  details: DetailsView,
  /** The end of a hold; renewed while the page is open. */
  holdUntil: Instant.nullable(),
  /** The end of an offer. */
  offerUntil: Instant.nullable(),
  /** The person's place in line: how many come before, and why the turn was passed over, in words. */
  waiting: z.object({ ahead: z.int().nullable(), passedOver: z.string().nullable() }).nullable(),
  /** The reason given for not coming, and the answer to it. */
  appeal: z.object({ words: z.string(), state: Coded, reason: z.string().nullable() }).nullable(),
  can: z.object({ cancel: z.boolean(), reschedule: z.boolean(), accept: z.boolean(), appeal: z.boolean() }),
})
export type BookingView = z.output<typeof BookingView>

export const ListMyBookings = z.strictObject({ when: z.enum(['ahead', 'past']).default('ahead'), ...PageQuery })
export const BookingPage = pageOf(BookingView)
/** `times`: the number of bookings within the last half year. */
export const UsualBookings = z.object({ items: z.array(z.object({ times: z.int(), last: BookingView })) })
export const ById = z.strictObject({ id: Id })
export const Reschedule = z.strictObject({ id: Id, sittingId: Id })
export const Appeal = z.strictObject({ id: Id, words: text(200, 2) })
export const DecideAppeal = z.strictObject({ id: Id, accept: z.boolean(), reason: text(100, 2) })
export const CancelBooking = z.strictObject({ id: Id, reason: z.string().trim().max(100, '最多 100 个字').optional() })

/** Places kept for people from an age on. */
export const ReserveInput = z.strictObject({
  minAge: z.int().min(1).max(120, '年龄最多 120 岁'),
  seats: z.int().min(1, '至少留 1 个名额').max(2000),
})

export const SittingInput = z.strictObject({
  id: Id,
  /** The days on which it is held; one sitting each. */
  days: z.array(Day).min(1, '至少选一天').max(92, '一次最多排 92 天'),
  title: text(20),
  from: MinuteOfDay,
  to: MinuteOfDay,
  capacity: z.int().min(1, '至少 1 个名额').max(2000, '最多 2000 个名额'),
  menu: z.array(text(20)).max(12).default([]),
  priceFen: z.int().min(0).max(1_000_000).nullable().optional(),
  closesBeforeMinutes: z.int().min(0).max(10_080).optional(),
  reserve: ReserveInput.nullable().optional(),
  /** The caller knows that the room has something else then. */
  despiteClash: z.boolean().optional(),
})
export const ChangeSitting = z.strictObject({
  id: Id,
  sittingId: Id,
  title: text(20).optional(),
  capacity: z.int().min(1).max(2000).optional(),
  menu: z.array(text(20)).max(12).optional(),
  closesBeforeMinutes: z.int().min(0).max(10_080).optional(),
  reserve: ReserveInput.nullable().optional(),
})
/** Everybody who booked is notified with the reason. */
export const CancelSitting = z.strictObject({ id: Id, sittingId: Id, reason: text(100, 2) })
export const StaffSitting = SittingView.omit({ mine: true }).extend({
  taken: z.int(),
  checkedIn: z.int(),
  noShow: z.int(),
  serviceName: z.string(),
  kind: Coded,
  placeId: Id,
  placeName: z.string(),
  can: z.object({ edit: z.boolean(), book: z.boolean() }),
})
export type StaffSitting = z.output<typeof StaffSitting>
export const StaffSittingList = z.object({ items: z.array(StaffSitting) })
/** The sittings of one day over all services of the caller's areas. */
export const ListDay = z.strictObject({ day: Day, placeId: Id.optional() })

export const ListStaffBookings = z.strictObject({
  day: Day.optional(),
  sittingId: Id.optional(),
  placeId: Id.optional(),
  personId: Id.optional(),
  /** Code, name or last four digits of the phone. */
  q: z.string().trim().max(40).optional(),
  cursor: Cursor.optional(),
  limit: QueryInt(1, 200).default(100),
})
export const StaffBooking = BookingView.omit({ can: true, walkMinutes: true, leaveAt: true }).extend({
  channel: Coded,
  phoneLast4: z.string().nullable(),
  age: z.int().nullable(),
  checkedInAt: Instant.nullable(),
  can: z.object({
    checkIn: z.boolean(),
    undoCheckIn: z.boolean(),
    noShow: z.boolean(),
    cancel: z.boolean(),
    reschedule: z.boolean(),
    accept: z.boolean(),
    /** Declines an offer, or stops waiting. */
    decline: z.boolean(),
    decideAppeal: z.boolean(),
  }),
})
export type StaffBooking = z.output<typeof StaffBooking>
export const StaffBookingPage = pageOf(StaffBooking)

export const BookOnBehalf = z.strictObject({
  sittingId: Id,
  personId: Id,
  seats: z.int().min(1).max(20).default(1),
  note: z.string().trim().max(100, '最多 100 个字').optional(),
  channel: z.enum(['counter', 'phone']).default('counter'),
  details: DetailsInput.optional(),
  orWait: z.boolean().optional(),
  /** Makes room in a full sitting, after a warning. */
  overbook: z.boolean().optional(),
})
/** By the booking's id, as chosen from a list. */
export const CheckIn = z.strictObject({ id: Id, at: TappedAt })
/** By the text of the QR code, or the four digits of a day and place. */
export const FindForCheckIn = z.strictObject({ code: z.string().trim().min(4).max(120), placeId: Id.optional() })
export const CancelByStaff = z.strictObject({ id: Id, reason: text(100, 2) })
