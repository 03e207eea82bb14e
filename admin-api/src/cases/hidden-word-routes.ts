import * as endpoints from '@yike/shared/cases/hidden-word-endpoints'
import * as h from '@yike/shared/cases/hidden-word-schemas'
import { ById, StaffCase } from '@yike/shared/cases/schemas'
import { Routes, handle } from '../http/handle'
import { hideCaseWords, originalWords, unhideCaseWords } from './hidden-words'
import { showToNeighbours } from './off-public'
import { showStaff } from './show-staff'

/** Words of a case that are hidden, and the whole of one that the public reads no more. */
export function hiddenWordRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.hideCaseWords, { input: h.HideCaseWords, output: StaffCase }, async (input, call) =>
    showStaff(await hideCaseWords(call, input), call),
  )
  handle(routes, endpoints.unhideCaseWords, { input: ById, output: StaffCase }, async (input, call) =>
    showStaff(await unhideCaseWords(call, input), call),
  )
  handle(
    routes,
    endpoints.showOriginalWords,
    { input: ById, output: h.OriginalWords },
    async (input, { actor, now }) => ({ items: await originalWords(actor, input, now) }),
  )
  handle(
    routes,
    endpoints.showCaseToNeighbours,
    { input: h.ShowCaseToNeighbours, output: StaffCase },
    async (input, call) => showStaff(await showToNeighbours(call, input), call),
  )
  return routes
}
