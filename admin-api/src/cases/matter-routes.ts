import * as endpoints from '@yike/shared/cases/matter-endpoints'
import * as m from '@yike/shared/cases/matter-schemas'
import { CaseView, StaffCase } from '@yike/shared/cases/schemas'
import { Routes, handle } from '../http/handle'
import { checkPapers, collectMatter, makeReady } from './matter-steps'
import { sendPapers } from './papers'
import { showMine } from './show-mine'
import { showStaff } from './show-staff'

/** The steps of a matter: papers sent and looked at, ready, collected. It is filed like every case. */
export function matterStepRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.sendPapers, { input: m.SendPapers, output: CaseView }, async (input, call) =>
    showMine(await sendPapers(call.actor, call.key, input, call.now), call),
  )
  handle(routes, endpoints.checkPapers, { input: m.CheckPapers, output: StaffCase }, async (input, call) =>
    showStaff(await checkPapers(call, input), call),
  )
  handle(routes, endpoints.makeReady, { input: m.MakeReady, output: StaffCase }, async (input, call) =>
    showStaff(await makeReady(call, input), call),
  )
  handle(routes, endpoints.collectMatter, { input: m.CollectMatter, output: StaffCase }, async (input, call) =>
    showStaff(await collectMatter(call, input), call),
  )
  return routes
}
