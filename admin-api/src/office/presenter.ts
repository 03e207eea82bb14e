import { ROLES } from '@yike/shared/people/permissions'
import type { InvitationView, OpenInvitation, StaffAccount } from '@yike/shared/office/schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import type { Invitation } from './model'
import { officePolicy } from './policy'
import type { listStaff } from './staff'

type Listed = Awaited<ReturnType<typeof listStaff>>

const coded = (role: Invitation['role']) => ({ code: role, label: ROLES[role].label })

export const presentAccount = (
  { person, username }: Listed['accounts'][number],
  areas: Listed['areas'],
  actor: Actor,
): StaffAccount => ({
  personId: String(person._id),
  name: person.name,
  username,
  roles: person.roles.flatMap(({ role, areaId }) => {
    const area = areas.find(({ _id }) => _id.equals(areaId))
    return area ? [{ role: coded(role), area: area.name }] : []
  }),
  can: { deactivate: officePolicy.deactivate(actor, person) },
})

export const presentInvitationView = (one: Invitation): InvitationView => ({
  name: one.name,
  role: coded(one.role),
  area: one.areaName,
  invitedBy: one.invitedByName,
  expiresAt: toApiTime(one.expiresAt),
})

export const presentInvitation = (one: Invitation): OpenInvitation => ({
  id: String(one._id),
  ...presentInvitationView(one),
})
