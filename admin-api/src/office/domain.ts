import { domain, every, MINUTE_MS, whenDue } from '../domain'
import { resumeHandovers } from './handover'
import { handOverBegun, leavesBegun } from './leaves'
import {
  CustomRoleModel,
  FirstStepsPutAwayModel,
  HandoverModel,
  InvitationModel,
  LeaveModel,
  OfficeModel,
} from './model'
import { applyChangedRoles } from './roles'
import { officeRoutes } from './routes'
import { writtenByStaff } from '../privacy/person-data'

/** The office that operates this installation: its opening, and its staff. */
export const office = domain({
  name: 'office',
  floor: 'middle',
  models: [OfficeModel, FirstStepsPutAwayModel, InvitationModel, HandoverModel, CustomRoleModel, LeaveModel],
  fixedAreas: [InvitationModel, HandoverModel, CustomRoleModel, LeaveModel],
  permissions: ['staff.manage', 'role.edit', 'audit.read', 'case.assign'],
  asks: ['placesNamed'],
  keepsPeople: [
    ...writtenByStaff(CustomRoleModel),
    { model: InvitationModel, why: 'Personnel records of the office; removed a month after they expired.' },
    { model: HandoverModel, why: 'Personnel records of the office: who has whose work.' },
    { model: LeaveModel, why: 'Personnel records of the office: who is away.' },
  ],
  routes: ({ registry }) => [officeRoutes(registry)],
  jobs: ({ registry }) => [
    every(MINUTE_MS, 'handovers', (now) => resumeHandovers(registry.openWork, now)),
    whenDue('leaves that begin', (now) => handOverBegun(registry.openWork, now), leavesBegun),
    every(MINUTE_MS, 'changed roles', applyChangedRoles),
  ],
})
