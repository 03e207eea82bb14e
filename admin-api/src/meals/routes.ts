import * as endpoints from '@yike/shared/meals/endpoints'
import * as s from '@yike/shared/meals/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { Done } from '@yike/shared/zod'
import { Types } from 'mongoose'
import { tappedAt } from '../booking/tapped-at'
import { Routes, handle, stream } from '../http/handle'
import { markDelivery } from './deliveries'
import { confirmEntitlement, endEntitlement, listEntitlements } from './entitlements'
import { kitchenOf } from './kitchen'
import { menusOf, setMenus } from './menus'
import { mealsAsStaff, mealsFor } from './order'
import {
  presentEntitlement,
  presentMeals,
  presentMenuWeek,
  presentReceipt,
  presentTerms,
  presentTill,
} from './presenter'
import { presentKitchenSitting } from './kitchen-presenter'
import { statementOf } from './statement'
import { statementFile } from './statement-file'
import { mealTerms, setMealTerms } from './terms'
import { closeTill, correctReceipt, readTill, receiveMeal, reopenTill } from './till'

export function mealRoutes() {
  const routes = new Routes()

  handle(routes, endpoints.getMeals, { input: s.GetMeals, output: s.Meals }, async (input, { visitor, now }) =>
    presentMeals(await mealsFor(visitor, input, now), now),
  )
  handle(
    routes,
    endpoints.getMealsAsStaff,
    { input: s.GetMealsAsStaff, output: s.Meals },
    async (input, { actor, now }) => presentMeals(await mealsAsStaff(actor, input, now), now),
  )
  handle(routes, endpoints.getMenus, { input: s.GetMenus, output: s.MenuWeek }, async ({ id, from }, { actor, now }) =>
    presentMenuWeek(await menusOf(actor, id, from), actor, now),
  )
  handle(routes, endpoints.setMenus, { input: s.SetMenus, output: s.MenusSet }, async (input, { actor, now }) => ({
    refused: await setMenus(actor, input, now),
  }))
  const terms = { output: s.MealTermsView }
  handle(routes, endpoints.getMealTerms, { input: s.ById, ...terms }, async ({ id }, { actor }) =>
    presentTerms(await mealTerms(actor, id), actor),
  )
  handle(routes, endpoints.setMealTerms, { input: s.MealTerms, ...terms }, async (input, { actor, now }) =>
    presentTerms(await setMealTerms(actor, input, now), actor),
  )
  handle(
    routes,
    endpoints.listEntitlements,
    { input: Nothing, output: s.EntitlementList },
    async (_, { actor, now, saw }) => {
      const found = await listEntitlements(actor, now)
      saw(found.map(({ record }) => record.personId))
      return { items: found.map(presentEntitlement) }
    },
  )
  handle(
    routes,
    endpoints.confirmEntitlement,
    { input: s.ConfirmEntitlement, output: s.EntitlementView },
    async (input, { actor, now }) => presentEntitlement(await confirmEntitlement(actor, input, now)),
  )
  handle(
    routes,
    endpoints.endEntitlement,
    { input: s.EntitlementId, output: Done },
    async ({ personId, kind }, { actor, saw }) => {
      saw([new Types.ObjectId(personId)])
      await endEntitlement(actor, personId, kind)
      return { done: true as const }
    },
  )
  handle(
    routes,
    endpoints.getKitchen,
    { input: s.GetKitchen, output: s.Kitchen },
    async (input, { actor, now, saw }) => {
      const { day, sittings } = await kitchenOf(actor, input.day, input.placeId, now)
      saw(sittings.flatMap(({ bookings }) => bookings.map(({ personId }) => personId)))
      return { day, sittings: sittings.map(presentKitchenSitting) }
    },
  )
  handle(
    routes,
    endpoints.markDelivery,
    { input: s.MarkDelivery, output: s.Marked },
    async ({ id, mark, doneAt }, { actor, now }) => {
      const marked = await markDelivery(actor, { id, mark, doneAt: doneAt ? new Date(doneAt) : now }, now)
      return { bookingId: id, mark: marked.mark, at: toApiTime(marked.at) }
    },
  )
  handle(
    routes,
    endpoints.receiveMeal,
    { input: s.ReceiveMeal, output: s.Receipt },
    async ({ at, ...input }, { actor, key, now, saw }) => {
      const { booking, receipt } = await receiveMeal(actor, key, input, tappedAt(at, now))
      saw([booking.personId])
      return presentReceipt(receipt, booking.personName)
    },
  )
  handle(
    routes,
    endpoints.correctReceipt,
    { input: s.CorrectReceipt, output: s.Receipt },
    async (input, { actor, key, now, saw }) => {
      const { booking, receipt } = await correctReceipt(actor, key, input, now)
      saw([booking.personId])
      return presentReceipt(receipt, booking.personName)
    },
  )
  const till = { output: s.Till }
  handle(routes, endpoints.getTill, { input: s.GetTill, ...till }, async ({ placeId, day }, { actor, now }) =>
    presentTill(await readTill(actor, placeId, day, now), actor),
  )
  handle(routes, endpoints.reopenTill, { input: s.ReopenTill, ...till }, async (input, { actor, now }) => {
    await reopenTill(actor, input, now)
    return presentTill(await readTill(actor, input.placeId, input.day, now), actor)
  })
  handle(routes, endpoints.closeTill, { input: s.CloseTill, ...till }, async (input, { actor, now }) => {
    await closeTill(actor, input, now)
    return presentTill(await readTill(actor, input.placeId, input.day, now), actor)
  })
  handle(
    routes,
    endpoints.getStatement,
    { input: s.GetStatement, output: s.Statement },
    async ({ id, month }, { actor }) => statementOf(actor, id, month),
  )
  stream(routes, endpoints.exportStatement, { input: s.GetStatement }, async ({ id, month }, { actor, now }) =>
    statementFile(await statementOf(actor, id, month), actor.name, now),
  )
  return routes
}
