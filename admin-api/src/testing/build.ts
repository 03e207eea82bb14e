import { Types } from 'mongoose'
import { PlaceInput } from '@yike/shared/directory/schemas'
import { addDays, dayOf, instantAt } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { SittingModel, type Sitting } from '../booking/model'
import { PlaceModel, ServiceModel, type Place, type Service } from '../directory/model'
import { placeTokens, storedFrom } from '../directory/place-record'
import type { Role } from '@yike/shared/people/permissions'
import type { Actor } from '../http/policy'
import { CredentialModel, PersonModel, type Person } from '../people/model'
import { sealFacts, type PlainFacts } from '../people/sealed-facts'
import { hashPassword } from '../people/sign-in'
import { addArea, type Area, type Community } from '../territory/areas'
import { sessionToken } from './session'

/** A point of Dongying from which the made-up places of tests are counted, GCJ-02. */
export const CENTER = { lng: 118.4935, lat: 37.4605 }

let counted = 0
/** A different word each time, for names that must differ. */
export const different = (word: string) => `${word}${++counted}`

/** City, district, street and community, with the names given or different ones. */
export async function buildCommunity({
  name = different('颐园社区'),
  street = '文汇街道',
  position = CENTER,
} = {}): Promise<Community> {
  const city = await addArea({ level: 'city', name: '东营市' })
  const district = await addArea({ level: 'district', name: '东营区', parent: city })
  const parent = await addArea({ level: 'street', name: street, parent: district })
  return (await addArea({ level: 'community', name, parent, phone: '0546-8000000', position })) as Community
}

export const buildGrid = (community: Area, name = different('第一网格')) =>
  addArea({ level: 'grid', name, parent: community })

export interface BuiltPerson extends Person {
  actor: Actor
  /** An access token, as the mini-program sends it. */
  token: string
}

async function signedIn(person: Person, now: Date): Promise<BuiltPerson> {
  const actor: Actor = {
    personId: person._id,
    sessionId: 'test',
    name: person.name,
    areas: person.areas,
    roles: person.roles,
  }
  return { ...person, actor, token: await sessionToken(person._id, now) }
}

/** A person as a story says it: phone, home and the end of the identity card unsealed. */
export type PersonFacts = Omit<Partial<Person>, keyof PlainFacts> & Omit<PlainFacts, 'emergencyContact'>

/** A resident who is signed in. */
export async function buildResident(facts: PersonFacts & { community?: Community } = {}, now = new Date()) {
  const { community = await buildCommunity(), phone = '13800000000', home, idLast4, ...rest } = facts
  const person = await PersonModel.create({
    name: different('王秀英'),
    ...sealFacts({ phone, home, idLast4 }),
    communityId: community._id,
    areas: community.areas,
    phoneVerifiedAt: now,
    createdAt: now,
    ...rest,
  })
  return signedIn(person.toObject<Person>(), now)
}

/** Somebody who works in an area, signed in; with a user name where one is given (password `right horse`). */
export async function buildStaff(
  {
    role = 'community_admin' as Role,
    area,
    username,
    name,
    placeIds,
  }: { role?: Role; area?: Community; username?: string; name?: string; placeIds?: Types.ObjectId[] } = {},
  now = new Date(),
) {
  const community = area ?? (await buildCommunity())
  const person = await PersonModel.create({
    name: name ?? different('张海燕'),
    communityId: community._id,
    areas: community.areas,
    roles: [{ role, areaId: community._id, ...(placeIds ? { placeIds } : {}) }],
    createdAt: now,
  })
  if (username)
    await CredentialModel.create({
      _id: `password:${username}`,
      personId: person._id,
      passwordHash: await hashPassword('right horse'),
      createdAt: now,
    })
  return signedIn(person.toObject<Person>(), now)
}

/** Roles in the same area that no account of an office may join: for tests that ask every endpoint. */
export const holdingAlso = ({ _id, roles }: BuiltPerson, more: readonly Role[]) =>
  PersonModel.updateOne(
    { _id },
    { $push: { roles: { $each: more.map((role) => ({ role, areaId: roles[0]!.areaId })) } } },
  )

