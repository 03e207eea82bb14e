import { CaseModel } from '../cases/model'
import { dropIndex } from './drop-index'
import type { Migration } from './run'

/** Cases with the same limit are listed by number: the indexes of the two lists hold it from now on. */
export const orderOfCases: Migration = {
  name: '0020-order-of-cases',
  run: async () => {
    await dropIndex(CaseModel, 'areas_1_dueOrder_1__id_1')
    await dropIndex(CaseModel, 'areas_1_state_1_dueOrder_1__id_1')
  },
}
