import type { Types } from 'mongoose'
import { metresBetween, type LngLat } from '@yike/shared/geo/walking'
import { compoundMeant } from '@yike/shared/territory/address'
import { found } from '../http/policy'
import { AreaModel, type Area, type AreaLevel } from './model'

export type { Area, AreaLevel } from './model'

/** A community with what every page shows of it. */
export interface Community extends Area {
  phone: string
  position: LngLat
}

/** A community, or NOT_FOUND. */
export const communityById = async (id: Types.ObjectId | string): Promise<Community> =>
  found(await AreaModel.findOne({ _id: id, level: 'community', position: { $ne: null } }).lean<Community>())

/** All communities that have a position: few enough in a district to choose from in memory. */
export const listCommunities = () =>
  AreaModel.find({ level: 'community', position: { $ne: null } })
    .sort({ name: 1 })
    .lean<Community[]>()

/** The community whose middle is nearest; the first by name when no position is known. Polygons decide later. */
export async function communityNear(at: LngLat | null): Promise<Community> {
  const communities = await listCommunities()
  const byDistance = at
    ? [...communities].sort((a, b) => metresBetween(a.position, at) - metresBetween(b.position, at))
    : communities
  return found(byDistance[0])
}

export const areasByIds = (ids: readonly Types.ObjectId[]) => AreaModel.find({ _id: { $in: ids } }).lean<Area[]>()

/** Communities at or below these areas. */
export const communitiesIn = (ids: readonly Types.ObjectId[]) =>
  AreaModel.find({ level: 'community', areas: { $in: ids } })
    .sort({ name: 1 })
    .lean<Community[]>()

/** A residential compound: houses behind one gate, from which a life circle is walked. */
export interface CompoundArea extends Area {
  position: LngLat
}
export const compoundsIn = (communityId: Types.ObjectId) =>
  AreaModel.find({ level: 'compound', areas: communityId, position: { $ne: null } })
    .sort({ name: 1 })
    .lean<CompoundArea[]>()

/** Where a home stands: where its owner pointed, else the compound its address names; null when neither is known. */
export const homePosition = (
  home: { text: string; position: LngLat | null } | null,
  compounds: readonly CompoundArea[],
): LngLat | null => home && (home.position ?? compoundMeant(home.text, compounds)?.position ?? null)

export interface NewArea {
  level: AreaLevel
  name: string
  code?: string
  parent?: Pick<Area, '_id' | 'areas'>
  phone?: string
  position?: LngLat
}

/** Adds an area below its parent; the same name at the same place is the same area. */
export async function addArea({ parent, ...rest }: NewArea): Promise<Area> {
  const known = await AreaModel.findOne({
    parentId: parent?._id ?? null,
    level: rest.level,
    name: rest.name,
  }).lean<Area>()
  if (known) return known
  const area = new AreaModel({ ...rest, parentId: parent?._id ?? null })
  area.areas = [area._id, ...(parent?.areas ?? [])]
  await area.save()
  return area.toObject<Area>()
}
