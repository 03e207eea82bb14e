import { getStaffMe } from '@yike/shared/people/endpoints'
import type { Permission } from '@yike/shared/people/permissions'
import { useRead } from './query'

/** The member of staff at this desk, once the shell has let them in. */
export function useMe() {
  const { data } = useRead(getStaffMe, {})
  const may = (permission: Permission) => data?.permissions.includes(permission) ?? false
  return { me: data, may }
}
