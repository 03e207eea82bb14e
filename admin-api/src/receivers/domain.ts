import type { Types } from 'mongoose'
import { domain } from '../domain'
import { receiverAreaRecords } from './area-records'
import { worksForDepartment } from './list'
import { CatalogueModel, ReceiverModel } from './model'
import { receiverRoutes } from './routes'
import { writtenByStaff } from '../privacy/person-data'

declare module '../domain' {
  interface Questions {
    /** The names of categories and groups of cases, by id; unknown ones are left out. */
    categoryNames(ids: readonly (Types.ObjectId | string)[]): Promise<ReadonlyMap<string, string>>
  }
}

/** Organisations that mend what residents report, and the dispatch catalogue: who answers for what, where. */
export const receivers = domain({
  name: 'receivers',
  floor: 'middle',
  models: [ReceiverModel, CatalogueModel],
  areaRecords: receiverAreaRecords,
  permissions: ['admission.ask', 'case.assign', 'case.receive', 'receiver.edit'],
  asks: ['categoryNames'],
  answers: { handsWorkDown: worksForDepartment },
  keepsPeople: writtenByStaff(ReceiverModel, CatalogueModel),
  routes: ({ registry }) => [receiverRoutes(registry.answers.categoryNames)],
})
