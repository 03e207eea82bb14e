import { getMeals, getMealsAsStaff } from '@yike/shared/meals/endpoints'
import { askMeal, beginWithUsual, dueOf, PLAIN_MEAL } from '@yike/shared/meals/wish'
import { Section } from '@/kit/card/card'
import { useEndpoint } from '@/lib/api/use-endpoint'
import type { DetailsContext, KeptDetails, KindDetails } from '../details-context'
import { Dishes, PickupFields, Price } from './meal-fields'

/** A meal: the dishes, its mode, the notes for the kitchen, and the amount due. Null: no meal is booked. */
export function useMealDetails(asked: DetailsContext | null, { form, change }: KeptDetails): KindDetails {
  const query = asked && { id: asked.serviceId, from: asked.day, to: asked.day }
  const own = useEndpoint(getMeals, query && !asked.atCounter ? { ...query, personId: asked.personId } : null)
  const ofPerson = useEndpoint(
    getMealsAsStaff,
    query && asked.atCounter && asked.personId ? { ...query, personId: asked.personId } : null,
  )
  if (!asked) return { fields: null }

  const read = asked.atCounter ? ofPerson : own
  const meals = read.data
  const sitting = meals?.items.find(({ sittingId }) => sittingId === asked.sittingId)
  if (!meals || !sitting) return { missing: meals ? undefined : read, fields: null, asksWishes: true }

  const meal = beginWithUsual({ ...PLAIN_MEAL, ...form.meal }, meals.usual)
  const changeMeal = (part: Partial<typeof meal>) => change({ meal: { ...meal, ...part } })
  const { seats, problemWith, atCounter } = asked
  const dishes = sitting.dishes.length > 0 && (
    <Dishes
      dishes={sitting.dishes}
      seats={seats}
      meal={meal}
      onChange={changeMeal}
      problem={problemWith('details.meal.dishes')}
    />
  )
  const pickup = <PickupFields meals={meals} meal={meal} onChange={changeMeal} problemWith={problemWith} />
  return {
    fields: atCounter ? (
      <>
        {dishes}
        {pickup}
      </>
    ) : (
      <>
        {dishes && <Section title='吃什么'>{dishes}</Section>}
        <Section>{pickup}</Section>
      </>
    ),
    details: { meal: askMeal(meal, meals, sitting.dishes, seats) },
    price: sitting.pay ? <Price of={sitting} meals={meals} meal={meal} seats={seats} /> : undefined,
    dueFen: dueOf(sitting, meal, seats)?.dueFen,
    asksWishes: true,
  }
}
