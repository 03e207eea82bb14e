// Over 300 lines: the contract of places and services, which name the parts of each other.
import { Photo } from '../files/schemas'
import {
  changeOf,
  Coded,
  Day,
  Flag,
  Id,
  MinuteOfDay,
  Near,
  PageQuery,
  PlacePhone,
  Position,
  QueryInt,
  Instant,
  pageOf,
  text,
  z,
} from '../zod'
import { PLACE_CATEGORY_CODES, PLACE_STATUS_CODES, SERVICE_KIND_CODES } from './categories'
import { HOLIDAY_HOURS_CODES, problemWithHours } from './hours'
import { splitOvernight } from './overnight'
import { MORE_PHONES, PLACE_LIMITS } from './place-limits'
import { ACCESSIBILITY_CODES, LANGUAGE_CODES, SERVICE_GROUP_CODES, SERVICE_TOPIC_CODES } from './taxonomy'

const Period = { from: MinuteOfDay, to: MinuteOfDay }

/** A weekly rule may go over midnight (18:00-2:00); it is kept as two, until 24:00 and from 0:00 of the next day. */
const OpeningHoursInput = z
  .strictObject({
    rules: z
      .array(
        z.strictObject({
          weekdays: z.array(z.int().min(1).max(7)).min(1, '至少选一天').max(7),
          ...Period,
          validFrom: Day.optional(),
          validTo: Day.optional(),
        }),
      )
      .max(30),
    exceptions: z
      .array(z.strictObject({ day: Day, periods: z.array(z.strictObject(Period)).max(6), reason: text(60).optional() }))
      .max(400)
      .default([]),
    holidays: z.enum(HOLIDAY_HOURS_CODES).default('same'),
  })
  .superRefine((hours, ctx) => {
    const problem = problemWithHours(hours)
    if (problem) ctx.addIssue({ code: 'custom', message: problem })
  })
  .transform((hours) => ({ ...hours, rules: splitOvernight(hours.rules) }))
const OpeningHours = z.object({
  rules: z.array(
    z.object({
      weekdays: z.array(z.int()),
      from: z.int(),
      to: z.int(),
      validFrom: z.string().optional(),
      validTo: z.string().optional(),
    }),
  ),
  holidays: z.enum(HOLIDAY_HOURS_CODES),
  exceptions: z.array(
    z.object({
      day: z.string(),
      periods: z.array(z.object({ from: z.int(), to: z.int() })),
      reason: z.string().optional(),
    }),
  ),
})

export const FindPlaces = z.strictObject({
  near: Near.optional(),
  walkMinutes: QueryInt(1, 60).default(15),
  pace: z.enum(['adult', 'elder']).default('adult'),
  category: z.enum(PLACE_CATEGORY_CODES).optional(),
  /** Words, pinyin or initials: 食堂, shitang, st. */
  q: z.string().trim().max(40).optional(),
  openNow: Flag().optional(),
  /** Open places first, then closed ones; both in their usual order. */
  openFirst: Flag().optional(),
  ...PageQuery,
})

export const PlaceCard = z.object({
  id: Id,
  name: z.string(),
  category: Coded,
  icon: z.string(),
  address: z.string(),
  position: Position,
  phone: z.string().nullable(),
  /** Null when no starting point was given. */
  walkMinutes: z.int().nullable(),
  isOpen: z.boolean(),
  /** 「开着，到 17:00」; null when unknown. */
  openState: z.string().nullable(),
  /** The first of its photos; null without any. */
  photo: Photo.nullable(),
})
export type PlaceCard = z.output<typeof PlaceCard>
export const PlacePage = pageOf(PlaceCard)

export const GetPlace = z.strictObject({
  id: Id,
  near: Near.optional(),
  pace: z.enum(['adult', 'elder']).default('adult'),
})

