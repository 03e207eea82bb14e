import * as endpoints from '@yike/shared/casework/endpoints'
import * as s from '@yike/shared/casework/schemas'
import { caseworksAssignedTo } from '../cases/caseworks'
import { Routes, handle, type Call } from '../http/handle'
import { noteConsent, openCasework, wishEnd } from './consent'
import { describe, listOwn, loadCasework, loadOwn } from './load'
import { presentCasework, presentDayRow, presentOwn } from './presenter'
import { endCasework, planSession, recordSession, writePlan } from './write'

/** A casework as its page at the office shows it; the log names its person. */
async function show(id: string, { actor, now, saw }: Call) {
  const described = await loadCasework(actor, id)
  saw([described.person._id])
  return presentCasework(described, actor, now)
}
const after = async (done: Promise<{ _id: unknown }>, call: Call) => show(String((await done)._id), call)

export function caseworkRoutes() {
  const routes = new Routes()
  const view = { output: s.CaseworkView }

  handle(
    routes,
    endpoints.listCaseworks,
    { input: s.Nothing, output: s.CaseworkDay },
    async (_, { actor, now, saw }) => {
      const all = await Promise.all((await caseworksAssignedTo(actor)).map(describe))
      saw(all.map(({ person }) => person._id))
      const rows = all.map((one) => presentDayRow(one, now))
      const order = ({ next, reviewOn }: (typeof rows)[number]) => next?.at ?? reviewOn ?? '9'
      return { items: rows.sort((a, b) => (order(a) < order(b) ? -1 : 1)) }
    },
  )
  handle(routes, endpoints.openCasework, { input: s.OpenCasework, ...view }, (input, call) =>
    after(openCasework(call, input), call),
  )
  handle(routes, endpoints.getCasework, { input: s.ById, ...view }, ({ id }, call) => show(id, call))
  handle(routes, endpoints.noteConsent, { input: s.NoteConsent, ...view }, (input, call) =>
    after(noteConsent(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.writePlan, { input: s.WritePlan, ...view }, (input, call) =>
    after(writePlan(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.planCaseworkSession, { input: s.PlanSession, ...view }, (input, call) =>
    after(planSession(call, input), call),
  )
  handle(routes, endpoints.recordCaseworkSession, { input: s.RecordSession, ...view }, (input, call) =>
    after(recordSession(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.endCasework, { input: s.EndCasework, ...view }, (input, call) =>
    after(endCasework(call.actor, input, call.now), call),
  )
  handle(
    routes,
    endpoints.listMyCaseworks,
    { input: s.Nothing, output: s.OwnCaseworks },
    async (_, { actor, now }) => ({ items: (await listOwn(actor)).map((one) => presentOwn(one, now)) }),
  )
  handle(
    routes,
    endpoints.wishCaseworkEnd,
    { input: s.ById, output: s.OwnCasework },
    async ({ id }, { actor, now }) => {
      await wishEnd(actor, id, now)
      return presentOwn(await loadOwn(actor, id), now)
    },
  )
  return routes
}
