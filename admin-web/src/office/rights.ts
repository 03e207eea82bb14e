import { PERMISSION_LABELS, type Permission } from '@yike/shared/people/permissions'
import type { RightsView } from '@yike/shared/office/role-schemas'

export type Account = RightsView['items'][number]
export type Held = Account['roles'][number]

/** The whole of the area, or the places and the own work that a role is limited to. */
export function reachOf({ area, places, ownOnly }: Held) {
  const where = places.length > 0 ? `只在${places.join('、')}` : `${area.name}和它下面的地方`
  return ownOnly ? `${where}，只限派给自己的` : where
}

/** 「颐园社区的窗口人员」 */
export const titleOf = ({ area, label }: Held) => `${area.name}的${label}`

/** The answer to "why can she see this?": one sentence for each role that gives it; none where nothing does. */
export const reasonsOf = ({ name, roles }: Account, permission: Permission) =>
  roles
    .filter(({ permissions }) => permissions.includes(permission))
    .map(
      (held) => `${name}是${titleOf(held)}，这个岗位可以“${PERMISSION_LABELS[permission]}”，范围是${reachOf(held)}。`,
    )