export const ServiceCard = z.object({
  id: Id,
  kind: Coded,
  icon: z.string(),
  name: z.string(),
  placeId: Id,
  placeName: z.string(),
  position: Position,
  walkMinutes: z.int().nullable(),
  /** 「晚餐 15:30 前可订」, 「周三 9:00 余 4 位」; null when nothing can be booked. */
  next: z.string().nullable(),
  /** Integer fen for one; null when it is unknown. */
  priceFen: z.int().nullable(),
  /** The ages at which somebody may come, in years; null without a limit. */
  minAge: z.int().nullable(),
  maxAge: z.int().nullable(),
  /** The prices of groups that pay another price: 「60 岁以上」. */
  fees: z.array(z.object({ who: z.string(), priceFen: z.int() })),
  /** The subject of the service; null when unknown. */
  topic: Coded.nullable(),
  /** The first photo of its place; null without any. */
  photo: Photo.nullable(),
})
export type ServiceCard = z.output<typeof ServiceCard>
export const ServicePage = pageOf(ServiceCard)

export const PlaceView = PlaceCard.extend({
  status: Coded,
  /** One line of warning from staff: 「装修到 12 月 1 日」. */
  alert: z.string().nullable(),
  today: z.string(),
  hours: OpeningHours,
  /** Beside `phone`. */
  morePhones: z.array(z.string()),
  about: z.string(),
  accessibility: z.array(Coded),
  photos: z.array(Photo),
  services: z.array(ServiceCard),
  /** The organization that runs it; null when unknown. */
  organization: z.string().nullable(),
  verifiedAt: Instant.nullable(),
})
export type PlaceView = z.output<typeof PlaceView>

export const FindServices = z.strictObject({
  placeId: Id.optional(),
  /** Kind of service: meal, care, course, health. */
  category: z.enum(SERVICE_KIND_CODES).optional(),
  near: Near.optional(),
  pace: z.enum(['adult', 'elder']).default('adult'),
  ...PageQuery,
})
export const GetService = z.strictObject({
  id: Id,
  near: Near.optional(),
  pace: z.enum(['adult', 'elder']).default('adult'),
})
export const ServiceView = ServiceCard.extend({
  about: z.string(),
  /** The people who may come, in words; empty when everybody may. */
  eligibility: z.string(),
  /** Whether it is only for people whose real name is confirmed. */
  needsRealName: z.boolean(),
  phone: z.string(),
  address: z.string(),
  maxSeats: z.int(),
  /** Extra wishes that can be chosen: 「少盐」「软一点」. */
  noteChoices: z.array(z.string()),
  status: Coded,
  /** Its own hours today, in words; null where it has those of the place. */
  today: z.string().nullable(),
  /** The groups it is for; empty for everybody. */
  groups: z.array(Coded),
  /** Documents to bring along. */
  documents: z.array(z.string()),
  /** The payer of the rest, in words; empty when nobody pays it. */
  subsidy: z.string(),
  languages: z.array(Coded),
})
export type ServiceView = z.output<typeof ServiceView>

export const GetLifeCircle = z.strictObject({ near: Near, pace: z.enum(['adult', 'elder']).default('adult') })
export const LifeCircle = z.object({
  center: Position,
  pace: z.enum(['adult', 'elder']),
  /** Cumulative: the places within 10 minutes include those within 5. `open` counts the ones open now. */
  reaches: z.array(
    z.object({
      minutes: z.int(),
      metres: z.int(),
      total: z.int(),
      open: z.int(),
      /** Short words of the categories first reached here: 「食堂、菜店、药房」. */
      words: z.array(z.string()),
    }),
  ),
  categories: z.array(
    z.object({
      category: Coded,
      icon: z.string(),
      within: z.object({ five: z.int(), ten: z.int(), fifteen: z.int() }),
      /** Minutes to the nearest, also beyond 15; null when there is none within an hour. */
      nearestMinutes: z.int().nullable(),
      nearestId: Id.nullable(),
    }),
  ),
  /** The circle against the standard of the complete community. */
  standard: z.object({
    version: z.string(),
    minutes: z.int(),
    /** The percentage of the categories asked for that are reached in time. */
    score: z.int(),
    /** Codes of `categories`. */
    categories: z.array(z.string()),
  }),
})
export type LifeCircle = z.output<typeof LifeCircle>

