import { domain, every, SECOND_MS } from '../domain'
import { resumeHandovers } from './handover'
import { HandoverModel, InvitationModel, OfficeModel } from './model'
import { officeRoutes } from './routes'

/** The office that operates this installation: its opening, and its staff. */
export const office = domain({
  name: 'office',
  floor: 'middle',
  models: [OfficeModel, InvitationModel, HandoverModel],
  fixedAreas: [InvitationModel, HandoverModel],
  permissions: ['staff.manage'],
  routes: ({ registry }) => [officeRoutes(registry.openWork)],
  jobs: ({ registry }) => [every(15 * SECOND_MS, 'handovers', (now) => resumeHandovers(registry.openWork, now))],
})
