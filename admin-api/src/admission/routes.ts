import * as endpoints from '@yike/shared/admission/endpoints'
import * as s from '@yike/shared/admission/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { Done, type z } from '@yike/shared/zod'
import { Routes, handle, type Call } from '../http/handle'
import { askAdmission } from './ask'
import { admit, endAdmission, refuse } from './decide'
import * as list from './list'
import type { Admission } from './model'
import { presentAdmission, presentForStaff } from './presenter'
import { noteHours, remarkOn, takeBackHours } from './work'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>
const named = ({ _id, name }: { _id: unknown; name: string }) => ({ id: String(_id), name })

/** A department reads the hours of all communities: they are what its work costs. */
const EVERY_HOUR = {}

export function admissionRoutes() {
  const routes = new Routes()
  const forStaff = async (works: readonly Admission[], { actor, now }: Call) =>
    (await list.describeAdmissions(works, await list.hoursSeenBy(actor), now)).map((one) =>
      presentForStaff(one, actor, now),
    )
  const forDepartment = async (works: readonly Admission[], { actor, now }: Call) =>
    (await list.describeAdmissions(works, EVERY_HOUR, now)).map((one) => presentForStaff(one, actor, now))
  const show = async (work: Admission, call: Call) => (await forStaff([work], call))[0]!
  const output = s.StaffAdmission

  handle(
    routes,
    endpoints.listAdmissions,
    { input: s.ListAdmissions, output: s.AdmissionList },
    async ({ communityId }, { now }) => {
      const { works, departments } = await list.admissionsIn(communityId)
      return { items: works.map((work) => presentAdmission(work, departments, now)) }
    },
  )
  handle(routes, endpoints.listStaffAdmissions, { input: NoInput, output: s.StaffAdmissionList }, async (_, call) => {
    const [works, communities, mine] = await Promise.all([
      list.listForStaff(call.actor),
      list.workedCommunities(call.actor),
      list.ownHours(call.actor, call.now),
    ])
    return { items: await forStaff(works, call), communities: communities.map(named), mine }
  })
  handle(routes, endpoints.listAskedAdmissions, { input: NoInput, output: s.AskedAdmissionList }, async (_, call) => {
    const [works, mine] = await Promise.all([list.listAsked(call.actor), list.askingFor(call.actor)])
    const departments = await Promise.all(
      mine.map(async (one) => ({ ...named(one), streets: (await list.streetsOf(one)).map(named) })),
    )
    return { items: await forDepartment(works, call), departments }
  })
  handle(
    routes,
    endpoints.askAdmission,
    { input: s.AskAdmission, output },
    async (input, call) => (await forDepartment([await askAdmission(call, input)], call))[0]!,
  )
  handle(routes, endpoints.admit, { input: s.Admit, output }, async (input, call) =>
    show(await admit(call, input), call),
  )
  handle(routes, endpoints.refuse, { input: s.Refuse, output }, async (input, call) =>
    show(await refuse(call, input), call),
  )
  handle(routes, endpoints.endAdmission, { input: s.EndAdmission, output }, async (input, call) =>
    show(await endAdmission(call, input), call),
  )
  handle(routes, endpoints.remarkOn, { input: s.RemarkOn, output }, async (input, call) =>
    show(await remarkOn(call, input), call),
  )
  handle(routes, endpoints.noteHours, { input: s.NoteHours, output }, async (input, call) =>
    show(await noteHours(call, input), call),
  )
  handle(routes, endpoints.takeBackHours, { input: s.TakeBackHours, output: Done }, async ({ id }, { actor }) => {
    await takeBackHours(actor, id)
    return { done: true } as const
  })
  return routes
}
