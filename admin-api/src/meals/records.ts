import type { Types } from 'mongoose'
import { bookingPolicy } from '../booking/policy'
import { WITH_PLACES, type BookingState } from '@yike/shared/booking/states'
import { ORDINARY_MODES } from '@yike/shared/meals/kinds'
import { menuWords, type Dish, type SittingMeal } from '@yike/shared/meals/rules'
import { findBookings, findSittings, hasSitting, changeSittingWhere, changeSittingsWhere } from '../booking/records'
import type { Booking, Sitting } from '../booking/model'
import type { Actor } from '../http/policy'

/** The writes of the meals to sittings, and their reads of sittings and bookings. */

const NO_MEAL: SittingMeal = { prices: [], modes: [...ORDINARY_MODES], payer: '', dishes: [], revision: 0 }

/** The meal of a sitting; the ordinary one where it was made before there were menus. */
export const mealOf = ({ meal }: Pick<Sitting, 'meal'>): SittingMeal => ({ ...NO_MEAL, ...meal })

/**
 * Writes the menu of one sitting in the actor's areas, and the words old clients read. Returns the sitting as it was
 * before; null when it is cancelled or gone, or somebody wrote since the revision named.
 */
export const writeMenu = (actor: Actor, serviceId: string, { sittingId, revision, dishes }: NewMenu) =>
  changeSittingWhere(
    {
      _id: sittingId,
      'offer.serviceId': serviceId,
      state: 'open',
      ...bookingPolicy.visibleSittings(actor, 'sitting.edit'),
      'meal.revision': revision === 0 ? { $in: [null, 0] } : revision,
    },
    { 'meal.dishes': dishes, 'meal.revision': revision + 1, menu: menuWords(dishes) },
  )

interface NewMenu {
  sittingId: string
  revision: number
  dishes: Dish[]
}

/** Writes the terms that the sittings of a service have from a day on. Existing bookings keep their price. */
export const writeTerms = (
  serviceId: Types.ObjectId,
  from: string,
  { prices, modes, payer }: Pick<SittingMeal, 'prices' | 'modes' | 'payer'>,
) =>
  changeSittingsWhere(
    { 'offer.serviceId': serviceId, day: { $gte: from }, state: 'open' },
    { 'meal.prices': prices, 'meal.modes': modes, 'meal.payer': payer },
  )

const COOKED = ['confirmed', 'checked_in', 'no_show'] as const satisfies BookingState[]
const BY_CODE = { sort: { startsAt: 1, code: 1 } } as const

/** Bookings of some sittings whose meals are cooked. */
export const cookedFor = (sittingIds: readonly Types.ObjectId[]) =>
  findBookings({ sittingId: { $in: sittingIds }, state: { $in: [...COOKED] } }, BY_CODE)

/** Meals of a place on a day: expected, eaten and missed. */
export const mealsOfDay = (placeId: string, day: string) =>
  findBookings({ 'offer.placeId': placeId, day, 'offer.kind': 'meal', state: { $in: [...COOKED] } }, BY_CODE)

/** Meals of these sittings that were taken. */
export const takenAt = (sittingIds: readonly Types.ObjectId[]) =>
  findBookings({ sittingId: { $in: sittingIds }, state: 'checked_in' })

/** One person's meals of a service between two instants. */
export const mealsOfPerson = (
  personId: Types.ObjectId,
  serviceId: string,
  { from, to }: { from: Date; to: Date },
): Promise<Booking[]> =>
  findBookings({
    personId,
    startsAt: { $gte: from, $lt: to },
    'offer.serviceId': serviceId,
    state: { $in: ['waiting', ...WITH_PLACES] },
  })

/** Sittings of a service between two days. */
export const mealSittings = (serviceId: string, from: string, to: string) =>
  findSittings({ 'offer.serviceId': serviceId, day: { $gte: from, $lte: to } })

/** The photos among these that are in a menu of the service already. */
export async function photosShown(serviceId: string, photoIds: readonly string[]): Promise<Set<string>> {
  const shown = await Promise.all(
    photoIds.map((photoId) => hasSitting({ 'offer.serviceId': serviceId, 'meal.dishes.photoId': photoId })),
  )
  return new Set(photoIds.filter((_, at) => shown[at]))
}
