import { StaffCase } from '@yike/shared/cases/schemas'
import * as endpoints from '@yike/shared/needs/endpoints'
import { PROJECT_STATES } from '@yike/shared/needs/projects'
import * as s from '@yike/shared/needs/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { casesInProjects } from '../cases/project-cases'
import { showStaff } from '../cases/show-staff'
import { Routes, handle, stream } from '../http/handle'
import { areasByIds } from '../territory/areas'
import { exportNeedCounts, needCounts } from './counts'
import { matchNeed, planNeed } from './meet'
import type { NeedProject } from './model'
import { createProject, endProject, listProjects } from './projects'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

async function present(projects: readonly NeedProject[]): Promise<s.NeedProject[]> {
  const [areas, counts] = await Promise.all([
    areasByIds(projects.map((one) => one.areas[0]!)),
    casesInProjects(projects.map(({ _id }) => _id)),
  ])
  return projects.map(({ _id, name, doneBy, state, areas: [own] }) => ({
    ...{ id: String(_id), name, doneBy, state: { code: state, label: PROJECT_STATES[state].label } },
    area: { id: String(own), name: areas.find((area) => area._id.equals(own!))?.name ?? '' },
    needs: counts.get(String(_id))?.count ?? 0,
    peopleInNeed: counts.get(String(_id))?.peopleInNeed ?? 0,
  }))
}
const show = async (project: NeedProject) => (await present([project]))[0]!

/** 需求清单 and 项目清单, and the two ways in which a need is met. It is filed, read and answered like every case. */
export function needRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.countNeeds, { input: NoInput, output: s.NeedCounts }, async (_, { actor }) => ({
    rows: await needCounts(actor),
  }))
  stream(routes, endpoints.exportNeeds, { input: s.ExportNeeds }, ({ format }, { actor, now }) =>
    exportNeedCounts(actor, format, now),
  )
  handle(routes, endpoints.listNeedProjects, { input: NoInput, output: s.NeedProjectList }, async (_, { actor }) => ({
    items: await present(await listProjects(actor)),
  }))
  handle(
    routes,
    endpoints.createNeedProject,
    { input: s.CreateNeedProject, output: s.NeedProject },
    async (input, call) => show(await createProject(call, input)),
  )
  handle(routes, endpoints.endNeedProject, { input: s.EndNeedProject, output: s.NeedProject }, async (input, call) =>
    show(await endProject(call.actor, input, call.now)),
  )
  handle(routes, endpoints.matchNeed, { input: s.MatchNeed, output: StaffCase }, async (input, call) =>
    showStaff(await matchNeed(call, input), call),
  )
  handle(routes, endpoints.planNeed, { input: s.PlanNeed, output: StaffCase }, async (input, call) =>
    showStaff(await planNeed(call, input), call),
  )
  return routes
}
