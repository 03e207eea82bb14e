import { Photo } from '../files/schemas'
import {
  Coded,
  Day,
  Id,
  Instant,
  InstantInput,
  MinuteOfDay,
  PersonName,
  Phone,
  Position,
  QueryInt,
  changeOf,
  text,
  z,
} from '../zod'
import { MOST_PLAN_WEEKS } from './rules'

const Weekdays = z.array(z.int().min(1).max(7)).min(1, '至少选一天').max(7)
const Hours = z
  .strictObject({ weekdays: Weekdays, from: MinuteOfDay, to: MinuteOfDay })
  .refine(({ from, to }) => from < to, { message: '下班要晚于上班', path: ['to'] })

export const CarerInput = z.strictObject({
  communityId: Id,
  name: PersonName,
  /** Shown to the person visited. */
  phone: Phone.nullable().default(null),
  /** The staff account that sees these visits on the phone. */
  personId: Id.nullable().default(null),
  /** 「助浴」, 「理发」; compared word for word with the requirements of a service. */
  skills: z.array(text(10)).max(20, '最多 20 样').default([]),
  serviceIds: z.array(Id).max(30, '最多 30 项').default([]),
  hours: z.array(Hours).max(14).default([]),
  daysOff: z.array(Day).max(366).default([]),
  /** Free before and after each visit, for the way. */
  bufferMinutes: z.int().min(0).max(180, '最多 180 分钟').default(20),
  active: z.boolean().default(true),
  /** A portrait, shown to the person visited and their family. */
  photoId: Id.nullable().default(null),
})
export const ChangeCarer = changeOf(CarerInput.omit({ communityId: true })).extend({ id: Id, revision: z.int() })

export const CarerView = z.object({
  id: Id,
  revision: z.int(),
  name: z.string(),
  phone: z.string().nullable(),
  personId: Id.nullable(),
  skills: z.array(z.string()),
  services: z.array(z.object({ id: Id, name: z.string() })),
  hours: z.array(z.object({ weekdays: z.array(z.int()), from: MinuteOfDay, to: MinuteOfDay })),
  daysOff: z.array(Day),
  bufferMinutes: z.int(),
  active: z.boolean(),
  photo: Photo.nullable(),
  can: z.object({ edit: z.boolean() }),
})
export type CarerView = z.output<typeof CarerView>
export const CarerList = z.object({ items: z.array(CarerView) })

/** The requirements of a care service for its carers, and its tasks. */
export const VisitService = z.strictObject({
  id: Id,
  skills: z.array(text(10)).max(10),
  tasks: z.array(text(20)).max(20),
})
export const VisitServiceView = z.object({ skills: z.array(z.string()), tasks: z.array(z.string()) })

export const CarersOfSitting = z.strictObject({ sittingId: Id, bookingId: Id.optional() })
/** The carers who could come to a sitting, and the reasons of the others. */
export const CarersAsked = z.object({
  items: z.array(z.object({ id: Id, name: z.string(), free: z.boolean(), why: z.string().nullable() })),
})
export const Reassign = z.strictObject({ id: Id, carerId: Id })

export const CalendarAsked = z.strictObject({ from: Day, days: QueryInt(1, 7).default(1) })
export const CalendarVisit = z.object({
  bookingId: Id,
  sittingId: Id,
  startsAt: Instant,
  endsAt: Instant,
  service: z.string(),
  who: z.string(),
  state: Coded,
  can: z.object({ move: z.boolean() }),
})
export type CalendarVisit = z.output<typeof CalendarVisit>
export const CarerCalendar = z.object({
  days: z.array(Day),
  carers: z.array(
    z.object({
      id: Id,
      name: z.string(),
      bufferMinutes: z.int(),
      /** By day, in the order of `days`. */
      hours: z.array(z.array(z.object({ from: MinuteOfDay, to: MinuteOfDay }))),
      visits: z.array(CalendarVisit),
    }),
  ),
})
export type CarerCalendar = z.output<typeof CarerCalendar>

const Stamp = z.object({
  at: Instant,
  /** The distance from the address; null where one of the two positions is not known. */
  metres: z.int().nullable(),
  reason: z.string().nullable(),
})
const VisitTask = z.object({ name: z.string(), done: z.boolean().nullable(), reason: z.string().nullable() })
export const Vitals = z.strictObject({
  systolic: z.int().min(50, '高压一般在 50 到 260').max(260, '高压一般在 50 到 260').nullable().default(null),
  diastolic: z.int().min(30, '低压一般在 30 到 160').max(160, '低压一般在 30 到 160').nullable().default(null),
  pulse: z.int().min(30, '脉搏一般在 30 到 220').max(220, '脉搏一般在 30 到 220').nullable().default(null),
  /** Degrees Celsius. */
  temperature: z.number().min(33, '体温一般在 33 到 43').max(43, '体温一般在 33 到 43').nullable().default(null),
})
export type Vitals = z.output<typeof Vitals>

