import { TappedAt } from '../booking/tapped-at'
import { Photo } from '../files/schemas'
import { Coded, Day, Id, Instant, MinuteOfDay, QueryInt, changeOf, text, z } from '../zod'
import { CONDITION_CODES, THING_KIND_CODES } from './rules'

/** The wish for a loan: the thing (any that is free when left out) and the first and last day. */
export const LoanWish = z.strictObject({
  thingId: Id.optional(),
  from: Day,
  to: Day,
  /** For a room. */
  fromMinute: MinuteOfDay.optional(),
  toMinute: MinuteOfDay.optional(),
})
export type LoanWish = z.output<typeof LoanWish>

/** The loan as a booking shows it. */
export const LoanOfBooking = z.object({
  thing: z.object({ id: Id, name: z.string(), number: z.string(), shelf: z.string() }).nullable(),
  from: Day,
  to: Day,
  hours: z.string(),
  state: Coded,
})
export type LoanOfBooking = z.output<typeof LoanOfBooking>

const Photos = z.array(Id).max(9, '最多 9 张').default([])

export const ThingInput = z.strictObject({
  serviceId: Id,
  kind: z.enum(THING_KIND_CODES).default('item'),
  name: text(20),
  /** The number on its label: unique within the service. */
  number: text(20),
  condition: z.enum(CONDITION_CODES).default('good'),
  /** The shelf it is kept on. */
  shelf: z.string().trim().max(40, '最多 40 个字').default(''),
  note: z.string().trim().max(200, '最多 200 个字').default(''),
  active: z.boolean().default(true),
})
export const ChangeThing = changeOf(ThingInput.omit({ serviceId: true, kind: true })).extend({
  id: Id,
  revision: z.int(),
})
export const ThingView = z.object({
  id: Id,
  revision: z.int(),
  kind: Coded,
  service: z.object({ id: Id, name: z.string() }),
  name: z.string(),
  number: z.string(),
  condition: Coded,
  shelf: z.string(),
  note: z.string(),
  active: z.boolean(),
  /** The person who has it now. */
  out: z.object({ bookingId: Id, who: z.string(), due: Day, isOverdue: z.boolean() }).nullable(),
  log: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      what: z.string(),
      condition: Coded,
      note: z.string(),
      photos: z.array(Photo),
    }),
  ),
  can: z.object({ edit: z.boolean() }),
})
export type ThingView = z.output<typeof ThingView>
export const ThingList = z.object({ items: z.array(ThingView) })
export const ListThings = z.strictObject({ serviceId: Id.optional() })

export const LoanServiceInput = z.strictObject({ id: Id, maxDays: z.int().min(1, '至少 1 天').max(365, '最多 365 天') })
export const LoanServiceView = z.object({ maxDays: z.int() })
export const LoanById = z.strictObject({ id: Id })

/** The things that a service lends and their taken days; borrowers are shown to nobody. */
export const LoanOffer = z.object({
  /** The sitting that a booking is made for. */
  sittingId: Id.nullable(),
  maxDays: z.int(),
  things: z.array(
    z.object({
      id: Id,
      name: z.string(),
      number: z.string(),
      kind: Coded,
      condition: Coded,
      shelf: z.string(),
      taken: z.array(z.object({ from: Instant, to: Instant })),
    }),
  ),
})
export type LoanOffer = z.output<typeof LoanOffer>

export const LoanRow = z.object({
  bookingId: Id,
  code: z.string(),
  service: z.string(),
  who: z.object({
    personId: Id,
    name: z.string(),
    phoneLast4: z.string().nullable(),
    /** Older clients show it. The whole number is given by `showBookingPhone` alone, on record. */
    phone: z.null(),
  }),
  thing: z.object({ id: Id, name: z.string(), number: z.string(), shelf: z.string() }),
  from: Day,
  to: Day,
  hours: z.string(),
  state: Coded,
  lateDays: z.int(),
  can: z.object({ handOut: z.boolean(), takeBack: z.boolean(), extend: z.boolean() }),
})
export type LoanRow = z.output<typeof LoanRow>
export const LoanList = z.object({ items: z.array(LoanRow) })
/** To be fetched (today, or an earlier day and forgotten), out, or late. */
const LOAN_VIEWS = ['asked', 'out', 'overdue'] as const
export const ListLoans = z.strictObject({ view: z.enum(LOAN_VIEWS).default('asked') })

export const OverTheCounter = z.strictObject({
  id: Id,
  condition: z.enum(CONDITION_CODES),
  note: z.string().trim().max(200, '最多 200 个字').default(''),
  photoIds: Photos,
  at: TappedAt,
})
/** A loan to somebody who stands at the counter: it begins today. A room is lent for hours of today. */
export const LendAtCounter = OverTheCounter.omit({ id: true, at: true }).extend({
  personId: Id,
  thingId: Id,
  to: Day,
  fromMinute: MinuteOfDay.optional(),
  toMinute: MinuteOfDay.optional(),
})
export const Extend = z.strictObject({ id: Id, to: Day })

export const ThingCalendarAsked = z.strictObject({ from: Day, days: QueryInt(1, 31).default(14) })
export const ThingCalendar = z.object({
  days: z.array(Day),
  things: z.array(
    z.object({
      id: Id,
      name: z.string(),
      number: z.string(),
      loans: z.array(
        z.object({
          bookingId: Id,
          who: z.string(),
          startsAt: Instant,
          endsAt: Instant,
          hours: z.string(),
          state: Coded,
        }),
      ),
    }),
  ),
})
export type ThingCalendar = z.output<typeof ThingCalendar>
