import { FREE_PERMISSIONS, ROLE_CODES, type Permission } from '../people/permissions'
import { Coded, Id, text, z } from '../zod'

/** A role as it is given: one of the product's, or one that the office made (`custom`, by its id). */
export const RoleGiven = {
  role: z.enum(ROLE_CODES),
  areaId: Id,
  /** The role that the office made; only with `custom`. */
  customId: Id.optional(),
  /** Only at these places of the area; a provider has at least one. */
  placeIds: z.array(Id).max(50).optional(),
}

export const ListRoles = z.strictObject({})
export const RoleView = z.object({
  code: z.enum(ROLE_CODES),
  /** Null for a role of the product. */
  id: Id.nullable(),
  label: z.string(),
  permissions: z.array(Coded),
  /** The duty of the three that it carries: 系统管理, 安全管理 or 审计. */
  duty: z.string().nullable(),
  /** The area in which the office gives it; null where it is a role of the product. */
  area: z.string().nullable(),
  /** People of the reader's areas who hold it. */
  holders: z.int(),
  revision: z.int(),
  can: z.object({ edit: z.boolean() }),
})
export type RoleView = z.output<typeof RoleView>
export const RoleList = z.object({ items: z.array(RoleView) })

const Free = z.enum(FREE_PERMISSIONS as [Permission, ...Permission[]])
const label = text(20, 2)
const permissions = z.array(Free).min(1, '至少选一项').max(FREE_PERMISSIONS.length)
export const NewRole = z.strictObject({ areaId: Id, label, permissions })
export const ChangeRole = z.strictObject({ id: Id, revision: z.int().min(0), label, permissions })

export const GiveRole = z.strictObject({ personId: Id, ...RoleGiven })
export const EndRole = z.strictObject({
  personId: Id,
  role: z.enum(ROLE_CODES),
  areaId: Id,
  customId: Id.optional(),
})

/** The rights of everybody in the reader's areas: account, role, permission, area. */
export const RightsView = z.object({
  items: z.array(
    z.object({
      personId: Id,
      name: z.string(),
      can: z.object({ change: z.boolean() }),
      roles: z.array(
        z.object({
          code: z.enum(ROLE_CODES),
          customId: Id.nullable(),
          label: z.string(),
          area: z.object({ id: Id, name: z.string() }),
          /** Names of the places it is limited to; empty where it counts in the whole area. */
          places: z.array(z.string()),
          /** Of the cases and visits there only those that are their own. */
          ownOnly: z.boolean(),
          permissions: z.array(z.string()),
        }),
      ),
    }),
  ),
})
export type RightsView = z.output<typeof RightsView>
