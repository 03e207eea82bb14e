// Over 300 lines: the contract of meals, from the menu to the till; its parts name each other.
import { TappedAt } from '../booking/tapped-at'
import { Coded, Day, Id, Instant, InstantInput, Month, Position, text, z } from '../zod'
import { DishId } from './details'
import {
  ALLERGEN_CODES,
  DELIVERY_MARK_CODES,
  DIET_CODES,
  ENTITLEMENT_CODES,
  MEAL_MODE_CODES,
  PAY_METHOD_CODES,
} from './kinds'

const Fen = z.int('要填数字').min(0, '不能是负数').max(100_000, '最多 1000 元')

const DishInput = z.strictObject({
  id: DishId,
  name: text(20),
  priceFen: Fen.nullable().default(null),
  diets: z.array(z.enum(DIET_CODES)).max(DIET_CODES.length).default([]),
  allergens: z.array(z.enum(ALLERGEN_CODES)).max(ALLERGEN_CODES.length).default([]),
  photoId: Id.nullable().default(null),
  most: z.int().min(1, '至少 1 份').max(2000, '最多 2000 份').nullable().default(null),
  choice: text(8).nullable().default(null),
})
export const DishView = z.object({
  id: z.string(),
  name: z.string(),
  priceFen: z.int().nullable(),
  diets: z.array(Coded),
  allergens: z.array(Coded),
  photo: z.object({ id: Id, url: z.string(), thumbUrl: z.string() }).nullable(),
  most: z.int().nullable(),
  choice: z.string().nullable(),
  /** Servings left of a dish with a limit; null for as many as there are places. */
  left: z.int().nullable(),
})
export type DishView = z.output<typeof DishView>

const PriceView = z.object({ who: z.string(), payFen: z.int(), subsidyFen: z.int() })

export const GetMeals = z.strictObject({
  id: Id,
  /** The person who comes: the signed-in person when left out. */
  personId: Id.optional(),
  /** Today when left out. */
  from: Day.optional(),
  /** The last day: 7 days when left out, at most 14. */
  to: Day.optional(),
})
/** The person who comes is always named. */
export const GetMealsAsStaff = GetMeals.required({ personId: true })
/** Somebody's meal in the past. */
const MealHad = z.object({
  mode: z.enum(MEAL_MODE_CODES),
  diets: z.array(z.enum(DIET_CODES)),
  address: z.string().nullable(),
  doorNote: z.string(),
  seats: z.int(),
})
/** The meals of some days for one person: the dishes, their price for them, their choice a week before. */
export const Meals = z.object({
  serviceName: z.string(),
  placeName: z.string(),
  modes: z.array(Coded),
  /** The payer of the subsidy, in words. */
  payer: z.string(),
  prices: z.array(PriceView),
  /** Null for a visitor. */
  who: z.object({ personId: Id, name: z.string(), home: z.string().nullable() }).nullable(),
  /** Their last meal of this service, in this or the last two weeks. */
  usual: MealHad.nullable(),
  items: z.array(
    z.object({
      sittingId: Id,
      day: Day,
      title: z.string(),
      startsAt: Instant,
      closesAt: Instant,
      availability: z.enum(['open', 'few', 'full', 'closed', 'not_open', 'cancelled']),
      left: z.int(),
      waiting: z.int(),
      /** For one serving without any rule. */
      priceFen: z.int().nullable(),
      /** Their price for one serving; null for a visitor. */
      pay: z.object({ dueFen: z.int(), subsidyFen: z.int(), rule: z.string() }).nullable(),
      dishes: z.array(DishView),
      /** Their booking for this sitting. */
      mine: z.object({ bookingId: Id, state: Coded, mode: Coded.nullable() }).nullable(),
      /** Their meal a week before: same day of the week, same title. */
      lastWeek: MealHad.nullable(),
    }),
  ),
})
export type Meals = z.output<typeof Meals>

export const GetMenus = z.strictObject({ id: Id, from: Day })
const MenuOfSitting = z.object({
  sittingId: Id,
  day: Day,
  title: z.string(),
  startsAt: Instant,
  state: Coded,
  taken: z.int(),
  revision: z.int(),
  dishes: z.array(DishView),
})
/** A week of menus, and that before it to copy from. */
export const MenuWeek = z.object({
  serviceName: z.string(),
  placeName: z.string(),
  items: z.array(MenuOfSitting),
  before: z.array(MenuOfSitting),
  can: z.object({ edit: z.boolean() }),
})
export type MenuWeek = z.output<typeof MenuWeek>
export const SetMenus = z.strictObject({
  id: Id,
  menus: z
    .array(
      z.strictObject({
        sittingId: Id,
        /** Revision of the menu that was changed. */
        revision: z.int(),
        dishes: z
          .array(DishInput)
          .max(20, '一场最多 20 道菜')
          .refine((dishes) => new Set(dishes.map(({ id }) => id)).size === dishes.length, '同一道菜写了两次')
          .refine((dishes) => new Set(dishes.map(({ name }) => name)).size === dishes.length, '两道菜同名了'),
      }),
    )
    .min(1)
    .max(42, '一次最多改 42 场'),
})
export const MenusSet = z.object({
  /** Sittings whose menu somebody else changed meanwhile, or that were cancelled: with the reason. */
  refused: z.array(z.object({ sittingId: Id, reason: z.string() })),
})

