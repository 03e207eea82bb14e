import type {
  Colleague,
  Me,
  PersonFound,
  SessionList,
  SignedIn,
  StaffMe,
  WrittenDown,
} from '@yike/shared/people/schemas'
import { labelOfRole } from '@yike/shared/people/permissions'
import type { MyRealName } from '@yike/shared/people/real-name-schemas'
import { bestProof, REAL_NAME_LEVELS } from '@yike/shared/people/real-name'
import { RELATIONS } from '@yike/shared/people/relations'
import { withoutDoor } from '@yike/shared/territory/address'
import { toApiTime } from '@yike/shared/time/china'
import { HOME_PROOFS } from '@yike/shared/people/home'
import { CLIENTS } from '@yike/shared/people/devices'
import { areaPermissionsOf, permissionsOf, type Actor } from '../http/policy'
import type { Area, Community } from '../territory/areas'
import type { Person, Session } from './model'
import { phoneLast4 } from '../sealed-values'
import { emergencyContactOf, homeOf, idEndOf } from './sealed-facts'

export const presentSignedIn = (
  person: Person,
  tokens: Pick<SignedIn, 'accessToken' | 'refreshToken' | 'expiresIn'>,
): SignedIn => ({
  personId: String(person._id),
  name: person.name,
  ...tokens,
})

/** A session whose client was not noted has none. */
export const presentSession = (
  { id, client, device = '', openedAt, renewedAt }: Session,
  { sessionId }: Pick<Actor, 'sessionId'>,
): SessionList['items'][number] => ({
  id,
  client: client ? { code: client, label: CLIENTS[client] } : null,
  device,
  openedAt: openedAt ? toApiTime(openedAt) : null,
  usedAt: toApiTime(renewedAt),
  isThis: id === sessionId,
})

export const presentWrittenDown = ({ person, by }: { person: Person; by: string | null }): WrittenDown => ({
  personId: String(person._id),
  name: person.name,
  birthYear: person.birthYear,
  by,
})

const isVerified = ({ phone, phoneVerifiedAt }: Person) => phone !== null && Boolean(phoneVerifiedAt)

const realNameCoded = ({ realName }: Pick<Person, 'realName'>) => {
  const level = bestProof(realName)?.level ?? 'none'
  return { code: level, label: REAL_NAME_LEVELS[level].label }
}
function presentRealName(person: Pick<Person, 'realName'>): Me['realName'] {
  const proof = bestProof(person.realName)
  return {
    level: realNameCoded(person),
    words: REAL_NAME_LEVELS[proof?.level ?? 'none'].words,
    at: proof && toApiTime(proof.at),
  }
}
/** `why`: the reason why the person cannot prove it by themself. */
export const presentMyRealName = (person: Pick<Person, 'realName'>, why: string | null): MyRealName => {
  const isMissing = bestProof(person.realName) === null
  return { ...presentRealName(person), can: { prove: isMissing && why === null }, why: isMissing ? why : null }
}

export const presentMe = (person: Person, community: Community, unreadMessages: number): Me => ({
  id: String(person._id),
  name: person.name,
  phoneLast4: phoneLast4(person.phone),
  phoneVerified: isVerified(person),
  birthYear: person.birthYear,
  idLast4: idEndOf(person),
  home: homeOf(person),
  homeProof: person.homeProof ? { code: person.homeProof.way, label: HOME_PROOFS[person.homeProof.way] } : null,
  emergencyContact: emergencyContactOf(person),
  community: {
    id: String(community._id),
    name: community.name,
    phone: community.phone,
    position: community.position,
  },
  settings: { elderView: person.settings.elderView, pace: person.settings.pace },
  realName: presentRealName(person),
  consentVersion: person.consentVersion,
  isStaff: person.roles.length > 0,
  eraseOn: person.eraseOn ?? null,
  unreadMessages,
})

const roleCoded = (held: Actor['roles'][number], level?: Area['level']) => ({
  code: held.role,
  label: labelOfRole(held, level),
})

export function presentStaffMe(
  person: Pick<Person, '_id' | 'name'> & Pick<Actor, 'roles'>,
  areas: Area[],
  communities: { community: Community; street: string }[],
  more: Pick<
    StaffMe,
    'wechatBound' | 'confirmsSignIns' | 'needsSecondFactor' | 'featuresOff' | 'handsWorkDown' | 'grids'
  >,
): StaffMe {
  const areaOf = (id: Area['_id']) => areas.find(({ _id }) => _id.equals(id))
  return {
    id: String(person._id),
    name: person.name,
    roles: person.roles.map((held) => {
      const area = areaOf(held.areaId)
      return {
        role: roleCoded(held, area?.level),
        area: { id: String(held.areaId), name: area?.name ?? '', level: area?.level ?? '' },
        placeIds: held.placeIds?.map(String) ?? null,
      }
    }),
    permissions: permissionsOf(person),
    areaPermissions: areaPermissionsOf(person),
    communities: communities.map(({ community, street }) => ({
      id: String(community._id),
      name: community.name,
      street,
      position: community.position,
      phone: community.phone,
    })),
    ...more,
  }
}

export const presentFound = (person: Person, hasAccount: boolean): PersonFound => ({
  id: String(person._id),
  name: person.name,
  phoneLast4: phoneLast4(person.phone),
  phoneVerified: isVerified(person),
  birthYear: person.birthYear,
  home: homeOf(person)?.text ?? null,
  family: person.family.map(({ personId, name, relation }) => ({
    personId: String(personId),
    name,
    relation: RELATIONS[relation],
  })),
  hasAccount,
  realName: realNameCoded(person),
  helpedAt: person.helped ? toApiTime(person.helped.at) : null,
})

/** One line of a search: the door is on the page of the person, which is put on record when it is opened. */
export const presentInList = (person: Person, hasAccount: boolean): PersonFound => {
  const found = presentFound(person, hasAccount)
  return { ...found, home: found.home && withoutDoor(found.home) }
}

export const presentColleague = (person: Pick<Person, '_id' | 'name' | 'roles'>, openCases: number): Colleague => ({
  id: String(person._id),
  name: person.name,
  role: roleCoded(person.roles[0]!),
  openCases,
})
