import { domain, every, SECOND_MS } from '../domain'
import { resumeHandovers } from './handover'
import { CustomRoleModel, HandoverModel, InvitationModel, OfficeModel } from './model'
import { applyChangedRoles } from './roles'
import { officeRoutes } from './routes'

/** The office that operates this installation: its opening, and its staff. */
export const office = domain({
  name: 'office',
  floor: 'middle',
  models: [OfficeModel, InvitationModel, HandoverModel, CustomRoleModel],
  fixedAreas: [InvitationModel, HandoverModel, CustomRoleModel],
  permissions: ['staff.manage', 'role.edit', 'audit.read'],
  asks: ['placesNamed'],
  routes: ({ registry }) => [officeRoutes(registry.openWork, registry.answers.placesNamed)],
  jobs: ({ registry }) => [
    every(15 * SECOND_MS, 'handovers', (now) => resumeHandovers(registry.openWork, now)),
    every(15 * SECOND_MS, 'changed roles', applyChangedRoles),
  ],
})
