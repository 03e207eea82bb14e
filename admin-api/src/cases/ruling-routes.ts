import * as endpoints from '@yike/shared/cases/ruling-endpoints'
import * as r from '@yike/shared/cases/ruling-schemas'
import { Nothing } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { arbitersFor, nameArbiter } from './arbiters'
import { describeTalk } from './describe'
import { presentArbiters, presentRuling } from './ruling-presenter'
import { listRulings } from './rulings'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

/** The arbiters, who decide where a case belongs that two receivers handed back, and the cases that wait for them. */
export function rulingRoutes() {
  const routes = new Routes()
  handle(
    routes,
    endpoints.listRulings,
    { input: r.ListRulings, output: r.RulingCasePage },
    async (input, { actor, now }) => {
      const { items, ...page } = await listRulings(actor, input)
      const talked = await Promise.all(items.map(describeTalk))
      return { items: talked.map((one) => presentRuling(one, now)), ...page }
    },
  )
  handle(routes, endpoints.listArbiters, { input: NoInput, output: r.AreaArbiters }, async (_, { actor }) =>
    presentArbiters(await arbitersFor(actor)),
  )
  handle(routes, endpoints.nameArbiter, { input: r.NameArbiter, output: r.AreaArbiters }, async (input, call) => {
    await nameArbiter(call, input)
    return presentArbiters(await arbitersFor(call.actor))
  })
  return routes
}
