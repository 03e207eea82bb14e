import { ENTITLEMENTS, type Allergen, type Diet, type Entitlement, type MealMode } from './kinds'

/** Who pays what: from an age on, and only with what an office confirmed where it says so. Fen. */
export interface MealPrice {
  minAge: number
  /** Null: age alone. */
  entitlement: Entitlement | null
  payFen: number
  subsidyFen: number
}

export interface Dish {
  /** Stays over changes of the menu, so that a choice made before still means the same. */
  id: string
  name: string
  /** Beside the price of the meal; null when it is part of it. */
  priceFen: number | null
  diets: Diet[]
  allergens: Allergen[]
  photoId: string | null
  /** At most so many servings at one sitting; null for as many as there are places. */
  most: number | null
  /** One of several of which each takes one: 「主食」. Null: everybody gets it, or, with a price, who orders it. */
  choice: string | null
}

/** What a sitting knows of its meals: copied from the service when it is made, and its menu. */
export interface SittingMeal {
  prices: MealPrice[]
  modes: MealMode[]
  /** Who pays the subsidy, in words. */
  payer: string
  dishes: Dish[]
  /** Of the menu: two who change it at once do not overwrite each other. */
  revision: number
}

/** The words old clients show for a menu. At most 12. */
const MENU_WORDS = 12
export const menuWords = (dishes: readonly Dish[]) => dishes.map(({ name }) => name).slice(0, MENU_WORDS)

/** Whether somebody takes this dish or not, instead of everybody getting it. */
export const isChosen = ({ choice, priceFen }: Pick<Dish, 'choice' | 'priceFen'>) =>
  choice !== null || priceFen !== null

/**
 * The rule for somebody: of those whose age and entitlement they meet, the one they pay least by; of two equal ones that
 * with the greater age. Null when none fits, or the year of birth is not known and no entitlement helps.
 */
export function priceRuleFor(
  prices: readonly MealPrice[],
  age: number | null,
  held: readonly Entitlement[],
): MealPrice | null {
  const fitting = prices.filter(
    ({ minAge, entitlement }) =>
      (minAge === 0 || (age !== null && age >= minAge)) && (entitlement === null || held.includes(entitlement)),
  )
  return fitting.sort((a, b) => a.payFen - b.payFen || b.minAge - a.minAge)[0] ?? null
}

/** 「80 岁以上」, 「70–79 岁」, 「低保」, 「低保 60 岁以上」. The upper age is that before the next rule of the same kind. */
export function ruleInWords(rule: MealPrice, all: readonly MealPrice[]) {
  const next = all
    .filter(({ entitlement, minAge }) => entitlement === rule.entitlement && minAge > rule.minAge)
    .sort((a, b) => a.minAge - b.minAge)[0]
  const ages =
    rule.minAge === 0
      ? next && rule.entitlement === null
        ? `${next.minAge} 岁以下`
        : ''
      : next
        ? `${rule.minAge}–${next.minAge - 1} 岁`
        : `${rule.minAge} 岁以上`
  const words = [rule.entitlement && ENTITLEMENTS[rule.entitlement], ages].filter(Boolean).join(' ')
  return words || '所有人'
}

export interface Due {
  /** Of all servings together. */
  dueFen: number
  subsidyFen: number
  /** Which rule it follows, in words; empty for the ordinary price. */
  rule: string
}

/**
 * What is due for a booking. The subsidy is one person's and counts for one serving of a sitting; further servings and
 * dishes with a price of their own cost what they cost everybody.
 */
export function mealDue({
  priceFen,
  prices,
  age,
  held,
  seats,
  extrasFen,
}: {
  /** Of one serving, without any rule; null where none is named. */
  priceFen: number | null
  prices: readonly MealPrice[]
  age: number | null
  held: readonly Entitlement[]
  seats: number
  extrasFen: number
}): Due {
  const rule = priceRuleFor(prices, age, held)
  const full = priceFen ?? 0
  const own = rule ? rule.payFen : full
  return {
    dueFen: own + full * (seats - 1) + extrasFen,
    subsidyFen: rule?.subsidyFen ?? 0,
    rule: rule ? ruleInWords(rule, prices) : '',
  }
}
