import {
  DUTIES,
  GIVEN_ROLES,
  PERMISSION_LABELS,
  dutyOf,
  labelOfRole,
  permissionsOfRole,
  servesOf,
  type Permission,
  type Role,
  type RoleHeld,
} from '@yike/shared/people/permissions'
import type { RightsView, RoleView } from '@yike/shared/office/role-schemas'
import type { AreaLevel } from '@yike/shared/territory/levels'
import { WORK_KINDS, type WorkKind } from '@yike/shared/office/open-work'
import type {
  HandoverView,
  InvitationView,
  OpenInvitation,
  OpenWorkView,
  StaffAccount,
} from '@yike/shared/office/schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import type { PhoneBinding } from '../people/phone-binding'
import { presentWaitingPhone } from '../people/phone-presenter'
import type { CustomRole, Handover, Invitation } from './model'
import type { listRights, listRoles } from './roles'
import { officePolicy } from './policy'
import type { listStaff, openWork } from './staff'

type Listed = Awaited<ReturnType<typeof listStaff>>

const coded = (held: RoleHeld, level?: AreaLevel) => ({ code: held.role, label: labelOfRole(held, level) })

/** The roles of somebody in these areas, which are those that the reader administers. */
const rolesIn = (areas: Listed['areas'], { roles }: Pick<Listed['accounts'][number]['person'], 'roles'>) =>
  roles.flatMap((held) => {
    const area = areas.find(({ _id }) => _id.equals(held.areaId))
    return area ? [{ role: coded(held, area.level), area: area.name }] : []
  })

export const presentAccount = (
  { person, username }: Listed['accounts'][number],
  areas: Listed['areas'],
  phones: readonly PhoneBinding[],
  actor: Actor,
): StaffAccount => ({
  personId: String(person._id),
  name: person.name,
  username,
  roles: rolesIn(areas, person),
  can: { deactivate: officePolicy.changeAccount(actor, person) },
  waitingPhones: phones.filter(({ personId }) => personId.equals(person._id)).map(presentWaitingPhone),
})

export const presentInvitationView = (one: Invitation): InvitationView => ({
  name: one.name,
  role: coded(one, one.areaLevel),
  area: one.areaName,
  invitedBy: one.invitedByName,
  expiresAt: toApiTime(one.expiresAt),
})

export const presentInvitation = (one: Invitation): OpenInvitation => ({
  id: String(one._id),
  ...presentInvitationView(one),
})

const codedWork = (kind: WorkKind) => ({ code: kind, label: WORK_KINDS[kind].label })

export const presentOpenWork = ({ items, areas, colleagues }: Awaited<ReturnType<typeof openWork>>): OpenWorkView => ({
  items: items.map(({ kind, id, title, detail, takers }) => ({
    kind: codedWork(kind),
    id: String(id),
    title,
    detail,
    takers: takers.map(String),
  })),
  colleagues: colleagues.map((person) => ({
    personId: String(person._id),
    name: person.name,
    roles: rolesIn(areas, person)
      .map(({ role, area }) => `${area}${role.label}`)
      .join('、'),
  })),
})

export const presentHandover = (one: Handover, names: ReadonlyMap<string, string>): HandoverView => {
  const counts = new Map<string, number>()
  for (const { toId, state } of one.parts)
    if (toId && state === 'given') counts.set(String(toId), (counts.get(String(toId)) ?? 0) + 1)
  return {
    id: String(one._id),
    name: one.personName,
    reason: one.reason,
    by: one.byName,
    at: toApiTime(one.createdAt),
    forLeave: one.leaveId !== undefined,
    done: one.openOf === undefined,
    given: [...counts].map(([id, count]) => ({ to: names.get(id) ?? '同事', count })),
    left: one.parts
      .filter(({ state }) => state === 'left')
      .map(({ kind, title, detail }) => ({ kind: codedWork(kind), title, detail })),
  }
}

const permissionCoded = (code: Permission) => ({ code, label: PERMISSION_LABELS[code] })
const dutyLabel = (held: RoleHeld) => {
  const duty = dutyOf(held)
  return duty && DUTIES[duty]
}
type People = Awaited<ReturnType<typeof listRoles>>['people']

const presentGiven = (role: Role, people: People): RoleView => ({
  code: role,
  id: null,
  label: labelOfRole({ role }),
  permissions: permissionsOfRole({ role }).map(permissionCoded),
  duty: dutyLabel({ role }),
  area: null,
  holders: people.filter(({ roles }) => roles.some((held) => held.role === role)).length,
  revision: 0,
  can: { edit: false },
})

export const presentRole = (one: CustomRole, people: People, actor: Actor): RoleView => ({
  code: 'custom',
  id: String(one._id),
  label: one.label,
  permissions: one.permissions.map(permissionCoded),
  duty: null,
  area: one.areaName,
  holders: people.filter(({ roles }) => roles.some(({ custom }) => custom?.id.equals(one._id))).length,
  revision: one.revision,
  can: { edit: officePolicy.editRole(actor, one) },
})

export const presentRoles = ({ roles, people }: Awaited<ReturnType<typeof listRoles>>, actor: Actor) => ({
  items: [
    ...GIVEN_ROLES.map((role) => presentGiven(role, people)),
    ...roles.map((one) => presentRole(one, people, actor)),
  ],
})

export const presentRights = (
  { areas, people, places }: Awaited<ReturnType<typeof listRights>>,
  actor: Actor,
): RightsView => ({
  items: people.map((person) => ({
    personId: String(person._id),
    name: person.name,
    can: { change: officePolicy.managed(actor).length > 0 && officePolicy.changeAccount(actor, person) },
    roles: person.roles.flatMap((held) => {
      const area = areas.find(({ _id }) => _id.equals(held.areaId))
      if (!area) return []
      return [
        {
          code: held.role,
          customId: held.custom ? String(held.custom.id) : null,
          label: labelOfRole(held, area.level),
          area: { id: String(area._id), name: area.name },
          places: (held.placeIds ?? []).map((id) => places.find(({ _id }) => _id.equals(id))?.name ?? '撤下了的地方'),
          ownOnly: servesOf(held.role)?.own ?? false,
          permissions: [...permissionsOfRole(held)],
        },
      ]
    }),
  })),
})