const PriceRule = z.strictObject({
  minAge: z.int('要填整数').min(0).max(120, '年龄最多 120 岁'),
  entitlement: z.enum(ENTITLEMENT_CODES).nullable().default(null),
  payFen: Fen,
  subsidyFen: Fen,
})
export const MealTerms = z.strictObject({
  id: Id,
  revision: z.int(),
  modes: z.array(z.enum(MEAL_MODE_CODES)).min(1, '至少留一种取餐方式').max(MEAL_MODE_CODES.length),
  prices: z
    .array(PriceRule)
    .max(20, '最多 20 条')
    .refine(
      (rules) => new Set(rules.map(({ minAge, entitlement }) => `${minAge} ${entitlement}`)).size === rules.length,
      '同一种人写了两个价',
    ),
  payer: z.string().trim().max(100, '最多 100 个字'),
})
export const MealTermsView = z.object({
  serviceId: Id,
  serviceName: z.string(),
  placeName: z.string(),
  priceFen: z.int().nullable(),
  revision: z.int(),
  modes: z.array(z.enum(MEAL_MODE_CODES)),
  prices: z.array(PriceRule.required().extend({ who: z.string() })),
  payer: z.string(),
  can: z.object({ edit: z.boolean() }),
})
export type MealTermsView = z.output<typeof MealTermsView>
export const ById = z.strictObject({ id: Id })

export const ConfirmEntitlement = z.strictObject({
  personId: Id,
  kind: z.enum(ENTITLEMENT_CODES),
  /** The evidence that was seen: 「低保证 3705…0123」. */
  evidence: text(60, 2),
  until: Day,
})
export const EntitlementView = z.object({
  id: z.string(),
  person: z.object({ id: Id, name: z.string() }),
  kind: Coded,
  evidence: z.string(),
  until: Day,
  confirmedBy: z.string(),
  confirmedAt: Instant,
})
export type EntitlementView = z.output<typeof EntitlementView>
export const EntitlementList = z.object({ items: z.array(EntitlementView) })
export const EntitlementId = z.strictObject({ personId: Id, kind: z.enum(ENTITLEMENT_CODES) })

export const Receipt = z.object({
  id: z.string(),
  bookingId: Id,
  name: z.string(),
  /** Money that came in (below zero when it went back) with this entry. */
  amountFen: z.int(),
  method: Coded,
  /** Why it differs from the amount due, or the reason of a correction; null for an ordinary receipt. */
  reason: z.string().nullable(),
  isCorrection: z.boolean(),
  /** Written after the day was closed: it is listed beside the sheet and changes none of its figures. */
  isLate: z.boolean(),
  by: z.string(),
  at: Instant,
})
export type Receipt = z.output<typeof Receipt>

const Paid = z.object({ amountFen: z.int(), method: Coded })

export const KitchenRow = z.object({
  bookingId: Id,
  code: z.string(),
  name: z.string(),
  age: z.int().nullable(),
  seats: z.int(),
  state: Coded,
  mode: Coded,
  diets: z.array(Coded),
  dishes: z.array(z.object({ name: z.string(), count: z.int() })),
  note: z.string().nullable(),
  address: z.string().nullable(),
  doorNote: z.string(),
  /** In full, for deliveries only: the person at the door rings it. */
  phone: z.string().nullable(),
  dueFen: z.int(),
  subsidyFen: z.int(),
  paid: Paid.nullable(),
  mark: z.object({ code: z.enum(DELIVERY_MARK_CODES), label: z.string(), at: Instant, by: z.string() }).nullable(),
})
export type KitchenRow = z.output<typeof KitchenRow>
const Count = z.object({ name: z.string(), count: z.int() })
export const KitchenSitting = z.object({
  sittingId: Id,
  serviceName: z.string(),
  title: z.string(),
  startsAt: Instant,
  placeId: Id,
  placeName: z.string(),
  /** Servings, not people. */
  servings: z.int(),
  modes: z.array(Coded.extend({ count: z.int() })),
  dishes: z.array(Count),
  /** Meals that the kitchen makes otherwise: 「少盐 6」, with how they are taken. */
  diets: z.array(Count.extend({ byMode: z.array(Count) })),
  rows: z.array(KitchenRow),
  /** The route of the deliveries from the canteen, building by building. */
  route: z.array(
    z.object({
      building: z.string(),
      position: Position.nullable(),
      metres: z.int().nullable(),
      bookingIds: z.array(Id),
    }),
  ),
  /** Minutes of the whole route on foot; 0 without deliveries. */
  routeMinutes: z.int(),
})
export type KitchenSitting = z.output<typeof KitchenSitting>
export const GetKitchen = z.strictObject({ day: Day.optional(), placeId: Id.optional() })
export const Kitchen = z.object({ day: Day, sittings: z.array(KitchenSitting) })
export type Kitchen = z.output<typeof Kitchen>

