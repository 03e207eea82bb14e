import type { Types } from 'mongoose'
import { boundsOf, contains, type Shape } from '@yike/shared/geo/shape'
import { metresBetween, type LngLat } from '@yike/shared/geo/walking'
import { compoundMeant } from '@yike/shared/territory/address'
import { compareAreaNames } from '@yike/shared/territory/name-order'
import { AppError } from '@yike/shared/errors'
import { orNotFound } from '../http/policy'
import type { Idem } from '../idempotency'
import { AreaModel, type Area, type AreaLevel } from './model'

export type { Area, AreaLevel } from './model'

/** A community with the fields that every page shows of it. */
export interface Community extends Area {
  phone: string
  position: LngLat
}

/** Filter of the areas that exist today; merged ones are left out. */
export const STANDING = { endedAt: null }
/** Lists leave borders out: they may be long. */
const PLAIN = { shape: 0 }

/** A community, or NOT_FOUND. For a merged one, the community it went into. */
export async function communityById(id: Types.ObjectId | string): Promise<Community> {
  const community = orNotFound(
    await AreaModel.findOne({ _id: id, level: 'community', position: { $ne: null } }, PLAIN).lean<Community>(),
  )
  return community.successorId ? communityById(community.successorId) : community
}

/** All communities that have a position: few enough in a district to choose from in memory. */
const listCommunities = () =>
  AreaModel.find({ level: 'community', position: { $ne: null }, ...STANDING }, PLAIN)
    .sort({ name: 1 })
    .lean<Community[]>()

/**
 * The community whose border encloses the point, else the one whose middle is nearest; the first by name when no
 * position is known.
 */
export async function communityNear(at: LngLat | null): Promise<Community> {
  const around = at && (await areasAt(at, 'community'))[0]
  if (around) return communityById(around._id)
  const communities = await listCommunities()
  const byDistance = at
    ? [...communities].sort((a, b) => metresBetween(a.position, at) - metresBetween(b.position, at))
    : communities
  const [nearest] = byDistance
  if (!nearest) throw new AppError('NOT_SET_UP')
  return nearest
}

/** Areas of a level whose ground a point lies on: one, unless borders overlap. */
export async function areasAt({ lng, lat }: LngLat, level: AreaLevel): Promise<Area[]> {
  const near = await AreaModel.find({
    ...{ level, 'bounds.west': { $lte: lng }, 'bounds.east': { $gte: lng } },
    ...{ 'bounds.south': { $lte: lat }, 'bounds.north': { $gte: lat } },
    ...STANDING,
  })
    .sort({ _id: 1 })
    .lean<Area[]>()
  return near.filter(({ shape }) => shape && contains(shape, { lng, lat }))
}

/**
 * The community and areas of a record, by its position: the borders decide, and the grid comes first. Where no border
 * was drawn it stays in its community, and with the areas it `held` before.
 */
export async function locate(
  position: LngLat | null | undefined,
  communityId: Types.ObjectId,
  held?: Types.ObjectId[],
) {
  const [at, grids] = position
    ? await Promise.all([areasAt(position, 'community'), areasAt(position, 'grid')])
    : [[], []]
  const community = await communityById(at[0]?._id ?? communityId)
  const grid = grids.find(({ parentId }) => parentId?.equals(community._id))
  const kept = held && community._id.equals(communityId) ? held : community.areas
  return { communityId: community._id, areas: grid?.areas ?? kept }
}

export const areasByIds = (ids: readonly Types.ObjectId[]) =>
  AreaModel.find({ _id: { $in: ids }, ...STANDING }, PLAIN).lean<Area[]>()

/** The area that another system names, by its national code or its id here; null where there is none. */
export const areaNamed = (name: string) =>
  AreaModel.findOne(
    { ...(/^[0-9a-f]{24}$/.test(name) ? { _id: name } : { code: name }), ...STANDING },
    PLAIN,
  ).lean<Area>()

/** Communities at or below these areas, with their borders. */
export const communitiesWithBorders = (ids: readonly Types.ObjectId[]) =>
  AreaModel.find({ level: 'community', areas: { $in: ids }, position: { $ne: null }, ...STANDING }).lean<Community[]>()

/** Communities at or below these areas. */
export const communitiesIn = (ids: readonly Types.ObjectId[]) =>
  AreaModel.find({ level: 'community', areas: { $in: ids }, ...STANDING }, PLAIN)
    .sort({ name: 1 })
    .lean<Community[]>()

/** Grids at or below these areas, in the order of their names. */
export async function gridsIn(ids: readonly Types.ObjectId[]): Promise<Area[]> {
  if (ids.length === 0) return []
  const grids = await AreaModel.find({ level: 'grid', areas: { $in: ids }, ...STANDING }, PLAIN).lean<Area[]>()
  return grids.sort((a, b) => compareAreaNames(a.name, b.name))
}

/** The areas with none above them: an installation has one, or one for each city. */
export const topAreas = () => AreaModel.find({ parentId: null, ...STANDING }, PLAIN).lean<Area[]>()

/** These areas and all below them, with their names. */
export const areasBelow = (ids: readonly Types.ObjectId[]) =>
  AreaModel.find({ areas: { $in: ids }, ...STANDING }, { name: 1, level: 1, areas: 1 }).lean<
    Pick<Area, '_id' | 'name' | 'level' | 'areas'>[]
  >()

/** A residential compound: houses behind one gate, from which a life circle is walked. */
export interface CompoundArea extends Area {
  position: LngLat
}
export const compoundsIn = (communityId: Types.ObjectId) =>
  AreaModel.find({ level: 'compound', areas: communityId, position: { $ne: null }, ...STANDING }, PLAIN)
    .sort({ name: 1 })
    .lean<CompoundArea[]>()

/**
 * The position of a home: the one its owner chose, else that of the compound in its address; null when neither is
 * known.
 */
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
  shape?: Shape
  idem?: Idem
}

/** A shape as it is stored: with the fields that an index needs. */
export const groundOf = (shape: Shape | null) => ({ shape, bounds: shape && boundsOf(shape) })

/** Adds an area below its parent; the same name at the same position is the same area. */
export async function addArea({ parent, shape, ...rest }: NewArea): Promise<Area> {
  const known = await AreaModel.findOne({
    parentId: parent?._id ?? null,
    level: rest.level,
    name: rest.name,
    ...STANDING,
  }).lean<Area>()
  if (known) return known
  const area = new AreaModel({ ...rest, ...groundOf(shape ?? null), parentId: parent?._id ?? null })
  area.areas = [area._id, ...(parent?.areas ?? [])]
  await area.save()
  return area.toObject<Area>()
}
