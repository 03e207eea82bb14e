import type { Types } from 'mongoose'
import type { AreaRecords } from '../territory/area-records'
import { PlaceImportModel } from './import-model'
import { positionOf } from './place-record'
import { CorrectionModel, OrganizationModel, PlaceModel, PremisesModel, ServiceModel, type Place } from './model'

/** A record of a place belongs to the areas in which the place lies. */
async function whereItsPlaceStands(rows: object[]) {
  const ids = (rows as { placeId: Types.ObjectId }[]).map(({ placeId }) => placeId)
  const places = await PlaceModel.find({ _id: { $in: ids } }, { location: 1 }).lean<Place[]>()
  const known = new Map(places.map((place) => [String(place._id), positionOf(place)]))
  return ids.map((id) => known.get(String(id)) ?? null)
}

export const directoryAreaRecords: AreaRecords[] = [
  {
    model: PlaceModel,
    what: '地点',
    namesCommunity: true,
    reads: ['location'],
    stands: (rows) => rows.map((row) => positionOf(row as unknown as Place)),
    renamed: async ({ name }, old, communityId) => {
      const named = `${name}（原${old}）`
      const taken = await PlaceModel.countDocuments({ communityId, name: named, removed: false })
      return taken === 0 ? named : `${name}（原${old}${taken + 1}）`
    },
  },
  { model: ServiceModel, what: '服务', reads: ['placeId'], stands: whereItsPlaceStands },
  { model: CorrectionModel, what: '纠错', reads: ['placeId'], stands: whereItsPlaceStands },
  {
    model: PremisesModel,
    what: '用房',
    namesCommunity: true,
    renamed: ({ name }, old) => Promise.resolve(`${name}（原${old}）`),
  },
  {
    model: OrganizationModel,
    namesCommunity: true,
    renamed: ({ name }, old) => Promise.resolve(`${name}（原${old}）`),
  },
  { model: PlaceImportModel, what: '导入记录' },
]
