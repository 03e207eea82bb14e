import type { AreaRecords } from '../territory/area-records'
import { CatalogueModel, ReceiverModel } from './model'

export const receiverAreaRecords: AreaRecords[] = [
  { model: ReceiverModel, what: '承办单位' },
  { model: CatalogueModel },
]
