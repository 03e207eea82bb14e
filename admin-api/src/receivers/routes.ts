import * as endpoints from '@yike/shared/receivers/endpoints'
import * as s from '@yike/shared/receivers/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import type { Questions } from '../domain'
import { Routes, handle } from '../http/handle'
import type { Actor } from '../http/policy'
import { officeHours } from '../territory/office-hours'
import { addCatalogueEntry, endCatalogueEntry } from './catalogue'
import { createReceiver, updateReceiver } from './edit'
import { describeReceivers, listCandidates, listReceivers } from './list'
import type { Receiver } from './model'
import { presentReceiver } from './presenter'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

/** The cases, a floor above, answer `categoryNames`. */
export function receiverRoutes(categoryNames: Questions['categoryNames']) {
  const routes = new Routes()
  const show = async (receiver: Receiver, actor: Actor) =>
    presentReceiver((await describeReceivers([receiver], categoryNames))[0]!, actor, await officeHours())

  handle(routes, endpoints.listReceivers, { input: NoInput, output: s.ReceiverList }, async (_, { actor }) => {
    const [receivers, candidates, office] = await Promise.all([
      listReceivers(actor),
      listCandidates(actor),
      officeHours(),
    ])
    return {
      items: (await describeReceivers(receivers, categoryNames)).map((one) => presentReceiver(one, actor, office)),
      candidates: candidates.map(({ person, area }) => ({ personId: String(person._id), name: person.name, area })),
    }
  })
  handle(routes, endpoints.createReceiver, { input: s.CreateReceiver, output: s.Receiver }, async (input, call) =>
    show(await createReceiver(call, input), call.actor),
  )
  handle(routes, endpoints.updateReceiver, { input: s.UpdateReceiver, output: s.Receiver }, async (input, { actor }) =>
    show(await updateReceiver(actor, input), actor),
  )
  handle(routes, endpoints.addCatalogueEntry, { input: s.AddCatalogueEntry, output: s.Receiver }, async (input, call) =>
    show(await addCatalogueEntry(call, input, categoryNames), call.actor),
  )
  handle(
    routes,
    endpoints.endCatalogueEntry,
    { input: s.EndCatalogueEntry, output: s.Receiver },
    async (input, { actor }) => show(await endCatalogueEntry(actor, input), actor),
  )
  return routes
}
