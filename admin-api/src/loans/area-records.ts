import type { AreaRecords } from '../territory/area-records'
import { LoanServiceModel, ThingModel } from './model'

/** Things stay with the rest of their community. */
export const loanAreaRecords: AreaRecords[] = [{ model: ThingModel, what: '器具' }, { model: LoanServiceModel }]
