import { AppError } from '@yike/shared/errors'
import { FEATURE_CODES, FEATURES, type Feature } from '@yike/shared/territory/features'
import type { Types } from 'mongoose'
import { areasWithSettings, knownAreas, knownCommunities } from './known-areas'

type Areas = readonly Types.ObjectId[]

/** Says where features are switched off. */
export interface KnownFeatures {
  /** Nothing is switched off anywhere. */
  none: boolean
  /** Off for a record with these areas: in one of them, or above. */
  isOff(feature: Feature, areas: Areas): boolean
  offIn(areas: Areas): Feature[]
}

/** The features that are switched off, from memory. */
export async function switchedOff(): Promise<KnownFeatures> {
  const some = (await areasWithSettings()).filter(({ featuresOff = [] }) => featuresOff.length > 0)
  const off = new Map(some.map(({ _id, featuresOff }) => [String(_id), featuresOff]))
  const isOff = (feature: Feature, areas: Areas) => areas.some((id) => off.get(String(id))?.includes(feature))
  return { none: off.size === 0, isOff, offIn: (areas) => FEATURE_CODES.filter((feature) => isOff(feature, areas)) }
}

const refusal = (feature: Feature, wayOut = '打电话问问社区') =>
  new AppError('FEATURE_OFF', `社区现在不办${FEATURES[feature].label}，${wayOut}。`)

/** Refuses with FEATURE_OFF where a feature is switched off for a record with these areas. */
export async function refuseWhereOff(feature: Feature, areas: Areas) {
  if ((await switchedOff()).isOff(feature, areas)) throw refusal(feature)
}

/**
 * The features that are off wherever somebody may mean: in every community at or below these areas, and in the one around
 * a smaller area. Null: in every community of the installation.
 */
export async function offEverywhereIn(areaIds: Areas | null): Promise<Feature[]> {
  const features = await switchedOff()
  if (features.none) return []
  const communities = (await knownCommunities()).map(({ areas }) => areas)
  const around = areaIds ? (await knownAreas(areaIds)).map(({ areas }) => areas) : []
  const below = (id: Types.ObjectId) => communities.filter((areas) => areas.some((one) => one.equals(id)))
  const places = areaIds
    ? around.flatMap((areas) => (below(areas[0]!).length > 0 ? below(areas[0]!) : [areas]))
    : communities
  return places.length === 0
    ? []
    : FEATURE_CODES.filter((feature) => places.every((areas) => features.isOff(feature, areas)))
}

/** Refuses with FEATURE_OFF a caller who can mean no place where the feature is in use. */
export async function refuseWhereAllOff(feature: Feature, areaIds: Areas | null) {
  if ((await offEverywhereIn(areaIds)).includes(feature))
    throw refusal(feature, areaIds ? '要用的话，请管理员在“设置”里打开' : undefined)
}
