import { AppError } from '@yike/shared/errors'
import { ROLES, type Permission, type Role } from '@yike/shared/people/permissions'
import type { Types } from 'mongoose'

/** The person who acts, with their roles. Tokens name person and session only; this is read anew each time. */
export interface Actor {
  personId: Types.ObjectId
  sessionId: string
  name: string
  /** The person's own areas: grid, community, street, district, city. */
  areas: Types.ObjectId[]
  /** A role counts in its area and everything below it; with `placeIds` only at these places of it. */
  roles: { role: Role; areaId: Types.ObjectId; placeIds?: Types.ObjectId[] }[]
  /** The carers that this account acts as, where a role has only its own visits. */
  carerIds?: readonly Types.ObjectId[]
}

/** A record with areas: a permission held over one of them is held over the record. */
export interface InAreas {
  areas: readonly Types.ObjectId[]
}

/** The call of a verb that creates something: the actor, the time, and the idempotency key. */
export interface CallContext {
  actor: Actor
  now: Date
  key: string
}

const holds = (role: Role, permission: Permission | 'any') =>
  permission === 'any' || (ROLES[role].permissions as readonly Permission[]).includes(permission)

/** The roles by which the actor holds a permission (`any`: works at all). */
export const rolesWith = (actor: Pick<Actor, 'roles'>, permission: Permission | 'any') =>
  actor.roles.filter(({ role }) => holds(role, permission))

/** The areas in which the actor holds a permission. */
export const areasWith = (actor: Pick<Actor, 'roles'>, permission: Permission | 'any') =>
  rolesWith(actor, permission).map(({ areaId }) => areaId)

/** Whether the actor holds a permission over a record with these areas. */
export const may = (actor: Pick<Actor, 'roles'>, permission: Permission | 'any', areas: readonly Types.ObjectId[]) =>
  areasWith(actor, permission).some((mine) => areas.some((area) => area.equals(mine)))

/** One filter for list, load and update: records in the areas where the actor holds the permission. */
export const within = (actor: Actor, permission: Permission | 'any') => ({
  areas: { $in: areasWith(actor, permission) },
})

/** Every permission that somebody holds somewhere. */
export const permissionsOf = ({ roles }: Pick<Actor, 'roles'>) => [
  ...new Set<Permission>(roles.flatMap(({ role }) => ROLES[role].permissions)),
]

/** Refuses with FORBIDDEN unless the policy allows it. */
export function authorize(allowed: boolean) {
  if (!allowed) throw new AppError('FORBIDDEN')
}

/** The value, or NOT_FOUND: a record that the actor may not see is not found. */
export function orNotFound<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new AppError('NOT_FOUND')
  return value
}
