import type { z } from 'zod'
import { endpoint } from '../endpoint'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>

/** Menus and prices of one meal service for one person, from today or a day on (7 days by default, at most 14). */
export const getMeals = endpoint<In<typeof s.GetMeals>, s.Meals>({
  method: 'GET',
  path: '/services/:id/meals',
  access: 'public',
  errors: ['NOT_FOUND'],
})

/** The same for a person whom staff book for. */
export const getMealsAsStaff = endpoint<In<typeof s.GetMealsAsStaff>, s.Meals>({
  method: 'GET',
  path: '/staff/services/:id/meals',
  access: { staff: 'booking.book' },
  errors: ['NOT_FOUND'],
})

/** The menus of seven days, and of the seven days before. */
export const getMenus = endpoint<In<typeof s.GetMenus>, s.MenuWeek>({
  method: 'GET',
  path: '/staff/services/:id/menus',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
/** Each menu is decided by itself: menus that somebody else changed meanwhile are named, the others are written. */
export const setMenus = endpoint<In<typeof s.SetMenus>, Out<typeof s.MenusSet>>({
  method: 'PUT',
  path: '/staff/services/:id/menus',
  access: { staff: 'sitting.edit' },
  errors: ['NOT_FOUND', 'PHOTO_TAKEN'],
})
export const getMealTerms = endpoint<In<typeof s.ById>, s.MealTermsView>({
  method: 'GET',
  path: '/staff/services/:id/meal-terms',
  access: { staff: 'booking.read' },
  errors: ['NOT_FOUND'],
})
/** Takes effect for sittings from today on; existing bookings keep their price. */
export const setMealTerms = endpoint<In<typeof s.MealTerms>, s.MealTermsView>({
  method: 'PUT',
  path: '/staff/services/:id/meal-terms',
  access: { staff: 'service.edit' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const listEntitlements = endpoint<Record<string, never>, Out<typeof s.EntitlementList>>({
  method: 'GET',
  path: '/staff/entitlements',
  access: { staff: 'meal.entitle' },
  errors: [],
})
/** A second confirmation for the same person and kind replaces the first. */
export const confirmEntitlement = endpoint<In<typeof s.ConfirmEntitlement>, s.EntitlementView>({
  method: 'PUT',
  path: '/staff/people/:personId/entitlements/:kind',
  access: { staff: 'meal.entitle' },
  errors: ['NOT_FOUND'],
})
export const endEntitlement = endpoint<In<typeof s.EntitlementId>, { done: true }>({
  method: 'DELETE',
  path: '/staff/people/:personId/entitlements/:kind',
  access: { staff: 'meal.entitle' },
  errors: ['NOT_FOUND'],
})
/** The meals to cook with their eaters, and the route of the deliveries. Today when no day is named. */
export const getKitchen = endpoint<In<typeof s.GetKitchen>, s.Kitchen>({
  method: 'GET',
  path: '/staff/kitchen',
  access: { staff: 'booking.check_in' },
  errors: [],
})
/** A delivered meal has arrived too. A mark that comes in late does not overwrite one made after it. */
export const markDelivery = endpoint<In<typeof s.MarkDelivery>, Out<typeof s.Marked>>({
  method: 'POST',
  path: '/staff/bookings/:id/delivery',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED'],
})
/**
 * Marks the meal as arrived, and writes the amount received into the till of the day. After its closing it is a
 * correction, by people who keep the books; the closed sheet stays as it is.
 */
export const receiveMeal = endpoint<In<typeof s.ReceiveMeal>, s.Receipt>({
  method: 'POST',
  path: '/staff/bookings/:id/receipt',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'BOOKING_MOVED', 'ALREADY_PAID', 'TILL_CLOSED', 'KEY_REUSED'],
  idempotent: true,
})
/** Corrects the amount received, by an entry of its own; also after the day was closed. */
export const correctReceipt = endpoint<In<typeof s.CorrectReceipt>, s.Receipt>({
  method: 'POST',
  path: '/staff/bookings/:id/receipt/correction',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND', 'CONFLICT', 'FORBIDDEN', 'KEY_REUSED'],
  idempotent: true,
})
export const getTill = endpoint<In<typeof s.GetTill>, s.Till>({
  method: 'GET',
  path: '/staff/till',
  access: { staff: 'booking.check_in' },
  errors: ['NOT_FOUND'],
})
/** A closed day stays as it is. A day with bookings of unknown outcome is closed only by a caller who knows of them. */
export const closeTill = endpoint<In<typeof s.CloseTill>, s.Till>({
  method: 'POST',
  path: '/staff/till/close',
  access: { staff: 'meal.account' },
  errors: ['NOT_FOUND', 'CONFLICT', 'TILL_CLOSED', 'BOOKINGS_OPEN'],
})
/** Takes a closing back, with a reason; its count stays on record. */
export const reopenTill = endpoint<In<typeof s.ReopenTill>, s.Till>({
  method: 'POST',
  path: '/staff/till/reopen',
  access: { staff: 'meal.reopen' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const getStatement = endpoint<In<typeof s.GetStatement>, s.Statement>({
  method: 'GET',
  path: '/staff/services/:id/meal-statement',
  access: { staff: 'meal.account' },
  errors: ['NOT_FOUND'],
})
/** The same as an Excel file. */
export const exportStatement = endpoint<In<typeof s.GetStatement>, never>({
  method: 'GET',
  path: '/staff/services/:id/meal-statement/file',
  access: { staff: 'meal.account' },
  errors: ['NOT_FOUND'],
})
