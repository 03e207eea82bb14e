import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { ROLE_CODES, dutyOf, type Permission } from '@yike/shared/people/permissions'
import { isDuplicate } from '../idempotency'
import { areasBelow, type Area } from '../territory/areas'
import { personTokens } from './found-by'
import { CredentialModel, PersonModel, type HeldRole, type Person } from './model'
import { needsSecondFactor } from './second-factor'
import { hashPassword } from './sign-in'

type Id = Types.ObjectId

/** Whether anybody can sign in by user name and password. */
export const hasStaffAccounts = async () => (await CredentialModel.exists({ passwordHash: { $ne: null } })) !== null

/** The person who signs in by a user name; null where nobody does. */
export const personOfUsername = async (username: string): Promise<Id | null> =>
  (await CredentialModel.findById(`password:${username}`).lean())?.personId ?? null

/** The number of people on record: those who work for the office, and the others. */
export async function countPeople() {
  const [staff, all] = await Promise.all([
    PersonModel.countDocuments({ 'roles.0': { $exists: true } }),
    PersonModel.countDocuments({}),
  ])
  return { staff, residents: all - staff }
}

/** Residents on record who live in these areas; who is known twice counts once. */
export const countResidentsIn = (areaIds: readonly Id[]) =>
  PersonModel.countDocuments({ areas: { $in: areaIds }, 'roles.0': { $exists: false }, mergedInto: null })

/** Colleagues of these areas and those below who have signed in, without the first one, who opened the office. */
export async function countColleaguesIn(areaIds: readonly Id[]) {
  const areas = await areasBelow(areaIds)
  const people = await PersonModel.find(
    { 'roles.areaId': { $in: areas.map(({ _id }) => _id) }, mergedInto: null },
    { _id: 1 },
  ).lean<Pick<Person, '_id'>[]>()
  const used = await CredentialModel.distinct('personId', {
    personId: { $in: people.map(({ _id }) => _id) },
    usedAt: { $exists: true },
  })
  return Math.max(0, used.length - 1)
}

export interface NewAccount {
  personId: Id
  name: string
  username: string
  password: string
}
/** The role of a new account; `community` is its person's community: that of their area, or the first of a street. */
export interface NewRole {
  held: HeldRole
  area: Pick<Area, '_id' | 'areas'>
  community: Pick<Area, '_id'>
}

/**
 * Creates a member of staff with a user name and a password. The user name comes first, so that two never have the
 * same; a second run for the same person changes only the password. Throws NAME_TAKEN, naming the field.
 */
export async function createStaffAccount(
  { personId, name, username, password }: NewAccount,
  { held, area, community }: NewRole,
  now: Date,
) {
  const _id = `password:${username}`
  const passwordHash = await hashPassword(password)
  try {
    await CredentialModel.updateOne(
      { _id, personId },
      { $set: { passwordHash }, $setOnInsert: { createdAt: now } },
      { upsert: true },
    )
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const sentence = `账号“${username}”已经有人用了，换一个`
    throw new AppError('NAME_TAKEN', `${sentence}。`, { fields: { username: [sentence] } })
  }
  await PersonModel.updateOne(
    { _id: personId },
    {
      $setOnInsert: {
        name,
        communityId: community._id,
        areas: area.areas,
        roles: [held],
        tokens: personTokens({ name, home: null }),
        createdAt: now,
      },
    },
    { upsert: true, setDefaultsOnInsert: true },
  )
}

/** The people who hold a role in one of these areas, by name, with their user name; null where they have none. */
export async function staffAccountsIn(areaIds: readonly Id[]): Promise<{ person: Person; username: string | null }[]> {
  const people = await PersonModel.find({ 'roles.areaId': { $in: areaIds }, mergedInto: null })
    .sort({ name: 1, _id: 1 })
    .limit(1000)
    .lean<Person[]>()
  const credentials = await CredentialModel.find({
    personId: { $in: people.map(({ _id }) => _id) },
    passwordHash: { $ne: null },
  }).lean()
  const usernames = new Map(credentials.map(({ _id, personId }) => [String(personId), _id.replace(/^password:/, '')]))
  return people.map((person) => ({ person, username: usernames.get(String(person._id)) ?? null }))
}

/** Removes the roles in these areas and ends every session, in one write. False where the person has none there. */
export async function endRoles(personId: Id | string, areaIds: readonly Id[]): Promise<boolean> {
  const { matchedCount } = await PersonModel.updateOne(
    { _id: personId, 'roles.areaId': { $in: areaIds } },
    { $pull: { roles: { areaId: { $in: areaIds } } }, $set: { sessions: [] } },
  )
  return matchedCount > 0
}

/** The same role in the same area, whatever its places. */
const sameAs = ({ role, areaId, custom }: Pick<HeldRole, 'role' | 'areaId'> & { custom?: { id: Id } }) => ({
  role,
  areaId,
  ...(custom ? { 'custom.id': custom.id } : {}),
})

/**
 * Gives somebody one more role; one that they have gets these places. Throws DUTIES_APART where it would join two of the
 * three duties: the write decides. A role with a duty signs out where there was no second step, so that the next sign-in
 * asks for it. Returns how many sessions ended; null where the role needs no second step.
 */
export async function giveRole({ _id: personId, demo }: Pick<Person, '_id' | 'demo'>, held: HeldRole) {
  const duty = dutyOf(held)
  const isNeeded = needsSecondFactor({ roles: [held], demo })
  const others = ROLE_CODES.filter((role) => duty && dutyOf({ role }) && dutyOf({ role }) !== duty)
  const before = await PersonModel.findOneAndUpdate(
    { _id: personId, 'roles.role': { $nin: others }, roles: { $not: { $elemMatch: sameAs(held) } } },
    { $push: { roles: held }, ...(isNeeded ? { $pull: { sessions: { secondFactor: { $ne: true } } } } : {}) },
  ).lean<Person>()
  if (before) return isNeeded ? before.sessions.filter(({ secondFactor }) => !secondFactor).length : null
  const again = await PersonModel.updateOne(
    { _id: personId, roles: { $elemMatch: sameAs(held) } },
    held.placeIds ? { $set: { 'roles.$.placeIds': held.placeIds } } : { $unset: { 'roles.$.placeIds': 1 } },
  )
  if (again.matchedCount === 0) throw new AppError('DUTIES_APART')
  return null
}

/** Takes one of several roles away; false where it is the only one, or not theirs. */
export async function endRole(
  personId: Id,
  which: Pick<HeldRole, 'role' | 'areaId'> & { custom?: { id: Id } },
): Promise<boolean> {
  const { matchedCount } = await PersonModel.updateOne(
    { _id: personId, 'roles.1': { $exists: true }, roles: { $elemMatch: sameAs(which) } },
    { $pull: { roles: sameAs(which) } },
  )
  return matchedCount > 0
}

/** Writes a role of the office as it is now into every entry that holds it. */
export const applyCustomRole = (_id: Id, label: string, permissions: readonly Permission[]) =>
  PersonModel.updateMany(
    { 'roles.custom.id': _id },
    { $set: { 'roles.$[own].custom.label': label, 'roles.$[own].custom.permissions': permissions } },
    { arrayFilters: [{ 'own.custom.id': _id }] },
  )
export const isCustomRoleHeld = async (_id: Id) => (await PersonModel.exists({ 'roles.custom.id': _id })) !== null
