import { isChosen, type Dish } from './rules'

export interface Chosen {
  dishes: { id: string; name: string; count: number; most: number | null }[]
  /** Price of the dishes that cost something beside the meal, all servings together. */
  extrasFen: number
}

/**
 * The dishes somebody gets of those that are chosen. Where no choice is sent (a client that does not know of it), the
 * first dish without a limit is taken, or else the first. A string is the fault, as a sentence.
 */
export function choose(
  dishes: readonly Dish[],
  asked: readonly { id: string; count: number }[] | undefined,
  seats: number,
): Chosen | string {
  const counts = new Map((asked ?? []).map(({ id, count }) => [id, count]))
  const strange = [...counts.keys()].find((id) => !dishes.some((dish) => dish.id === id && isChosen(dish)))
  if (strange !== undefined) return '菜单刚刚改过，请重新选菜'
  for (const choice of new Set(dishes.flatMap((dish) => dish.choice ?? []))) {
    const among = dishes.filter((dish) => dish.choice === choice)
    const taken = among.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0)
    if (taken === 0) counts.set((among.find(({ most }) => most === null) ?? among[0]!).id, seats)
    else if (taken !== seats) return `${choice}每份选一样，${seats} 份要选 ${seats} 样`
  }
  const taken = dishes.flatMap((dish) => {
    const count = counts.get(dish.id)
    return count === undefined ? [] : [{ ...dish, count }]
  })
  return {
    dishes: taken.map(({ id, name, count, most }) => ({ id, name, count, most })),
    extrasFen: taken.reduce((sum, { priceFen, count }) => sum + (priceFen ?? 0) * count, 0),
  }
}
