import * as endpoints from '@yike/shared/cases/merging-endpoints'
import { splitCase as splitCaseEndpoint } from '@yike/shared/cases/splitting-endpoints'
import { SplitCase } from '@yike/shared/cases/splitting-schemas'
import * as m from '@yike/shared/cases/merging-schemas'
import { likenessInWords } from '@yike/shared/cases/duplicates'
import { ById, StaffCase } from '@yike/shared/cases/schemas'
import { Routes, handle } from '../http/handle'
import { assigneesOf, describeCases } from './describe'
import { duplicatesOf } from './duplicates'
import { mergeCase, unmergeCase } from './merging'
import { presentStaffCard } from './presenter'
import { linkCases, unlinkCases } from './related'
import { namedReporters, showStaff } from './show-staff'
import { splitCase } from './splitting'
import { loadVisible } from './staff-steps'

/** Cases that are one matter, or have to do with each other. */
export function mergingRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.listLikelyDuplicates,
    { input: ById, output: m.LikelyDuplicates },
    async ({ id }, { actor, now, saw }) => {
      const likely = await duplicatesOf(actor, await loadVisible(actor, id))
      const records = likely.map(({ other }) => other.record)
      saw(namedReporters(records))
      const [cases, people] = await Promise.all([describeCases(records), assigneesOf(records)])
      return {
        items: cases.map((one, at) => ({
          ...presentStaffCard(one, people, now),
          reason: likenessInWords(likely[at]!.likeness),
        })),
      }
    },
  )
  handle(routes, endpoints.mergeCase, { input: m.MergeCase, output: StaffCase }, async (input, call) =>
    showStaff(await mergeCase(call, input), call),
  )
  handle(routes, endpoints.unmergeCase, { input: m.UnmergeCase, output: StaffCase }, async (input, call) =>
    showStaff(await unmergeCase(call, input), call),
  )
  handle(routes, splitCaseEndpoint, { input: SplitCase, output: StaffCase }, async (input, call) =>
    showStaff(await splitCase(call, input), call),
  )
  handle(routes, endpoints.linkCases, { input: m.LinkCases, output: StaffCase }, async (input, call) =>
    showStaff(await linkCases(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.unlinkCases, { input: m.LinkCases, output: StaffCase }, async (input, call) =>
    showStaff(await unlinkCases(call.actor, input), call),
  )
  return routes
}
