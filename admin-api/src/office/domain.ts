import { domain } from '../domain'
import { InvitationModel, OfficeModel } from './model'
import { officeRoutes } from './routes'

/** On the roof: opening an office makes areas, people and categories of cases, by the verbs of those domains. */
export const office = domain({
  name: 'office',
  floor: 'roof',
  models: [OfficeModel, InvitationModel],
  fixedAreas: [InvitationModel],
  permissions: ['staff.manage'],
  routes: () => [officeRoutes()],
})