export const MarkDelivery = z.strictObject({
  id: Id,
  mark: z.enum(DELIVERY_MARK_CODES),
  /** The time of the delivery, where the mark is sent later. */
  doneAt: InstantInput.optional(),
})
export const Marked = z.object({ bookingId: Id, mark: z.enum(DELIVERY_MARK_CODES), at: Instant })

/** Marks the meal as arrived and paid, in one. */
export const ReceiveMeal = z.strictObject({
  id: Id,
  method: z.enum(PAY_METHOD_CODES),
  /** The amount due when left out. */
  amountFen: Fen.optional(),
  /** Required where the amount differs from the amount due. */
  reason: text(60, 2).optional(),
  at: TappedAt,
})
export const CorrectReceipt = z.strictObject({
  id: Id,
  method: z.enum(PAY_METHOD_CODES),
  /** The amount received in truth, in all. */
  amountFen: Fen,
  reason: text(60, 2),
})

export const GetTill = z.strictObject({ placeId: Id, day: Day.optional() })
const TillSheet = z.object({
  booked: z.int(),
  arrived: z.int(),
  noShow: z.int(),
  servings: z.int(),
  dueFen: z.int(),
  subsidyFen: z.int(),
  cashFen: z.int(),
  cardFen: z.int(),
  socialCardFen: z.int(),
  /** Arrived without a receipt. */
  unpaid: z.int(),
})
export type TillSheet = z.output<typeof TillSheet>
export const Till = z.object({
  placeId: Id,
  placeName: z.string(),
  day: Day,
  revision: z.int(),
  sheet: TillSheet,
  receipts: z.array(Receipt),
  /** Arrived without payment. */
  unpaid: z.array(z.object({ bookingId: Id, name: z.string(), code: z.string(), dueFen: z.int() })),
  /** Bookings of which nobody recorded whether the person came; by time. */
  open: z.array(
    z.object({ bookingId: Id, name: z.string(), code: z.string(), sitting: z.string(), startsAt: Instant }),
  ),
  closed: z
    .object({
      at: Instant,
      by: z.string(),
      expectedCashFen: z.int(),
      countedCashFen: z.int(),
      reason: z.string().nullable(),
    })
    .nullable(),
  /** Closings that were taken back, the last one first. */
  reopened: z.array(
    z.object({ at: Instant, by: z.string(), reason: z.string(), closedBy: z.string(), countedCashFen: z.int() }),
  ),
  can: z.object({ close: z.boolean(), receive: z.boolean(), reopen: z.boolean() }),
})
export type Till = z.output<typeof Till>
export const CloseTill = z.strictObject({
  placeId: Id,
  day: Day,
  /** Revision of the sheet that was shown: a receipt that came in between is shown first. */
  revision: z.int(),
  countedCashFen: z.int('要填数字').min(0, '不能是负数').max(100_000_000),
  /** Required where it differs from the expected amount. */
  reason: text(100, 2).optional(),
  /** The caller has seen `open` and does not wait. */
  despiteOpen: z.boolean().optional(),
})
export const ReopenTill = z.strictObject({ placeId: Id, day: Day, reason: text(100, 2) })

export const GetStatement = z.strictObject({
  id: Id,
  month: Month,
})
export const Statement = z.object({
  serviceName: z.string(),
  placeName: z.string(),
  month: z.string(),
  payer: z.string(),
  rows: z.array(
    z.object({
      personId: Id,
      name: z.string(),
      age: z.int().nullable(),
      /** Days of the month on which they came. */
      days: z.array(z.int()),
      servings: z.int(),
      dueFen: z.int(),
      subsidyFen: z.int(),
      receivedFen: z.int(),
      rules: z.array(z.string()),
    }),
  ),
  totals: z.object({
    people: z.int(),
    visits: z.int(),
    servings: z.int(),
    dueFen: z.int(),
    subsidyFen: z.int(),
    receivedFen: z.int(),
  }),
})
export type Statement = z.output<typeof Statement>
