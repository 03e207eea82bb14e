import { toApiTime } from '@yike/shared/time/china'
import type { KitchenRow, KitchenSitting } from '@yike/shared/meals/schemas'
import { MEAL_MODES, codedOf, DIETS, PAY_METHODS, DELIVERY_MARKS } from '@yike/shared/meals/kinds'
import { BOOKING_STATES } from '@yike/shared/booking/states'
import { ageOn } from '@yike/shared/booking/rules'
import type { Booking, Sitting } from '../booking/model'
import { coded } from './presenter'
import type { KitchenOfSitting } from './kitchen'
import { receivedFor, dueOf } from './figures'
import { isChosen } from '@yike/shared/meals/rules'
import { mealOf } from './records'
import { type LngLat, metresBetween, DETOUR, walkMinutes } from '@yike/shared/geo/walking'
import { metresOf } from '@yike/shared/geo/route'
import { deliveryOf } from './details'

const modeOf = ({ details }: Booking) => details?.meal?.mode ?? 'eat_in'

/** Phones and addresses are for the delivery: a list of a past day has none. */
function presentRow(booking: Booking, { marks, receipts, isAhead }: KitchenOfSitting): KitchenRow {
  const meal = booking.details?.meal
  const brought = meal && isAhead ? deliveryOf(meal) : null
  const mark = marks.find(({ _id }) => _id.equals(booking._id))
  const paid = receivedFor(receipts, booking._id)
  return {
    bookingId: String(booking._id),
    code: booking.code,
    name: booking.personName,
    age: ageOn(booking.day, booking.birthYear),
    seats: booking.seats,
    state: coded(BOOKING_STATES, booking.state),
    mode: coded(MEAL_MODES, modeOf(booking)),
    diets: codedOf(DIETS, meal?.diets ?? []),
    dishes: (meal?.dishes ?? []).map(({ name, count }) => ({ name, count })),
    note: booking.note,
    address: brought?.address ?? null,
    doorNote: brought?.doorNote ?? '',
    phone: brought?.phone ?? null,
    dueFen: dueOf(booking),
    subsidyFen: meal?.subsidyFen ?? 0,
    paid: paid && { amountFen: paid.amountFen, method: coded(PAY_METHODS, paid.method) },
    mark: mark ? { ...coded(DELIVERY_MARKS, mark.mark), at: toApiTime(mark.at), by: mark.byName } : null,
  }
}

const servingsOf = (bookings: readonly Booking[]) => bookings.reduce((sum, { seats }) => sum + seats, 0)

/** The servings of each dish: common dishes once for each serving, chosen dishes as often as they were chosen. */
function dishCounts(sitting: Sitting, bookings: readonly Booking[]) {
  const counts = new Map<string, number>()
  const { dishes } = mealOf(sitting)
  const all = dishes.length > 0 ? dishes.filter((dish) => !isChosen(dish)).map(({ name }) => name) : sitting.menu
  for (const name of all) counts.set(name, servingsOf(bookings))
  for (const { details } of bookings)
    for (const { name, count } of details?.meal?.dishes ?? []) counts.set(name, (counts.get(name) ?? 0) + count)
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

const present = <Code extends string>(labels: Record<Code, string>, count: (code: Code) => number) =>
  (Object.keys(labels) as Code[]).flatMap((code) =>
    count(code) > 0 ? [{ ...coded(labels, code), count: count(code) }] : [],
  )

export function presentKitchenSitting(kitchen: KitchenOfSitting): KitchenSitting {
  const { sitting, bookings, route } = kitchen
  const from = sitting.offer.position
  const legs = route.map(({ position }, at) => {
    const before: LngLat | null = at === 0 ? from : route[at - 1]!.position
    return position && before ? Math.round(metresBetween(before, position) * DETOUR) : null
  })
  const metres = metresOf(from, route)
  return {
    sittingId: String(sitting._id),
    serviceName: sitting.offer.serviceName,
    title: sitting.title,
    startsAt: toApiTime(sitting.startsAt),
    placeId: String(sitting.offer.placeId),
    placeName: sitting.offer.placeName,
    servings: servingsOf(bookings),
    modes: present(MEAL_MODES, (mode) => servingsOf(bookings.filter((booking) => modeOf(booking) === mode))),
    dishes: dishCounts(sitting, bookings),
    diets: present(DIETS, (diet) =>
      servingsOf(bookings.filter(({ details }) => details?.meal?.diets.includes(diet))),
    ).map(({ code, label, count }) => {
      const wanting = bookings.filter(({ details }) => details?.meal?.diets.includes(code as keyof typeof DIETS))
      return {
        name: label,
        count,
        byMode: present(MEAL_MODES, (mode) => servingsOf(wanting.filter((one) => modeOf(one) === mode))).map((one) => ({
          name: one.label,
          count: one.count,
        })),
      }
    }),
    rows: bookings.map((booking) => presentRow(booking, kitchen)),
    route: route.map(({ building, position, what }, at) => ({
      building,
      position: position && { lng: position.lng, lat: position.lat },
      metres: legs[at] ?? null,
      bookingIds: what.map(({ id }) => id),
    })),
    routeMinutes: metres === 0 ? 0 : walkMinutes(metres),
  }
}
