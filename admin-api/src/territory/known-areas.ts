import type { Types } from 'mongoose'
import { contains } from '@yike/shared/geo/shape'
import { metresBetween, type LngLat } from '@yike/shared/geo/walking'
import { AppError } from '@yike/shared/errors'
import { CachedCollection } from '../cache/cached-collection'
import { orNotFound } from '../http/policy'
import { STANDING, type Community, type CompoundArea } from './areas'
import { AreaModel, type Area } from './model'

/**
 * Areas from memory, for pages that many people read. A write that puts a record into an area reads the area itself
 * (areas.ts).
 */
const COMMUNITIES = 'communities'
/** Areas with settings of their own: office hours, limits of a whistle, features that are switched off. */
const SETTINGS = 'settings'
const compounds = (communityId: Types.ObjectId) => `compounds ${String(communityId)}`
const one = (id: Types.ObjectId) => `area ${String(id)}`

const cached = new CachedCollection<Area>({
  model: AreaModel,
  fields: { idem: 0, former: 0 },
  most: 20_000,
  load: (scopes) =>
    AreaModel.find(
      {
        $or: scopes.map((scope) => {
          const [kind, id] = scope.split(' ')
          if (scope === COMMUNITIES) return { level: 'community', ...STANDING }
          if (scope === SETTINGS)
            return {
              $or: [{ 'featuresOff.0': { $exists: true } }, { hours: { $ne: null } }, { whistleLimits: { $ne: null } }],
            }
          return kind === 'area' ? { _id: id } : { level: 'compound', areas: id, ...STANDING }
        }),
      },
      { idem: 0, former: 0 },
    ).lean<Area[]>(),
  scopesOf: ({ _id, level, areas, endedAt, featuresOff = [], hours, whistleLimits }) => [
    one(_id),
    ...(featuresOff.length > 0 || hours || whistleLimits ? [SETTINGS] : []),
    ...(level === 'community' && endedAt === null ? [COMMUNITIES] : []),
    ...(level === 'compound' && endedAt === null ? areas.map(compounds) : []),
  ],
  compare: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : String(a._id) < String(b._id) ? -1 : 1),
})

/** The areas that have settings of their own. */
export const areasWithSettings = async () => (await cached.read([SETTINGS]))[0]!
/** These areas, as far as they are on record. */
export const knownAreas = async (ids: readonly Types.ObjectId[]) =>
  (await cached.read(ids.map(one))).flatMap(([area]) => area ?? [])
/** The communities that exist, those without a position too. */
export const knownCommunities = async () => (await cached.read([COMMUNITIES]))[0]!

const hasPosition = <Of extends Area>(area: Area): area is Of => area.position !== null

/** A community, or NOT_FOUND. For a merged one, the community it went into. */
export async function knownCommunity(id: Types.ObjectId): Promise<Community> {
  const [[area]] = (await cached.read([one(id)])) as [readonly Area[]]
  const community = orNotFound(area && area.level === 'community' && hasPosition<Community>(area) ? area : null)
  return community.successorId ? knownCommunity(community.successorId) : community
}

/**
 * The community whose border encloses the point, else the one whose middle is nearest; the first by name when no
 * position is known.
 */
export async function knownCommunityNear(at: LngLat | null): Promise<Community> {
  const [standing] = (await cached.read([COMMUNITIES])) as [readonly Area[]]
  const communities = standing.filter(hasPosition<Community>)
  const around = at && communities.filter((community) => encloses(community, at))
  // The one that was made first counts where borders overlap.
  const [first] = around ? [...around].sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1)) : []
  const nearest = first ?? (at ? nearestTo(at, communities) : communities[0])
  if (!nearest) throw new AppError('NOT_SET_UP')
  return nearest
}

const encloses = ({ bounds, shape }: Area, { lng, lat }: LngLat) =>
  bounds !== null &&
  shape !== null &&
  bounds.west <= lng &&
  lng <= bounds.east &&
  bounds.south <= lat &&
  lat <= bounds.north &&
  contains(shape, { lng, lat })

function nearestTo(at: LngLat, communities: readonly Community[]) {
  let nearest: { community: Community; metres: number } | null = null
  for (const community of communities) {
    const metres = metresBetween(community.position, at)
    if (!nearest || metres < nearest.metres) nearest = { community, metres }
  }
  return nearest?.community
}

/** The residential compounds of a community that have a position, by name. */
export async function knownCompounds(communityId: Types.ObjectId): Promise<CompoundArea[]> {
  const [found] = (await cached.read([compounds(communityId)])) as [readonly Area[]]
  return found.filter(hasPosition<CompoundArea>)
}
