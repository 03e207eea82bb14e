import type { MealAsked } from './details'
import type { Diet, MealMode } from './kinds'
import { isChosen } from './rules'
import type { DishView, Meals } from './schemas'

/** The form of a meal, at home or at the counter. */
export interface MealForm {
  /** Null: nothing was chosen, and the first mode the canteen offers counts. */
  mode: MealMode | null
  address: string
  phone: string
  doorNote: string
  diets: Diet[]
  /** Servings by dish, for dishes that are chosen. */
  dishes: Record<string, number>
}
export const PLAIN_MEAL: MealForm = { mode: null, address: '', phone: '', doorNote: '', diets: [], dishes: {} }

/** An untouched form begins with the choices of the last time. */
export const beginWithUsual = (form: MealForm, usual: Meals['usual']): MealForm =>
  usual && JSON.stringify(form) === JSON.stringify(PLAIN_MEAL)
    ? { ...form, mode: usual.mode, diets: usual.diets, address: usual.address ?? '', doorNote: usual.doorNote }
    : form

/** The mode of the meal: the chosen one while the canteen offers it, else its first. */
export const modeOf = ({ mode }: Pick<MealForm, 'mode'>, { modes }: Pick<Meals, 'modes'>) =>
  (modes.find(({ code }) => code === mode) ?? modes[0])?.code as MealMode | undefined

/** Dishes of which each serving has one, by their choice; `usual` is taken where nothing is chosen, as the API does. */
export const choicesOf = (dishes: readonly DishView[]) =>
  [...new Set(dishes.flatMap(({ choice }) => choice ?? []))].map((choice) => {
    const among = dishes.filter((dish) => dish.choice === choice)
    return { choice, among, usual: among.find(({ most }) => most === null) ?? among[0]! }
  })

/** Dishes beside the meal, each for its own price. */
export const extrasOf = (dishes: readonly DishView[]) =>
  dishes.filter(({ choice, priceFen }) => choice === null && priceFen !== null)

/** The dishes that everybody gets. */
export const sameForAll = (dishes: readonly DishView[]) => dishes.filter((dish) => !isChosen(dish))

/** The most that may be taken of a dish beside the meal. */
export const mostOf = ({ left }: DishView) => Math.min(left ?? 20, 20)

/** The details of the meal for the API; dishes that are no longer on the menu are left out. */
export function askMeal(
  meal: MealForm,
  meals: Pick<Meals, 'modes'>,
  dishes: readonly DishView[],
  seats: number,
): MealAsked {
  const mode = modeOf(meal, meals)
  const chosen = dishes.filter(isChosen).flatMap(({ id, choice }) => {
    const count = choice === null || seats > 1 ? (meal.dishes[id] ?? 0) : meal.dishes[id] ? 1 : 0
    return count > 0 ? [{ id, count }] : []
  })
  return {
    mode,
    diets: meal.diets,
    ...(mode === 'delivery' && meal.address.trim() ? { address: meal.address.trim() } : {}),
    ...(mode === 'delivery' && meal.phone.trim() ? { phone: meal.phone.trim() } : {}),
    ...(mode === 'delivery' && meal.doorNote.trim() ? { doorNote: meal.doorNote.trim() } : {}),
    ...(chosen.length > 0 ? { dishes: chosen } : {}),
  }
}

/** The amount due for all servings together, in fen, as the API will count it; null for an unknown person. */
export function dueOf({ pay, priceFen, dishes }: Meals['items'][number], meal: MealForm, seats: number) {
  if (!pay) return null
  const usual = choicesOf(dishes).flatMap(({ among, usual }) =>
    among.some(({ id }) => meal.dishes[id]) ? [] : [{ ...usual, count: seats }],
  )
  const taken = [...dishes.map((dish) => ({ ...dish, count: meal.dishes[dish.id] ?? 0 })), ...usual]
  const extrasFen = taken.reduce((sum, dish) => sum + (dish.priceFen ?? 0) * dish.count, 0)
  return {
    dueFen: pay.dueFen + (priceFen ?? 0) * (seats - 1) + extrasFen,
    subsidyFen: pay.subsidyFen,
    rule: pay.rule,
  }
}
