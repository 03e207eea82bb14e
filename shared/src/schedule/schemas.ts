import { HOLIDAY_HOURS_CODES } from '../directory/hours'
import { Coded, Day, Id, MinuteOfDay, changeOf, text, z } from '../zod'
import { OTHERS_CODES } from './series'
import { ReserveInput, StaffSitting } from '../booking/schemas'

const Period = z.strictObject({ from: MinuteOfDay, to: MinuteOfDay })
const Weekdays = z
  .array(z.int().min(1).max(7))
  .min(1, '至少选一个星期几')
  .max(7)
  .refine((days) => new Set(days).size === days.length, '同一天写了两次')

/** One sitting a day on some days of the week. */
export const LineInput = z.strictObject({
  title: text(20),
  weekdays: Weekdays,
  from: MinuteOfDay,
  to: MinuteOfDay,
  capacity: z.int().min(1, '至少 1 个名额').max(2000, '最多 2000 个名额'),
  menu: z.array(text(20)).max(12).default([]),
  /** Null: no price is given. Left out: that of the service. */
  priceFen: z.int().min(0).max(1_000_000).nullable().optional(),
  reserve: ReserveInput.nullable().default(null),
  /** Null: as the service says. */
  closesBeforeMinutes: z.int().min(0).max(10_080).nullable().default(null),
  opensBeforeDays: z.int().min(0).max(92).nullable().default(null),
})
const Exception = z.strictObject({
  day: Day,
  /** Closed when empty. */
  periods: z.array(Period).max(6),
  reason: text(60).optional(),
})
const Exceptions = z.array(Exception).max(400, '最多写 400 个不一样的日子')

export const SeriesInput = z.strictObject({
  /** The service. */
  id: Id,
  name: text(20),
  lines: z.array(LineInput).min(1, '至少写一批').max(10, '最多 10 批'),
  exceptions: Exceptions.default([]),
  holidays: z.enum(HOLIDAY_HOURS_CODES).default('same'),
  validFrom: Day,
  validTo: Day.nullable().default(null),
  /** The caller knows that the room has something else then. */
  despiteClash: z.boolean().optional(),
})

const Others = {
  /** The fate of people who do not fit. */
  others: z.enum(OTHERS_CODES).default('tell'),
  /** The notified people read it; required where there are any. */
  reason: text(100, 2).optional(),
  /** The caller knows that the room has something else then. */
  despiteClash: z.boolean().optional(),
}
export const ChangeSeries = z.strictObject({
  id: Id,
  revision: z.int(),
  /** The first day of the change; earlier days stay. Today at the earliest. */
  from: Day,
  name: text(20).optional(),
  line: changeOf(LineInput)
    .extend({ key: z.string().min(1).max(20) })
    .optional(),
  newLine: LineInput.optional(),
  /** The line that ends. */
  endLine: z.string().min(1).max(20).optional(),
  /** All days that are different, in place of the earlier list. */
  exceptions: Exceptions.optional(),
  holidays: z.enum(HOLIDAY_HOURS_CODES).optional(),
  /** The last day; a near one ends the series. */
  validTo: Day.nullable().optional(),
  ...Others,
})

export const ListSeries = z.strictObject({ serviceId: Id.optional() })
export const SeriesView = z.object({
  id: Id,
  serviceId: Id,
  serviceName: z.string(),
  placeName: z.string(),
  name: z.string(),
  lines: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      weekdays: z.array(z.int()),
      from: z.int(),
      to: z.int(),
      capacity: z.int(),
      menu: z.array(z.string()),
      priceFen: z.int().nullable(),
      reserve: z.object({ minAge: z.int(), seats: z.int() }).nullable(),
      closesBeforeMinutes: z.int().nullable(),
      opensBeforeDays: z.int().nullable(),
      validFrom: Day.nullable(),
      validTo: Day.nullable(),
      /** 「周一到周五 11:30-12:00，40 位」. */
      words: z.string(),
    }),
  ),
  exceptions: z.array(
    z.object({ day: Day, periods: z.array(z.object({ from: z.int(), to: z.int() })), reason: z.string().nullable() }),
  ),
  holidays: Coded,
  validFrom: Day,
  validTo: Day.nullable(),
  /** The last day for which sittings are made. */
  madeUntil: Day.nullable(),
  isOver: z.boolean(),
  /** A change has not reached all sittings yet. */
  isSettling: z.boolean(),
  revision: z.int(),
  can: z.object({ edit: z.boolean() }),
})
export type SeriesView = z.output<typeof SeriesView>
export const SeriesList = z.object({ items: z.array(SeriesView) })

/** Somebody whose booking a change touches. */
const Affected = z.object({
  id: Id,
  who: z.string(),
  phoneLast4: z.string().nullable(),
  seats: z.int(),
  state: Coded,
  fits: z.boolean(),
  /** The reason why they do not fit. */
  why: z.string().nullable(),
})
/** The effect of a change; a preview changes nothing. */
export const SeriesPreview = z.object({
  rows: z.array(
    z.object({
      day: Day,
      title: z.string(),
      effect: Coded,
      /** 「11:30-12:00，40 位」. */
      before: z.string().nullable(),
      after: z.string().nullable(),
      taken: z.int(),
      bookings: z.array(Affected),
    }),
  ),
  /** Days on which it would be held and is not, and why. */
  closed: z.array(z.object({ day: Day, why: z.string() })),
  /** Other events in the same room then, in words: 「9:00 书画室还有手机课堂」. */
  clashes: z.array(z.object({ day: Day, words: z.string() })),
  /** The number of bookings that are touched, and of those that do not fit. */
  affected: z.int(),
  unfit: z.int(),
})
export type SeriesPreview = z.output<typeof SeriesPreview>

/** This one sitting alone: to another day or time, with other places or another name. */
export const RescheduleSitting = z.strictObject({
  id: Id,
  day: Day.optional(),
  from: MinuteOfDay.optional(),
  to: MinuteOfDay.optional(),
  title: text(20).optional(),
  capacity: z.int().min(1, '至少 1 个名额').max(2000).optional(),
  ...Others,
})
/** Whether one booking can go to another sitting. */
export const PreviewBookingMove = z.strictObject({ id: Id, sittingId: Id })
export const BookingMovePreview = z.object({
  fits: z.boolean(),
  /** Reasons why it cannot go there, or warnings: one sentence each. */
  words: z.array(z.string()),
})
export type BookingMovePreview = z.output<typeof BookingMovePreview>

/** At most 42 days: a month with the weeks it lies in. */
export const ListCalendar = z.strictObject({
  from: Day,
  to: Day,
  placeId: Id.optional(),
  serviceId: Id.optional(),
})
export const Calendar = z.object({
  items: z.array(
    StaffSitting.extend({
      /** The series it was made from, and its line. */
      series: z.object({ id: Id, key: z.string(), day: Day, own: z.boolean() }).nullable(),
    }),
  ),
  /** Conflicts, in words: 「超订 2 位」, 「食堂这天休息」. */
  conflicts: z.array(z.object({ sittingId: Id, words: z.string() })),
  /** 「春节」 on days off, 「调休上班」 on make-up workdays. */
  days: z.array(z.object({ day: Day, words: z.string() })),
})
export type Calendar = z.output<typeof Calendar>
export type CalendarSitting = Calendar['items'][number]
