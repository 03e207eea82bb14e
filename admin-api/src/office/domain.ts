import { domain } from '../domain'
import { InvitationModel, OfficeModel } from './model'
import { officeRoutes } from './routes'

/** The office that operates this installation: its opening, and its staff. */
export const office = domain({
  name: 'office',
  floor: 'middle',
  models: [OfficeModel, InvitationModel],
  fixedAreas: [InvitationModel],
  permissions: ['staff.manage'],
  asks: ['openCasesOf'],
  routes: ({ registry }) => [officeRoutes(registry.answers.openCasesOf)],
})