export const ListOrigins = z.strictObject({ near: Near.optional() })
/** A point that minutes on foot can be counted from. */
export const Origin = z.object({
  id: z.string(),
  kind: z.enum(['home', 'family', 'compound', 'community']),
  /** 「妈妈李桂兰家」. */
  label: z.string(),
  /** The address, when it says more than the label. */
  brief: z.string().nullable(),
  position: Position,
  /** The walking pace there: slow where an elder lives; null when the walker chooses it. */
  pace: z.enum(['adult', 'elder']).nullable(),
})
export type Origin = z.output<typeof Origin>
export const OriginList = z.object({ items: z.array(Origin) })

/** `place-fields.ts` has everything the product does with each of these fields but the community. */
export const PlaceInput = z.strictObject({
  communityId: Id,
  name: text(PLACE_LIMITS.name),
  category: z.enum(PLACE_CATEGORY_CODES),
  address: text(PLACE_LIMITS.address),
  position: Position,
  phone: PlacePhone.nullable().optional(),
  /** Further numbers, of the duty room and the like. */
  morePhones: z.array(PlacePhone).max(MORE_PHONES, `最多再写 ${MORE_PHONES} 个电话`).default([]),
  status: z.enum(PLACE_STATUS_CODES).default('active'),
  alert: text(PLACE_LIMITS.alert).nullable().optional(),
  about: z.string().trim().max(PLACE_LIMITS.about, `最多 ${PLACE_LIMITS.about} 个字`).default(''),
  hours: OpeningHoursInput,
  accessibility: z.array(z.enum(ACCESSIBILITY_CODES)).max(ACCESSIBILITY_CODES.length).default([]),
  photoIds: z.array(Id).max(9).default([]),
  /** The organization that runs it; a new name is added. */
  organization: z
    .string()
    .trim()
    .max(PLACE_LIMITS.organization, `最多 ${PLACE_LIMITS.organization} 个字`)
    .nullable()
    .default(null),
})
/** A change carries the revision it started from; somebody else's change in between is a CONFLICT. */
export const ChangePlace = changeOf(PlaceInput.omit({ communityId: true })).extend({ id: Id, revision: z.int() })
export const ListStaffPlaces = z.strictObject({
  q: z.string().trim().max(40).optional(),
  category: z.enum(PLACE_CATEGORY_CODES).optional(),
  status: z.enum(PLACE_STATUS_CODES).optional(),
  /** Only entries that nobody has verified for 90 days, the longest first. */
  stale: Flag().optional(),
  /** Lists the nearest first instead: for a person who goes there on foot. */
  near: Near.optional(),
  /** Of one of the actor's areas, or of an area within them. */
  areaId: Id.optional(),
  ...PageQuery,
})
/** Somebody went there or called: the entry is right. */
export const VerifyPlace = z.strictObject({ id: Id, revision: z.int() })
export const ById = z.strictObject({ id: Id })
export const StaffPlace = PlaceView.omit({ services: true }).extend({
  communityId: Id,
  /** The person who verified it last; null before anybody did. */
  verifiedBy: z.string().nullable(),
  isStale: z.boolean(),
  revision: z.int(),
  serviceCount: z.int(),
  can: z.object({ edit: z.boolean(), verify: z.boolean() }),
})
export type StaffPlace = z.output<typeof StaffPlace>
export const StaffPlacePage = pageOf(StaffPlace).extend({
  /** The number of entries in the caller's areas, or in the one asked for, that nobody has verified for 90 days. */
  staleCount: z.int(),
})

export const ListOrganizations = z.strictObject({ q: z.string().trim().max(40).optional() })
export const OrganizationList = z.object({ items: z.array(z.object({ id: Id, name: z.string() })) })

/** The changes of a place, a service or premises, the newest first. */
export const EntryChanges = z.object({
  items: z.array(z.object({ at: Instant, by: z.string(), field: z.string(), from: z.string(), to: z.string() })),
})
export type EntryChanges = z.output<typeof EntryChanges>

