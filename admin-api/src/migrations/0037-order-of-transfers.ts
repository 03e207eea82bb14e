import { CaseModel } from '../cases/model'
import { dropIndex } from './drop-index'
import type { Migration } from './run'

/** Transfers are listed by the time since when they wait: the index of the list holds it from now on. */
export const orderOfTransfers: Migration = {
  name: '0037-order-of-transfers',
  run: () => dropIndex(CaseModel, 'transfer.areas_1__id_-1'),
}
