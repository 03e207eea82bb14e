import { yearsInWords } from '@yike/shared/cases/seasonal'
import { CASE_STATES } from '@yike/shared/cases/states'
import { listRecurringCases } from '@yike/shared/cases/recurring-endpoints'
import { RecurringCases, type CameBackCase } from '@yike/shared/cases/recurring-schemas'
import * as endpoints from '@yike/shared/cases/seasonal-endpoints'
import { HandleSeasonal, SeasonalCases, type SeasonalCase } from '@yike/shared/cases/seasonal-schemas'
import { toApiTime } from '@yike/shared/time/china'
import { z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import type { Actor } from '../http/policy'
import { casePolicy } from './policy'
import { casesThatCameBack, type CameBack } from './recurring'
import { expectedCases, handleSeason, type Expected } from './seasonal'

const present = (actor: Actor, { month, group, years, grids, ...one }: Expected): SeasonalCase => ({
  ...{ month, words: yearsInWords(years), months: years.map(({ year }) => `${year}${month.slice(4)}`) },
  community: { id: String(group.area._id), name: group.area.name },
  category: { id: String(group.categoryId), name: one.categoryName },
  grids: grids.map(({ name }) => name),
  gridIds: grids.map(({ _id }) => String(_id)),
  buildings: one.buildings,
  handled: one.handled && { by: one.handled.by, at: toApiTime(one.handled.at) },
  can: { handle: casePolicy.handleSeason(actor, group.area) },
})

const presentCameBack = ({ community, grid, building, categoryId, categoryName, cases }: CameBack): CameBackCase => ({
  category: { id: String(categoryId), name: categoryName },
  community: { id: String(community._id), name: community.name },
  grid: grid && { id: String(grid._id), name: grid.name },
  building,
  times: cases.length - 1,
  cases: cases.map(({ _id, number, filedAt, state }) => ({
    ...{ id: String(_id), number, filedAt: toApiTime(filedAt) },
    state: { code: state, label: CASE_STATES[state].label },
  })),
})

/** 未诉先办: complaints that come back every year, named before they come, and those that came back after they were mended. */
export function seasonalRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.listSeasonalCases,
    { input: z.strictObject({}), output: SeasonalCases },
    async (_, { actor, now }) => ({
      items: (await expectedCases(casePolicy.countedIn(actor), now)).map((one) => present(actor, one)),
    }),
  )
  handle(
    routes,
    listRecurringCases,
    { input: z.strictObject({}), output: RecurringCases },
    async (_, { actor, now }) => {
      const seen = casePolicy.seenIn(actor)
      const [seasonal, cameBack] = await Promise.all([expectedCases(seen, now), casesThatCameBack(seen, now)])
      return { seasonal: seasonal.map((one) => present(actor, one)), cameBack: cameBack.map(presentCameBack) }
    },
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