/** One more family member of a resident. */
export async function buildFamily(
  of: BuiltPerson,
  facts: PersonFacts & { relation?: 'mother' | 'father' } = {},
  now = new Date(),
) {
  const { relation = 'mother', phone, home, idLast4, ...rest } = facts
  const person = await PersonModel.create({
    name: different('李桂兰'),
    birthYear: 1944,
    ...sealFacts({ phone, home, idLast4 }),
    communityId: of.communityId,
    areas: of.areas,
    writtenDownBy: of._id,
    createdAt: now,
    ...rest,
  })
  await PersonModel.updateOne(
    { _id: of._id },
    {
      $push: { family: { personId: person._id, name: person.name, relation, state: 'written_down', bindingId: null } },
    },
  )
  return person.toObject<Person>()
}

export type SittingFacts = Partial<Omit<Sitting, 'offer'>> & { offer?: Partial<Sitting['offer']> }

/** Lunch of the day after `now`, 11:30 to 12:30 with 10 places, unless the story sets other values. */
export async function buildSitting(community: Community, facts: SittingFacts = {}, now = new Date()): Promise<Sitting> {
  const startsAt = facts.startsAt ?? instantAt(addDays(dayOf(now), 1), 690)
  const sitting = await SittingModel.create({
    areas: community.areas,
    title: '午餐',
    day: dayOf(startsAt),
    endsAt: new Date(startsAt.getTime() + 3_600_000),
    opensAt: new Date(startsAt.getTime() - 14 * 86_400_000),
    closesAt: new Date(startsAt.getTime() - 30 * 60_000),
    capacity: 10,
    createdAt: now,
    ...facts,
    startsAt,
    offer: {
      serviceId: new Types.ObjectId(),
      serviceName: '午餐',
      kind: 'meal',
      placeId: new Types.ObjectId(),
      placeName: '颐园长者食堂',
      address: '济南路 1 号',
      phone: '0546-8000000',
      position: { lng: 118.49, lat: 37.46 },
      minAge: null,
      maxAge: null,
      weeklyLimit: null,
      maxSeats: 5,
      ...facts.offer,
    },
  })
  return sitting.toObject<Sitting>()
}

export const newId = () => new Types.ObjectId()

/** A canteen that is open every day, as the console sends it: fields that the story does not mention are filled in. */
export const placeInput = (
  community: Pick<Community, '_id'>,
  facts: Partial<z.input<typeof PlaceInput>> = {},
): z.input<typeof PlaceInput> => ({
  communityId: String(community._id),
  name: different('颐园长者食堂'),
  category: 'canteen',
  address: '济南路 1 号',
  position: CENTER,
  hours: { rules: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 600, to: 1080 }] },
  ...facts,
})

/** The same in the directory. */
export async function buildPlace(
  community: Community,
  facts: Partial<z.input<typeof PlaceInput>> = {},
  now = new Date(),
): Promise<Place> {
  const { communityId: _, ...input } = PlaceInput.parse(placeInput(community, facts))
  const ground = { communityId: community._id, areas: community.areas }
  const stored = await storedFrom(input, ground)
  const place = await PlaceModel.create({
    ...{ ...stored, ...ground, tokens: placeTokens(stored as Place) },
    ...{ verifiedAt: now, createdAt: now },
  })
  return place.toObject<Place>()
}

/** Lunch at a canteen that is open every day, bookable 14 days ahead until half an hour before. */
export async function buildService(community: Community, facts: Partial<Service> = {}, now = new Date()) {
  const place = await buildPlace(community, {}, now)
  const service = await ServiceModel.create({
    placeId: place._id,
    areas: community.areas,
    kind: 'health',
    name: different('量血压'),
    maxSeats: 4,
    createdAt: now,
    ...facts,
  })
  return service.toObject<Service>()
}
