import { directoryMessages } from '@yike/shared/directory/messages'
import { domain, every, SECOND_MS } from '../domain'
import { directoryAreaRecords } from './area-records'
import { runImports } from './import'
import { PlaceImportModel } from './import-model'
import { CorrectionModel, OrganizationModel, PlaceModel, PremisesModel, ServiceModel } from './model'
import { directoryRoutes, type NextSittings } from './routes'
import { useRemovalGuards } from './services'

declare module '../domain' {
  interface Questions {
    nextSittings: NextSittings
  }
}

export const directory = domain({
  name: 'directory',
  floor: 'middle',
  models: [PlaceModel, ServiceModel, OrganizationModel, PremisesModel, CorrectionModel, PlaceImportModel],
  areaRecords: directoryAreaRecords,
  outboxes: [CorrectionModel],
  messages: directoryMessages,
  permissions: ['place.edit', 'place.verify', 'service.edit', 'insight.read'],
  asks: ['nextSittings'],
  register: ({ removalGuards }) => useRemovalGuards(removalGuards.service),
  routes: ({ registry }) => [directoryRoutes(registry.answers.nextSittings)],
  jobs: () => [every(SECOND_MS, 'imports', runImports)],
})
