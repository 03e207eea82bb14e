import { AppError } from '@yike/shared/errors'
import type { MealTerms } from '@yike/shared/meals/schemas'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { writeTerms } from './records'
import { placeById } from '../directory/find'
import { changeService, staffService } from '../directory/services'
import { type Actor } from '../http/policy'
import { termsOf } from './kind-hooks'

export async function mealTerms(actor: Actor, id: string) {
  const service = await staffService(actor, id)
  if (service.kind !== 'meal') throw new AppError('NOT_FOUND', '这项服务不是助餐。')
  return { service, placeName: (await placeById(String(service.placeId))).name }
}

/** The service first, then its sittings from today on: after an interruption in between the person saves once more. */
export async function setMealTerms(
  actor: Actor,
  { id, revision, modes, prices, payer }: z.output<typeof MealTerms>,
  now: Date,
) {
  const { placeName } = await mealTerms(actor, id)
  const change = { id, revision, mealModes: modes, mealPrices: prices, subsidy: payer }
  const service = await changeService(actor, change, now)
  await writeTerms(service._id, dayOf(now), termsOf(service))
  return { service, placeName }
}
