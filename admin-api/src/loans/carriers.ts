import type { Carrier } from '../territory/carriers'
import { LoanServiceModel, ThingModel } from './model'

/** Things stay with what remains of their community. */
export const loanCarriers: Carrier[] = [{ model: ThingModel, what: '器具' }, { model: LoanServiceModel }]