/** A visit as the person visited and their family see it. */
export const VisitView = z.object({
  bookingId: Id,
  service: z.string(),
  who: z.object({ personId: Id, name: z.string() }),
  startsAt: Instant,
  endsAt: Instant,
  state: Coded,
  carer: z.object({ name: z.string(), phone: z.string().nullable(), photo: Photo.nullable() }).nullable(),
  checkedIn: Stamp.nullable(),
  checkedOut: Stamp.nullable(),
  tasks: z.array(VisitTask),
  vitals: Vitals.nullable(),
  note: z.string(),
  photos: z.array(Photo),
})
export type VisitView = z.output<typeof VisitView>

/** The same for the carer on the way. */
export const CarerVisit = VisitView.extend({
  address: z.string(),
  position: Position.nullable(),
  phone: z.string().nullable(),
  /** Family with a phone. */
  family: z.array(z.object({ name: z.string(), phone: z.string() })),
  wish: z.string().nullable(),
  /** From the visit before, or from the place of the service, on foot; null where a position is not known. */
  walkMinutes: z.int().nullable(),
  can: z.object({ checkIn: z.boolean(), checkOut: z.boolean(), report: z.boolean() }),
})
export type CarerVisit = z.output<typeof CarerVisit>
export const MyDay = z.strictObject({ day: Day.optional() })
/** `isCarer`: whether the account belongs to a carer at all. */
export const CarerDay = z.object({ day: Day, isCarer: z.boolean(), items: z.array(CarerVisit) })
export type CarerDay = z.output<typeof CarerDay>

export const VisitById = z.strictObject({ id: Id })
/** A tap at the door. `at`: the time of the tap, which may be earlier than the call. */
export const AtTheDoor = z.strictObject({
  id: Id,
  at: InstantInput,
  position: Position.nullable(),
  reason: z.string().trim().max(100, '最多 100 个字').optional(),
})
export const Report = z.strictObject({
  id: Id,
  tasks: z
    .array(
      z.strictObject({
        name: text(20),
        done: z.boolean().nullable(),
        reason: z.string().trim().max(100, '最多 100 个字').nullable().default(null),
      }),
    )
    .max(20),
  vitals: Vitals.nullable().default(null),
  note: z.string().trim().max(500, '最多 500 个字').default(''),
  photoIds: z.array(Id).max(9, '最多 9 张').default([]),
})

export const UnfinishedList = z.object({
  items: z.array(
    z.object({
      bookingId: Id,
      startsAt: Instant,
      endsAt: Instant,
      service: z.string(),
      who: z.string(),
      carer: z.object({ name: z.string(), phone: z.string().nullable() }),
      state: Coded,
    }),
  ),
})

const Rhythm = {
  weekdays: Weekdays,
  /** When it begins, in minutes since midnight: there must be a sitting of the service then. */
  minute: MinuteOfDay,
  weeks: z.int().min(1, '至少 1 周').max(MOST_PLAN_WEEKS, `最多 ${MOST_PLAN_WEEKS} 周`),
}
export const PlanInput = z.strictObject({
  serviceId: Id,
  /** The person visited; the signed-in person when left out. */
  personId: Id.optional(),
  from: Day,
  ...Rhythm,
  note: z.string().trim().max(100, '最多 100 个字').optional(),
})
export const StaffPlanInput = PlanInput.extend({
  personId: Id,
  channel: z.enum(['counter', 'phone']).default('counter'),
})
/** A choice, asked before anything is booked. `planId`: the plan that it would change, whose own bookings do not count. */
export const PreviewPlan = z.strictObject({
  serviceId: Id,
  /** The person visited; the signed-in person, or the person of the plan, when left out. */
  personId: Id.optional(),
  planId: Id.optional(),
  from: Day,
  ...Rhythm,
})
export const PlanPreview = z.object({
  /** Days that would be booked at once. */
  free: z.array(Day),
  /** Days that open for booking later: the plan books them then. */
  later: z.array(Day),
  /** Days that cannot be had, and why: 「满了」, 「9:00 约了别的」. */
  gone: z.array(z.object({ day: Day, why: z.string() })),
})
export type PlanPreview = z.output<typeof PlanPreview>
/** Ends the plan from this day on. */
export const EndPlan = z.strictObject({ id: Id, from: Day })
/** Moves the plan to other times from a day on. */
export const ChangePlan = z.strictObject({ id: Id, from: Day, ...Rhythm })
export const ListPlans = z.strictObject({ personId: Id.optional(), serviceId: Id.optional() })

export const PlanView = z.object({
  id: Id,
  service: z.object({ id: Id, name: z.string() }),
  who: z.object({ personId: Id, name: z.string() }),
  madeBy: z.string(),
  weekdays: z.array(z.int()),
  minute: MinuteOfDay,
  from: Day,
  until: Day,
  /** The first day without a visit; null while the plan has no end. */
  endsFrom: Day.nullable(),
  /** Another plan continues from there. */
  changed: z.boolean(),
  days: z.array(
    z.object({
      day: Day,
      state: Coded,
      bookingId: Id.nullable(),
      carer: z.string().nullable(),
      /** The reason why there is none. */
      reason: z.string().nullable(),
    }),
  ),
  can: z.object({ end: z.boolean(), change: z.boolean() }),
})
export type PlanView = z.output<typeof PlanView>
export const PlanList = z.object({ items: z.array(PlanView) })

/** The carer as a booking shows them. */
export const VisitOfBooking = z.object({
  carer: z.object({ id: Id, name: z.string(), phone: z.string().nullable() }),
})
