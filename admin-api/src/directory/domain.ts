import type { Types } from 'mongoose'
import { directoryMessages } from '@yike/shared/directory/messages'
import { domain, whenDue } from '../domain'
import { directoryAreaRecords } from './area-records'
import { runImports, importsUnderWay } from './import'
import { countPlacesIn, placeById, placesByIds, serviceWithPlace } from './find'
import { PlaceImportModel } from './import-model'
import { CorrectionModel, OrganizationModel, PlaceModel, PremisesModel, ServiceModel } from './model'
import { directoryRoutes, type NextSittings } from './routes'
import { useRemovalGuards } from './services'
import { directoryData } from './person-data'
import { writtenByStaff } from '../privacy/person-data'

declare module '../domain' {
  interface Questions {
    nextSittings: NextSittings
  }
}

const titled = ({ name, areas }: { name: string; areas: Types.ObjectId[] }) => ({ title: name, areas })

/**
 * Places, services and premises, with their import and export. More than a dozen files, because of the three ways of
 * exchange: workbooks (`import*`, `export`), the HSDS standard (`hsds*`), and corrections of residents (`corrections`,
 * `changes`). Search is `find`, `relevance` and `tokens`; the rest keeps the records.
 */
export const directory = domain({
  name: 'directory',
  floor: 'middle',
  models: [PlaceModel, ServiceModel, OrganizationModel, PremisesModel, CorrectionModel, PlaceImportModel],
  areaRecords: directoryAreaRecords,
  outboxes: [CorrectionModel],
  personRecords: [{ model: CorrectionModel, fields: ['personId'] }],
  messages: directoryMessages,
  permissions: ['place.edit', 'place.verify', 'service.edit', 'insight.read'],
  asks: ['nextSittings'],
  firstSteps: { places: countPlacesIn },
  reportables: [
    { type: 'place', find: async (id) => titled(await placeById(id)) },
    { type: 'service', find: async (id) => titled((await serviceWithPlace(id)).service) },
  ],
  answers: { placesNamed: placesByIds },
  register: ({ removalGuards }) => useRemovalGuards(removalGuards.service),
  personData: directoryData,
  keepsPeople: writtenByStaff(PlaceModel, ServiceModel, PremisesModel, PlaceImportModel),
  routes: ({ registry }) => [directoryRoutes(registry.answers.nextSittings)],
  jobs: () => [whenDue('imports', runImports, importsUnderWay)],
})
