import type { Carrier } from '../territory/carriers'
import { CarerModel, PlanModel, VisitModel, VisitServiceModel } from './model'

/** What stands nowhere stays with what remains of its community. */
export const visitCarriers: Carrier[] = [
  { model: CarerModel, what: '护理员', namesCommunity: true },
  { model: VisitServiceModel },
  { model: VisitModel, what: '上门记录' },
  { model: PlanModel, what: '上门计划' },
]
