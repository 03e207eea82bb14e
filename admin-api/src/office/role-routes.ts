import * as endpoints from '@yike/shared/office/endpoints'
import * as r from '@yike/shared/office/role-schemas'
import { ById } from '@yike/shared/office/schemas'
import { Done } from '@yike/shared/zod'
import { handle, type Routes } from '../http/handle'
import { presentRights, presentRole, presentRoles } from './presenter'
import * as roles from './roles'

const done = { done: true } as const

/** Roles, who holds them, and what they may do. */
export function addRoleRoutes(routes: Routes, placesNamed: roles.PlacesNamed) {
  handle(routes, endpoints.listRoles, { input: r.ListRoles, output: r.RoleList }, async (_, { actor }) =>
    presentRoles(await roles.listRoles(actor), actor),
  )
  handle(routes, endpoints.createRole, { input: r.NewRole, output: r.RoleView }, async (input, call) => {
    const made = await roles.createRole(call, input)
    const to = input.permissions.join(' ')
    await call.record('role made', { by: String(call.actor.personId), role: String(made._id), to })
    return presentRole(made, [], call.actor)
  })
  handle(routes, endpoints.changeRole, { input: r.ChangeRole, output: r.RoleView }, async (input, call) => {
    const changed = await roles.changeRole(call.actor, input)
    await call.record('role changed', {
      by: String(call.actor.personId),
      role: input.id,
      to: input.permissions.join(' '),
    })
    return presentRole(changed, (await roles.listRoles(call.actor)).people, call.actor)
  })
  handle(routes, endpoints.removeRole, { input: ById, output: Done }, async ({ id }, call) => {
    await roles.removeRole(call.actor, id, call.now)
    await call.record('role removed', { by: String(call.actor.personId), role: id })
    return done
  })
  handle(routes, endpoints.giveRole, { input: r.GiveRole, output: Done }, async (input, call) => {
    const ended = await roles.giveRole(call.actor, input, placesNamed)
    const { personId, role, areaId } = input
    const by = String(call.actor.personId)
    await call.record('role given', { by, personId, role, areaId })
    if (ended !== null) await call.record('second step required', { by, personId, role, sessions: String(ended) })
    return done
  })
  handle(routes, endpoints.endRole, { input: r.EndRole, output: Done }, async (input, call) => {
    await roles.endRole(call.actor, input)
    const { personId, role, areaId } = input
    await call.record('role ended', { by: String(call.actor.personId), personId, role, areaId })
    return done
  })
  handle(routes, endpoints.listRights, { input: r.ListRoles, output: r.RightsView }, async (_, { actor }) =>
    presentRights(await roles.listRights(actor, placesNamed), actor),
  )
}
