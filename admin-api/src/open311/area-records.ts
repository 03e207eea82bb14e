import type { AreaRecords } from '../territory/area-records'
import { PartnerModel } from './model'

export const partnerAreaRecords: AreaRecords[] = [
  {
    ...{ model: PartnerModel, what: '合作系统', namesCommunity: true },
    renamed: ({ name }, old) => Promise.resolve(`${name}（原${old}）`),
  },
]
