import * as endpoints from '@yike/shared/cases/saved-filter-endpoints'
import { SavedFilters, SaveFilters } from '@yike/shared/cases/saved-filter-schemas'
import { ById } from '@yike/shared/cases/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { Done, type z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { saveFilters, savedFilters } from './saved-filters'
import { loadVisible } from './staff-steps'
import { addStar, removeStar } from './stars'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

/** The filters of the list of cases that somebody saved, and the cases that they follow. */
export function savedFilterRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.listSavedFilters, { input: NoInput, output: SavedFilters }, (_, { actor, now }) =>
    savedFilters(actor, now),
  )
  handle(routes, endpoints.saveFilters, { input: SaveFilters, output: SavedFilters }, async (input, { actor, now }) => {
    await saveFilters(actor, input)
    return savedFilters(actor, now)
  })
  handle(routes, endpoints.starCase, { input: ById, output: Done }, async ({ id }, { actor }) => {
    await addStar(actor, (await loadVisible(actor, id))._id)
    return { done: true as const }
  })
  handle(routes, endpoints.unstarCase, { input: ById, output: Done }, async ({ id }, { actor }) => {
    await removeStar(actor, id)
    return { done: true as const }
  })
  return routes
}
