import { getStaffMe } from '@yike/shared/people/endpoints'
import { worksFor, type Permission, type Role } from '@yike/shared/people/permissions'
import type { ServiceKind } from '@yike/shared/directory/categories'
import { useRead } from './query'

/** The member of staff at this desk, once the shell has let them in. */
export function useMe() {
  const { data } = useRead(getStaffMe, {})
  const may = (permission: Permission) => data?.permissions.includes(permission) ?? false
  /** Whether the permission counts in a whole area: what is added there is at no place of theirs yet. */
  const mayInArea = (permission: Permission) => data?.areaPermissions.includes(permission) ?? false
  const roles = data?.roles.map(({ role, placeIds }) => ({ role: role.code as Role, placeIds })) ?? []
  /** Services among which they choose: those of the kinds and places that their roles are for. */
  const mine = <S extends { kind: { code: string }; placeId: string }>(services: readonly S[]) =>
    services.filter(({ kind, placeId }) => worksFor(roles, { kind: kind.code as ServiceKind, placeId }))
  return { me: data, may, mayInArea, mine }
}
