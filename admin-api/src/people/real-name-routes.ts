import * as endpoints from '@yike/shared/people/real-name-endpoints'
import * as r from '@yike/shared/people/real-name-schemas'
import * as s from '@yike/shared/people/schemas'
import { handle, type Routes } from '../http/handle'
import { visiblePerson } from './counter'
import { showPerson } from './family-routes'
import { personById } from './me'
import type { Person } from './model'
import { presentMyRealName } from './presenter'
import { confirmRealName, proveRealName, undoRealName, whyNotProve, type RealNameDoor } from './real-name'

/** The real name: seen by the person, proved by themself, confirmed at the counter. */
export function addRealNameRoutes(routes: Routes, door: RealNameDoor) {
  const showRealName = (person: Person) => presentMyRealName(person, whyNotProve(door, person))
  handle(routes, endpoints.getMyRealName, { input: s.Nothing, output: r.MyRealName }, async (_, { actor }) =>
    showRealName(await personById(actor.personId)),
  )
  handle(
    routes,
    endpoints.proveRealName,
    { input: r.ProveRealName, output: r.MyRealName },
    async ({ idNumber }, { actor, now }) => {
      await proveRealName(door, await personById(actor.personId), idNumber, now)
      return showRealName(await personById(actor.personId))
    },
  )
  handle(
    routes,
    endpoints.confirmRealName,
    { input: r.ConfirmRealName, output: s.StaffPerson },
    async ({ personId, ...seen }, call) => {
      await confirmRealName(call.actor, await visiblePerson(call.actor, personId), seen, call.now)
      return showPerson(personId, call)
    },
  )
  handle(
    routes,
    endpoints.undoRealName,
    { input: s.BeneficiaryId, output: s.StaffPerson },
    async ({ personId }, call) => {
      await undoRealName(call.actor, await visiblePerson(call.actor, personId), call.now)
      return showPerson(personId, call)
    },
  )
}
