import { yearsInWords } from '@yike/shared/cases/seasonal'
import * as endpoints from '@yike/shared/cases/seasonal-endpoints'
import { HandleSeasonal, SeasonalCases } from '@yike/shared/cases/seasonal-schemas'
import { toApiTime } from '@yike/shared/time/china'
import { z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { casePolicy } from './policy'
import { expectedCases, handleSeason } from './seasonal'

/** Complaints that come back every year, named before they come. */
export function seasonalRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.listSeasonalCases,
    { input: z.strictObject({}), output: SeasonalCases },
    async (_, { actor, now }) => ({
      items: (await expectedCases(actor, now)).map(({ month, group, years, grids, categoryName, handled }) => ({
        ...{ month, grids, words: yearsInWords(years) },
        community: { id: String(group.area._id), name: group.area.name },
        category: { id: String(group.categoryId), name: categoryName },
        handled: handled && { by: handled.by, at: toApiTime(handled.at) },
        can: { handle: casePolicy.handleSeason(actor, group.area) },
      })),
    }),
  )
  handle(
    routes,
    endpoints.handleSeasonalCase,
    { input: HandleSeasonal, output: z.object({ done: z.literal(true) }) },
    async (input, call) => {
      await handleSeason(call, input)
      return { done: true as const }
    },
  )
  return routes
}
