import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { LngLat } from '@yike/shared/geo/walking'
import type { z } from '@yike/shared/zod'
import { needsGuardian } from '@yike/shared/people/minors'
import { isIdEnd, plainIdEnd } from '@yike/shared/people/identity'
import { sameName } from '@yike/shared/people/names'
import type { AddBeneficiary, ChangeMe, RegisterPerson } from '@yike/shared/people/schemas'
import { dayOf } from '@yike/shared/time/china'
import { orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { noteConsent } from '../privacy/consents'
import { blindIndexes } from '../sealing'
import type { RemovalGuard } from '../removal-guards'
import { communityById, communitiesIn, homePosition, locate } from '../territory/areas'
import { knownCommunity, knownCommunityNear, knownCompounds } from '../territory/known-areas'
import { consentFor } from './minors'
import { actorSelf } from './sessions'
import { endLine } from './bind'
import { findAnew } from './find-anew'
import { withdrawHomeRequests } from './home-proof'
import { realNameAfter } from './real-name'
import { homeOf, phoneOf, sealFacts } from './sealed-facts'
import { PersonModel, type Family, type Person } from './model'
import { haveAccounts } from './resolve-code'

export type { Person, Family } from './model'

/** The record of a person. One that was merged into another answers by that, so that old links lead to the person. */
export async function personById(id: Types.ObjectId | string): Promise<Person> {
  const person = orNotFound(await PersonModel.findById(id).lean<Person>())
  return person.mergedInto ? personById(person.mergedInto) : person
}

/** The record of the actor, as read when the call came in. */
export const personOf = async (actor: Actor): Promise<Person> => actorSelf(actor) ?? personById(actor.personId)

export const peopleByIds = (ids: readonly (Types.ObjectId | string)[]) =>
  PersonModel.find({ _id: { $in: ids } }, { sessions: 0 }).lean<Omit<Person, 'sessions'>[]>()

/** The visitor and their community; a stranger gets the nearest one. `home` is null when not known. */
export async function whereVisitorLives(visitor: Actor | null, near: LngLat | undefined) {
  const person = visitor ? await personOf(visitor) : null
  const community = person ? await knownCommunity(person.communityId) : await knownCommunityNear(near ?? null)
  const compounds = await knownCompounds(community._id)
  const lives = person && homeOf(person)
  const position = homePosition(lives, compounds)
  return { person, community, compounds, home: position && { text: lives!.text, position } }
}

export async function changeMe(
  actor: Actor,
  { home, phone, idLast4, emergencyContact, settings, ...fields }: z.output<typeof ChangeMe>,
  now: Date,
) {
  if (fields.birthYear && needsGuardian(fields.birthYear, dayOf(now)))
    throw new AppError('INVALID_INPUT', undefined, {
      fields: { birthYear: ['不满 14 岁不能自己开账号：请家长用自己的手机，在“家人”里加上孩子，替他约'] },
    })
  const me = await personById(actor.personId)
  const set: Record<string, unknown> = {
    ...fields,
    ...sealFacts({ phone, idLast4, emergencyContact }),
    ...realNameAfter(me, { ...fields, idLast4 }),
  }
  // A number that is only typed may be anybody's. The same number typed again stays verified or not as it was.
  if (phone === phoneOf(me)) delete set.phone
  else if (phone !== undefined) set.phoneVerifiedAt = null
  const moves = home !== undefined && home.text !== homeOf(me)?.text
  if (moves) set.homeProof = null
  if (home) {
    Object.assign(set, sealFacts({ home: { text: home.text, position: home.position ?? null } }))
    Object.assign(set, await locate(home.position, me.communityId, me.areas))
  }
  for (const [name, value] of Object.entries(settings ?? {})) set[`settings.${name}`] = value
  // Writing it down is the yes to the purpose that it has.
  if (home) await noteConsent(actor.personId, 'home', now)
  if (idLast4) await noteConsent(actor.personId, 'id_end', now)
  if (emergencyContact) await noteConsent(actor.personId, 'emergency_contact', now)
  await PersonModel.updateOne({ _id: actor.personId }, { $set: set })
  if (moves) await withdrawHomeRequests([actor.personId], now)
  return findAnew(await personById(actor.personId))
}

/** Stores a number that was verified: by WeChat's button, or at the counter. */
export async function showPhone(personId: Types.ObjectId, phone: string, now: Date): Promise<Person> {
  await PersonModel.updateOne({ _id: personId }, { $set: { ...sealFacts({ phone }), phoneVerifiedAt: now } })
  return findAnew(await personById(personId))
}

/** Nobody reads through more at a counter: in a town of a million a hundred people have the same four. */
const SAME_END = 500

/** The people whose identity card ends like that; nobody when the text is no such ending. */
export async function peopleByIdEnd(typed: string): Promise<Types.ObjectId[]> {
  if (!isIdEnd(typed)) return []
  const indexes = blindIndexes('idLast4', plainIdEnd(typed))
  const people = await PersonModel.find({ 'idLast4.index': { $in: indexes } }, { _id: 1 })
    .limit(SAME_END)
    .lean<Pick<Person, '_id'>[]>()
  return people.map(({ _id }) => _id)
}

/** The guards of the domains above, asked before a family member is removed: an open booking keeps them. */
let removalGuards: readonly RemovalGuard[] = []
export const useRemovalGuards = (guards: readonly RemovalGuard[]) => void (removalGuards = guards)

/** Whether a record of a domain above still needs this person. */
export const isPersonInUse = async (id: Types.ObjectId, now: Date) =>
  (await Promise.all(removalGuards.map((needs) => needs(id, now)))).some(Boolean)

/**
 * Adds a family member whom the actor may book for: a person of their own, written down by the actor, and a line in the
 * actor's family. The person is written first; a crash in between leaves a person nobody points to, and the replay of
 * the same key finishes.
 */
export async function addBeneficiary(actor: Actor, key: string, input: z.output<typeof AddBeneficiary>, now: Date) {
  const consent = consentFor(input.birthYear, input.guardian, { byId: actor.personId, at: now })
  const idem = idemOf(actor.personId, key, input)
  const taken = new AppError('NAME_TAKEN', `家人里已经有${input.name}了。`)
  // The family first: a line that the same tap has just added is then known to be its own.
  const { family } = await personById(actor.personId)
  const before = await replayed<Person>(PersonModel, idem)
  if (!before && family.some(({ name }) => sameName(name, input.name))) throw taken
  const person = before ?? (await writeDown(actor, input, { idem, helped: null, ...consent }, now))
  const line: Family = {
    personId: person._id,
    name: person.name,
    relation: input.relation,
    state: 'written_down',
    bindingId: null,
  }
  const added = await PersonModel.updateOne(
    { _id: actor.personId, 'family.personId': { $ne: person._id }, 'family.name': { $ne: person.name } },
    { $push: { family: line } },
  )
  if (added.matchedCount > 0) return { person, line }
  const me = await personById(actor.personId)
  if (me.family.some(({ personId }) => personId.equals(person._id))) return { person, line }
  await PersonModel.deleteOne({ _id: person._id, writtenDownBy: actor.personId })
  throw taken
}

export async function writeDown(
  actor: Actor,
  input: z.output<typeof AddBeneficiary> | z.output<typeof RegisterPerson>,
  { idem, helped, guardianConsent }: Pick<Person, 'idem' | 'helped' | 'guardianConsent'>,
  now: Date,
): Promise<Person> {
  const me = await personById(actor.personId)
  const home = input.home ? { text: input.home, position: null } : me.roles.length > 0 ? null : homeOf(me)
  try {
    const person = await PersonModel.create({
      name: input.name,
      ...sealFacts({ phone: input.phone ?? null, home, ...('idLast4' in input ? { idLast4: input.idLast4 } : {}) }),
      // Staff at the counter have seen or rung it.
      phoneVerifiedAt: helped && input.phone ? now : null,
      birthYear: input.birthYear ?? null,
      communityId: me.communityId,
      areas: me.areas,
      writtenDownBy: actor.personId,
      guardianConsent,
      helped,
      idem,
      createdAt: now,
    })
    return person.toObject<Person>()
  } catch (cause) {
    if (!idem || !isDuplicate(cause, 'idem.key')) throw cause
    return orNotFound(await replayed<Person>(PersonModel, idem))
  }
}

/**
 * Removes somebody from the actor's family. The person's own past stays on record. An open booking keeps a person who
 * has only been written down; a person with an account of their own looks after their bookings alone.
 */
export async function removeBeneficiary(actor: Actor, personId: string, now: Date) {
  const id = new Types.ObjectId(personId)
  const me = await personById(actor.personId)
  orNotFound(me.family.find((line) => line.personId.equals(id)))
  if (!(await haveAccounts([id])).has(personId)) {
    if (await isPersonInUse(id, now)) throw new AppError('PERSON_IN_USE')
  }
  await endLine(me, id, { by: actor, reason: null }, now)
}

/** The actor's relation to somebody: themself, a relation of the family, or null for a stranger. */
export async function relationTo(actor: Actor, personId: Types.ObjectId) {
  const me = await personOf(actor)
  if (me._id.equals(personId)) return { me, person: me, relation: null }
  const lineTo = (id: Types.ObjectId) => me.family.find((one) => one.personId.equals(id))
  const line = lineTo(personId) ?? lineTo((await personById(personId))._id)
  return { me, person: await personById(orNotFound(line).personId), relation: line!.relation }
}

/** Refuses what is for the living: a booking, a number. */
export function refuseForTheDead({ name, diedOn }: Pick<Person, 'name' | 'diedOn'>) {
  if (diedOn) throw new AppError('NOT_ELIGIBLE', `${name}的登记停用了，不能再约。有事问社区。`)
}

/** The people who act for somebody in the elder view, and are notified too when an answer is expected. */
export async function familyOfElder(personId: Types.ObjectId): Promise<Types.ObjectId[]> {
  const person = await PersonModel.findOne({ _id: personId, 'settings.elderView': true }, { _id: 1 }).lean()
  if (!person) return []
  return familyIds(personId)
}

/** The ids of the people who have this person among those they care for. */
export async function familyIds(personId: Types.ObjectId): Promise<Types.ObjectId[]> {
  const family = await PersonModel.find({ 'family.personId': personId }, { _id: 1 }).lean<{ _id: Types.ObjectId }[]>()
  return family.map(({ _id }) => _id)
}

/** The people of these records with exactly this name; of more than a hundred namesakes, the first hundred. */
export async function peopleNamed(name: string, among: { areas: object }): Promise<Types.ObjectId[]> {
  const people = await PersonModel.find({ ...among, name }, { _id: 1 })
    .limit(100)
    .lean<Pick<Person, '_id'>[]>()
  return people.map(({ _id }) => _id)
}

/** Pauses somebody's own bookings until then; null lifts the pause. */
export const pauseBooking = (personId: Types.ObjectId, until: Date | null) =>
  PersonModel.updateOne({ _id: personId }, { $set: { bookingPausedUntil: until } })

/** The colleagues of a member of staff: everybody with a role in the same communities. */
export async function listColleagues(actor: Pick<Actor, 'roles'>) {
  const communities = await communitiesIn(actor.roles.map(({ areaId }) => areaId))
  const areas = [...new Set(communities.flatMap((community) => community.areas.map(String)))]
  return PersonModel.find(
    { 'roles.areaId': { $in: [...areas, ...communities.map(({ _id }) => _id)] } },
    { sessions: 0 },
  )
    .sort({ name: 1 })
    .lean<Person[]>()
}

/** The people who have this person among those they care for. */
export const familyOf = (personId: Types.ObjectId) =>
  PersonModel.find({ 'family.personId': personId }, { sessions: 0 }).lean<Omit<Person, 'sessions'>[]>()

/** Everybody who works in one of these areas. */
export const staffOver = (areas: readonly Types.ObjectId[]) =>
  PersonModel.find({ 'roles.areaId': { $in: areas } }, { sessions: 0 }).lean<Omit<Person, 'sessions'>[]>()

/** A resident with what decides whether a notice is for them and reaches them. */
export type Resident = Pick<Person, '_id' | 'areas' | 'home' | 'phone' | 'family'>
const AS_RESIDENT = { areas: 1, home: 1, phone: 1, family: 1 }

/** The residents of an area, each once: a record that ended in another is not somebody else. */
export const residentsOf = (area: Types.ObjectId) =>
  PersonModel.find({ areas: area, mergedInto: null, diedOn: null }, AS_RESIDENT).lean<Resident[]>()

/** The same in a stable order, some at a time. */
export const residentsAfter = (area: Types.ObjectId, after: Types.ObjectId | null, limit: number) =>
  PersonModel.find(
    { areas: area, mergedInto: null, diedOn: null, ...(after ? { _id: { $gt: after } } : {}) },
    AS_RESIDENT,
  )
    .sort({ _id: 1 })
    .limit(limit)
    .lean<Resident[]>()

export const homeCommunity = (person: Pick<Person, 'communityId'>) => communityById(person.communityId)
