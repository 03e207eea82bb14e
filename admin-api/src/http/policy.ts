import { AppError } from '@yike/shared/errors'
import { permissionsOfRole, type Permission, type RoleHeld } from '@yike/shared/people/permissions'
import type { Types } from 'mongoose'

/** The person who acts, with their roles. Tokens name person and session only; this is read anew each time. */
export interface Actor {
  personId: Types.ObjectId
  sessionId: string
  name: string
  /** The person's own areas: grid, community, street, district, city. */
  areas: Types.ObjectId[]
  /** A role counts in its area and everything below it; with `placeIds` only at these places of it. */
  roles: (RoleHeld & { areaId: Types.ObjectId; placeIds?: Types.ObjectId[] })[]
  /** Roles of the person that do not count in this session: it was opened without a second step. */
  withheld?: Actor['roles']
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

type Roles = Pick<Actor, 'roles'>

const holds = (held: RoleHeld, permission: Permission | 'any') =>
  permission === 'any' || permissionsOfRole(held).includes(permission)

/** The roles by which the actor holds a permission (`any`: works at all), those at single places too. */
export const rolesWith = (actor: Roles, permission: Permission | 'any') =>
  actor.roles.filter((held) => holds(held, permission))

/** Whether the actor holds a permission in some area, or at some place: enough to come in, not to see a record. */
export const holdsSomewhere = (actor: Roles, permission: Permission | 'any') => rolesWith(actor, permission).length > 0

/** The areas in which the actor holds a permission. A role at single places gives none, except to work there at all. */
export const areasWith = (actor: Roles, permission: Permission | 'any') =>
  rolesWith(actor, permission).flatMap(({ areaId, placeIds }) => (placeIds && permission !== 'any' ? [] : [areaId]))

const isAmong = (ids: readonly Types.ObjectId[], id: Types.ObjectId) => ids.some((one) => one.equals(id))

/** Whether the actor holds a permission over a record with these areas. */
export const may = (actor: Roles, permission: Permission | 'any', areas: readonly Types.ObjectId[]) =>
  areasWith(actor, permission).some((mine) => isAmong(areas, mine))

/** The same for a place, or a record at it: roles at single places count too. */
export const mayAt = (
  actor: Roles,
  permission: Permission,
  { areas, placeId }: { areas: readonly Types.ObjectId[]; placeId: Types.ObjectId },
) =>
  rolesWith(actor, permission).some(
    ({ areaId, placeIds }) => isAmong(areas, areaId) && (!placeIds || isAmong(placeIds, placeId)),
  )

/** One filter for list, load and update: records in the areas where the actor holds the permission. */
export const within = (actor: Actor, permission: Permission | 'any') => ({
  areas: { $in: areasWith(actor, permission) },
})

/** Every permission that somebody holds somewhere. */
export const permissionsOf = ({ roles }: Pick<Actor, 'roles'>) => [
  ...new Set<Permission>(roles.flatMap(permissionsOfRole)),
]

/** Every permission that somebody holds over a whole area, not only at single places. */
export const areaPermissionsOf = ({ roles }: Pick<Actor, 'roles'>) =>
  permissionsOf({ roles: roles.filter(({ placeIds }) => !placeIds) })

/** Refuses with FORBIDDEN unless the policy allows it. */
export function authorize(allowed: boolean) {
  if (!allowed) throw new AppError('FORBIDDEN')
}

/** The value, or NOT_FOUND: a record that the actor may not see is not found. */
export function orNotFound<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new AppError('NOT_FOUND')
  return value
}
