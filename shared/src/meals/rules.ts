import { ENTITLEMENTS, type Allergen, type Diet, type Entitlement, type MealMode } from './kinds'

/** A price rule: from an age on, and only with a confirmed entitlement where it names one. Fen. */
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
  /** The most servings of one person at one sitting; null for as many as there are places. */
  most: number | null
  /**
   * The group of which each person takes one: 「主食」. Null: everybody gets the dish, or, with a price, everybody who
   * orders it.
   */
  choice: string | null
}

/** The meal of a sitting: copied from the service when it is made, and its menu. */
export interface SittingMeal {
  prices: MealPrice[]
  modes: MealMode[]
  /** The payer of the subsidy, in words. */
  payer: string
  dishes: Dish[]
  /** Revision of the menu: two people who change it at once do not overwrite each other. */
  revision: number
}

/** The most dishes that old clients show as a menu. */
const MENU_WORDS = 12
export const menuWords = (dishes: readonly Dish[]) =>
  [
    ...dishes.filter((dish) => !isChosen(dish)).map(({ name }) => name),
    ...[...new Set(dishes.flatMap(({ choice }) => choice ?? []))].map((choice) =>
      dishes.flatMap((dish) => (dish.choice === choice ? dish.name : [])).join('或'),
    ),
  ].slice(0, MENU_WORDS)

/** The dishes somebody gets of a menu: common ones, and their choices. */
export const dishesInWords = (dishes: readonly Dish[], chosen: readonly { name: string; count: number }[]) => [
  ...dishes.filter((dish) => !isChosen(dish)).map(({ name }) => name),
  ...chosen.map(({ name, count }) => (count > 1 ? `${name} ${count} 份` : name)),
]

/** Whether a dish is taken by choice, instead of everybody getting it. */
export const isChosen = ({ choice, priceFen }: Pick<Dish, 'choice' | 'priceFen'>) =>
  choice !== null || priceFen !== null

/**
 * The rule for somebody: of the rules whose age and entitlement they meet, the one with the lowest price; of two equal
 * ones that with the greater age. Null when none fits, or the year of birth is not known and no entitlement helps.
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
  /** For all servings together. */
  dueFen: number
  subsidyFen: number
  /** The price rule that applies, in words; empty for the ordinary price. */
  rule: string
}

/**
 * The amount due for a booking. The subsidy is one person's and counts for one serving of a sitting; further servings
 * and dishes with a price of their own cost the ordinary price.
 */
export function mealDue({
  priceFen,
  prices,
  age,
  held,
  seats,
  extrasFen,
}: {
  /** For one serving, without any rule; null where no price is set. */
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
