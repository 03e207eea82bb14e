import { AreaModel } from '../territory/model'
import type { Migration } from './run'

/** Areas are changed by hand from now on, which needs a revision; older ones had none. */
export const areaRevisions: Migration = {
  name: '0004-area-revisions',
  run: async () => {
    await AreaModel.updateMany({ revision: { $exists: false } }, { $set: { revision: 1 } })
  },
}
