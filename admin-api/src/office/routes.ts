import * as endpoints from '@yike/shared/office/endpoints'
import * as l from '@yike/shared/office/leave-schemas'
import * as s from '@yike/shared/office/schemas'
import { AnswerPhoneOf } from '@yike/shared/people/phone-schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { toApiTime } from '@yike/shared/time/china'
import { Done, type z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import type { Registry } from '../domain'
import { answerPhone, waitingPhones } from '../people/phone-binding'
import { firstStepsFor, putFirstStepsAway } from './first-steps'
import { listHandovers } from './handover'
import { acceptInvitation, inviteStaff, listInvitations, openInvitation, withdrawInvitation } from './invitations'
import { presentAccount, presentHandover, presentInvitation, presentInvitationView, presentOpenWork } from './presenter'
import { endLeave, enterLeave, listLeaves, presentLeave } from './leaves'
import { addRoleRoutes } from './role-routes'
import { addSettingsRoutes } from './settings-routes'
import { finishSetup, needsSetup, openSetup, setupDivisions } from './setup'
import { accountOf, deactivateStaff, listStaff, openWork, resetSecondFactor } from './staff'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>
const done = { done: true } as const

/** The unfinished work of staff and the records of the first steps are with other domains. */
export function officeRoutes({ openWork: kinds, firstSteps, openInFeature, answers: { placesNamed } }: Registry) {
  const routes = new Routes()
  addSettingsRoutes(routes, { openInFeature })
  addRoleRoutes(routes, placesNamed)

  handle(routes, endpoints.getSetup, { input: NoInput, output: s.SetupState }, async () => ({
    needed: await needsSetup(),
  }))
  handle(
    routes,
    endpoints.openSetup,
    { input: s.LinkInput, output: s.SetupOpened },
    async ({ token }, { ip, now }) => ({
      expiresAt: toApiTime((await openSetup(token, ip, now)).linkExpiresAt),
    }),
  )
  handle(
    routes,
    endpoints.listSetupDivisions,
    { input: s.SetupDivisions, output: s.DivisionList },
    async ({ token, code }, { ip, now }) => {
      await openSetup(token, ip, now)
      return { items: setupDivisions(code) }
    },
  )
  handle(routes, endpoints.finishSetup, { input: s.Setup, output: Done }, async (input, call) => {
    const personId = await finishSetup(input, call.ip, call.now)
    await call.record('office opened', { personId: String(personId) })
    return done
  })

  handle(routes, endpoints.listFirstSteps, { input: NoInput, output: s.FirstStepList }, (_, { actor }) =>
    firstStepsFor(firstSteps, actor),
  )
  handle(routes, endpoints.putFirstStepsAway, { input: NoInput, output: Done }, async (_, { actor, now }) => {
    await putFirstStepsAway(actor, now)
    return done
  })

  handle(routes, endpoints.listStaff, { input: s.ListStaff, output: s.StaffList }, async (_, { actor, now }) => {
    const [{ areas, accounts }, invitations] = await Promise.all([listStaff(actor), listInvitations(actor, now)])
    const phones = await waitingPhones(
      accounts.map(({ person }) => person._id),
      now,
    )
    return {
      accounts: accounts.map((one) => presentAccount(one, areas, phones, actor)),
      invitations: invitations.map(presentInvitation),
    }
  })
  handle(routes, endpoints.inviteStaff, { input: s.InviteStaff, output: s.Invited }, async (input, call) => {
    const { invitation, token } = await inviteStaff(call, input, placesNamed)
    await call.record('staff invited', { by: String(call.actor.personId), role: input.role, areaId: input.areaId })
    return { invitation: presentInvitation(invitation), token }
  })
  handle(routes, endpoints.withdrawInvitation, { input: s.ById, output: Done }, async ({ id }, { actor, now }) => {
    await withdrawInvitation(actor, id, now)
    return done
  })
  handle(routes, endpoints.deactivateStaff, { input: s.DeactivateStaff, output: Done }, async (input, call) => {
    const { _id, parts } = await deactivateStaff(kinds, call.actor, input, call.now)
    const { personId, reason } = input
    const handed = { handoverId: String(_id), parts: String(parts.length) }
    await call.record('staff deactivated', { by: String(call.actor.personId), personId, reason, ...handed })
    return done
  })
  handle(
    routes,
    endpoints.getOpenWork,
    { input: s.OpenWorkOf, output: s.OpenWorkView },
    async ({ personId }, { actor, now }) => presentOpenWork(await openWork(kinds, actor, personId, now)),
  )
  handle(routes, endpoints.listHandovers, { input: s.ListStaff, output: s.HandoverList }, async (_, { actor }) => {
    const { items, names } = await listHandovers(actor)
    return { items: items.map((one) => presentHandover(one, names)) }
  })

  handle(routes, endpoints.listLeaves, { input: s.ListStaff, output: l.LeaveList }, async (_, { actor, now }) =>
    listLeaves(actor, now),
  )
  handle(routes, endpoints.enterLeave, { input: l.EnterLeave, output: l.Leave }, async (input, call) =>
    presentLeave(call.actor, await enterLeave(call, input)),
  )
  handle(routes, endpoints.endLeave, { input: s.ById, output: Done }, async ({ id }, { actor, now }) => {
    await endLeave(actor, id, now)
    return done
  })

  handle(
    routes,
    endpoints.openInvitation,
    { input: s.LinkInput, output: s.InvitationView },
    async ({ token }, { ip, now }) => presentInvitationView(await openInvitation(token, ip, now)),
  )
  handle(routes, endpoints.acceptInvitation, { input: s.AcceptInvitation, output: Done }, async (input, call) => {
    const personId = await acceptInvitation(input, call.ip, call.now)
    await call.record('invitation accepted', { personId: String(personId) })
    return done
  })
  handle(routes, endpoints.answerPhoneOf, { input: AnswerPhoneOf, output: Done }, async (input, call) => {
    const personId = await accountOf(call.actor, input.personId, call.now)
    await answerPhone(call, { ...input, personId })
    return done
  })
  handle(routes, endpoints.resetSecondFactor, { input: s.OpenWorkOf, output: Done }, async ({ personId }, call) => {
    await resetSecondFactor(call.actor, personId, call.now)
    await call.record('authenticator reset', { by: String(call.actor.personId), personId })
    return done
  })
  return routes
}
