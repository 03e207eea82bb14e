import type { Types } from 'mongoose'
import * as endpoints from '@yike/shared/people/endpoints'
import * as s from '@yike/shared/people/schemas'
import { handle, type Call, type Routes } from '../http/handle'
import { confirmRequest, declineRequest, withdrawRequest } from './answer-family'
import { askFamily, showCode } from './ask-family'
import { revealPhone } from './access-log'
import { changePerson } from './change-person'
import * as counter from './counter'
import { endActor, familyOf } from './family'
import { presentCode, presentFamily, presentRequest, presentStaffPerson } from './family-presenter'
import { mergePeople, undoMerge } from './merge'
import { presentFound, presentInList } from './presenter'
import { haveAccounts } from './resolve-code'

/** Somebody as staff see them; everybody whom the answer names is on record as seen. */
export async function showPerson(personId: string | Types.ObjectId, { actor, now, saw }: Call) {
  const facts = await counter.staffPerson(actor, personId, now)
  const shown = [facts.person, ...facts.alike].map(({ _id }) => _id)
  saw([
    ...shown,
    ...facts.actors.map(({ asker }) => asker._id),
    ...facts.asking.map(({ askerId }) => askerId),
    ...facts.actsFor.map(({ line }) => line.personId),
  ])
  const accounts = await haveAccounts(shown)
  return presentStaffPerson(facts, accounts, actor, now)
}

/** The right to act for somebody: given and ended by the two sides themselves, or by staff at the counter. */
export function addFamilyRoutes(routes: Routes) {
  const showFamily = async ({ actor, now }: Call) => presentFamily(await familyOf(actor, now), actor.personId, now)
  handle(routes, endpoints.listFamily, { input: s.Nothing, output: s.Family }, (_, call) => showFamily(call))
  handle(routes, endpoints.showFamilyCode, { input: s.Nothing, output: s.FamilyCode }, async (_, { actor, now }) =>
    presentCode(await showCode(actor, now)),
  )
  handle(
    routes,
    endpoints.askFamily,
    { input: s.AskFamily, output: s.FamilyRequest },
    async (input, { actor, key, now }) => presentRequest(await askFamily(actor, key, input, now), actor.personId, now),
  )
  for (const [endpoint, verb] of [
    [endpoints.confirmFamily, confirmRequest],
    [endpoints.declineFamily, declineRequest],
    [endpoints.withdrawFamily, withdrawRequest],
  ] as const)
    handle(routes, endpoint, { input: s.FamilyRequestId, output: s.Family }, async ({ id }, call) => {
      await verb(call.actor, id, call.now)
      return showFamily(call)
    })
  handle(routes, endpoints.endFamilyActor, { input: s.ActorId, output: s.Family }, async ({ personId }, call) => {
    await endActor(call.actor, personId, call.now)
    return showFamily(call)
  })

  handle(
    routes,
    endpoints.findPeople,
    { input: s.FindPeople, output: s.PeopleFound },
    async ({ q }, { actor, saw }) => {
      const people = await counter.findPeople(actor, q)
      saw(people.map(({ _id }) => _id))
      const accounts = await haveAccounts(people.map(({ _id }) => _id))
      return { items: people.map((person) => presentInList(person, accounts.has(String(person._id)))) }
    },
  )
  handle(
    routes,
    endpoints.showPersonPhone,
    { input: s.BeneficiaryId, output: s.ShownPhone },
    async ({ personId }, { actor, now }) =>
      revealPhone(actor, await counter.visiblePerson(actor, personId), 'person', now),
  )
  handle(
    routes,
    endpoints.registerPerson,
    { input: s.RegisterPerson, output: s.PersonFound },
    async (input, { actor, key, now, saw }) => {
      const person = await counter.registerPerson(actor, key, input, now)
      saw([person._id])
      return presentFound(person, false)
    },
  )
  handle(
    routes,
    endpoints.getStaffPerson,
    { input: s.BeneficiaryId, output: s.StaffPerson },
    async ({ personId }, call) => showPerson(personId, call),
  )
  handle(routes, endpoints.changePerson, { input: s.ChangePerson, output: s.StaffPerson }, async (input, call) => {
    await changePerson(call.actor, input, call.now)
    return showPerson(input.personId, call)
  })
  handle(routes, endpoints.mergePeople, { input: s.MergePeople, output: s.StaffPerson }, async (input, call) => {
    await mergePeople(call.actor, call.key, input, call.now)
    return showPerson(input.personId, call)
  })
  handle(routes, endpoints.undoMerge, { input: s.MergeId, output: s.StaffPerson }, async ({ id }, call) =>
    showPerson(await undoMerge(call.actor, id, call.now), call),
  )
  handle(
    routes,
    endpoints.helpPerson,
    { input: s.BeneficiaryId, output: s.PersonFound },
    async ({ personId }, { actor, now, saw }) => {
      const person = await counter.helpPerson(actor, personId, now)
      saw([person._id])
      return presentFound(person, (await haveAccounts([person._id])).size > 0)
    },
  )
  handle(
    routes,
    endpoints.verifyPhone,
    { input: s.VerifyPhone, output: s.StaffPerson },
    async ({ personId, phone }, call) => {
      await counter.verifyPhone(call.actor, personId, phone, call.now)
      return showPerson(personId, call)
    },
  )
  handle(
    routes,
    endpoints.confirmFamilyByStaff,
    { input: s.ConfirmFamily, output: s.StaffPerson },
    async (input, call) => {
      await counter.confirmByStaff(call.actor, call.key, input, call.now)
      return showPerson(input.personId, call)
    },
  )
  handle(routes, endpoints.endFamilyByStaff, { input: s.EndFamily, output: s.StaffPerson }, async (input, call) => {
    await counter.endByStaff(call.actor, input, call.now)
    return showPerson(input.personId, call)
  })
}
