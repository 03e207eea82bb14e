import { CaseModel } from '../cases/model'
import type { Migration } from './run'

/** Cases can be given to a receiver from now on; older ones have none and were never handed back. */
export const receiversOfCases: Migration = {
  name: '0014-receivers-of-cases',
  run: async () => {
    await CaseModel.updateMany({ handBacks: { $exists: false } }, { $set: { receiver: null, handBacks: 0 } })
  },
}
