import * as endpoints from '@yike/shared/mediation/endpoints'
import * as s from '@yike/shared/mediation/schemas'
import { ShownPhone } from '@yike/shared/people/schemas'
import { disputesAssignedTo } from '../cases/disputes'
import { Routes, handle, type Call } from '../http/handle'
import { draftAgreement, endMediation, rejectSignatures, signAgreement } from './agreement'
import { describe, listAsParty, loadAsParty, loadMediation, type Described } from './load'
import { addParty, partyPhone, removeParty } from './parties'
import { presentDayRow, presentForParty, presentMediation } from './presenter'
import { planSession, recordSession } from './sessions'
import { wishMediator } from './wish'

const peopleIn = ({ parties }: Described) => parties.flatMap(({ personId }) => personId ?? [])

/** A mediation as its page at the office shows it; the log names its parties. */
async function show(id: string, { actor, now, saw }: Call) {
  const described = await loadMediation(actor, id)
  saw(peopleIn(described))
  return presentMediation(described, actor, now)
}
const after = async (done: Promise<{ _id: unknown }>, call: Call) => show(String((await done)._id), call)

export function mediationRoutes() {
  const routes = new Routes()
  const view = { output: s.MediationView }

  handle(routes, endpoints.getMediatorDay, { input: s.Nothing, output: s.MediatorDay }, async (_, { actor, saw }) => {
    const all = await Promise.all((await disputesAssignedTo(actor)).map(describe))
    saw(all.flatMap(peopleIn))
    const rows = all.map(presentDayRow)
    const order = ({ session, nextSigner }: (typeof rows)[number]) => session?.at ?? (nextSigner ? '8' : '9')
    return { items: rows.sort((a, b) => (order(a) < order(b) ? -1 : 1)) }
  })
  handle(routes, endpoints.getMediation, { input: s.ById, ...view }, ({ id }, call) => show(id, call))
  handle(routes, endpoints.addParty, { input: s.AddParty, ...view }, (input, call) =>
    after(addParty(call, input), call),
  )
  handle(routes, endpoints.removeParty, { input: s.OfParty, ...view }, (input, call) =>
    after(removeParty(call.actor, input), call),
  )
  handle(routes, endpoints.showPartyPhone, { input: s.OfParty, output: ShownPhone }, (input, { actor, now }) =>
    partyPhone(actor, input, now),
  )
  handle(routes, endpoints.planSession, { input: s.PlanSession, ...view }, (input, call) =>
    after(planSession(call, input), call),
  )
  handle(routes, endpoints.recordSession, { input: s.RecordSession, ...view }, (input, call) =>
    after(recordSession(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.draftAgreement, { input: s.DraftAgreement, ...view }, (input, call) =>
    after(draftAgreement(call.actor, input), call),
  )
  handle(routes, endpoints.signAgreement, { input: s.SignAgreement, ...view }, (input, call) =>
    after(signAgreement(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.rejectSignatures, { input: s.RejectSignatures, ...view }, (input, call) =>
    after(rejectSignatures(call.actor, input), call),
  )
  handle(routes, endpoints.endMediation, { input: s.EndMediation, ...view }, (input, call) =>
    after(endMediation(call.actor, input, call.now), call),
  )

  handle(
    routes,
    endpoints.listMyMediations,
    { input: s.Nothing, output: s.PartyMediations },
    async (_, { actor, now }) => ({ items: (await listAsParty(actor)).map((one) => presentForParty(one, now)) }),
  )
  const mine = { input: s.ById, output: s.PartyMediation }
  handle(routes, endpoints.getMyMediation, mine, async ({ id }, { actor, now }) =>
    presentForParty(await loadAsParty(actor, id), now),
  )
  handle(routes, endpoints.wishMediator, mine, async ({ id }, { actor, now }) => {
    await wishMediator(actor, id, now)
    return presentForParty(await loadAsParty(actor, id), now)
  })
  return routes
}
