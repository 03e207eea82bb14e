import { domain, whenDue } from '../domain'
import { useAreaRecords, useRoleDoor, type RoleDoor } from './area-records'
import { runAreaChanges, areaChangesUnderWay } from './changes'
import { AreaChangeModel, AreaImportModel, AreaModel, AreaMoveModel, RoadModel } from './model'
import { territoryRoutes } from './routes'
import { writtenByStaff } from '../privacy/person-data'
import { countAreasWithHours } from './settings'

declare module '../domain' {
  interface Questions {
    roles: RoleDoor
  }
}

/**
 * The areas themselves. No change of areas moves its own records with `areas`: the change consists of them. More than a
 * dozen files: the tree (`areas`, `edit`, `divisions`), its borders (`borders`, `area-import`, `map`), and changes of
 * areas, which move the records of every domain (`changes`, `moves`).
 */
export const territory = domain({
  name: 'territory',
  floor: 'ground',
  models: [AreaModel, AreaChangeModel, AreaMoveModel, RoadModel, AreaImportModel],
  fixedAreas: [AreaModel, AreaChangeModel, RoadModel],
  permissions: ['territory.edit'],
  asks: ['roles'],
  firstSteps: { hours: countAreasWithHours },
  register({ areaRecords, answers }) {
    useAreaRecords(areaRecords)
    useRoleDoor(answers.roles)
  },
  keepsPeople: writtenByStaff(AreaModel, AreaChangeModel, AreaImportModel),
  routes: ({ config }) => [territoryRoutes(config.baseMap, config.mapReviewNumber)],
  jobs: () => [whenDue('area changes', runAreaChanges, areaChangesUnderWay)],
})
