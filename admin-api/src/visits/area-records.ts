import type { AreaRecords } from '../territory/area-records'
import { CarerModel, PlanModel, VisitModel, VisitServiceModel } from './model'

/** What stands nowhere stays with what remains of its community. */
export const visitAreaRecords: AreaRecords[] = [
  { model: CarerModel, what: '护理员', namesCommunity: true },
  { model: VisitServiceModel },
  { model: VisitModel, what: '上门记录' },
  { model: PlanModel, what: '上门计划' },
]