export const ServiceInput = z.strictObject({
  placeId: Id,
  kind: z.enum(SERVICE_KIND_CODES),
  name: text(40),
  about: z.string().trim().max(1000, '最多 1000 个字').default(''),
  eligibility: z.string().trim().max(200, '最多 200 个字').default(''),
  minAge: z.int().min(0).max(120).nullable().default(null),
  maxAge: z.int().min(0).max(120).nullable().default(null),
  /** The most bookings of one person a week (Monday to Sunday); null for no limit. */
  weeklyLimit: z.int().min(1).max(50).nullable().default(null),
  /** Only for people whose real name is confirmed, in whatever way. */
  needsRealName: z.boolean().optional(),
  maxSeats: z.int().min(1).max(20).default(1),
  priceFen: z.int().min(0).max(1_000_000).nullable().default(null),
  noteChoices: z.array(text(12)).max(8).default([]),
  /** Minutes before the start until which a resident books and cancels; a sitting may say otherwise. */
  closesBeforeMinutes: z.int().min(0).max(10_080).default(30),
  /** Days ahead from which it can be booked. */
  opensBeforeDays: z.int().min(1).max(90).default(14),
  /** 「书画室」: two services in the same room of a place are not held at the same time. */
  room: text(20).nullable().optional(),
  status: z.enum(PLACE_STATUS_CODES).default('active'),
  topic: z.enum(SERVICE_TOPIC_CODES).nullable().default(null),
  /** Null: those of the place. */
  hours: OpeningHoursInput.nullable().default(null),
  phone: PlacePhone.nullable().default(null),
  groups: z.array(z.enum(SERVICE_GROUP_CODES)).max(SERVICE_GROUP_CODES.length).default([]),
  documents: z.array(text(30)).max(10).default([]),
  fees: z
    .array(z.strictObject({ who: text(20), priceFen: z.int().min(0).max(1_000_000) }))
    .max(10)
    .refine((fees) => new Set(fees.map(({ who }) => who)).size === fees.length, '同一种人写了两个价')
    .default([]),
  subsidy: z.string().trim().max(100, '最多 100 个字').default(''),
  languages: z.array(z.enum(LANGUAGE_CODES)).max(LANGUAGE_CODES.length).default([]),
})
export const ChangeService = changeOf(ServiceInput.omit({ placeId: true, kind: true })).extend({
  id: Id,
  revision: z.int(),
})
export const ListStaffServices = z.strictObject({
  placeId: Id.optional(),
  kind: z.enum(SERVICE_KIND_CODES).optional(),
  q: z.string().trim().max(40).optional(),
  ...PageQuery,
})
export const StaffService = ServiceView.omit({ walkMinutes: true }).extend({
  hours: OpeningHours.nullable(),
  /** Its own number; `phone` is the one residents call. */
  ownPhone: z.string().nullable(),
  weeklyLimit: z.int().nullable(),
  closesBeforeMinutes: z.int(),
  opensBeforeDays: z.int(),
  room: z.string().nullable(),
  revision: z.int(),
  can: z.object({ edit: z.boolean() }),
})
export type StaffService = z.output<typeof StaffService>
export const StaffServicePage = pageOf(StaffService)

export const GetCoverage = z.strictObject({ communityId: Id, pace: z.enum(['adult', 'elder']).default('adult') })
/** The categories that the residential compounds of a community reach on foot, against the standard. */
export const Coverage = z.object({
  community: z.object({ id: Id, name: z.string(), position: Position }),
  pace: z.enum(['adult', 'elder']),
  standard: z.object({ version: z.string(), minutes: z.int(), categories: z.array(Coded) }),
  compounds: z.array(
    z.object({
      id: Id,
      name: z.string(),
      position: Position,
      /** In the order of the standard's categories; null when there is none within an hour. */
      minutes: z.array(z.int().nullable()),
      score: z.int(),
    }),
  ),
})
export type Coverage = z.output<typeof Coverage>
