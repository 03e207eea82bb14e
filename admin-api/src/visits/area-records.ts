import type { AreaRecords } from '../territory/area-records'
import { CarerModel, PlanModel, VisitModel, VisitServiceModel } from './model'

/** Records without a position stay with the rest of their community. */
export const visitAreaRecords: AreaRecords[] = [
  { model: CarerModel, what: '护理员', namesCommunity: true },
  { model: VisitServiceModel },
  { model: VisitModel, what: '上门记录' },
  { model: PlanModel, what: '上门计划' },
]
