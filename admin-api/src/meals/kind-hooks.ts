import { ageOn } from '@yike/shared/booking/rules'
import { AppError } from '@yike/shared/errors'
import { choose } from '@yike/shared/meals/choice'
import type { MealAsked } from '@yike/shared/meals/details'
import { DIETS, MEAL_MODES, ORDINARY_MODES, codedOf } from '@yike/shared/meals/kinds'
import { dishesInWords, mealDue, type SittingMeal } from '@yike/shared/meals/rules'
import { isByOffice } from '../booking/audience'
import { deliveryOf, sealDelivery, type StoredMeal } from './details'
import { mealOf } from './records'
import type { Booking } from '../booking/model'
import type { KindHooks } from '../booking/kind-hooks'
import type { Service } from '../directory/model'
import { familyOf, personById } from '../people/me'
import { compoundsIn, homePosition } from '../territory/areas'
import { claimDishes, releaseDishes } from './dish-places'
import { heldBy } from './entitlements'
import { homeOf, phoneOf } from '../people/sealed-facts'
import { openedPhone } from '../sealed-values'

const bad = (field: string, sentence: string) =>
  new AppError('INVALID_INPUT', sentence, { fields: { [`details.meal.${field}`]: [sentence] } })

type MealBooking = Pick<
  Booking,
  'bookedById' | 'relation' | 'personId' | 'personName' | 'phone' | 'birthYear' | 'day' | 'seats' | 'priceFen'
>

/**
 * Many elders have no phone: then the kitchen rings the person who booked, or one of the family where the office
 * booked.
 */
async function phoneOfFamily(booking: MealBooking) {
  if (!isByOffice(booking)) return phoneOf(await personById(booking.bookedById))
  return openedPhone((await familyOf(booking.personId)).find(({ phone }) => phone !== null)?.phone)
}

/**
 * The delivery address: the given one, or the home of the person who comes. Only their home has a position on the map.
 */
async function whereTo({ address, phone }: MealAsked, booking: MealBooking) {
  const { personId, personName, phone: own } = booking
  const person = await personById(personId)
  const lives = homeOf(person)
  const to = address ?? lives?.text ?? null
  if (to === null) throw bad('address', `还不知道${personName}住哪儿，写清小区、楼号、单元、门牌`)
  const ringing = phone ?? openedPhone(own) ?? (await phoneOfFamily(booking))
  const home = to === lives?.text ? lives : { text: to, position: null }
  const position = homePosition(home, await compoundsIn(person.communityId))
  return { address: to, phone: ringing, position }
}

/** The meal as the booking stores it, with the amount due. Throws INVALID_INPUT naming the field. */
async function readMeal(asked: MealAsked, meal: SittingMeal, booking: MealBooking): Promise<StoredMeal> {
  const mode = asked.mode ?? (meal.modes.includes('eat_in') ? 'eat_in' : meal.modes[0]!)
  if (!meal.modes.includes(mode))
    throw bad('mode', `这儿不能${MEAL_MODES[mode]}，可以${meal.modes.map((one) => MEAL_MODES[one]).join('、')}`)
  const chosen = choose(meal.dishes, asked.dishes, booking.seats)
  if (typeof chosen === 'string') throw bad('dishes', chosen)
  const to = mode === 'delivery' ? await whereTo(asked, booking) : null
  const asksOffice = meal.prices.some(({ entitlement }) => entitlement !== null)
  const held = asksOffice ? await heldBy(booking.personId, booking.day) : []
  return {
    mode,
    delivery: to && sealDelivery({ ...to, doorNote: asked.doorNote ?? '' }),
    diets: asked.diets ?? [],
    dishes: chosen.dishes,
    ...mealDue({
      priceFen: booking.priceFen,
      prices: meal.prices,
      age: ageOn(booking.day, booking.birthYear),
      held,
      seats: booking.seats,
      extrasFen: chosen.extrasFen,
    }),
    payer: meal.payer,
  }
}

/** The terms that new sittings copy from a meal service. */
export const termsOf = ({ mealPrices, mealModes, subsidy }: Pick<Service, 'mealPrices' | 'mealModes' | 'subsidy'>) => ({
  prices: mealPrices ?? [],
  modes: mealModes && mealModes.length > 0 ? mealModes : [...ORDINARY_MODES],
  payer: subsidy,
})

export const mealHooks: KindHooks = {
  async read({ meal: asked = {} }, { sitting, booking }) {
    const terms = mealOf(sitting)
    const meal = await readMeal(asked, terms, { ...booking, priceFen: sitting.priceFen })
    const knowsPrice = sitting.priceFen !== null || terms.prices.length > 0 || meal.dueFen > 0
    // Old clients multiply it by the servings: with several of them the ordinary price shows too much rather than too
    // little.
    const priceFen = booking.seats === 1 ? meal.dueFen : (sitting.priceFen ?? Math.ceil(meal.dueFen / booking.seats))
    return {
      details: { meal },
      priceFen: knowsPrice ? priceFen : null,
      ...(terms.dishes.length > 0 ? { menu: dishesInWords(terms.dishes, meal.dishes) } : {}),
    }
  },
  claim: claimDishes,
  release: releaseDishes,
  arrange: (service) => ({ meal: { ...termsOf(service), dishes: [], revision: 0 } }),
  again: ({ details }) => {
    const meal = details?.meal
    if (!meal) return {}
    const { mode, diets } = meal
    const { address, phone, doorNote } = deliveryOf(meal)
    // Another day has other dishes: they are chosen anew there.
    return { meal: { mode, address: address ?? undefined, phone: phone ?? undefined, doorNote, diets } }
  },
  comes: ({ details }) => (details?.meal?.mode === 'delivery' ? MEAL_MODES.delivery : null),
  show: ({ details }) => {
    const meal = details?.meal
    if (!meal) return {}
    const { address, phone, doorNote } = deliveryOf(meal)
    return {
      meal: {
        mode: { code: meal.mode, label: MEAL_MODES[meal.mode] },
        address,
        phoneLast4: phone && phone.slice(-4),
        doorNote,
        diets: codedOf(DIETS, meal.diets),
        dishes: meal.dishes.map(({ id, name, count }) => ({ id, name, count })),
        dueFen: meal.dueFen,
        subsidyFen: meal.subsidyFen,
        rule: meal.rule,
        payer: meal.payer,
      },
    }
  },
}
