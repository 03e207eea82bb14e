import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { placesOf } from '@yike/shared/people/permissions'
import type { ChangeRole, EndRole, GiveRole, NewRole } from '@yike/shared/office/role-schemas'
import type { z } from '@yike/shared/zod'
import type { Questions } from '../domain'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import * as accounts from '../people/accounts'
import type { HeldRole } from '../people/model'
import { areasBelow } from '../territory/areas'
import { staffArea } from '../territory/edit'
import { CustomRoleModel, InvitationModel, type CustomRole } from './model'
import { officePolicy } from './policy'

/** Names of places with their areas, which the directory beside this domain keeps. */
export type PlacesNamed = (
  ids: readonly Types.ObjectId[],
) => Promise<{ _id: Types.ObjectId; name: string; areas: Types.ObjectId[] }[]>

declare module '../domain' {
  interface Questions {
    placesNamed: PlacesNamed
  }
}

const nameTaken = (label: string) => new AppError('NAME_TAKEN', `已经有叫“${label}”的岗位了，换一个名字。`)

/** Accounts of the areas that the actor sees by one of the three duties, with what their roles name. */
export async function listRights(actor: Actor, placesNamed: PlacesNamed) {
  const seen = officePolicy.seen(actor)
  authorize(seen.length > 0)
  const areas = await areasBelow(seen)
  const staff = await accounts.staffAccountsIn(areas.map(({ _id }) => _id))
  const places = await placesNamed(
    staff.flatMap(({ person }) => person.roles.flatMap(({ placeIds }) => placeIds ?? [])),
  )
  return { areas, people: staff.map(({ person }) => person), places }
}

/** The roles that the office made and the actor sees: of their areas, those above and those below. */
export async function listRoles(actor: Actor) {
  const { areas, people } = await listRights(actor, () => Promise.resolve([]))
  const near = [...new Set(areas.flatMap((area) => area.areas.map(String)))].map((id) => new Types.ObjectId(id))
  const roles = await CustomRoleModel.find({ areaId: { $in: near } })
    .sort({ label: 1 })
    .limit(200)
    .lean<CustomRole[]>()
  return { roles, people }
}

export async function createRole({ actor, key, now }: CallContext, input: z.output<typeof NewRole>) {
  const area = await staffArea(actor, input.areaId)
  authorize(officePolicy.editRole(actor, area))
  const idem = idemOf(actor.personId, key, input)
  const { label, permissions } = input
  try {
    const of = { areaId: area._id, areaName: area.name, areas: area.areas }
    const made = await CustomRoleModel.create({ ...of, label, permissions, idem, createdAt: now })
    return made.toObject<CustomRole>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const before = await replayed<CustomRole>(CustomRoleModel, idem)
    if (before) return before
    throw nameTaken(label)
  }
}

const roleFor = async (actor: Actor, id: string) =>
  orNotFound(await CustomRoleModel.findOne({ _id: id, ...officePolicy.editable(actor) }).lean<CustomRole>())

/** Changes a role, for everybody who holds it too; a job finishes that after a crash. */
export async function changeRole(actor: Actor, { id, revision, label, permissions }: z.output<typeof ChangeRole>) {
  const { _id } = await roleFor(actor, id)
  try {
    const changed = await CustomRoleModel.findOneAndUpdate(
      { _id, revision },
      { $set: { label, permissions }, $inc: { revision: 1 } },
      { returnDocument: 'after' },
    ).lean<CustomRole>()
    if (!changed) throw new AppError('CONFLICT')
    await apply(changed)
    return changed
  } catch (cause) {
    if (isDuplicate(cause)) throw nameTaken(label)
    throw cause
  }
}

async function apply({ _id, label, permissions, revision }: CustomRole) {
  await accounts.applyCustomRole(_id, label, permissions)
  await InvitationModel.updateMany(
    { 'custom.id': _id },
    { $set: { 'custom.label': label, 'custom.permissions': permissions } },
  )
  await CustomRoleModel.updateOne({ _id, revision }, { $set: { appliedRevision: revision } })
}

/** A job: brings changed roles to those who hold them. Returns how many. */
export async function applyChangedRoles(): Promise<number> {
  const behind = await CustomRoleModel.find({ $expr: { $lt: ['$appliedRevision', '$revision'] } })
    .limit(50)
    .lean<CustomRole[]>()
  for (const role of behind) await apply(role)
  return behind.length
}

export async function removeRole(actor: Actor, id: string, now: Date) {
  const { _id } = await roleFor(actor, id)
  const isInvited = await InvitationModel.exists({ 'custom.id': _id, usedAt: null, expiresAt: { $gt: now } })
  if (isInvited || (await accounts.isCustomRoleHeld(_id))) throw new AppError('ROLE_IN_USE')
  await CustomRoleModel.deleteOne({ _id })
}

type Given = Omit<z.output<typeof GiveRole>, 'personId'>
const wrong = (field: string, sentence: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })

/** The role that is asked for, in an area of the actor: it exists there, and its places are in the area. */
export async function roleToGive(actor: Actor, { role, areaId, customId, placeIds }: Given, placesNamed: PlacesNamed) {
  const area = await staffArea(actor, areaId)
  authorize(officePolicy.manage(actor, area))
  if ((role === 'custom') !== (customId !== undefined)) throw wrong('role', '选一个岗位')
  const custom = customId
    ? await CustomRoleModel.findOne({ _id: customId, areaId: { $in: area.areas } }).lean<CustomRole>()
    : null
  if (customId && !custom) throw wrong('customId', '这个岗位不在这里用，换一个')
  if (placesOf(role) === 'required' && !placeIds?.length) throw wrong('placeIds', '服务单位要选它的地方')
  const places = placeIds?.length ? await placesNamed(placeIds.map((id) => new Types.ObjectId(id))) : []
  const here = places.filter((place) => place.areas.some((id) => id.equals(area._id)))
  if (here.length < (placeIds?.length ?? 0)) throw wrong('placeIds', '有一个地方不在这里，去掉它')
  const held: HeldRole = {
    role,
    areaId: area._id,
    ...(here.length > 0 ? { placeIds: here.map(({ _id }) => _id) } : {}),
    ...(custom ? { custom: { id: custom._id, label: custom.label, permissions: custom.permissions } } : {}),
  }
  return { held, area }
}

/** A colleague of the areas that the actor administers. */
async function colleague(actor: Actor, personId: string) {
  const areas = await areasBelow(officePolicy.managed(actor))
  const staff = await accounts.staffAccountsIn(areas.map(({ _id }) => _id))
  const { person } = orNotFound(staff.find((one) => String(one.person._id) === personId))
  authorize(officePolicy.changeAccount(actor, person))
  return person
}

/** Returns how many sessions ended because the role needs a second step; null where it needs none. */
export async function giveRole(
  actor: Actor,
  { personId, ...given }: z.output<typeof GiveRole>,
  placesNamed: Questions['placesNamed'],
) {
  const person = await colleague(actor, personId)
  const { held } = await roleToGive(actor, given, placesNamed)
  return accounts.giveRole(person, held)
}

export async function endRole(actor: Actor, { personId, role, areaId, customId }: z.output<typeof EndRole>) {
  const { _id, name } = await colleague(actor, personId)
  const area = await staffArea(actor, areaId)
  authorize(officePolicy.manage(actor, area))
  const custom = customId ? { custom: { id: new Types.ObjectId(customId) } } : {}
  if (!(await accounts.endRole(_id, { role, areaId: area._id, ...custom })))
    throw new AppError('PERSON_IN_USE', `${name}只有这一个岗位了：先给另一个，或者停用账号。`)
}
