import type { Types } from 'mongoose'
import * as endpoints from '@yike/shared/people/home-endpoints'
import * as h from '@yike/shared/people/home-schemas'
import * as s from '@yike/shared/people/schemas'
import { Done } from '@yike/shared/zod'
import { handle, type Routes } from '../http/handle'
import { knownCompounds } from '../territory/known-areas'
import { visiblePerson } from './counter'
import { showPerson } from './family-routes'
import * as home from './home'
import { presentHomeRequest, presentMyHome } from './home-presenter'
import { withdrawHomeRequests } from './home-proof'
import { personById } from './me'

/** The address of somebody: said by them, and bound by staff who have seen a proof. */
export function addHomeRoutes(routes: Routes) {
  const showHome = async (personId: Types.ObjectId) => {
    const person = await personById(personId)
    const last = await home.lastHomeRequest(person._id)
    const compounds = await knownCompounds(person.communityId)
    return presentMyHome(person, { last, why: home.whyNotSend(person, last), compounds })
  }
  handle(routes, endpoints.getMyHome, { input: s.Nothing, output: h.MyHome }, (_, { actor }) =>
    showHome(actor.personId),
  )
  handle(routes, endpoints.sendHomeProof, { input: h.SendHomeProof, output: h.MyHome }, async (input, call) => {
    await home.sendHomeProof(call.actor, call.key, input, call.now)
    return showHome(call.actor.personId)
  })
  handle(routes, endpoints.withdrawHomeProof, { input: s.Nothing, output: h.MyHome }, async (_, { actor, now }) => {
    await withdrawHomeRequests([actor.personId], now)
    return showHome(actor.personId)
  })
  handle(
    routes,
    endpoints.listHomeRequests,
    { input: h.ListHomeRequests, output: h.HomeRequestPage },
    async (input, { actor, now, saw }) => {
      const { items, nextCursor, openCount, people } = await home.listHomeRequests(actor, input)
      saw(items.map(({ personId }) => personId))
      const shown = items.map(async (request) => {
        const person = people.find(({ _id }) => _id.equals(request.personId))
        const compounds = person ? await knownCompounds(person.communityId) : []
        return presentHomeRequest(request, { person, compounds }, now)
      })
      return { items: await Promise.all(shown), nextCursor, openCount }
    },
  )
  handle(routes, endpoints.decideHomeRequest, { input: h.DecideHomeRequest, output: Done }, async (input, call) => {
    await home.decideHomeRequest(call.actor, input, call.now)
    return { done: true } as const
  })
  handle(
    routes,
    endpoints.confirmHome,
    { input: h.ConfirmHome, output: s.StaffPerson },
    async ({ personId, ...seen }, call) => {
      await home.confirmHome(call.actor, await visiblePerson(call.actor, personId), seen, call.now)
      return showPerson(personId, call)
    },
  )
  handle(routes, endpoints.undoHome, { input: s.BeneficiaryId, output: s.StaffPerson }, async ({ personId }, call) => {
    await home.undoHome(call.actor, await visiblePerson(call.actor, personId), call.now)
    return showPerson(personId, call)
  })
}
