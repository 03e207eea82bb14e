import { getMealsAsStaff } from '@yike/shared/meals/endpoints'
import { askMeal, PLAIN_MEAL } from '@yike/shared/meals/wish'
import { useRead } from '../../query'
import type { DetailsContext, KindDetails } from '../details-context'
import { MealFields } from './MealFields'

/** A meal: the dishes, its mode, the notes for the kitchen, and the amount due. Null: no meal is booked. */
export function useMealDetails(asked: DetailsContext | null): KindDetails {
  const { serviceId = '', sittingId, day, personId = '', seats = 1 } = asked ?? {}
  const meals = useRead(getMealsAsStaff, { id: serviceId, personId, from: day, to: day }, { enabled: personId !== '' })
  if (!asked) return { fields: null }
  const { data, error, isFetching } = meals
  const sitting = data?.items.find((item) => item.sittingId === sittingId)
  return {
    isAsking: personId !== '' && !sitting && isFetching,
    error,
    fields: data && sitting && <MealFields meals={data} of={sitting} seats={seats} />,
    details: ({ meal }) =>
      data && sitting ? { meal: askMeal({ ...PLAIN_MEAL, ...meal }, data, sitting.dishes, seats) } : undefined,
    asksWishes: true,
    countsPrice: sitting !== undefined,
  }
}
