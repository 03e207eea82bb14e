import * as endpoints from '@yike/shared/matters/endpoints'
import * as s from '@yike/shared/matters/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { createMatter, updateMatter } from './edit'
import { matterById, mattersForStaff, mattersIn } from './list'
import type { Matter } from './model'
import { presentMatters } from './presenter'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

export function matterRoutes() {
  const routes = new Routes()
  const show = async (matter: Matter) => (await presentMatters([matter]))[0]!

  handle(routes, endpoints.listMatters, { input: s.ListMatters, output: s.MatterList }, async ({ communityId }) => ({
    items: await presentMatters(await mattersIn(communityId)),
  }))
  handle(routes, endpoints.getMatter, { input: s.ById, output: s.Matter }, async ({ id }) => show(await matterById(id)))
  handle(routes, endpoints.listStaffMatters, { input: NoInput, output: s.MatterList }, async (_, { actor }) => ({
    items: await presentMatters(await mattersForStaff(actor)),
  }))
  handle(routes, endpoints.createMatter, { input: s.CreateMatter, output: s.Matter }, async (input, call) =>
    show(await createMatter(call, input)),
  )
  handle(routes, endpoints.updateMatter, { input: s.UpdateMatter, output: s.Matter }, async (input, { actor }) =>
    show(await updateMatter(actor, input)),
  )
  return routes
}
