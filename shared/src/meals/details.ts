import { Coded, Phone, text, z } from '../zod'
import { DIET_CODES, MEAL_MODE_CODES } from './kinds'

export const DishId = z.string().regex(/^[\w-]{1,24}$/, '这道菜的编号不对，请刷新后再选')

/**
 * The details of a meal in a booking. Everything may be left out: then it is eaten at the canteen with the usual
 * dishes.
 */
export const MealAsked = z.strictObject({
  mode: z.enum(MEAL_MODE_CODES, '选在食堂吃、带走还是送到家').optional(),
  /** The delivery address; the home of the person who comes when left out. */
  address: text(100, 4).optional(),
  /** The phone to ring at the door; that of the person who comes when left out. */
  phone: Phone.optional(),
  /** 「没电梯，放门口」. */
  doorNote: z.string().trim().max(60, '最多 60 个字').optional(),
  diets: z.array(z.enum(DIET_CODES, '没有这种饮食要求')).max(DIET_CODES.length).optional(),
  /** Servings of each dish that is chosen. */
  dishes: z
    .array(z.strictObject({ id: DishId, count: z.int().min(1, '至少 1 份').max(20, '最多 20 份') }))
    .max(12, '最多选 12 样')
    .refine((dishes) => new Set(dishes.map(({ id }) => id)).size === dishes.length, '同一道菜写了两次')
    .optional(),
})
export type MealAsked = z.output<typeof MealAsked>

export const MealShown = z.object({
  mode: Coded,
  address: z.string().nullable(),
  phoneLast4: z.string().nullable(),
  doorNote: z.string(),
  diets: z.array(Coded),
  dishes: z.array(z.object({ id: z.string(), name: z.string(), count: z.int() })),
  /** For all servings together, after the subsidy. */
  dueFen: z.int(),
  subsidyFen: z.int(),
  /** The price rule that applies, in words; empty for the ordinary price. */
  rule: z.string(),
  /** The payer of the subsidy, in words. */
  payer: z.string(),
})
export type MealShown = z.output<typeof MealShown>

/** The meal as a booking stores it. */
export interface MealDetails {
  mode: z.output<typeof MealAsked>['mode'] & string
  address: string | null
  position: { lng: number; lat: number } | null
  phone: string | null
  doorNote: string
  diets: NonNullable<MealAsked['diets']>
  dishes: { id: string; name: string; count: number; most: number | null }[]
  dueFen: number
  subsidyFen: number
  rule: string
  payer: string
}
