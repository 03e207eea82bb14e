import { shownNumber } from '@yike/shared/cases/number'
import { ById, StaffCase } from '@yike/shared/cases/schemas'
import * as endpoints from '@yike/shared/cases/transfer-endpoints'
import * as t from '@yike/shared/cases/transfer-schemas'
import { toApiTime } from '@yike/shared/time/china'
import { Routes, handle } from '../http/handle'
import { describeCases } from './describe'
import { presentCard, presentTransferTime } from './presenter'
import { showStaff } from './show-staff'
import * as transfers from './transfers'

/** Cases that go from one community to another. */
export function transferRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.transferCase, { input: t.TransferCase, output: StaffCase }, async (input, call) =>
    showStaff(await transfers.transferCase(call, input), call),
  )
  handle(routes, endpoints.ruleTransfer, { input: t.TransferCase, output: StaffCase }, async (input, call) =>
    showStaff(await transfers.ruleTransfer(call, input), call),
  )
  handle(routes, endpoints.acceptTransfer, { input: t.AcceptTransfer, output: StaffCase }, async (input, call) =>
    showStaff(await transfers.acceptTransfer(call, input), call),
  )
  handle(routes, endpoints.returnTransfer, { input: t.ReturnTransfer, output: StaffCase }, async (input, call) =>
    showStaff(await transfers.returnTransfer(call, input), call),
  )
  handle(
    routes,
    endpoints.listTransferTargets,
    { input: ById, output: t.TransferTargets },
    async ({ id }, { actor }) => ({
      items: (await transfers.transferTargets(actor, id)).map(({ community, street }) => ({
        id: String(community._id),
        name: community.name,
        street,
      })),
    }),
  )
  handle(routes, endpoints.listTransferGrids, { input: ById, output: t.TransferGrids }, async ({ id }, { actor }) => ({
    items: (await transfers.transferGrids(actor, id)).map(({ _id, name }) => ({ id: String(_id), name })),
  }))
  handle(
    routes,
    endpoints.listTransfers,
    { input: t.ListTransfers, output: t.TransferredCases },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await transfers.listTransfers(actor, input)
      const [cases, names] = await Promise.all([describeCases(items), transfers.namesOfCommunities(items)])
      return {
        nextCursor,
        items: cases.map((one) => {
          const { communityId, number, transfer } = one.record
          const { id, title } = presentCard(one, now, 'staff')
          return {
            ...{ id, title, number: shownNumber(number), since: toApiTime(transfer!.since) },
            from: names.get(String(communityId)) ?? '已撤销的社区',
            to: names.get(String(transfer!.to)) ?? '已撤销的社区',
            ...presentTransferTime(transfer!, now),
          }
        }),
      }
    },
  )
  return routes
}
