import type { Types } from 'mongoose'
import { orNotFound, type Actor } from '../http/policy'
import { areasByIds, communityById } from '../territory/areas'
import { MatterModel, type Matter } from './model'
import { matterPolicy } from './policy'

/** The open matters that can be filed in a community: its own, and those of the areas above it, by name. */
export async function mattersIn(communityId: string) {
  const { areas } = await communityById(communityId)
  return MatterModel.find({ 'areas.0': { $in: areas }, closed: false })
    .sort({ name: 1, _id: 1 })
    .limit(200)
    .lean<Matter[]>()
}

export const matterById = async (id: string | Types.ObjectId) =>
  orNotFound(await MatterModel.findById(id).lean<Matter>())

/** An open matter of one of these areas; null where they have none of this id. */
export const matterFor = (id: string, areas: readonly Types.ObjectId[]) =>
  MatterModel.findOne({ _id: id, 'areas.0': { $in: areas }, closed: false }).lean<Matter>()

export async function mattersForStaff(actor: Actor) {
  const above = (await areasByIds(matterPolicy.filed(actor))).flatMap(({ areas }) => areas)
  return MatterModel.find(matterPolicy.visible(actor, above))
    .sort({ closed: 1, name: 1, _id: 1 })
    .limit(500)
    .lean<Matter[]>()
}
