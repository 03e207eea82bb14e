import { coverageOf } from '@yike/shared/directory/coverage'
import { COMPLETE_COMMUNITY } from '@yike/shared/directory/standard'
import { metresBetween, metresWithin, type Pace } from '@yike/shared/geo/walking'
import { orNotFound, type Actor } from '../http/policy'
import { communityById, compoundsIn } from '../territory/areas'
import { placesNear } from './find'
import { directoryPolicy } from './policy'

const HOUR = 60

/** The coverage of a community's compounds, for its staff. One read of the places around covers all of them. */
export async function communityCoverage(actor: Actor, communityId: string, pace: Pace) {
  const community = await communityById(communityId)
  orNotFound(directoryPolicy.seeCoverage(actor, community) || null)
  const compounds = await compoundsIn(community._id)
  const farthest = Math.max(0, ...compounds.map(({ position }) => metresBetween(position, community.position)))
  const places = await placesNear(community.position, farthest + metresWithin(HOUR, pace), {
    status: 'active',
    category: { $in: COMPLETE_COMMUNITY.categories },
  })
  const coverage = coverageOf(
    compounds.map(({ _id, name, position }) => ({ id: String(_id), name, position })),
    places.map(({ category, location: { coordinates } }) => ({
      category,
      position: { lng: coordinates[0], lat: coordinates[1] },
    })),
    COMPLETE_COMMUNITY.categories,
    { minutes: COMPLETE_COMMUNITY.minutes, pace },
  )
  return { community, pace, coverage }
}
