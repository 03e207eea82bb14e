import { homePosition } from '../territory/areas'
import type { AreaRecords, RoleDoor } from '../territory/area-records'
import { HomeRequestModel, type HomeRequest } from './home-model'
import { homeOf } from './sealed-facts'
import { PersonModel, type Person } from './model'
import { ResidentImportModel } from './resident-import-model'

async function whereTheyLive(rows: object[], compounds: Parameters<typeof homePosition>[1]) {
  const ids = (rows as HomeRequest[]).map(({ personId }) => personId)
  const people = await PersonModel.find({ _id: { $in: ids } }, { home: 1 }).lean<Person[]>()
  const known = new Map(people.map((one) => [String(one._id), homePosition(homeOf(one), compounds)]))
  return ids.map((id) => known.get(String(id)) ?? null)
}

export const peopleAreaRecords: AreaRecords[] = [
  {
    model: PersonModel,
    what: '居民',
    namesCommunity: true,
    reads: ['home'],
    stands: (rows, compounds) => rows.map((row) => homePosition(homeOf(row as unknown as Person), compounds)),
  },
  { model: ResidentImportModel, what: '居民名单' },
  // It belongs to the areas of the person who sent it.
  { model: HomeRequestModel, reads: ['personId'], stands: whereTheyLive },
]

/** Roles given by a change carry its id: undoing it takes them back, whatever else the person was given since. */
export const roleDoor: RoleDoor = {
  async add(changeId, from, to) {
    for await (const { _id, roles } of PersonModel.find({ 'roles.areaId': from }, { roles: 1 })
      .lean<Person[]>()
      .cursor()) {
      const given = (roles as Person['roles']).filter(({ areaId }) => areaId.equals(from))
      for (const { role } of given)
        await PersonModel.updateOne(
          { _id, roles: { $not: { $elemMatch: { role, areaId: to } } } },
          { $push: { roles: { role, areaId: to, changeId } } },
        )
    }
  },
  drop: (changeId) => PersonModel.updateMany({ 'roles.changeId': changeId }, { $pull: { roles: { changeId } } }),
}
