import { domain, every, MINUTE_MS } from '../domain'
import { writtenByStaff } from '../privacy/person-data'
import { NeedProjectModel } from './model'
import { settleProjects } from './projects'
import { needRoutes } from './routes'

/** 三张清单: needs counted by category and compound, the resources that meet them, and the projects made of them. */
export const needs = domain({
  name: 'needs',
  floor: 'kinds',
  models: [NeedProjectModel],
  areaRecords: [{ model: NeedProjectModel, what: '需求项目' }],
  keepsPeople: writtenByStaff(NeedProjectModel),
  permissions: ['case.read', 'case.assign', 'case.handle'],
  routes: () => [needRoutes()],
  jobs: () => [every(5 * MINUTE_MS, 'ended projects of needs', settleProjects)],
})
