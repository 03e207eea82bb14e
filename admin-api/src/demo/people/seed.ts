import type { Types } from 'mongoose'
import { needsGuardian } from '@yike/shared/people/minors'
import type { Role } from '@yike/shared/people/permissions'
import { dayOf } from '@yike/shared/time/china'
import type { Actor } from '../../http/policy'
import { PlaceModel } from '../../directory/model'
import { personTokens } from '../../people/found-by'
import { sealFacts, type PlainFacts } from '../../people/sealed-facts'
import { type Person, PersonModel, CredentialModel } from '../../people/model'
import { hashPassword } from '../../people/sign-in'
import type { Area, Community } from '../../territory/areas'
import { fixedId, actorOf } from '../keys'
import { positionOf } from '../territory/positions'
import { STAFF, RESIDENTS } from './facts'

const DEMO_PASSWORD = 'demo-yike-15'

async function person(
  id: Types.ObjectId,
  { phone = null, home = null, ...fields }: Omit<Partial<Person>, keyof PlainFacts> & PlainFacts,
  now: Date,
): Promise<Person> {
  const sealed = sealFacts({ phone, home })
  await PersonModel.updateOne(
    { _id: id },
    {
      $setOnInsert: {
        ...fields,
        ...sealed,
        tokens: personTokens({ name: fields.name!, home: sealed.home ?? null }),
        phoneVerifiedAt: phone ? now : null,
        demo: true,
        createdAt: now,
      },
    },
    { upsert: true, setDefaultsOnInsert: true },
  )
  return (await PersonModel.findById(id).lean<Person>())!
}

async function credential(id: string, personId: Types.ObjectId, passwordHash: string | null, now: Date) {
  await CredentialModel.updateOne(
    { _id: id },
    { $setOnInsert: { personId, passwordHash, createdAt: now } },
    { upsert: true },
  )
}

const OF_STREET: readonly Role[] = ['community_admin', 'security_admin', 'auditor']

/** The three duties are of the street, everybody else works for the community. */
export async function seedStaff(street: Area, community: Community, grids: Area[], now: Date): Promise<Actor[]> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const staff: Actor[] = []
  for (const [n, { username, name, role }] of STAFF.entries()) {
    const grid = role === 'grid_worker' ? grids[n % 2]! : null
    const made = await person(
      fixedId(1, n),
      {
        name,
        communityId: community._id,
        areas: (grid ?? community).areas,
        roles: [{ role, areaId: (OF_STREET.includes(role) ? street : community)._id }],
      },
      now,
    )
    await credential(`password:${username}`, made._id, passwordHash, now)
    await credential(`demo:${name}`, made._id, null, now)
    staff.push(actorOf(made))
  }
  return staff
}

/** A cook works at one canteen: theirs is the place of this name. Gives the actor as they act from now on. */
export async function placeCook(cook: Actor, placeName: string): Promise<Actor> {
  const place = (await PlaceModel.findOne({ name: placeName }, { _id: 1 }).lean())!
  const placed = await PersonModel.findOneAndUpdate(
    { _id: cook.personId, 'roles.role': 'cook' },
    { $set: { 'roles.$.placeIds': [place._id] } },
    { returnDocument: 'after' },
  ).lean<Person>()
  return actorOf(placed!)
}

export async function seedResidents(community: Community, now: Date): Promise<Actor[]> {
  const residents: Actor[] = []
  for (const [n, { name, birthYear, phone, home, at, elder, family = [] }] of RESIDENTS.entries()) {
    const place = { communityId: community._id, areas: community.areas }
    const lines = []
    for (const [k, member] of family.entries()) {
      const id = fixedId(3, n * 10 + k)
      await person(
        id,
        {
          ...place,
          name: member.name,
          birthYear: member.birthYear,
          home: { text: member.home ?? home, position: positionOf(at) },
          writtenDownBy: fixedId(2, n),
          ...(needsGuardian(member.birthYear, dayOf(now)) ? { guardianConsent: { byId: fixedId(2, n), at: now } } : {}),
        },
        now,
      )
      lines.push({
        ...{ personId: id, name: member.name, relation: member.relation },
        ...{ state: 'written_down' as const, bindingId: null },
      })
    }
    const made = await person(
      fixedId(2, n),
      {
        ...place,
        name,
        birthYear,
        phone,
        home: { text: home, position: positionOf(at) },
        settings: { elderView: elder ?? false, pace: elder ? 'elder' : 'adult' },
        family: lines,
      },
      now,
    )
    await credential(`demo:${name}`, made._id, null, now)
    residents.push(actorOf(made))
  }
  return residents
}
