import { domain } from '../domain'
import { writtenByStaff } from '../privacy/person-data'
import { MatterModel } from './model'
import { matterRoutes } from './routes'

/** The guide of what a community handles (办事指南): for whom, what to bring, how long, where. Cases say how one goes. */
export const matters = domain({
  name: 'matters',
  floor: 'middle',
  models: [MatterModel],
  areaRecords: [{ model: MatterModel, what: '办事指南' }],
  keepsPeople: writtenByStaff(MatterModel),
  permissions: ['case.create', 'matter.edit'],
  routes: () => [matterRoutes()],
})
