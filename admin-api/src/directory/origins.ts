import type { Origin } from '@yike/shared/directory/schemas'
import type { LngLat } from '@yike/shared/geo/walking'
import { RELATIONS } from '@yike/shared/people/relations'
import { dayOf } from '@yike/shared/time/china'
import type { Actor } from '../http/policy'
import { peopleByIds, whereVisitorLives } from '../people/me'
import { homePosition } from '../territory/areas'
import { homeOf } from '../people/sealed-facts'

/** From this age on somebody walks slowly unless they choose otherwise: the age at which old-age services begin. */
const ELDER_AGE = 60

/** The points from which a visitor may count minutes; a home without a position is left out. */
export async function originsOf(visitor: Actor | null, near: LngLat | undefined, now: Date): Promise<Origin[]> {
  const { person, community, compounds, home } = await whereVisitorLives(visitor, near)
  const family = person ? await peopleByIds(person.family.map(({ personId }) => personId)) : []
  const isOld = (birthYear: number | null) =>
    birthYear !== null && Number(dayOf(now).slice(0, 4)) - birthYear >= ELDER_AGE

  const homes = (person?.family ?? []).flatMap(({ personId, name, relation }): Origin[] => {
    const member = family.find(({ _id }) => _id.equals(personId))
    const lives = member ? homeOf(member) : null
    const position = homePosition(lives, compounds)
    if (!member || !lives || !position) return []
    return [
      {
        ...{ id: String(personId), kind: 'family', label: `${RELATIONS[relation]}${name}家`, brief: lives.text },
        position,
        pace: isOld(member.birthYear) ? 'elder' : null,
      },
    ]
  })
  return [
    ...(home
      ? [{ id: 'home', kind: 'home' as const, label: '我家', brief: home.text, position: home.position, pace: null }]
      : []),
    ...homes,
    ...compounds.map(({ _id, name, position }): Origin => ({
      ...{ id: String(_id), kind: 'compound', label: name, brief: null },
      position,
      pace: null,
    })),
    {
      ...{ id: String(community._id), kind: 'community', label: `${community.name}中心`, brief: null },
      position: community.position,
      pace: null,
    },
  ]
}
