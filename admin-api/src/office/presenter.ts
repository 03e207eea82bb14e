import { ROLES } from '@yike/shared/people/permissions'
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
import type { Handover, Invitation } from './model'
import { officePolicy } from './policy'
import type { listStaff, openWork } from './staff'

type Listed = Awaited<ReturnType<typeof listStaff>>

const coded = (role: Invitation['role']) => ({ code: role, label: ROLES[role].label })

/** The roles of somebody in these areas, which are those that the reader administers. */
const rolesIn = (areas: Listed['areas'], { roles }: Pick<Listed['accounts'][number]['person'], 'roles'>) =>
  roles.flatMap(({ role, areaId }) => {
    const area = areas.find(({ _id }) => _id.equals(areaId))
    return area ? [{ role: coded(role), area: area.name }] : []
  })

export const presentAccount = (
  { person, username }: Listed['accounts'][number],
  areas: Listed['areas'],
  actor: Actor,
): StaffAccount => ({
  personId: String(person._id),
  name: person.name,
  username,
  roles: rolesIn(areas, person),
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
    done: one.openOf === undefined,
    given: [...counts].map(([id, count]) => ({ to: names.get(id) ?? '同事', count })),
    left: one.parts
      .filter(({ state }) => state === 'left')
      .map(({ kind, title, detail }) => ({ kind: codedWork(kind), title, detail })),
  }
}
