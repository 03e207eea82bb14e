import type { Types } from 'mongoose'
import { boundsOf } from '@yike/shared/geo/shape'
import type { LngLat } from '@yike/shared/geo/walking'
import { STANDING } from './areas'
import { AreaModel, RoadModel, type Area, type Road } from './model'

/** A base map of tiles, as the office configured it; its review number has to be shown with it. */
export interface BaseMap {
  url: string
  system: 'gcj02' | 'wgs84'
  attribution: string
}

/** About two kilometres each way. */
const HALF_DEGREES = { lng: 0.025, lat: 0.02 }
const MANY = 1000

/** Writes a road under an id of the caller's, so that a second try writes the same one. */
export async function drawRoad(_id: Types.ObjectId, { areas, name, path }: Pick<Road, 'areas' | 'name' | 'path'>) {
  const bounds = boundsOf({ type: 'MultiPolygon', coordinates: [[path]] })
  await RoadModel.updateOne({ _id }, { $set: { areas, name, path, bounds } }, { upsert: true })
}

/** Roads and communities around a point. */
export async function groundAround({ lng, lat }: LngLat) {
  const near = {
    'bounds.west': { $lte: lng + HALF_DEGREES.lng },
    'bounds.east': { $gte: lng - HALF_DEGREES.lng },
    'bounds.south': { $lte: lat + HALF_DEGREES.lat },
    'bounds.north': { $gte: lat - HALF_DEGREES.lat },
  }
  const [roads, communities] = await Promise.all([
    RoadModel.find(near).limit(MANY).lean<Road[]>(),
    AreaModel.find({ level: 'community', ...near, ...STANDING })
      .limit(MANY)
      .lean<Area[]>(),
  ])
  return { roads, communities: communities.flatMap(({ shape, ...area }) => (shape ? [{ ...area, shape }] : [])) }
}
