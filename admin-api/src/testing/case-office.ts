import { sessionToken } from './session'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson, type PersonFacts } from './build'

/** A community with a resident who reports, its administrator and a clerk: the people of nearly every story of a case. */
export async function buildCaseOffice(now: Date, reporter: PersonFacts = {}) {
  const community = await buildCommunity()
  return {
    community,
    wang: await buildResident({ community, name: '王秀英', ...reporter }, now),
    admin: await buildStaff({ area: community, role: 'community_admin', name: '张海燕' }, now),
    clerk: await buildStaff({ area: community, role: 'clerk', name: '陈静' }, now),
  }
}

/** Signs people in anew: in a story of several days their tokens have run out. */
export async function signInAgain(people: readonly BuiltPerson[], now: Date) {
  for (const who of people) who.token = await sessionToken(who._id, now)
}
